"""Surface signals of a sentence: figures, dates, results, lead-ins, talk about the text itself."""

from __future__ import annotations

import re

_SCALE = (
    r"(?:per ?cent|percentage|basis points?|bps|hundred|thousand|million|billion|trillion|mrd|mio|milliards?|millions?|"
    r"millones|milliarden|millionen|miliard\w*|milion\w*|milh\w+|bilh\w+|млрд|млн|миллиард\w*|миллион\w*|процент\w*|"
    r"prozent|pour cent|por ciento|por cento|per cento|مليار|مليون)"
)
FIGURE = re.compile(
    rf"[$€£¥₩₽]\s?\d[\d.,]*|\d[\d.,]*\s?(?:%|\uff05|{_SCALE}\b|[万億亿兆]|억|조|퍼센트|パーセント)|\d[\d.,]*/\d+|\d{{1,3}}(?:,\d{{3}})+",
    re.IGNORECASE,
)
"""Amounts, shares and large numbers."""

NUMBER = re.compile(r"\d[\d.,/]*")
_YEAR = re.compile(r"(?:19|20)\d\d$")

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    "januar|februar|marz|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|"
    "octubre|noviembre|diciembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    "gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|"
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر"
)
DATE = re.compile(
    rf"\b(?:{_MONTHS})\.? \d{{1,2}}\b|\b\d{{1,2}}(?:\.|er|º)? (?:de )?(?:{_MONTHS})\b|\d+月\d+日|\d+월 ?\d+일"
    r"|\btoday\b|\byesterday\b|\b(?:this|last|next) (?:week|month|year|morning|evening|afternoon)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\baujourd'hui\b|\bheute\b|\bhoy\b|\bhoje\b|\boggi\b|\bсегодня\b"
)
"""Days, as they are written in folded text."""

_HEADLINE = r"earnings per (?:diluted )?share|earnings per \w+ share|\beps\b|revenues?\b|net sales|\bsales\b"
_MEASURES = (
    r"net income|operating income|net (?:profit|loss)|profit|ebitda|ebit\b|margins?\b|cash flow|dividend|backlog|"
    r"orders\b|bookings|deposits|gdp\b|gross domestic product|inflation|unemployment|payroll|exports|imports|"
    r"deficit|surplus|growth|budget|funding|investment|assistance|jobs\b|earnings|\baum\b|income|"
    r"share repurchases?|capital expenditures?"
)
HEADLINE_RESULT = re.compile(_HEADLINE)
RESULT = re.compile(_MEASURES)
OUTLOOK = re.compile(
    r"\b(?:expect|expects|expected|guidance|outlook|forecast|forecasts|anticipate|anticipates|projected|"
    r"raising our|we see)\b"
)

ABOUT_THE_TEXT = re.compile(
    r"forward-looking|non-gaap financial|reconciliation|conference call|webcast|press release|safe harbor|"
    r"earnings release|"
    r"turn (?:it|the call|the conference|things) over|prepared remarks|\boperator\b|question-and-answer|\bq&a\b|"
    r"on (?:slide|page) \d|(?:slide|page) \d|sec filings|risk factors|for more information|more information (?:is|can)|"
    r"click here|fact sheet|can be found|additional (?:information|details) (?:is|are|can)|"
    r"good (?:morning|afternoon|evening)|welcome to|thank you"
)
"""Talk about the text or the occasion instead of its subject, in folded text."""

BIOGRAPHY = re.compile(
    r"\b(?:(?:has|previously|also|most recently) served (?:as|in|on|for)|served as|took office|graduat\w+|"
    r"(?:received|earned|holds) (?:his|her|an?|both)\b|was born|prior to (?:her|his|joining)|began (?:her|his) career|"
    r"is (?:currently )?an? (?:graduate|native|partner|professor)|native of|degrees?)\b"
)
"""Somebody's career, in folded text: the background of an appointment, not what is announced."""

_LEAD_IN = re.compile(r"[:\uff1a]\W*$")
_QUOTATION = re.compile(r"\W*?[\"\u201c\u201e\u00ab\u300c\u300e]")
_QUESTION = re.compile(r"[?\uff1f\u061f]\W*$")


def figures_in(sentence: str) -> int:
    """Count amounts, shares and other numbers that are not years."""
    amounts = FIGURE.findall(sentence)
    if amounts:
        return len(amounts)
    plain = NUMBER.findall(sentence)
    return 1 if any(len(number) > 1 and not _YEAR.match(number) for number in plain) else 0


def numbers_of(sentence: str) -> frozenset[str]:
    """Give every number as it stands."""
    return frozenset(number.rstrip(".,/") for number in NUMBER.findall(sentence))


def leads_in(sentence: str) -> bool:
    """Whether it only announces what follows ("The following measures:")."""
    return bool(_LEAD_IN.search(sentence))


def asks(sentence: str) -> bool:
    """Whether it is a question."""
    return bool(_QUESTION.search(sentence))


def quotes(sentence: str) -> bool:
    """Whether it opens with a quotation."""
    return bool(_QUOTATION.match(sentence))
