"""One statement in two texts: mirrored, retyped, framed, shortened; and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizers.comparing.sameness import Wording, is_same_statement
from summarizers.reading.reader import read

FIRST = "The Harbour Council met in Port Quell on Tuesday under the chair of Minister Ada Lorne."
SECOND = "Members agreed to provide 40 million marks for the repair of the northern breakwater."
THIRD = (
    "The council condemned the seizure of two fishing boats off Cape Venn and called for the release of their crews."
)
FOURTH = "Fishing grounds east of the cape have been shared by both shores since the treaty of 1931."
FIFTH = "Members recognized the work of the pilots, whose labor kept the channel open through the winter."
TEXT = "\n\n".join((FIRST, SECOND, THIRD, FOURTH, FIFTH))


def is_same(one: str, other: str) -> bool:
    return is_same_statement(Wording(read(one)), Wording(read(other)))


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(TEXT.replace(" ", "\u00a0", 5).replace(".", ". "), id="other spaces"),
        pytest.param(TEXT.replace("recognized", "recognised").replace("labor", "labour"), id="British spelling"),
        pytest.param(TEXT.replace("breakwater", "break water"), id="a word cut in two"),
        pytest.param(TEXT.replace("fishing boats", "fishing boats[2]"), id="a footnote's mark"),
        pytest.param(TEXT.replace("northern", "nothern"), id="a letter missing in a long word"),
        pytest.param("\n\n".join((FIRST, SECOND, THIRD, FIFTH)), id="a paragraph left out"),
        pytest.param("\n\n".join((THIRD, FIRST, SECOND, FOURTH, FIFTH)), id="paragraphs in another order"),
        pytest.param(TEXT.replace(FIRST, f"PORT QUELL (Venn Agency) - {FIRST}"), id="a dateline in front"),
        pytest.param(
            f"All you need to know of the day's news from the coast.\n\n{TEXT}", id="a line of the mirror's own"
        ),
        pytest.param(" ".join(TEXT.split()), id="all in one paragraph"),
    ],
)
def test_a_mirror_is_the_same_statement(copy: str) -> None:
    assert is_same(TEXT, copy)
    assert is_same(copy, TEXT)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TEXT.replace("40 million", "45 million"), id="another figure"),
        pytest.param(TEXT.replace("40 million marks", "€40 million"), id="another currency"),
        pytest.param(TEXT.replace("Cape Venn", "Cape Orr"), id="another place"),
        pytest.param(TEXT.replace("condemned", "welcomed"), id="another act"),
        pytest.param(TEXT.replace("agreed to", "did not agree to"), id="the contrary"),
        pytest.param(TEXT.replace("northern breakwater.", "northern breakwater by 5 votes to 2."), id="a vote added"),
        pytest.param("\n\n".join((FIRST, SECOND)), id="less than half of it"),
        pytest.param("The weather at Port Quell was fine, and boats went out early in the morning.", id="another text"),
        pytest.param(
            TEXT.replace(SECOND, "Spending on the lighthouse was raised by 7 percent, as members decided."),
            id="another decision in place of one",
        ),
    ],
)
def test_what_counts_makes_two_statements(other: str) -> None:
    assert not is_same(TEXT, other)
    assert not is_same(other, TEXT)


def test_a_minus_makes_another_figure() -> None:
    text = "The Bank of Quell decided to set its deposit rate at {} percent from the first day of next month."
    assert not is_same(text.format("0.5"), text.format("-0.5"))


def test_a_figure_of_the_background_does_not_count_in_a_long_text() -> None:
    more = "\n\n".join(f"Pilots of the {word} watch rowed out and came home late at night." for word in WATCHES)
    assert is_same(f"{TEXT}\n\n{more}", f"{TEXT.replace('1931', '1932')}\n\n{more}")


WATCHES = "dawn noon dusk salt wind fog storm tide moon river gull reef sand ice rain".split()

CHINESE = (
    "理事会周二在奎尔港举行会议。各成员同意拨款4000万马克修复北防波堤。理事会谴责扣押两艘渔船的行为，并呼吁释放船员。"
)


def test_chinese_mirrors_are_known_by_their_characters() -> None:
    assert is_same(CHINESE, CHINESE.replace("，", ", ").replace("4000", "４０００"))
    assert not is_same(CHINESE, CHINESE.replace("4000", "4500"))
    assert not is_same(CHINESE, CHINESE.replace("两艘渔船", "一架飞机"))


def test_texts_without_words_are_nothing_of_each_other() -> None:
    assert not is_same("", "")
    assert not is_same(TEXT, "")


@given(st.lists(st.sampled_from((FIRST, SECOND, THIRD, FOURTH, FIFTH, "Yes.", "")), max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_text_with_words_is_the_same_as_itself(parts: list[str]) -> None:
    wording = Wording(read("\n\n".join(parts)))
    assert is_same_statement(wording, wording) == bool(wording.starts[-1])
