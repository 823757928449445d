"""Countries and the names they go by: short and official form, capital, demonym, and what people call them.

From `countryinfo` (capitals, demonyms, other spellings), with the informal names and acronyms that it lacks.
Capitals stand for governments: "Pyongyang" is North Korea.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from summarizers.finding.names import Name
from summarizers.vocabulary.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

_INFORMAL = {
    "AE": "UAE, Emirates",
    "AR": "Argentine, Argentinian",
    "BA": "Bosnia, Bosnian, Herzegovinian",
    "BI": "Gitega",
    "BW": "Botswanan",
    "BY": "Belarussian",
    "CD": "DRC, DR Congo",
    "CI": "Cote d'Ivoire",
    "CN": "PRC, mainland China",
    "CZ": "Czechia",
    "DK": "Dane",
    "EC": "Ecuadorian",
    "ES": "Spaniard",
    "FI": "Finn",
    "GB": "Britain, Briton, UK, England, English government, Downing Street",
    "HR": "Croat",
    "IS": "Icelandic",
    "KG": "Kyrgyz",
    "KP": "DPRK, N. Korea, N Korea",
    "KR": "ROK, S. Korea, S Korea, Korea, Korean",
    "KZ": "Kazakh, Astana",
    "LA": "Lao",
    "MK": "North Macedonia, Macedonia",
    "MM": "Burma, Naypyitaw",
    "MV": "Maldivian",
    "NL": "Holland",
    "PH": "Philippine, Filipina",
    "PS": "Palestinian Authority",
    "RS": "Serb",
    "RU": "Kremlin",
    "SA": "Saudi, KSA",
    "SE": "Swede",
    "SI": "Slovenian",
    "SZ": "Eswatini",
    "TJ": "Tajik",
    "TL": "Timorese, Timor-Leste",
    "TR": "Türkiye",
    "UA": "Kiev",
    "US": "America, Washington, United States, USA",
    "UZ": "Uzbek",
    "VA": "Vatican, Holy See",
    "XK": "Kosovo, Kosovar, Pristina",
    "X-EU": "European Union, EU",
    "X-UN": "United Nations, UN, U.N.",
    "X-NATO": "North Atlantic Treaty Organization, NATO, Atlantic Alliance",
}
_OTHER_PLACES = ("Latin America", "North America", "South America", "Central America", "Korean Peninsula", "Korean War")
"""Names that hold a country's name and mean another thing."""

_ORDINARY_CAPITALS = frozenset(
    {"castries", "douglas", "georgetown", "hamilton", "kingston", "male", "plymouth", "roseau", "san jose", "santiago"}
    | {"stanley", "victoria", "jamestown", "the valley", "city of victoria", "sucre", "west island", "road town"}
)
"""Capitals that are more often a word, a person or another town."""

_SMALLEST_POPULATION = 50_000
"""Below it a country goes by its name alone: its demonym and capital are more often somebody else's."""

_CODE = re.compile(r"[A-Z]{2,3}")


@cache
def country_names(language: str = "en") -> tuple[Name, ...]:
    """Give the names of all countries in English and, where known, in `language`; the concept is "@" and the code."""
    names = [Name(_stems(place, language), "") for place in _OTHER_PLACES]
    names += [_name(written, code, language) for code, written in _informal_names()]
    for record in _records():
        code = record["ISO"]["alpha2"]
        names += [_name(written, code, language) for written in _forms(record, language)]
        if (record.get("population") or 0) >= _SMALLEST_POPULATION:
            names += [_name(written, code, language) for written in _demonyms(record)]
            names += [_name(written, code, language, is_place=True) for written in _capitals(record)]
    return tuple(name for name in names if name.stems)


@cache
def short_name(concept: str) -> str:
    """Give the common English name of a country's concept ("@KP": "North Korea")."""
    code = concept.removeprefix("@")
    if code.startswith("X"):
        return _INFORMAL[code].split(",")[0]
    return next((str(record["name"]) for record in _records() if record["ISO"]["alpha2"] == code), "")


def is_country(concept: str) -> bool:
    """Say whether a concept is a country (or one of the unions of countries that are treated alike)."""
    return concept.startswith("@")


@cache
def _records() -> tuple[dict[str, Any], ...]:
    """Give the records of countries, the most populous first: it keeps a name that two of them share."""
    from countryinfo import all_countries

    records: list[dict[str, Any]] = [dict(country.info()) for country in all_countries()]
    records = [record for record in records if (record.get("ISO") or {}).get("alpha2")]
    return tuple(sorted(records, key=lambda record: -(record.get("population") or 0)))


def _informal_names() -> Iterator[tuple[str, str]]:
    for code, written in _INFORMAL.items():
        for name in written.split(","):
            yield code, name.strip()


def _forms(record: dict[str, Any], language: str) -> Iterator[str]:
    yield record["name"]
    for written in record.get("altSpellings") or ():
        if not _CODE.fullmatch(written) and "," not in written:
            yield written
    translation = (record.get("translations") or {}).get(language)
    if translation:
        yield translation
    if record.get("nativeName"):
        yield record["nativeName"]


def _demonyms(record: dict[str, Any]) -> list[str]:
    return re.split(r",|/| and ", record.get("demonym") or "")


def _capitals(record: dict[str, Any]) -> list[str]:
    capital = record.get("capital") or ""
    written = capital if isinstance(capital, str) else capital[0]
    return [part.strip() for part in written.split("/") if part.strip().casefold() not in _ORDINARY_CAPITALS]


def _name(written: str, code: str, language: str, *, is_place: bool = False) -> Name:
    is_capitals = written.isupper() and len(written) <= 4 and written.isascii()
    return Name(_stems(written, language), f"@{code}", is_place or written == "Washington", is_capitals)


def _stems(written: str, language: str) -> tuple[str, ...]:
    return tuple(token.stem for token in tokenize(written, language) if token.form != "the")
