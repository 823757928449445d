import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.database import Database, open_database
from storage.documents import decode_document, encode_structure, section_rows, sentence_rows
from storage.records import SourceKind, SourceRecord
from summarizers.reading.document import Aside, AsideKind, Document, Paragraph, ParagraphKind, Section, Sentence
from summarizers.reading.reader import read
from tests.storage.makings import HERE, NOON, add

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
MAYBE_TEXT = st.none() | TEXT
NUMBER = st.integers(0, 50)
DAY = st.none() | st.dates()


@st.composite
def documents(draw: st.DrawFn) -> Document:
    body = draw(TEXT)
    spans = st.tuples(NUMBER, NUMBER)
    sections = draw(st.lists(st.tuples(MAYBE_TEXT, NUMBER, spans, st.none() | spans), max_size=4))
    paragraph = st.builds(
        Paragraph,
        NUMBER,
        NUMBER,
        NUMBER,
        NUMBER,
        st.sampled_from(ParagraphKind),
        st.none() | NUMBER,
        MAYBE_TEXT,
        MAYBE_TEXT,
    )
    sentences = draw(st.lists(st.tuples(spans, NUMBER, NUMBER, st.none() | NUMBER), max_size=4))
    return Document(
        body=body,
        title=draw(MAYBE_TEXT),
        issuers=tuple(draw(st.lists(TEXT, max_size=3))),
        publisher=draw(MAYBE_TEXT),
        event_date=draw(DAY),
        published=draw(DAY),
        place=draw(MAYBE_TEXT),
        language=draw(st.sampled_from(["en", "fr", "zh", "und"])),
        sections=tuple(
            Section(at, heading, level, *span, mark) for at, (heading, level, span, mark) in enumerate(sections)
        ),
        paragraphs=tuple(draw(st.lists(paragraph, max_size=4))),
        sentences=tuple(
            Sentence(body[slice(*span)], *span, section, paragraph, page)
            for span, section, paragraph, page in sentences
        ),
        set_aside=tuple(draw(st.lists(st.builds(Aside, st.sampled_from(AsideKind), NUMBER, NUMBER), max_size=3))),
    )


@given(documents())
@settings(max_examples=15, deadline=None)
async def test_a_document_is_given_as_it_was_read(tmp_path_factory: pytest.TempPathFactory, document: Document) -> None:
    async with open_database(tmp_path_factory.getbasetemp() / "documents.sqlite3") as database:
        source = SourceRecord(SourceKind.PASTED, "text", None, NOON)
        added = await database.statements.add(HERE, "channel", document, source, added_by="ann")
        given_again = await database.statements.document(HERE, added.version_id)
        await database.statements.forget(HERE, added.record.number, by="ann")
    assert given_again == document


async def test_a_read_text_is_given_as_it_was_read(database: Database) -> None:
    text = "Joint Statement\n\nGeneva, 3 April 2025\n\nWe met.\n\nI. Trade\n\nThe parties:\n\n1. will meet;\n2. agree."
    document = read(text, source_date=date(2025, 4, 4))
    added = await database.statements.add(
        HERE, "channel", document, SourceRecord(SourceKind.FILE, "a.txt", None, NOON), added_by="ann"
    )
    assert await database.statements.document(HERE, added.version_id) == document


async def test_the_body_is_stored_once(database: Database, location: Path) -> None:
    await add(database, "Zanzibar1964 stands here.")
    stored = b"".join(path.read_bytes() for path in location.parent.iterdir())
    assert stored.count(b"Zanzibar1964 stands") in (1, 2)  # in the file, in its write-ahead log, or both


@pytest.mark.skipif("BRIEFBOT_SHARED" not in os.environ, reason="needs the statements at $BRIEFBOT_SHARED")
def test_every_shared_statement_is_given_as_it_was_read() -> None:
    lines = Path(os.environ["BRIEFBOT_SHARED"], "data/statements/whitehouse.jsonl").read_text("utf-8").splitlines()
    for line in lines[::10]:
        document = read(json.loads(line)["text"])
        assert encoded_and_decoded(document) == document


class Columns(dict[str, object]):
    """A row, as the database gives it."""

    __getattr__ = dict.__getitem__


def encoded_and_decoded(document: Document) -> Document:
    row = Columns(body=document.body, language=document.language, structure=encode_structure(document))
    sections = [Columns(section) for section in section_rows(document, 1)]
    sentences = [Columns(sentence) for sentence in sentence_rows(document, 1)]
    return decode_document(row, sections, sentences)  # type: ignore[arg-type]
