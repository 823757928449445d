"""Near-duplicates: whether an audience has a text already in almost the same words, or the text that it corrects.

The bands that versions share give candidates, the shingles of their indexed words a rough order, and the documents
themselves the answer (`summarizers.comparing`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from storage import schema
from storage.bands import find_holders, keys_in
from storage.documents import Prepared, read_document
from storage.known import Holder, Known, find_versions
from summarizers.comparing.corrections import names_itself_correction, title_words
from summarizers.comparing.dating import Dates, may_be_of_one_date
from summarizers.comparing.sameness import Wording, is_same_statement, share_covered, share_enough
from summarizers.comparing.shingles import covered_by, shingle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from summarizers.reading.document import Document

Shares = tuple[float, float]
"""The shares of each of two texts' words that the other covers."""

_MOST_CANDIDATES = 40
_MOST_COMPARED = 5
"""Versions whose words are counted, and those of them whose documents are compared."""

_TOLERANCE = 0.02
"""By how much words that are compared as they are written may share more than stems do."""

_SHARED_BY_CORRECTED = 0.5
_SHARED_UNDER_ONE_TITLE = 0.2
"""Share of a correction's words, or of what it corrects, that the other has; less will do under the same title."""


class Candidate(NamedTuple):
    """A version that may be of the same statement, with its document."""

    known: Known
    wording: Wording


def find_duplicate(connection: Connection, holder: Holder, prepared: Prepared) -> Candidate | None:
    """Give a version of an audience that is the same statement in almost the same words and of the same date."""
    wording = Wording(prepared.document)
    for candidate in _candidates(connection, holder, prepared, lambda shares: share_enough(shares, _TOLERANCE)):
        if is_same_statement(candidate.wording, wording):
            return candidate
    return None


def find_corrected(connection: Connection, holder: Holder, prepared: Prepared) -> Known | None:
    """Give the latest version of the audience's statement that a text corrects, if it names itself a correction."""
    if not names_itself_correction(prepared.document):
        return None
    wording = Wording(prepared.document)
    best, most = None, 0.0
    for candidate in _candidates(connection, holder, prepared, lambda shares: max(shares) >= _SHARED_UNDER_ONE_TITLE):
        shared = max(share_covered(candidate.wording, wording))
        is_titled_alike = _is_titled_alike(candidate.wording.document, prepared.document)
        least = _SHARED_UNDER_ONE_TITLE if is_titled_alike else _SHARED_BY_CORRECTED
        if candidate.known.is_latest and shared >= max(least, most):
            best, most = candidate.known, shared
    return best


def dates_of(prepared: Prepared) -> Dates:
    """Give the dates of a prepared document."""
    return Dates(prepared.document.event_date, prepared.document.published)


def _candidates(
    connection: Connection, holder: Holder, prepared: Prepared, is_near: Callable[[Shares], bool]
) -> Iterator[Candidate]:
    """Yield versions of the audience that may be of one date and whose words are near, those that share most first."""
    keys = keys_in(holder.workspace, holder.audience, prepared.bands)
    version_ids = find_holders(connection, keys, _MOST_CANDIDATES)
    dates = dates_of(prepared)
    found = find_versions(connection, holder, version_ids)
    dated = [known for known in found if may_be_of_one_date(known.dates, dates)]
    for known in _rank(connection, prepared, dated, is_near)[:_MOST_COMPARED]:
        yield Candidate(known, Wording(read_document(connection, known.document_id)))


def _rank(
    connection: Connection, prepared: Prepared, known: Sequence[Known], is_near: Callable[[Shares], bool]
) -> list[Known]:
    """Order versions by the words in common: latest versions before old ones, then old statements first.

    The words are those that are indexed, so that the documents of others need not be read.
    """
    indexed = schema.indexed
    query = select(indexed.c.document_id, indexed.c.stems).where(
        indexed.c.document_id.in_(each.document_id for each in known)
    )
    stems = {row.document_id: row.stems for row in connection.execute(query)} if known else {}
    ours = _words_of(prepared.words.stems, len(prepared.document.sentences))
    our_shingles = shingle(ours)
    ranked = []
    for each in known:
        theirs = _words_of(stems.get(each.document_id, ""), each.sentence_count)
        their_shingles = shingle(theirs)
        shares = (
            _mean(covered_by(our_shingles, their_shingles, len(ours))),
            _mean(covered_by(their_shingles, our_shingles, len(theirs))),
        )
        if is_near(shares):
            ranked.append(((-sum(shares), not each.is_latest, each.number, -each.version_id), each))
    return [each for _, each in sorted(ranked, key=lambda entry: entry[0])]


def _words_of(stems: str, sentence_count: int) -> list[str]:
    """Give the words of the sentences alone: lines of headings and title follow them."""
    return [word for line in stems.split("\n")[:sentence_count] for word in line.split()]


def _mean(covered: NDArray[np.bool_]) -> float:
    return float(covered.mean()) if len(covered) else 0.0


def _is_titled_alike(one: Document, other: Document) -> bool:
    titles = [title_words(each.title or "", each.language) for each in (one, other)]
    return bool(titles[0]) and titles[0] == titles[1]
