"""Modals are what Discord takes, and what people fill in becomes the command that they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.views import asking, briefing, settings
from bot.adapters.discord.views.fields import Wrong, name_of, text_in
from bot.adapters.slack.views.settings import SettingEntry
from bot.answering.commands import Ask, Brief
from bot.answering.grammar import parse
from tests.fakes.discord.limits import modal_problems

text = st.text(max_size=6_000)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def submitted(modal: Mapping[str, Any], **filled: str) -> dict[str, Any]:
    """Give what Discord sends when a modal was filled in: what is not named stays as the modal has it."""
    components = []
    for label in modal["components"]:
        element = label["component"]
        name = element["custom_id"]
        if element["type"] == 3:
            default = next((each["value"] for each in element["options"] if each["default"]), "")
            components.append({"type": 18, "component": {"custom_id": name, "values": [filled.get(name, default)]}})
        else:
            value = filled.get(name, element.get("value", ""))
            components.append({"type": 18, "component": {"custom_id": name, "value": value}})
    return {"custom_id": modal["custom_id"], "components": components}


def entry(**more: Any) -> SettingEntry:  # noqa: ANN401 - the fields of an entry
    made = {
        "name": "links a minute",
        "value": "5",
        "does": "how many",
        "takes": "a number",
        "command": "settings links a minute",
    }
    return SettingEntry(**(made | more))


@given(text, text, text)
def test_whatever_stands_in_them_discord_takes_the_modals(title: str, subject: str, value: str) -> None:
    assert modal_problems(asking.ask_modal("S12", title=title)) == []
    assert modal_problems(briefing.brief_modal(subject)) == []
    assert modal_problems(settings.setting_modal(entry(value=value, takes=title or "a number"))) == []
    choices = tuple(f"value {at}" for at in range(40))
    assert modal_problems(settings.setting_modal(entry(value=value, choices=choices))) == []


def test_a_question_is_asked_of_the_statement_that_the_modal_is_about() -> None:
    filled = submitted(asking.ask_modal("S12", title="Talks"), question="What of\nsanctions?")
    assert name_of(filled) == ("ask", "S12")
    assert asking.read_question(filled) == "ask S12 What of sanctions?"


def test_a_question_for_a_forged_statement_is_asked_of_the_statement_at_hand() -> None:
    filled = submitted(asking.ask_modal("S12"), question="what?") | {"custom_id": "ask:forget S1"}
    assert asking.read_question(filled) == "ask what?"


@pytest.mark.parametrize("question", ["", " \n ", "?!", "a" * 601])
def test_what_is_no_question_is_wrong(question: str) -> None:
    assert isinstance(asking.read_question(submitted(asking.ask_modal("S12"), question=question)), Wrong)


@pytest.mark.parametrize(
    ("filled", "command"),
    [
        ({"subject": "S12"}, Brief("S12", engine="briefbot")),
        ({"subject": "S12", "length": "short"}, Brief("S12", size="short", engine="briefbot")),
        ({"subject": "S12", "length": "long", "sentences": "7"}, Brief("S12", sentences=7, engine="briefbot")),
        ({"subject": "S12", "shape": "section"}, Brief("S12", by_section=True, engine="briefbot")),
        ({"subject": "S12", "engine": "lead"}, Brief("S12", engine="lead")),
        ({"subject": "S12", "engine": "forged"}, Brief("S12", engine="briefbot")),
        ({"subject": "The talks were\nlong"}, Brief("The talks were\nlong", engine="briefbot")),
    ],
)
def test_what_was_filled_in_becomes_a_command(filled: dict[str, str], command: Brief) -> None:
    from summarizers.choosing import DEFAULT_ENGINE

    said = briefing.read_brief(submitted(briefing.brief_modal(), **filled))
    assert isinstance(said, str)
    expected = command if command.engine != "briefbot" else Brief(**_with_engine(command, DEFAULT_ENGINE))
    assert parse(said) == expected


def _with_engine(command: Brief, engine: str) -> dict[str, Any]:
    return {name: getattr(command, name) for name in Brief.__slots__} | {"engine": engine}


@pytest.mark.parametrize("filled", [{}, {"subject": "S1", "sentences": "0"}, {"subject": "S1", "sentences": "many"}, {"subject": "S1", "sentences": "9" * 5_000}])  # fmt: skip
def test_what_can_not_be_briefed_is_wrong(filled: dict[str, str]) -> None:
    assert isinstance(briefing.read_brief(submitted(briefing.brief_modal(), **filled)), Wrong)


def test_a_setting_stands_in_its_modal_and_is_changed_by_its_command() -> None:
    modal = settings.setting_modal(entry())
    assert settings.read_setting(submitted(modal)) == "settings links a minute 5"
    assert settings.read_setting(submitted(modal, value="9")) == "settings links a minute 9"


def test_a_setting_of_few_values_is_chosen() -> None:
    modal = settings.setting_modal(entry(value="admins", choices=("admins", "everyone")))
    assert settings.read_setting(submitted(modal, value="everyone")) == "settings links a minute everyone"
    assert settings.read_setting(submitted(modal)) == "settings links a minute admins"


def test_a_forged_modal_changes_nothing() -> None:
    filled = submitted(settings.setting_modal(entry()), value="9") | {"custom_id": "setting:forget S1"}
    assert isinstance(settings.read_setting(filled), Wrong)


@given(json_values, json_values)
def test_whatever_comes_in_is_read_or_is_wrong(custom_id: object, components: object) -> None:
    data = {"custom_id": custom_id, "components": components}
    assert isinstance(asking.read_question(data), Wrong)
    assert isinstance(briefing.read_brief(data), Wrong)
    assert isinstance(settings.read_setting(data), Wrong)


@given(st.text(st.characters(exclude_characters="?!", categories=["L"]), min_size=1, max_size=80))
def test_a_question_is_read_as_a_question(question: str) -> None:
    said = asking.read_question(submitted(asking.ask_modal("S12"), question=question))
    assert isinstance(parse(str(said)), Ask)
    assert text_in({"components": [[]]}, "question") == ""


def test_what_is_nested_without_end_is_wrong() -> None:
    nested: object = []
    for _ in range(5_000):
        nested = {"components": [nested]}
    assert isinstance(asking.read_question({"custom_id": "ask:S1", "components": [nested]}), Wrong)
