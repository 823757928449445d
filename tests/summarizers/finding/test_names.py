from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizers.finding.acronyms import find_spelt_out, learn_acronyms
from summarizers.finding.countries import country_names, short_name
from summarizers.finding.names import Names
from summarizers.finding.terms import Vocabulary
from summarizers.vocabulary.tokens import tokenize


def concepts(text: str, language: str = "en") -> list[str]:
    names = Names(country_names(language), language)
    return [mention.concept for mention in names.mentions(text, tokenize(text, language)) if mention.concept]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("@KP", ("Pyongyang", "North Korean", "North Koreans", "DPRK", "Democratic People's Republic of Korea")),
        ("@KR", ("Seoul", "South Korea", "ROK", "Republic of Korea", "S. Korea", "South Korean")),
        ("@CN", ("Beijing", "China", "PRC", "People's Republic of China", "Chinese")),
        ("@US", ("Washington", "U.S.", "US", "USA", "American", "United States of America")),
        ("@GB", ("London", "Britain", "UK", "British", "United Kingdom")),
        ("@RU", ("Moscow", "Russia", "Russian Federation", "Russians", "Kremlin")),
        ("@TR", ("Ankara", "Türkiye", "Turkey", "Turkish")),
        ("@MM", ("Burma", "Myanmar", "Burmese", "Naypyidaw")),
        ("@CI", ("Ivory Coast", "Côte d'Ivoire")),
        ("@UA", ("Kyiv", "Kiev", "Ukrainian")),
        ("@X-EU", ("European Union", "EU")),
    ],
)
def test_every_name_of_a_country_is_the_country(code: str, names: tuple[str, ...]) -> None:
    assert {name: concepts(f"talks with {name} today") for name in names} == {name: [code] for name in names}


@pytest.mark.parametrize(
    "text",
    [
        "the Paris Agreement",
        "George Washington led them",
        "male workers",
        "they polish the floor",
        "Victoria spoke",
        "in Latin America",
        "with us and un",
    ],
)
def test_what_only_looks_like_a_country_is_none(text: str) -> None:
    assert concepts(f"He said: {text}.") == []


def test_a_question_in_small_letters_names_countries_too() -> None:
    assert concepts("what does washington say about north korea") == ["@US", "@KP"]


def test_countries_are_known_by_their_names_in_other_languages() -> None:
    assert concepts("La Corée du Nord a tiré un missile.", "fr") == ["@KP"]


def test_a_country_has_a_common_name() -> None:
    assert short_name("@KP") == "North Korea"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Republic of Korea (ROK)", {"ROK": "Republic of Korea"}),
        ("under the MSP (Minerals Security Partnership)", {"MSP": "Minerals Security Partnership"}),
        (
            "the relevant United Nations Security Council resolutions (UNSCRs)",
            {"UNSCR": "United Nations Security Council resolutions"},
        ),
        ('the International Monetary Fund ("IMF")', {"IMF": "International Monetary Fund"}),
        ("the Board (see page 3)", {}),
        ("met in Lima (PERU)", {}),
        ("()", {}),
    ],
)
def test_acronyms_are_learnt_where_the_text_defines_them(text: str, expected: dict[str, str]) -> None:
    assert learn_acronyms(text) == expected


def test_an_acronym_is_found_in_full() -> None:
    text = "to the Organisation for the Prohibition of Chemical Weapons in The Hague"
    assert find_spelt_out("OPCW", text) == "Organisation for the Prohibition of Chemical Weapons"
    assert find_spelt_out("IAEA", text) is None


def test_a_defined_acronym_and_its_long_form_are_one_concept() -> None:
    names = Vocabulary("The Minerals Security Partnership (MSP) met.", "en")
    acronym, long_form = names.read("on MSP"), names.read("the Minerals Security Partnership")
    assert [m.concept for m in acronym.mentions] == [m.concept for m in long_form.mentions] != []


@given(st.text(), st.text())
def test_no_text_breaks_the_vocabulary(text: str, query: str) -> None:
    names = Vocabulary(text, "en", query)
    terms = names.read(query)
    assert all(weight >= 0.0 for weight in names.weigh(terms).values())
    assert isinstance(names.spell_out(terms), str)
