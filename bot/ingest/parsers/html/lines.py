"""Runs of text to lines: white space as a browser sets it, line breaks as a reader takes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPACES = re.compile("[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+")
_UNSPACED = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_UNSPACED_BREAK = re.compile(rf"(?<={_UNSPACED})[ \t]*[\r\n][ \t\r\n]*(?={_UNSPACED})")
CELL_GAP = "\ue000"
"""Stands between the cells of a row while its text is put together (a private character, replaced in what comes in)."""
_ENDS = re.compile(r"[.!?:;。！？：；؟…][\"'”’»)\]」]*\s*$")
_STARTS_ITEM = re.compile(r"\s*(?:[-–—•·▪*►○●]\s|[•▪●]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s)")
_SHORT_LINE = 70


@dataclass(slots=True)
class Run:
    """A piece of text with what holds for it."""

    text: str
    is_bold: bool
    is_link: bool
    is_away: bool


def join_lines(lines: list[tuple[int, list[Run]]], *, are_wrapped: bool) -> list[list[Run]]:
    """Put the lines between line breaks together to paragraphs.

    Two breaks end one. A single break ends one behind a bold line or the end of a sentence, and before an item; short
    lines in a row (an address, a list of names) stay lines, unless they are those of a wrapped typescript.
    """
    filled = [(breaks, runs) for breaks, runs in lines if "".join(run.text for run in runs).strip()]
    texts = ["".join(run.text for run in runs).strip() for _, runs in filled]
    are_short = not are_wrapped and len(texts) > 1 and max(map(len, texts)) <= _SHORT_LINE
    paragraphs: list[list[Run]] = []
    for number, (breaks, runs) in enumerate(filled):
        is_new = not paragraphs or breaks > 1 or (are_short and not texts[number][0].islower())
        if not is_new:
            before = filled[number - 1][1]
            is_bold = all(run.is_bold for run in before if run.text.strip())
            is_new = is_bold or bool(_ENDS.search(texts[number - 1])) or bool(_STARTS_ITEM.match(texts[number]))
        if is_new:
            paragraphs.append(list(runs))
        else:
            paragraphs[-1] += [Run(" ", is_bold=False, is_link=False, is_away=False), *runs]
    return paragraphs


def collapse(runs: list[Run]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the text of runs as a browser sets it, on one line, and its bold spans."""
    parts: list[str] = []
    bold: list[tuple[int, int]] = []
    length, ends_blank = 0, True
    for run in runs:
        text = _SPACES.sub(" ", _UNSPACED_BREAK.sub("", run.text))
        if ends_blank:
            text = text.lstrip(" ")
        if not text:
            continue
        parts.append(text)
        if run.is_bold:
            bold.append((length, length + len(text)))
        length, ends_blank = length + len(text), text.endswith(" ")
    whole = "".join(parts)
    end = len(whole.rstrip())
    start = len(whole) - len(whole.lstrip())
    if CELL_GAP in whole:
        return re.sub(f" ?{CELL_GAP}[ {CELL_GAP}]*", "\t", whole.strip(CELL_GAP + " ")), ()
    return whole[start:end], _merge(bold, whole[start:end], start, end)


def _merge(spans: list[tuple[int, int]], whole: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Give bold spans in offsets of the text between start and end, those that touch made one, blanks left out."""
    merged: list[tuple[int, int]] = []
    for first, last in spans:
        first, last = max(first, start) - start, min(last, end) - start  # noqa: PLW2901
        if first >= last or not whole[first:last].strip():
            continue
        if merged and not whole[merged[-1][1] : first].strip():
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return tuple(_trimmed(whole, *span) for span in merged)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
