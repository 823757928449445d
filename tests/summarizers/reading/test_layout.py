"""The same text is read alike however its lines are broken."""

from __future__ import annotations

import textwrap

import pytest

from summarizers.reading.reader import read

STATEMENT = """Ministers Agree on Ferry Safety

The ministers of the three coastal states met on 4 May 2026 in Bergen and agreed on a common long-term programme for the safety of ferries, which will start in July.

Inspections

The states will inspect every ferry older than twenty years before the end of the year. They will publish the results of each inspection within thirty days – without exception – and inform the owners.

- Ferries that fail an inspection will be taken out of service until the faults have been mended;
- owners receive up to 40 percent of the costs of modernisation from a joint fund.

Money

The fund holds 120 million euros, a well-earned sum. It opens on 1 July and will be reviewed in 2029 by the Council of the coastal states, in a re-examination of all its rules.
"""


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in read(text).sentences]


@pytest.mark.parametrize("width", [40, 50, 60, 66, 72, 80, 100])
def test_hard_wrapped_text_is_read_like_one_line_a_paragraph(width: int) -> None:
    wrapped = "\n\n".join(
        textwrap.fill(paragraph, width) for paragraph in STATEMENT.replace(";\n-", ";\n\n-").split("\n\n")
    )
    assert sentences(wrapped) == sentences(STATEMENT)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028", "\x0b"], ids=repr)
def test_every_kind_of_line_end_is_one(line_end: str) -> None:
    assert sentences(STATEMENT.replace("\n", line_end)) == sentences(STATEMENT)


def test_single_line_breaks_between_paragraphs_separate_them() -> None:
    assert sentences(STATEMENT.replace("\n\n", "\n")) == sentences(STATEMENT)


def test_headings_survive_every_layout() -> None:
    for text in (STATEMENT, STATEMENT.replace("\n\n", "\n")):
        assert [section.heading for section in read(text).sections] == [None, "Inspections", "Money"]


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("The govern-\nment of the region decided that the government would pay for it.", "The government of"),
        ("They want a long-\nterm plan and nothing but a long-term plan for the coast.", "a long-term plan"),
        ("This concerns short-\nand long-term plans for all of the coast and the sea.", "short- and long-term"),
        ("The talks began at nine in the morning. Both of them\nagreed on a plan.", "Both of them agreed"),
        ("会談は、加盟国の大臣が出席して昨日の午後に首都で開催\nされた。", "開催された"),
    ],
)
def test_a_line_end_inside_a_sentence_is_joined_as_a_reader_would(broken: str, joined: str) -> None:
    assert joined in read(broken).body


def test_items_of_a_list_without_blank_lines_stay_items() -> None:
    document = read("The states will:\n- build ten ports;\n- mend four ships; and\n- train 200 pilots.\n")
    assert [sentence.text for sentence in document.sentences][1:] == [
        "build ten ports;",
        "mend four ships; and",
        "train 200 pilots.",
    ]
    assert {paragraph.lead_in for paragraph in document.paragraphs[1:]} == {1}
