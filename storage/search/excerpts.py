"""Excerpts: the likeliest paragraphs of many documents, put together into one that can be asked, and back again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from storage import schema
from summarizers.reading.document import Document, Section, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Row, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from summarizers.finding.asking import Passage


class Excerpt(NamedTuple):
    """A paragraph with its sentences as their document has them, and the heading over it."""

    document_id: int
    language: str
    heading: str | None
    text: str
    sentences: tuple[Sentence, ...]


class Placed(NamedTuple):
    """A passage as its document has it; `is_read`: its score holds how near the question comes to it in context."""

    document_id: int
    language: str
    passage: Passage
    is_read: bool = False

    def read_in_context(self, nearness: float) -> Placed:
        """Give the passage with what reading it in context adds to its score."""
        passage = replace(self.passage, score=self.passage.score + nearness)
        return self._replace(passage=passage, is_read=True)


@dataclass(frozen=True, slots=True)
class Compilation:
    """Paragraphs of one language as a document of their own: paragraph `i` is excerpt `i - 1`, in a section `i`."""

    document: Document
    excerpts: tuple[Excerpt, ...]

    @classmethod
    def of(cls, excerpts: Sequence[Excerpt]) -> Compilation:
        """Put paragraphs together."""
        sections, sentences, at = [Section(0, None, 0, 0, 0)], [], 0
        for ordinal, excerpt in enumerate(excerpts, 1):
            end = at + len(excerpt.text)
            sections.append(Section(ordinal, excerpt.heading, 1, at, end))
            moved = at - excerpt.sentences[0].start
            sentences += [
                Sentence(each.text, each.start + moved, each.end + moved, ordinal, ordinal)
                for each in excerpt.sentences
            ]
            at = end + 1
        body = "\n".join(excerpt.text for excerpt in excerpts)
        language = excerpts[0].language
        head = (None, (), None, None, None, None, language)
        return cls(Document(body, *head, tuple(sections), (), tuple(sentences), ()), tuple(excerpts))

    def place(self, passage: Passage) -> Placed:
        """Give a passage of the compilation as one of the document that it comes from."""
        excerpt = self.excerpts[passage.paragraph - 1]
        first = excerpt.sentences[0]
        moved = first.start - self.document.sections[passage.section].start
        start, end = passage.sentence
        return Placed(
            excerpt.document_id,
            excerpt.language,
            replace(
                passage,
                start=passage.start + moved,
                end=passage.end + moved,
                section=first.section,
                paragraph=first.paragraph,
                sentence=(start + moved, end + moved),
                lit=tuple((lit_from + moved, lit_to + moved) for lit_from, lit_to in passage.lit),
            ),
        )


async def load_excerpts(connection: AsyncConnection, chosen: Mapping[int, Iterable[int]]) -> list[Excerpt]:
    """Give the paragraphs of some sentences (ordinals by document), in the order of the documents given."""
    sentences = await _by_document(connection, schema.sentence, chosen)
    headings = await _by_document(connection, schema.section, chosen)
    document = schema.document
    query = select(document.c.id, document.c.body, document.c.language).where(document.c.id.in_(list(chosen)))
    texts = {row.id: (row.language, row.body) for row in (await connection.execute(query)).all()}
    excerpts = []
    for document_id, ordinals in chosen.items():
        rows = sentences[document_id]
        for paragraph in sorted({rows[ordinal].paragraph for ordinal in ordinals}):
            of_paragraph = [row for row in rows if row.paragraph == paragraph]
            heading = headings[document_id][of_paragraph[0].section].heading
            excerpts.append(_excerpt(document_id, *texts[document_id], heading, of_paragraph))
    return excerpts


def _excerpt(document_id: int, language: str, body: str, heading: str | None, sentences: Sequence[Row[Any]]) -> Excerpt:
    kept = tuple(
        Sentence(body[each.start : each.end], each.start, each.end, each.section, each.paragraph, each.page)
        for each in sentences
    )
    return Excerpt(document_id, language, heading, body[kept[0].start : kept[-1].end], kept)


async def _by_document(
    connection: AsyncConnection,
    table: Table,
    document_ids: Iterable[int],
) -> Mapping[int, list[Row[Any]]]:
    query = select(table).where(table.c.document_id.in_(list(document_ids)))
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in await connection.execute(query.order_by(table.c.document_id, table.c.ordinal)):
        rows[row.document_id].append(row)
    return rows
