from __future__ import annotations

import pytest

from summarizers.finding.framing import unframe


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What does it say about natural gas?", "natural gas?"),
        ("what do they say on windfarms", "windfarms"),
        ("What about Pyongyang's rockets?", "Pyongyang's rockets?"),
        ("And what did the ministers decide on tariffs?", "tariffs?"),
        ("Is anything said on fishing?", "fishing?"),
        ("any mention of the budget", "the budget"),
        ("What was agreed on sanctions?", "sanctions?"),
        ("anything about grain", "grain"),
        ("What  does\nthe statement say   about grain", "grain"),
        ("Does it say anything about tolls with regard to ports?", "tolls with regard to ports?"),
    ],
)
def test_only_what_is_asked_for_is_left(question: str, asked: str) -> None:
    assert unframe(question) == asked


@pytest.mark.parametrize(
    "question",
    ["What about", "", "Who was behind the theft?", "What is the rate?", "about the budget", "How much is on offer?"],
)
def test_a_question_without_a_frame_stays_whole(question: str) -> None:
    assert unframe(question) == question
