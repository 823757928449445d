"""The date of publication of a page: only where the page tells it; a wrong date is worse than none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from summarizers.reading.datelines import parse_dateline
from summarizers.reading.dates import find_dates

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from bot.ingest.parsers.html.metadata import Metadata

_DATE_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dcterms.date", "dc.date", "dcterms.created", "dc.date.created", "citation_publication_date", "citation_date",
    "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "pubdate", "parsely-pub-date",
    "sailthru.date", "release_date", "date.issued", "article.published", "published", "date", "issued",
)  # fmt: skip
_ISO = re.compile(r"\s*(\d{4})[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?=\D|$|\d{4,6}(?:\D|$))")
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|datum|published?|pubdate|publish-?date|posted(?:-on)?|fecha|data|released?)", re.IGNORECASE
)
_DAY_IN_PATH = re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?=[/_-]|$)|[/_-](\d{4})-(\d\d)-(\d\d)(?=\D|$)")
_DATE_WORD = re.compile(
    r"date|published(?: on)?|publication date|date of (?:publication|issue|release)|release date|datum|veröffentlicht(?: am)?|erscheinungsdatum"
    r"|publié le|date de publication|fecha(?: de publicación)?|publicado(?: em| el)?|data(?: di pubblicazione| de publicação)?"
    r"|дата(?: публикации)?|опубликовано|发布时间|发布日期|日期|掲載日|公表日|発表日|등록일|작성일|게시일|تاريخ(?: النشر)?",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"modif|updat|chang|aktualis|mise ?à ?jour|review|expire|event|copyright", re.IGNORECASE)
_LONGEST_LABEL = 90
_LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "ru", "ar", "zh", "ja", "ko")
_FIRST_YEAR = 1945


def read_marked_date(root: HtmlElement, metadata: Metadata, language: str | None) -> date | None:
    """Give the date of publication that a page's markup tells: its head, its time elements, what is named a date.

    `language` is the one that the page declares; without one, the months of all languages are known.
    """
    return _of_head(metadata) or _of_time(root) or _of_labels(root, _languages(language))


def read_shown_date(lines: Sequence[str], address: str | None, language: str | None) -> date | None:
    """Give the date of publication that the lines around a page's title show, else the day in its address."""
    return _of_lines(lines, _languages(language)) or _of_address(address)


def _languages(declared: str | None) -> tuple[str, ...]:
    return (declared,) if declared in _LANGUAGES else _LANGUAGES


def _of_head(metadata: Metadata) -> date | None:
    told = [metadata.linked.published, *(metadata.metas.get(name) for name in _DATE_META)]
    return next((day for text in told if text and (day := _iso(text))), None)


def _iso(text: str) -> date | None:
    match = _ISO.match(text)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def _of_time(root: HtmlElement) -> date | None:
    """The date of the only day that the page's time elements name, or of the one that is marked as publication."""
    days = []
    for element in root.iter("time"):
        if _is_of_something_else(element):
            continue
        day = _iso(element.get("datetime", "") or _text_up_to(element, _LONGEST_LABEL))
        is_marked = element.get("pubdate") is not None or element.get("itemprop", "").casefold() == "datepublished"
        if day and is_marked:
            return day
        if day:
            days.append(day)
    return days[0] if len(set(days)) == 1 else None


def _is_of_something_else(element: HtmlElement) -> bool:
    """Whether a date is that of a change, an event, or of another page in a list of them."""
    named = f"{element.get('class', '')} {element.get('itemprop', '')}"
    if _CHANGED.search(named):
        return True
    around = element.getparent()
    if around is not None and _CHANGED.search(_text_up_to(around, 60)):
        return True
    return any(ancestor.tag in ("aside", "nav", "footer", "li") for ancestor in element.iterancestors())


def _of_labels(root: HtmlElement, languages: Sequence[str]) -> date | None:
    """The one date that elements named after it hold, outside lists of other pages."""
    days = {day for text in _labels(root) if (day := _only_day(text, languages))}
    return days.pop() if len(days) == 1 else None


def _text_up_to(element: HtmlElement, length: int) -> str:
    """The beginning of an element's text: many elements may share one long text."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > length:
            break
    return text[:length]


def _labels(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("span", "p", "div", "td", "dd", "strong", "em", "small"):
        if _is_called_date(element) and not _is_of_something_else(element):
            text = " ".join(_text_up_to(element, 4 * _LONGEST_LABEL).split())
            if text and len(text) <= _LONGEST_LABEL:
                yield text


def _is_called_date(element: HtmlElement) -> bool:
    """Whether an element is named after a date, or stands behind the word for it in a table or list of terms."""
    if element.tag in ("td", "dd"):
        label = element.getprevious()
        if (
            label is not None
            and label.tag in ("th", "dt")
            and _DATE_WORD.fullmatch(_text_up_to(label, 40).strip(" :：\n\t"))
        ):
            return True
    named = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return named != "  " and bool(_DATE_CLASS.search(named))


def _only_day(text: str, languages: Sequence[str]) -> date | None:
    if _CHANGED.search(text):
        return None
    for language in languages:
        days = {day for span in find_dates(text, language) if (day := span.on())}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _of_lines(lines: Sequence[str], languages: Sequence[str]) -> date | None:
    for line in lines:
        if len(line) > _LONGEST_LABEL or _CHANGED.search(line):
            continue
        for language in languages:
            dateline = parse_dateline(line, language)
            if dateline and dateline.when and (day := dateline.when.on()):
                return day
    return None


def _of_address(address: str | None) -> date | None:
    match = _DAY_IN_PATH.search(address or "")
    return _day(*(int(part) for part in match.groups() if part)) if match else None
