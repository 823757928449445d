"""What is pressed is read back as what was rendered, and what nobody rendered is nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.rendering.controls import Controls
from bot.adapters.discord.rendering.pressing import Press, read_press, recall
from bot.adapters.offers import Choice
from tests.bot.adapters.discord.showing import pressed
from tests.fakes.discord.limits import message_problems

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
ids = st.one_of(json_values, st.from_regex(r"(say|page|share|choose):[0-9]{0,7}[:=].{0,120}"))
commands = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300).filter(str.strip)


@given(commands, st.integers(1, 500))
def test_a_button_is_read_back(command: str, page: int) -> None:
    controls = Controls()
    button = controls.button("Next page", "page", command, page)
    assert button is not None
    assert pressed(controls.kept, button) == Press("say", command, page)


@given(st.lists(commands, min_size=1, max_size=40, unique=True))
def test_what_is_chosen_is_said(chosen: list[str]) -> None:
    controls = Controls()
    row = controls.menu("Section", "section", [Choice(f"{at}", command) for at, command in enumerate(chosen)])
    assert row is not None
    assert message_problems("-", [row]) == []
    (menu,) = json.loads(json.dumps(row))["components"]
    presses = [pressed(controls.kept, {**menu, "values": [option["value"]]}) for option in menu["options"]]
    assert presses == [Press("say", command) for command in chosen[:25]]


@given(st.fixed_dictionaries({"custom_id": ids, "values": st.lists(ids, max_size=2) | json_values}))
def test_whatever_comes_in_is_read_or_is_nothing(data: Mapping[str, object]) -> None:
    press = read_press(data)
    assert press is None or ((press.command.strip() or press.key) and press.page >= 1)


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "say",
        "say:0",
        "say:0:",
        "say:0: ",
        "forget:0:list",
        "say:x:list",
        "say:0=list",
        f"say:0:{'a' * 100}",
        None,
        3,
    ],
)
def test_an_id_of_another_form_is_nothing(custom_id: object) -> None:
    assert read_press({"custom_id": custom_id}) is None


def test_a_press_whose_command_is_kept_asks_for_it_by_its_key() -> None:
    controls = Controls()
    said = f"find {'gas ' * 60}"
    button = controls.button("Share", "share", said)
    press = read_press(button or {})
    assert press is not None
    assert press.command == ""
    assert recall(press, controls.kept.get) == Press("share", said)
    assert recall(press, lambda _: None) is None
    assert recall(press, lambda _: "forget S1") is None


def test_one_command_has_one_key_and_no_two_share_one() -> None:
    controls = Controls()
    for said in ("a" * 300, "b" * 300, "a" * 300):
        controls.button("Share", "share", said)
    assert sorted(controls.kept.values()) == ["a" * 300, "b" * 300]
