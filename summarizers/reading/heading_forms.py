"""The form of a heading: what a line alone tells.

A heading is short, does not end as a sentence ends, and does not read as one; capitals, title case or a number in
front speak for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from summarizers.reading.layout import BULLET

_LONGEST = 120
_MOST_WORDS = 22
_MOST_RUN_IN_WORDS = 8
_UNSPACED_LONGEST = 40
_ABBREVIATED_END = re.compile(
    r"\b(?:Inc|Jr|Sr|Ltd|Co|Corp|Dr|St|No|U\.S|U\.K|U\.N|D\.C|E\.U|etc|a\.m|p\.m|Ph\.D|[A-Z])\.$"
)
_SENTENCE_END = re.compile(r"[.!;,。！；，،؛…]['\"“”‘’«»)\]」』]*$")
_QUESTION_END = re.compile(r"[?？؟]['\"“”‘’«»)\]」』]*$")
_NUMBERED = re.compile(
    r"(?:(?:section|part|chapter|article|annex|appendix|pillar|goal|step|topic|titre|teil|abschnitt|sección|parte|sezione|pilar|раздел|часть)"
    r" (?:\d{1,2}|[IVXL]{1,6}|[A-Z]|one|two|three|four|five|six)\b[.:)]?\s*|(?:[IVXL]{1,6}|\d{1,2}(?:\.\d{1,2})*|[A-Z])[.)]\s+"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[章节節条条部]\s*|[１-９0-9]{1,2}[．.　、]\s*|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا)ً?\s*[:：]\s*)",
    re.IGNORECASE,
)
_ROMAN_OR_LETTER = re.compile(r"(?:[IVXL]{1,6}|[A-Z])[.)]\s")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "onto",
        "or",
        "over",
        "per",
        "the",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "via",
        "vs",
        "with",
        "within",
        "de",
        "des",
        "du",
        "la",
        "le",
        "les",
        "et",
        "en",
        "pour",
        "sur",
        "dans",
        "à",
        "au",
        "aux",
        "y",
        "e",
        "el",
        "los",
        "las",
        "del",
        "da",
        "do",
        "das",
        "dos",
        "di",
        "il",
        "lo",
        "gli",
        "der",
        "die",
        "das",
        "und",
        "für",
        "von",
        "zur",
        "zum",
        "im",
    ]
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|shall|has|have|had|can|could|must|may|should|includes?|included|announced|said"
    r"|agreed|spoke|met|decided|reaffirmed|welcomed|issued|released|follows?|remains?|continues to)\b"
)
_LEAD_IN = re.compile(
    r"\b(?:following|include|includes|including|will|are|is|as follows|that|to|by|with|such as|would|have|has|can|must|should"
    r"|suivant(?:e|s|es)?|folgende[snrm]?|siguientes?|seguintes?|seguenti|следующ\w+)(?: [\w’'-]+){0,4}:$",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"\b(?:include[sd]?|including|[Ww]ill|are|is|that|to|by|with|[Ff]ollowing(?: [\w’'-]+){0,2}|welcome[sd]?|agreed?)[:：]$"
)
_BRACKETED_LABEL = re.compile(r"[(（](?:[a-z]|[ivx]{1,5}|\d{1,2}|[一二三四五六七八九十]{1,3})[)）]")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d ?(?:[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")
_TABLE_GAP = re.compile(r"\S(?: {3,}|\t| \| )\S")
_ATTRIBUTION = re.compile(r"[–—―-]{1,2} ?[A-Z“]")


class Verdict(Enum):
    """How sure the form of a block is."""

    NO = 0
    WEAK = 1
    """A plain line without an end: its neighbourhood decides."""
    STRONG = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block as the judgement sees it: its text, the level that markup gives it, whether it is a list item."""

    text: str
    marked_level: int | None = None
    is_bold: bool = False
    is_other: bool = False
    """It is known to be something else (set aside, a marked list item, a speaker's turn)."""
    is_text: bool = False
    """It is known to be text (a lead-in to marked items, a plain line where headings are marked)."""

    @property
    def is_item(self) -> bool:
        """Whether it opens with a bullet."""
        return bool(BULLET.match(self.text))


def is_run_in_heading(text: str) -> bool:
    """Whether a bold lead at the head of a paragraph is its heading rather than an emphasised sentence."""
    core = text.rstrip(".:： ")
    return len(core.split()) <= _MOST_RUN_IN_WORDS and not _FINITE.search(core) and core[:1].isupper()


def is_clock(text: str) -> bool:
    """Whether a line holds nothing but a time of day, as transcripts note it."""
    return bool(_CLOCK.fullmatch(text))


def judge_form(candidate: Candidate, language: str = "en") -> Verdict:
    """Judge a block by its own form alone."""
    text = candidate.text
    if candidate.marked_level is not None:
        return Verdict.STRONG
    if (
        candidate.is_other
        or candidate.is_text
        or not _has_length_of_heading(text)
        or candidate.is_item
        or _TABLE_GAP.search(text)
    ):
        return Verdict.NO
    core = _NUMBERED.sub("", text, count=1) or text
    if (
        not re.search(r"[^\W\d_]{2}", core)
        or _ATTRIBUTION.match(text)
        or _BRACKETED_LABEL.match(text)
        or is_clock(text)
    ):
        return Verdict.NO
    if _SENTENCE_END.search(text) and not (_ABBREVIATED_END.search(text) and capitals_share(core) >= 0.7):
        return Verdict.NO
    if text.endswith((":", "：")):
        # Whether a line with a colon reads as the beginning of a sentence, only its form tells outside English.
        verdict = _judge_colon(core)
        return verdict if language == "en" or verdict is Verdict.STRONG else Verdict.NO
    if _QUESTION_END.search(text):
        return Verdict.WEAK if len(core.split()) <= 20 else Verdict.NO
    return _judge_open_end(candidate, core)


def _has_length_of_heading(text: str) -> bool:
    longest = _LONGEST if " " in text[:_UNSPACED_LONGEST] or len(text) < _UNSPACED_LONGEST else _UNSPACED_LONGEST
    return 1 < len(text) <= longest and text.count(" ") < _MOST_WORDS


def _judge_colon(core: str) -> Verdict:
    """A colon ends a heading or the lead-in of a list: a lead-in reads as the beginning of a sentence."""
    if _is_capitalised(core) and core.count(" ") and not _OPEN_END.search(core):
        return Verdict.STRONG
    if _LEAD_IN.search(core) or _FINITE.search(core) or len(core.split()) > 14:
        return Verdict.NO
    return Verdict.WEAK


def _judge_open_end(candidate: Candidate, core: str) -> Verdict:
    if not (core[:1].isupper() or core[:1].isdigit() or core[:1] in "“\"«‘'($€£#¿¡„" or not core[:1].isascii()):
        return Verdict.NO
    if core[:1] in '“"«„»' and core[-1:] in '”"»“«':
        return Verdict.NO  # a quotation standing alone
    if candidate.is_bold or _is_capitalised(core) or _ROMAN_OR_LETTER.match(candidate.text):
        return Verdict.STRONG
    return Verdict.WEAK


def _is_capitalised(text: str) -> bool:
    """Whether a line is set in capitals or in title case."""
    return capitals_share(text) >= 0.75


def capitals_share(text: str) -> float:
    """Give the share of a line's significant words that begin with a capital (or a figure)."""
    words = [word for word in _WORD.findall(text) if word.casefold() not in _SMALL_WORDS]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0
