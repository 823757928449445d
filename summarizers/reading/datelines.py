"""Datelines: place and date at the head of a text, on a line of their own or glued to the first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizers.reading.dates import DateSpan, find_dates

_WEEKDAY_OR_SMALL = re.compile(
    r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)-feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|date|released?|published|issued|updated|le|den|el|il|on|the|a|em|г|года|du|vom|de|dated|for|release|at|h|uhr|[ap]\.?m|e[ds]t|cest|cet|gmt|utc|time|local)\b|[월화수목금토일](?:요일)?|[月火水木金土日]曜日?|星期.",
    re.IGNORECASE,
)
_DASH = re.compile(
    r"(?:\s?[—–]\s?|\s-{1,2}\s|\s*[:：／/]\s|[)）］】]\s?)"
    r"(?=[A-Z\"“«‹'‘¿¡„\u0400-\u042f\u0600-\u06ff\u3040-\u9fff\uac00-\ud7af])"
)
_LONGEST = 90
_DOCUMENT = re.compile(
    r"\b(?:statement|declaration|d[ée]claration|declaraci[óo]n|dichiarazione|declara[çc][ãa]o|erkl[äa]rung|communiqu[ée]"
    r"|comunicado|comunicato|kommuniqu[ée]|release|appeal|remarks|message|letter|notice|agreement|decision|conclusions"
    r"|resolution|report|speech|summary|annex|agenda|заявление|коммюнике|декларация)\b",
    re.IGNORECASE,
)
"""What a document calls itself: a line in capitals that names one is its title, not the place it comes from."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and date at the head of a text; `length` is the number of characters it takes, dash included."""

    place: str | None
    when: DateSpan | None
    length: int


def find_dateline(text: str, language: str) -> Dateline | None:
    """Give the dateline glued to the front of a paragraph ("GENEVA, 12 May 2026 - The ...")."""
    for dash in _DASH.finditer(text, 2, _LONGEST):
        if line := parse_dateline(text[: dash.start()], language):
            return Dateline(line.place, line.when, dash.end())
    return None


def parse_dateline(line: str, language: str) -> Dateline | None:
    """Read a line that holds nothing but a place, a date, or both; `None` where it holds more."""
    if len(line) > _LONGEST or line.endswith(("。", "！", "？")):
        return None
    dates = find_dates(line, language)
    rest = line
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    rest = re.sub(r"\([A-Z][\w ./]{1,25}\)", " ", rest)
    rest = _WEEKDAY_OR_SMALL.sub(" ", re.sub(r"\d{1,2}[:.]\d\d", " ", rest))
    place = " ".join(
        re.sub(
            r"[()（）\[\]【】、。.,;|/–—-]+(?=\s|$)|^[\s()（）\[\]【】、,.;|/–—-]+", " ", rest.replace("、", " ")
        ).split()
    )
    place = place.strip(" ,.;()（）[]—–-、，،：:")
    when = dates[0] if dates else None
    if re.search(rf"{re.escape(place[-12:])}\s*[:：]", line) and place:
        return None  # "Action update: 11 May": a label, not a place
    if when is None:
        return Dateline(_with_commas(line, place), None, len(line)) if _is_capital_place(line) else None
    if not place:
        return Dateline(None, when, len(line))
    return Dateline(_with_commas(line, place), when, len(line)) if _is_place(place) else None


def _with_commas(line: str, place: str) -> str:
    """The place as the line has it, its commas included ("Pittsburgh, Pennsylvania")."""
    words = place.split()
    pattern = r"[\s,.]+".join(re.escape(word) for word in words)
    match = re.search(pattern, line)
    name = match.group() if match else place
    name = name.strip(" ،,")
    return name.title() if name.isupper() and len(name) > 4 else name


def _is_place(text: str) -> bool:
    words = text.split()
    return len(words) <= 6 and not any(c.isdigit() for c in text) and all(not w[0].islower() for w in words)


def _is_capital_place(line: str) -> bool:
    """Whether a line without a date is a place for certain: in capitals, or with its region ("Washington, D.C.")."""
    name = line.strip(" ()")
    if _DOCUMENT.search(name):
        return False
    in_capitals = (
        name.isupper()
        and 3 < len(name) < 30
        and len(name.split()) <= 3
        and name.replace(" ", "").replace(",", "").replace(".", "").isalpha()
    )
    with_region = re.fullmatch(
        r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}, (?:[A-Z]\.?){2,3}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}, [A-Z][a-z]{3,}(?: [A-Z][a-z]+)?",
        name,
    )
    return in_capitals or bool(with_region)
