"""Footnotes: the notes at the foot of a page or column, and the raised markers in the text that point at them.

Notes are left out of the text: they are remarks on it, and would stand in the middle of a sentence that runs on over
the page. Raised figures that are no markers (10³, m²) stay, as the characters that Unicode has for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.ingest.parsers.pdf.columns import Box
from bot.ingest.parsers.pdf.rows import Row
from bot.ingest.parsers.pdf.words import Page, Word

_SMALL = 0.93
_RAISED_SIZE = 0.93
_RAISED_BY = 0.12
_HIGHEST = 0.6
_LARGEST_SHARE = 0.65
_LABEL = re.compile(r"[\[(]?(\d{1,3}|[*†‡§¶#]{1,4}|[a-z])[\])]?[.)]?")
_MARKER = re.compile(r"[\[(]?((?:\d{1,3}|[*†‡§¶#]{1,4}|[a-z])(?:[,;–-]\s?(?:\d{1,3}|[*†‡§¶]|[a-z]))*)[\])]?")
_UNIT = re.compile(r"(?:^|.*\W|\d)(?:[kcmdµ]?m|ft|in|sec|s)$", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_TRAILING_SUPERSCRIPTS = re.compile(r"(?<=[^\W\d_])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|(?<=[.,;:!?”\"’')\]])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’»)\]]*$")


@dataclass(slots=True)
class Notes:
    """What is known so far of the notes of a document."""

    labels: set[str] = field(default_factory=set)
    last: int = 0
    is_open: bool = False
    """The last note of the page before does not end as a sentence ends, and may go on."""


def drop_notes(page: Page, boxes: Sequence[Box], body: float, notes: Notes) -> None:
    """Take the notes out of a page's boxes; `notes` learns their labels."""
    total = sum(len(box.rows) for box in boxes)
    was_open, notes.is_open = notes.is_open, False
    markers = {label for box in boxes for row in box.rows for word in row.words for label in _marker_labels(word, row)}
    for box in boxes:
        first = _first_note(page, box, body, notes, markers, was_open=was_open)
        if first is None or len(box.rows) - first > _LARGEST_SHARE * total:
            continue
        for row in box.rows[first:]:
            _learn(row, notes)
        last = " ".join(word.text for word in box.rows[-1].words)
        notes.is_open = not _SENTENCE_END.search(last)
        del box.rows[first:]


def drop_markers(boxes: Sequence[Box], labels: set[str]) -> None:
    """Take the note markers out of the words of a page; other raised figures become superscript characters."""
    for box in boxes:
        for row in box.rows:
            if any(_is_raised(word, row) or not word.text.isascii() for word in row.words):
                row.words = _without_markers(row, labels)
        box.rows[:] = [row for row in box.rows if row.words]


def _first_note(page: Page, box: Box, body: float, notes: Notes, markers: set[str], *, was_open: bool) -> int | None:
    """Give the number of the row that the notes at the foot of a box begin with."""
    rows = box.rows
    if not rows or rows[-1].baseline > _HIGHEST * page.height:
        return None
    ruled = _row_below_rule(page, rows)
    first = len(rows)
    while first and rows[first - 1].size <= _SMALL * body:
        first -= 1
    if first == len(rows):
        return ruled if ruled is not None and _is_label(rows[ruled], notes, markers) else None
    if ruled is not None and ruled > first:
        first = ruled
    labelled = next((n for n in range(first, len(rows)) if _is_label(rows[n], notes, markers)), None)
    if ruled == first and (labelled is not None or was_open):
        return first
    if labelled is None:
        return None
    return first if was_open and labelled - first <= 12 else labelled


def _row_below_rule(page: Page, rows: Sequence[Row]) -> int | None:
    """Give the first row below a short line in the lower part of the page."""
    left = min(word.x0 for row in rows for word in row.words)
    right = max(word.x1 for row in rows for word in row.words)
    heights = [
        rule.y
        for rule in page.rules
        if rule.y < _HIGHEST * page.height and abs(rule.x0 - left) < 20 and rule.x1 - rule.x0 < 0.6 * (right - left)
    ]
    if not heights:
        return None
    height = max(heights)
    return next((n for n, row in enumerate(rows) if row.baseline < height), None)


def _is_label(row: Row, notes: Notes, markers: set[str]) -> bool:
    """Whether a row begins as a note does: with a raised marker, or with the number that is due."""
    word = row.words[0]
    match = _LABEL.fullmatch(word.text)
    if not match or len(row.words) < 2:
        return False
    label = match[1]
    if _is_raised(word, row) or label in markers:
        return True
    if label.isdecimal():
        return int(label) in (1, notes.last + 1)
    return not label.isalpha()


def _learn(row: Row, notes: Notes) -> None:
    match = _LABEL.fullmatch(row.words[0].text)
    if match and (_is_raised(row.words[0], row) or match[1] == str(notes.last + 1) or not match[1].isalnum()):
        notes.labels.add(match[1])
        if match[1].isdecimal():
            notes.last = int(match[1])


def _is_raised(word: Word, row: Row) -> bool:
    return word.size <= _RAISED_SIZE * row.size and word.baseline >= row.baseline + _RAISED_BY * row.size


def _marker_labels(word: Word, row: Row) -> list[str]:
    if not _is_raised(word, row):
        return []
    match = _MARKER.fullmatch(word.text.rstrip(".,;:"))
    return re.split(r"[,;–-]\s?", match[1]) if match else []


def _without_markers(row: Row, labels: set[str]) -> list[Word]:
    kept: list[Word] = []
    dropped: Word | None = None
    for word in row.words:
        if dropped and kept and _closes(word, dropped, row):
            kept[-1] = kept[-1]._replace(text=kept[-1].text + word.text, x1=word.x1)
            dropped = None
            continue
        before = kept[-1] if kept and abs(word.x0 - kept[-1].x1) < 0.6 * row.size else None
        if _is_raised(word, row):
            if _is_marker(word, row, before, labels):
                rest = re.sub(r"^.*?([.,;:]*)$", r"\1", word.text)
                if rest and before:
                    kept[-1] = before._replace(text=before.text + rest)
                dropped = word
                continue
            if before and all(ord(character) in _SUPERSCRIPTS for character in word.text):
                text = word.text.translate(_SUPERSCRIPTS)
                kept[-1] = before._replace(text=before.text + text, x1=word.x1)
                continue
        elif not word.text.isascii():
            word = word._replace(text=_without_superscripts(word.text))  # noqa: PLW2901
        if word.text:
            kept.append(word)
    return kept


def _closes(word: Word, marker: Word, row: Row) -> bool:
    """Whether punctuation behind a marker belongs to the word in front of it."""
    return not word.text[0].isalnum() and word.x0 - marker.x1 < 0.1 * row.size and word.text[0] not in '([“«"–—-'


def _is_marker(word: Word, row: Row, before: Word | None, labels: set[str]) -> bool:
    found = _marker_labels(word, row)
    if not found:
        return False
    if before is None or any(label in labels for label in found):
        return True
    if all(label.isalpha() for label in found) or before.text[-1:].isdigit():
        return False
    return not _UNIT.match(before.text)


def _without_superscripts(text: str) -> str:
    match = _TRAILING_SUPERSCRIPTS.search(text)
    if not match or _UNIT.match(text[: match.start()]):
        return text
    return text[: match.start()] + text[match.end() :]
