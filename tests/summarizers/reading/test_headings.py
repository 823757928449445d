"""What a heading is, and what only looks like one."""

from __future__ import annotations

import pytest

from summarizers.reading.document import Mark, MarkKind
from summarizers.reading.reader import read

BEFORE = "Statement on the Harbour\n\nThe council met on Monday and discussed the harbour at length. It agreed on three steps.\n\n"
AFTER = "\n\nThe council will build a new pier before the end of the year. The costs are shared by both towns.\n"


def headings(text: str) -> list[str]:
    return [section.heading for section in read(text).sections if section.heading]


@pytest.mark.parametrize(
    "line",
    [
        "A New Pier for Both Towns",
        "BUILDING THE PIER",
        "II. Building the Pier",
        "3. The Pier",
        "A) The Pier",
        "Section 2. Building the Pier",
        "Next steps for the harbour",
        "Targeted Financial Measures:",
        "Why Does the Pier Matter?",
        "Cooperation with the U.S.",
    ],
)
def test_a_heading_comes_in_many_forms(line: str) -> None:
    assert headings(BEFORE + line + AFTER) == [line]


@pytest.mark.parametrize(
    ("markup", "heading"),
    [
        ("## The pier and its costs", "The pier and its costs"),
        ("## The pier and its costs ##", "The pier and its costs"),
        ("The pier and its costs\n----------------------", "The pier and its costs"),
        ("**The pier and its costs**", "The pier and its costs"),
    ],
)
def test_markdown_headings_lose_their_markup(markup: str, heading: str) -> None:
    document = read(BEFORE + markup + AFTER)
    assert [section.heading for section in document.sections[1:]] == [heading]
    assert "#" not in document.body
    assert "*" not in document.body
    assert "--" not in document.body


def test_a_run_in_bold_lead_is_the_heading_of_its_paragraph() -> None:
    document = read(BEFORE + "**Costs and financing.** Both towns pay one half of the costs. The state pays nothing.\n")
    assert document.sections[-1].heading == "Costs and financing"
    assert next(s.text for s in document.sentences if s.section == 1) == "Both towns pay one half of the costs."


@pytest.mark.parametrize(
    "line",
    [
        "The council agreed.",
        "- A New Pier",
        "(b) require satellite transponders on all vessels; and",
        "The council will:",
        "The council is announcing the following steps:",
        "“The Pier Is Ours”",
        "10:04 A.M.",
        "* * *",
        "— Mayor Anna Holm",
    ],
)
def test_what_only_looks_like_a_heading_is_none(line: str) -> None:
    assert headings(BEFORE + line + AFTER) == []


def test_names_in_a_row_are_a_list_and_no_headings() -> None:
    names = "\n\n".join(
        ["Anna Holm, Mayor", "Jonas Berg, Deputy Mayor", "Eva Lind, Treasurer", "Per Dahl, Clerk", "Ida Moe, Pilot"]
    )
    assert len(headings(BEFORE + "Those present were the following persons.\n\n" + names + AFTER)) <= 2


def test_a_signature_under_the_text_is_no_heading() -> None:
    document = read(BEFORE.rstrip() + "\n\nAnna Holm\nMayor of the Town\n8 July 2026\n")
    assert len(document.sections) == 1
    assert [aside.kind.value for aside in document.set_aside][1:] == ["signature"] * 3


def test_numbered_lines_straight_above_one_another_are_items() -> None:
    assert headings(BEFORE + "1. A New Pier\n\n2. A New Crane\n\n3. A New Road" + AFTER) == []


def test_marks_of_the_input_format_make_headings_of_any_line() -> None:
    text = "the pier\n\nThe council will build it.\n\nthe crane\n\nThe council will not build it."
    marks = (Mark(MarkKind.HEADING, 0, 8, 1), Mark(MarkKind.HEADING, 38, 47, 2))
    document = read(
        "Title of the page\n\n" + text, tuple(Mark(m.kind, m.start + 19, m.end + 19, m.level) for m in marks)
    )
    assert [(section.heading, section.level) for section in document.sections[1:]] == [
        ("the pier", 1),
        ("the crane", 2),
    ]


def test_levels_follow_the_order_in_which_forms_appear() -> None:
    text = (
        BEFORE
        + "I. PIERS"
        + AFTER
        + "\n1. The Long Pier"
        + AFTER
        + "\n2. The Short Pier"
        + AFTER
        + "\nII. CRANES"
        + AFTER
    )
    assert [section.level for section in read(text).sections] == [0, 1, 2, 2, 1]


def test_a_section_runs_from_its_heading_to_the_end_of_its_last_paragraph() -> None:
    document = read(BEFORE + "The Pier" + AFTER + "\n###\n")
    section = document.sections[1]
    assert document.body[section.start : section.end].startswith("The Pier\n\nThe council will build")
    assert document.body[section.start : section.end].endswith("shared by both towns.")
