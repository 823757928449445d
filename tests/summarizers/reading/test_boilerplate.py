"""What stands around a statement is set aside, and never takes content along."""

from __future__ import annotations

import pytest

from summarizers.reading.document import AsideKind
from summarizers.reading.reader import read

CONTENT = (
    "The Monetary Committee decided today to keep the policy rate at 4 percent. Inflation has fallen for three months.\n\n"
    "The Committee expects growth of 2 percent this year. It will act again if prices rise.\n"
)
SENTENCES = [
    "The Monetary Committee decided today to keep the policy rate at 4 percent.",
    "Inflation has fallen for three months.",
    "The Committee expects growth of 2 percent this year.",
    "It will act again if prices rise.",
]


def quoted(text: str) -> list[str]:
    return [sentence.text for sentence in read(text).sentences]


def kinds(text: str) -> set[AsideKind]:
    return {aside.kind for aside in read(text).set_aside}


@pytest.mark.parametrize(
    ("notice", "kind"),
    [
        ("Begin Text:", AsideKind.BOUNDARY),
        ("FOR IMMEDIATE RELEASE", AsideKind.MASTHEAD),
        ("Embargoed until 6 p.m., 3 May 2026", AsideKind.MASTHEAD),
        ("The following statement was issued by the Governments of Aldmark and Merrow.", AsideKind.PREAMBLE),
    ],
)
def test_what_stands_above_the_text_is_set_aside(notice: str, kind: AsideKind) -> None:
    assert quoted(notice + "\n\n" + CONTENT) == SENTENCES
    assert kind in kinds(notice + "\n\n" + CONTENT)


@pytest.mark.parametrize(
    ("notice", "kind"),
    [
        ("End Text.", AsideKind.BOUNDARY),
        ("###", AsideKind.BOUNDARY),
        ("# # #", AsideKind.BOUNDARY),
        ("-ends-", AsideKind.BOUNDARY),
        ("– 30 –", AsideKind.BOUNDARY),
        ("Risk Warning: Trading in this instrument involves a high level of risk.", AsideKind.RISK_WARNING),
        ("This page does not constitute investment advice.", AsideKind.RISK_WARNING),
        ("/Public Release. This material from the originating organization may be edited.", AsideKind.SYNDICATION),
        ("View original content here.", AsideKind.SYNDICATION),
        ("© 2026 Harbour News. All rights reserved.", AsideKind.SYNDICATION),
        ("Subscribe to our newsletter for daily updates.", AsideKind.SUBSCRIPTION),
        ("We use cookies to improve this site.", AsideKind.NAVIGATION),
        ("Media contact: press@bank.example", AsideKind.CONTACT),
        ("For more information, please contact the press office.", AsideKind.CONTACT),
        ("About the Monetary Committee\n\nThe Committee was founded in 1952 and has seven members.", AsideKind.ABOUT),
        ("Notes to editors\n\nThe next meeting takes place in June.", AsideKind.NOTES),
    ],
)
def test_what_stands_below_the_text_is_set_aside(notice: str, kind: AsideKind) -> None:
    assert quoted(CONTENT + "\n" + notice + "\n") == SENTENCES
    assert kind in kinds(CONTENT + "\n" + notice + "\n")


@pytest.mark.parametrize(
    "front",
    [
        "For immediate release ",
        "For immediate release at 2:00 p.m. EST ",
        "Release Date: May 3, 2026 For immediate release ",
        "Share this | Print | ",
        "Begin Text: ",
    ],
)
def test_a_notice_glued_to_the_first_paragraph_goes_and_the_paragraph_stays(front: str) -> None:
    assert quoted(front + CONTENT) == SENTENCES


@pytest.mark.parametrize(
    "end",
    [
        " End Text.",
        "/Public Release. This material from the originating organization may be edited. View in full here.",
        " This content was originally published on a mirror. All rights reserved.",
        " ###",
        " Unsubscribe from this list.",
    ],
)
def test_a_notice_glued_to_the_last_paragraph_goes_and_the_paragraph_stays(end: str) -> None:
    assert quoted(CONTENT.rstrip() + end + "\n") == SENTENCES


def test_a_text_between_its_boundary_markers_is_all_that_is_quoted() -> None:
    text = "Some Title\n\nAn editor wrote this line by hand, in good faith.\n\nBegin Text:\n\n" + CONTENT
    text += "\nEnd Text.\n\nA mirror added this line, which says nothing of the kind.\n"
    assert quoted(text) == SENTENCES


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministers discussed the risk of a new conflict in the region.",
        "The parties will contact the secretariat before the end of May.",
        "The Commission will publish the original of the treaty.",
        "The decision was published in all languages of the Union.",
        "Both sides agreed to share this information with the Council.",
        "The governments will follow developments in the strait closely.",
        "The end of the text of the treaty was agreed last.",
    ],
)
def test_content_that_shares_a_word_with_notices_stays(sentence: str) -> None:
    assert sentence in quoted(CONTENT + "\n" + sentence + "\n\nThe Committee meets again in June.\n")


def test_a_page_that_is_all_notices_is_read_rather_than_emptied() -> None:
    assert quoted("Subscribe to our newsletter today.\n\nFollow us on all networks.\n") != []
