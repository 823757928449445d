"""Paragraph to sentences, as spans.

`nupunkt` (Bommarito et al., 2025) where it is the better one, `sentencex` elsewhere (figures in docs/architecture.md),
with corrections where official prose needs them: German ordinals, closing quotation marks, a figure or a list of
initials that no sentence ends in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_BY_NUPUNKT = frozenset({"en", "fr", "pt", "it", "ko", "ru", "ar"})
_CLOSERS = "\"'”’»›」』）)］]】〉》"
_TERMINALS = ".!?…。！？؟۔"


def segment_sentences(paragraph: str, language: str) -> list[Span]:
    """Give the spans of a paragraph's sentences, without white space at their ends, in reading order.

    Together they cover all of the paragraph but white space.
    """
    cuts = _cut_nupunkt(paragraph) if language in _BY_NUPUNKT else _cut_sentencex(paragraph, language)
    spans = [span for cut in cuts if (span := _strip(paragraph, *cut))]
    return _correct(paragraph, spans, language)


def _cut_nupunkt(text: str) -> list[Span]:
    import nupunkt

    return [(start, end) for start, end in nupunkt.sent_spans(text)]


def _cut_sentencex(text: str, language: str) -> Iterator[Span]:
    import sentencex

    # Its indices count bytes or characters depending on the release; its texts are contiguous, so lengths are safe.
    at = 0
    for piece in sentencex.segment(language, text):
        start = text.find(piece, at)
        start = at if start < 0 else start
        yield at, start + len(piece)
        at = start + len(piece)
    if at < len(text):
        yield at, len(text)


def _strip(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    trail = len(piece) - len(piece.rstrip())
    return (start + lead, end - trail) if piece.strip() else None


def _correct(text: str, spans: list[Span], language: str) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and _belongs_together(text, merged[-1], span, language):
            merged[-1] = (merged[-1][0], span[1])
        else:
            merged.append(span)
    return merged


def _belongs_together(text: str, left: Span, right: Span, language: str) -> bool:
    """Whether a boundary between two neighbouring spans is none."""
    before, after = text[max(left[0], left[1] - 40) : left[1]], text[right[0] : right[0] + 40]
    if not any(character.isalnum() for character in text[right[0] : right[1]]) and right[1] - right[0] < 10:
        return True
    if left[1] == right[0] and before[-1].isalnum() and after[0].isalnum():
        return language not in ("zh", "ja")
    return any(joint(before, after) for joint in _JOINTS.get(language, ()))


def _german_joint(before: str, after: str) -> bool:
    """An ordinal ("am 3. April", "im 21. Jahrhundert", "Friedrich II. von") ends no sentence, nor does "z. B."."""
    if _GERMAN_ORDINAL.search(before):
        return bool(_GERMAN_AFTER_ORDINAL.match(after))
    return bool(_GERMAN_ABBREVIATION.search(before))


_GERMAN_ORDINAL = re.compile(r"(?:^|[\s(])(?:\d{1,3}|[IVX]{1,5})\.$")
_GERMAN_AFTER_ORDINAL = re.compile(
    r"(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahr|Mal|Tag|Sitzung|Gipfel|Bundes|Legislatur|Woche"
    r"|Quartal|Artikel|Absatz|Kapitel|Konferenz|Amts|Wahl|Treffen|Runde|Geburtstag|Weltkrieg|[a-zäöü])"
)
_GERMAN_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:z|u|d|i|s|v|o|e|a)\. ?(?:B|a|h|d|o|R|Chr|u|ä|V|D|T|U|g)\.$"
    r"|(?:^|[\s(])(?:Dr|Prof|Abs|Art|Nr|Hr|Fr|St|bzw|ca|vgl|Ing|Dipl|Hptm|Gen|Min|inkl|zzgl|gem|lfd|Mio|Mrd|Bd|ff|S)\.$"
)
_JOINTS = {"de": (_german_joint,)}
