"""What is pressed is read back as what was rendered, and what nobody rendered is nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.offers import Choice
from bot.adapters.repeating import command_again
from bot.adapters.slack.rendering.controls import button, menu
from bot.adapters.slack.rendering.pressing import Press, read_press
from bot.answering.facts import AnswersFacts, SectionFacts, SectionTextFacts, StatementFacts
from bot.answering.replies import Line, Reply
from tests.fakes.slack.blocks import problems

STATEMENT = StatementFacts("S4", None, (), None, None, None, "en", None)
SECTION = SectionTextFacts(STATEMENT, "", SectionFacts(3, None, 1, 0, 0), "number", ())
json_values = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300), st.integers(1, 50))
def test_a_button_is_read_back(command: str, page: int) -> None:
    pressed = button("Next page", "say:next", command, page)
    if pressed is not None:
        assert read_press(pressed) == (Press("say", command, page) if command.strip() else None)


def test_a_menu_has_a_hundred_different_choices_at_most() -> None:
    choices = [Choice(f"{at}", f"section S1 {at // 2}") for at in range(260)]
    chosen = menu("Section", "section", choices, 2_000)
    assert problems([{"type": "actions", "elements": [chosen]}]) == []


def test_a_choice_is_said() -> None:
    chosen = menu("Section", "section", [Choice("2  Cables", "section S1 2")], 100)
    assert chosen is not None
    options = chosen["options"]
    assert isinstance(options, list)
    assert read_press({**chosen, "selected_option": options[0]}) == Press("say", "section S1 2")


def test_what_no_platform_can_carry_is_not_sent() -> None:
    sent = [button("Find", "say:0", "find \ud800"), menu("More", "choose", [Choice("Find", "find \ud800")], 100)]
    assert "find \ufffd" in json.dumps(sent, ensure_ascii=False).encode().decode()


@given(st.dictionaries(st.sampled_from(["action_id", "value", "selected_option"]), json_values | json_values.map(json.dumps)))  # fmt: skip
def test_whatever_comes_in_is_read_or_is_nothing(action: Mapping[str, object]) -> None:
    press = read_press(action)
    assert press is None or (press.command.strip() and press.page >= 1)


@pytest.mark.parametrize(
    "value",
    ["", "[", "[]", '"list"', '{"say": 1}', '{"say": " "}', '{"say": "list", "page": "2"}', "[" * 100_000, None],
)
def test_a_value_of_another_form_is_nothing(value: object) -> None:
    assert read_press({"action_id": "say:1", "value": value}) is None


def test_what_a_button_can_not_hold_is_no_button() -> None:
    assert button("Share", "share", '"' * 1_500) is None


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("section cables", "section S4 3"),
        ("find gas", "find gas"),
        ("brief https://example.org in 3 sentences public", "brief S4 in 3 sentences"),
        ("brief S4 by section with lead", "brief S4 by section with lead"),
        ("series S4 after S1", "series S4"),
        ("cite 2", "cite S4 2"),
        ("cite", "cite S4 1"),
        ("", None),
        (f"find {'word ' * 300}", None),
    ],
)
def test_a_command_is_said_again_with_the_statement_that_it_was_about(said: str, again: str | None) -> None:
    assert command_again(said, Reply((Line("x"),), facts=SECTION)) == again


def test_a_question_that_all_were_asked_is_asked_of_all_again() -> None:
    facts = AnswersFacts("who gets gas?", None, None, (), (), (), False)
    assert command_again("who gets gas?", Reply((Line("x"),), facts=facts)) == "ask all who gets gas?"


def test_a_text_that_became_no_statement_is_not_said_again() -> None:
    assert command_again("brief Too short.", Reply((Line("x"),), is_refusal=True)) is None
