"""What a briefing says of itself beside its quotations."""

from __future__ import annotations

import pytest

from bot.answering.briefings import briefing_reply, choose_briefing
from bot.answering.commands import Brief
from bot.answering.subjects import Subject
from summarizers.reading.reader import read
from tests.bot.speaking import spoken

CONTENT = "The council decided today to build a new pier in the old harbour, with two cranes and a road. " * 3
NOTICES = "\n\n".join(
    f"Subscribe to our newsletter number {n}, which brings all the news of the harbour." for n in range(9)
)


def briefing_of(text: str) -> str:
    subject = Subject(read(text), "page.txt")
    command = Brief(subject="page.txt")
    return spoken(briefing_reply(subject, choose_briefing(subject.document, command), command))


def test_a_page_that_is_mostly_notices_comes_with_a_word_of_caution() -> None:
    assert "of the text reads as the statement" in briefing_of(f"{CONTENT}\n\n{NOTICES}\n")


@pytest.mark.parametrize("text", [CONTENT, f"A Title\n\n{CONTENT}\n\n###\n"])
def test_an_ordinary_statement_comes_without_one(text: str) -> None:
    assert "of the text reads as the statement" not in briefing_of(text)
