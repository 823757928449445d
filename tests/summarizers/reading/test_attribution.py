"""Title, issuers, publisher, place and dates."""

from __future__ import annotations

from datetime import date

import pytest

from summarizers.reading.reader import read

BODY = "\n\nThe ministers agreed on a plan for the ports. They will meet again next year to review it.\n"


@pytest.mark.parametrize(
    ("head", "issuers"),
    [
        (
            "Talks in Oslo\n\nThe following text was released by the Governments of the Kingdom of Aldmark, Merrow, and the Republic of Tarsenia.\n\nBegin Text:",
            ("Kingdom of Aldmark", "Merrow", "Republic of Tarsenia"),
        ),
        ("Joint Statement of the Foreign Ministers of Aldmark, Merrow and Tarsenia on the Ports", ("Aldmark", "Merrow", "Tarsenia")),
        ("Joint Statement of the Leaders of Trinidad and Tobago and Guyana on Fisheries", ("Trinidad and Tobago", "Guyana")),
        ("Statement by President Castellan on the Ports", ("President Castellan",)),
        ("Statement from Press Secretary Anna Holm on the Ports", ("Press Secretary Anna Holm",)),
        ("Readout of President Castellan’s Call with Prime Minister Holm of Merrow", ("President Castellan",)),
        ("Message of Condolence from President Castellan on the Accident", ("President Castellan",)),
        ("Transcript of the Press Briefing by Minister of Agriculture Luca Brandauer on the Harvest", ("Minister of Agriculture Luca Brandauer",)),
        ("FACT SHEET: Merrow Launches a Water Plan", ("Merrow",)),
        ("Central Bank of Merrow: Monetary Policy Decision", ("Central Bank of Merrow",)),
        ("G7 Leaders’ Statement", ("G7 Leaders",)),
        ("Talks on Ports\n\nMinistry of External Affairs", ("Ministry of External Affairs",)),
    ],
)  # fmt: skip
def test_the_issuers_are_those_that_the_head_names(head: str, issuers: tuple[str, ...]) -> None:
    assert read(head + BODY).issuers == issuers


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("The Federal Monetary Committee decided today to lower its target.", "Federal Monetary Committee"),
        ("Today, the Council of the Straits adopted new rules for ferries.", "Council of the Straits"),
        ("We, the foreign ministers of Aldmark and Merrow, met in Oslo today.", "Aldmark"),
    ],
)
def test_a_text_without_a_head_names_its_issuer_in_the_first_sentence(sentence: str, issuer: str) -> None:
    assert read(sentence + " The decision takes effect in May.\n").issuers[0] == issuer


@pytest.mark.parametrize(
    ("line", "place", "published"),
    [
        ("GENEVA, 12 May 2026 - ", "Geneva", date(2026, 5, 12)),
        ("Brussels, 3 April 2025 – ", "Brussels", date(2025, 4, 3)),
        ("WASHINGTON, March 4, 2026 -- ", "Washington", date(2026, 3, 4)),
        ("(Oslo, 3 June 2026) ", "Oslo", date(2026, 6, 3)),
        ("Washington, DC – ", "Washington, DC", None),
    ],
)
def test_a_dateline_gives_place_and_date_and_is_not_quoted(line: str, place: str, published: date | None) -> None:
    document = read("A New Plan for the Ports\n\n" + line + BODY.lstrip())
    assert (document.place, document.published) == (place, published)
    assert document.sentences[0].text == "The ministers agreed on a plan for the ports."


def test_a_day_without_a_year_takes_the_year_of_the_source() -> None:
    text = "The ministers met on December 30 in Oslo and agreed on a plan. It starts soon.\n"
    assert read(text, source_date=date(2026, 1, 2)).event_date == date(2025, 12, 30)
    assert read(text, source_date=date(2026, 1, 2)).published == date(2026, 1, 2)


def test_a_day_without_any_year_is_claimed_for_none() -> None:
    assert read("The ministers met on December 30 in Oslo and agreed on a plan.\n").event_date is None


def test_a_date_that_the_text_looks_ahead_to_is_not_that_of_the_event() -> None:
    text = "Oslo, 3 June 2026\n\nThe council decided that the plan starts on 1 October 2026. It met in the harbour.\n"
    document = read("A Plan\n\n" + text)
    assert (document.event_date, document.published) == (None, date(2026, 6, 3))


def test_the_place_of_a_meeting_is_read_from_the_first_sentences() -> None:
    assert (
        read("The ministers of both states met on 4 May 2026 in Port Carrow to discuss the ports.\n").place
        == "Port Carrow"
    )


def test_the_mirror_is_the_publisher_and_no_issuer() -> None:
    text = "Talks on Ports" + BODY + "\n/Public Release. Harbour.News does not take institutional positions.\n"
    assert read(text).publisher == "Harbour.News"


def test_a_text_that_begins_with_prose_has_no_title() -> None:
    assert read(BODY.strip()).title is None


@pytest.mark.parametrize("title", ["JOINT STATEMENT", "DÉCLARATION COMMUNE", "FINAL COMMUNIQUÉ"])
def test_a_title_in_capitals_is_no_dateline(title: str) -> None:
    document = read(f"{title}\n\nThe ministers met in Lisbon on 19 March 2026. They agreed on a joint plan.\n")
    assert document.title == title


def test_a_place_in_capitals_is_a_dateline() -> None:
    document = read("Ministers Agree on Plan\n\nGENEVA\n\nThe ministers met on 19 March 2026. They agreed on a plan.\n")
    assert document.place == "Geneva"
