"""Paragraph to sentences, as spans.

`nupunkt` (Bommarito et al., 2025) where it is the better one, `sentencex` elsewhere (figures in docs/architecture.md),
with corrections where official prose needs them: titles and abbreviations in front of names and numbers, ordinals,
numbers that count an item.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import fold

Span = tuple[int, int]

_BY_NUPUNKT = frozenset({"en", "fr", "pt", "it", "ko", "ru", "ar"})
_UNSPACED = frozenset({"zh", "ja"})
_CONTEXT = 60
_GOES_ON = re.compile(r"[,;:/)\]}%º°ª²³]|(?:--|[–—]) ?[a-zß-ÿа-яё]")
_ITEM_NUMBER = re.compile(r"(?<=[.!?:;)\]”\"»])\s+(\d{1,3}\.)$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_STRETCH = 4_000
_STRETCH_END = re.compile(r"\n\n|[。！？](?![。！？」』）”’])|[.!?]\s+(?=[A-ZÀ-Þ])")
_LONGEST_ABBREVIATION = 12

# Abbreviations that stand in front of a name, a number or a noun, and so never end a sentence.
_AHEAD = {
    "en": r"Sec|Secs|Art|Arts|Para|paras?|No|Nos|Vol|Gov|Sen|Rep|Reps|Gen|Lt|Col|Capt|Amb|Hon|Rev|Mr|Mrs|Ms|Dr|Messrs|vs|cf|viz|approx|ca",
    "fr": r"MM?|Mme|Mlle|Mgr|Me|Dr|Pr|St|Ste|art|al|n|p|pp|cf|env|av|bd|réf|vol",
    "de": r"Dr|Prof|Abs|Art|Nr|Hr|Fr|St|bzw|ca|vgl|Ing|Dipl|Hptm|Gen|Min|inkl|zzgl|gem|lfd|Bd|S|Ziff|Kap|Anm|evtl|ggf|sog|Mag|Hon|Frhr|geb|gest|Az|Tel|Str",
    "es": r"Sres?|Sras?|Srta|Dr|Dra|Dres|D|Dña|Prof|Profa|Lic|Ing|Arq|Gral|Gen|Cnel|Cap|Tte|Av|Avda|Depto|Dpto|Dep|arts?|núms?|págs?|pp?|St|Mons|Fr|Excmo|Excma|Ilmo|vid|cf|n|p|aprox|tel",
    "pt": r"Sr|Sra|Srs|Dr|Dra|Drs|D|Eng|Enga|Prof|Profa|Cel|Gen|Cap|Ten|Maj|Alm|Brig|Av|art|arts|n|núm|pág|págs|Exmo|Exma|St|V|Mons|Pe|ex|cf|al|aprox|tel",
    "it": r"dott|sigg?|prof|avv|ing|arch|geom|on|cap|gen|col|ten|art|artt|n|nn|pagg?|co|cfr|ca|mons|S|Ss|ecc(?=\.\))|v|vol|tel|p|pp",
    "ru": r"тыс|млн|млрд|трлн|руб|чел|ок|ум|род|букв|см|ср|напр|англ|лат|нем|фр|им|акад|проф|ул|пр|пл|р|реж|т|св|о|стр|п|пп|ст|ч|кв|гр|доц|тов|яз|долл|о-в|просп|каб|наб|пос|дер|обл|сокр|экз(?=\.\s\d)",
}
_AHEAD_PATTERNS = {
    language: re.compile(rf"(?:^|[\s(«„“\"'’/\-–\u00a0])(?:{words})\.$") for language, words in _AHEAD.items()
}
_INITIAL = re.compile(r"(?:^|[\s(\u00a0])[A-ZÀ-ÞА-ЯЁ]\.(?:[ \u00a0]?[A-ZÀ-ÞА-ЯЁ]\.)*$")
_US = re.compile(r"(?:^|[\s(\u00a0])(?:U\.S|U\.K|U\.N|E\.U)\.$")
_US_OFFICE = re.compile(
    r"(?:Secretar|President|Vice|Government|Department|Congress|Senat|House|Army|Navy|Air|Marine|Coast|Treasury|Ambassador|Embassy"
    r"|Supreme|District|Court|Attorney|Trade|Special|Agency|Capitol|Constitution|Customs|Citizen|Census|Forces|Representative"
    r"|General|Security|Council|Charter|Permanent|Space|Fish|Forest|Geological|Postal|Mission|Strategy|National|Federal)"
)
_GERMAN_ORDINAL = re.compile(
    r"(?:^|[\s(])(?:(?:am|im|der|die|das|den|dem|des|zum|zur|vom|beim|ab|seit|und|bis|ein|einem|einer|eines|ihr\w*|sein\w*|\d\.)\s)(?:\d{1,3}|[IVX]{1,5})\.$",
    re.IGNORECASE,
)
_GERMAN_ORDINAL_NOUN = re.compile(
    r"(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahr|Lebensjahr|Mal|Tag|Sitzung|Gipfel|Legislatur|Woche|Quartal"
    r"|Konferenz|Amtszeit|Runde|Geburtstag|Weltkrieg)"
)
_GERMAN_SPACED = re.compile(r"(?:^|[\s(])(?:z|u|d|i|s|v|o|e|a)\. ?(?:B|a|h|d|o|R|Chr|u|ä|V|D|T|U|g|m|O)\.$")
_ARABIC_TITLE = re.compile(r"(?:^|[\s(])(?:\w{1,2}\.\s?){1,3}$|إلخ\.\)$")
_RUSSIAN_PLACE = re.compile(r"(?:^|\s)[^\d\s]\S*\s+[гсд]\.$")


class Segmenter:
    """Cuts a body once, and gives the sentences of any paragraph of it: far cheaper than a call for each paragraph."""

    def __init__(self, body: str, language: str) -> None:
        """Cut `body`, in time linear in its length."""
        self._body = body
        self._language = language
        cut = _cut_nupunkt if language in _BY_NUPUNKT else _cut_sentencex
        self._boundaries = [end for _, end in cut(body, language)]

    def sentences(self, start: int, end: int) -> list[Span]:
        """Give the spans of the sentences in a part of the body, without white space at their ends, in reading order.

        Together they cover all of the part but white space.
        """
        first = bisect_right(self._boundaries, start)
        last = bisect_left(self._boundaries, end)
        edges = [start, *self._boundaries[first:last], end]
        merged: list[Span] = []
        for span in filter(None, (_strip(self._body, a, b) for a, b in itertools.pairwise(edges))):
            if merged and _belongs_together(self._body, merged[-1], span, self._language):
                merged[-1] = (merged[-1][0], span[1])
            else:
                merged.append(span)
        return _with_numbers_in_front(self._body, merged)


def segment_sentences(paragraph: str, language: str) -> list[Span]:
    """Give the spans of the sentences of a single paragraph (see `Segmenter.sentences`)."""
    return Segmenter(paragraph, language).sentences(0, len(paragraph))


def _cut_nupunkt(text: str, language: str) -> list[Span]:
    del language  # one model for all
    import nupunkt

    return [(start, end) for start, end in nupunkt.sent_spans(text)]


def _cut_sentencex(text: str, language: str) -> Iterator[Span]:
    import sentencex

    # Its time grows with the square of what it is given at once, so it gets a stretch at a time; its pieces follow one
    # another (their offsets count bytes in some releases, so the pieces themselves are looked up).
    for stretch_start, stretch_end in _stretches(text):
        at = stretch_start
        for piece in sentencex.segment(language, text[stretch_start:stretch_end]):
            found = text.find(piece, at, stretch_end)
            start = at if found < 0 else found
            yield at, start + len(piece)
            at = start + len(piece)
        if at < stretch_end:
            yield at, stretch_end


def _stretches(text: str) -> Iterator[Span]:
    """Cut a text into stretches of a few thousand characters, at the ends of paragraphs or behind a full stop."""
    start = 0
    while len(text) - start > _STRETCH:
        match = _STRETCH_END.search(text, start + _STRETCH // 2, start + _STRETCH)
        end = match.end() if match else start + _STRETCH
        yield start, end
        start = end
    yield start, len(text)


def _strip(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return None
    lead = len(piece) - len(piece.lstrip())
    return start + lead, start + lead + len(bare)


def _belongs_together(text: str, left: Span, right: Span, language: str) -> bool:
    """Whether a boundary between two neighbouring spans is none."""
    before, after = (
        text[max(left[0], left[1] - _CONTEXT) : left[1]],
        text[right[0] : min(right[1], right[0] + _CONTEXT)],
    )
    if _GOES_ON.match(after) or not (after[0].isalnum() or any(map(str.isalnum, after))):
        return True
    if left[1] == right[0] and before[-1].isalnum() and after[0].isalnum():
        return language not in _UNSPACED
    if before[-1] != "." and before[-2:] not in (".)", ".]"):
        return False
    if after[0].islower() and language not in _UNSPACED:
        return True
    return _is_abbreviated(before, after, language)


def _is_abbreviated(before: str, after: str, language: str) -> bool:
    pattern = _AHEAD_PATTERNS.get(language)
    if pattern is not None and pattern.search(before, max(0, len(before) - _LONGEST_ABBREVIATION)):
        return True
    if language == "de":
        is_ordinal = _GERMAN_ORDINAL.search(before) and after[0].isalpha()
        is_dated = re.search(r"\d\.$", before) and _GERMAN_ORDINAL_NOUN.match(after)
        return bool(is_ordinal or is_dated or _GERMAN_SPACED.search(before))
    if language == "en":
        return bool(_US.search(before) and _US_OFFICE.match(after))
    if language == "ar":
        return bool(_ARABIC_TITLE.search(before))
    if language == "ru" and _RUSSIAN_PLACE.search(before):
        return True
    return bool(_INITIAL.search(before)) and _may_be_name(after, language)


def _may_be_name(after: str, language: str) -> bool:
    """Whether what follows an initial can be a name: "Group B. The ..." ends a sentence, "J. Silva" does not."""
    word = _FIRST_WORD.match(after)
    return word is not None and word.group()[0].isupper() and fold(word.group()) not in stop_words(language)


def _with_numbers_in_front(text: str, spans: list[Span]) -> list[Span]:
    """Move a number that counts the next item ("... agreed. 2.| The ministers ...") to the sentence that it counts."""
    for position in range(len(spans) - 1):
        start, end = spans[position]
        if match := _ITEM_NUMBER.search(text, max(start, end - 12), end):
            spans[position] = (start, start + len(text[start : match.start()].rstrip()))
            spans[position + 1] = (match.start(1), spans[position + 1][1])
    return spans
