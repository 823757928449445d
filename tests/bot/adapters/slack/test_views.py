"""Modals and the Home tab: Slack takes them, and what is filled in is the command that was meant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack.rendering.pressing import Press, read_press
from bot.adapters.slack.views.asking import ask_view, read_question
from bot.adapters.slack.views.briefing import brief_view, read_brief
from bot.adapters.slack.views.entries import entries_of
from bot.adapters.slack.views.fields import Wrong, carried_in
from bot.adapters.slack.views.home import Shelf, home_view
from bot.adapters.slack.views.settings import SettingEntry, read_setting, setting_view
from bot.adapters.slack.views.waiting import waiting_view
from bot.answering.commands import Ask, Brief, Settings
from bot.answering.facts import StatementFacts
from bot.answering.grammar import parse
from bot.answering.setting.registry import NAMES
from tests.bot.adapters.saying import ask_desk
from tests.fakes.slack.blocks import view_problems
from tests.fakes.slack.reading import control_labels, live, visible_text

View = Mapping[str, Any]
ODD = "\u202e\x00\x1b\ud800\U000e0041<>&:*_~`|@#!\n\t \u05d0\u4e2d\U0001f600"
text = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=900)
READS = 'Reads what is given to it, no other messages; keeps it until "forget".'


def _check(view: View) -> None:
    sent = json.loads(json.dumps(view, ensure_ascii=False).encode())
    assert view_problems(sent) == []
    assert live(sent["blocks"]) == []


def _filled(view: View, **filled: object) -> View:
    """Give a view as Slack gives it back: what was filled in by the fields' names, else what stood there."""
    values: dict[str, object] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        given_now = filled.pop(block["block_id"], None)
        values[block["block_id"]] = {element["action_id"]: _state(element, given_now)}
    assert not filled
    return {**view, "state": {"values": values}}


def _state(element: View, value: object) -> View:
    kind = element["type"]
    if kind in {"static_select", "radio_buttons"}:
        chosen = next((each for each in element["options"] if each["value"] == value), element.get("initial_option"))
        assert value is None or (chosen and chosen["value"] == value)
        return {"type": kind, "selected_option": chosen}
    if kind == "checkboxes":
        return {"type": kind, "selected_options": element["options"] if value else []}
    return {"type": kind, "value": value if value is not None else element.get("initial_value")}


def _command(view: View, **filled: object) -> Brief:
    said = read_brief(_filled(view, **filled))
    assert isinstance(said, str)
    command = parse(said)
    assert isinstance(command, Brief)
    return command


def test_what_is_filled_in_is_what_is_briefed() -> None:
    filled = {
        "subject": "https://example.org/a",
        "length": "short",
        "by_section": True,
        "engine": "lead",
        "place": "channel",
    }
    assert _command(brief_view(), **filled) == Brief(
        "https://example.org/a", size="short", by_section=True, engine="lead", public=True
    )


def test_a_number_of_sentences_goes_before_the_length() -> None:
    expected = Brief("S1", sentences=3, engine="structure")
    assert _command(brief_view(), subject="S1", sentences="3", length="long") == expected


def test_an_answer_is_for_who_asks_unless_it_is_said_otherwise() -> None:
    assert not _command(brief_view(), subject="S1").public
    assert not _command(brief_view(can_publish=False), subject="S1").public


@pytest.mark.parametrize("subject", ["Talks in short", "The plan is public", "One sentence.\nby section", "with lead"])
def test_no_word_of_a_text_is_read_as_an_option(subject: str) -> None:
    assert _command(brief_view(), subject=subject) == Brief(subject, engine="structure")


@given(text)
@settings(max_examples=60)
def test_any_text_is_briefed_as_it_is(subject: str) -> None:
    said = read_brief(_filled(brief_view(), subject=subject))
    if not subject.strip():
        assert said == Wrong({"subject": "Paste a link or the text itself, or name a statement, such as S12."})
    else:
        assert isinstance(said, str)
        assert parse(said) == Brief(subject.strip(), engine="structure")


@pytest.mark.parametrize("sentences", ["0", "1001", "x", "-3", "2.5", "9" * 5_000])
def test_a_length_that_no_briefing_has_is_said_at_its_field(sentences: str) -> None:
    said = read_brief(_filled(brief_view(), subject="S1", sentences=sentences))
    assert said == Wrong({"sentences": "A briefing holds 1 to 1,000 sentences."})


def test_errors_stand_at_blocks_that_there_are() -> None:
    views: tuple[tuple[View, str | Wrong], ...] = (
        (brief_view(), read_brief(_filled(brief_view()))),
        (brief_view(), read_brief(_filled(brief_view(), subject="S1", sentences="0"))),
        (ask_view("S1"), read_question(_filled(ask_view("S1")))),
        (setting_view(ENTRY), read_setting(_filled(setting_view(ENTRY), value=" "))),
    )
    for view, said in views:
        assert isinstance(said, Wrong)
        assert set(said.errors) <= {block.get("block_id") for block in view["blocks"]}


def test_a_question_is_about_the_statement_that_the_modal_carries() -> None:
    view = ask_view("S12", title="Talks in Lisbon", carried={"channel": "C1"})
    said = read_question(_filled(view, question="what was\nagreed on gas?"))
    assert said == "ask S12 what was agreed on gas?"
    assert isinstance(parse(said), Ask)
    assert carried_in(view) == {"channel": "C1", "reference": "S12"}


@pytest.mark.parametrize(
    "carried", ["", "{", "[]", '{"reference": "all; forget S1"}', '{"reference": 3}', "[" * 100_000]
)
def test_a_forged_statement_is_no_part_of_the_command(carried: str) -> None:
    view = {**ask_view("S1"), "private_metadata": carried}
    assert read_question(_filled(view, question="what?")) == "ask what?"


def test_a_question_without_a_word_is_asked_for_again() -> None:
    assert read_question(_filled(ask_view("S1"), question=" ?! ")) == Wrong({"question": "Type a question."})


ENTRY = SettingEntry("links a minute", "20", "how many", "a whole number", "settings links a minute", may_change=True)
CHOICE = SettingEntry(
    "changers", "admins", "who", '"admins" or "everyone"', "settings workspace changers", ("admins", "everyone")
)


def test_a_setting_is_changed_by_its_command() -> None:
    said = read_setting(_filled(setting_view(ENTRY), value="30"))
    assert said == "settings links a minute 30"
    assert parse(said) == Settings("links a minute 30")


def test_a_setting_of_few_values_is_chosen_and_stands_as_it_is() -> None:
    assert read_setting(_filled(setting_view(CHOICE))) == "settings workspace changers admins"
    assert read_setting(_filled(setting_view(CHOICE), value="everyone")) == "settings workspace changers everyone"
    assert read_setting(_filled(setting_view(CHOICE), value="default")) == "settings workspace changers default"


def test_a_forged_setting_is_no_command() -> None:
    view = {**setting_view(ENTRY), "private_metadata": json.dumps({"command": "forget S1"})}
    assert isinstance(read_setting(_filled(view, value="30")), Wrong)


statements = st.builds(
    StatementFacts, st.integers(1, 9_999).map("S{}".format), st.none() | text, st.lists(text, max_size=4).map(tuple),
    st.none() | st.dates(), st.none() | st.dates(), st.none() | text, st.just("en"), st.none() | text,
)  # fmt: skip
entries = st.builds(
    SettingEntry, text, text, text, text, text, st.lists(text.filter(str.strip).map(lambda said: said[:150]), max_size=4, unique=True),
    text, st.booleans(),
)  # fmt: skip
shelves = st.builds(Shelf, st.lists(statements, max_size=30), st.integers(0, 500))


@given(shelves, shelves, st.lists(entries, max_size=30), text)
@settings(max_examples=50, deadline=None)
def test_whatever_there_is_slack_takes_the_home_tab(
    workspace: Shelf, own: Shelf, settings_: list[SettingEntry], reads: str
) -> None:
    _check(home_view(workspace, own, reads=reads or READS, settings=settings_))


@given(text, text, entries)
@settings(max_examples=50, deadline=None)
def test_whatever_is_asked_slack_takes_the_modal(first: str, second: str, entry: SettingEntry) -> None:
    _check(brief_view(first))
    _check(ask_view("S1", title=second))
    _check(waiting_view(first))
    if len(entry.command) < 500:
        _check(setting_view(entry, carried={"channel": "C1"}))


def test_what_a_view_can_not_carry_is_not_cut() -> None:
    with pytest.raises(ValueError, match="carries"):
        brief_view(carried={"place": "x" * 4_000})


def _statement(number: int) -> StatementFacts:
    return StatementFacts(f"S{number}", f"Talks {number}", ("Alba",), date(2026, 4, 3), None, "Lisbon", "en", None)


def test_each_statement_of_the_home_tab_can_be_briefed() -> None:
    view: View = home_view(Shelf([_statement(2)], 1), Shelf([_statement(9)], 1), reads=READS)
    buttons = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    assert [read_press(button) for button in buttons] == [Press("say", "brief S2"), Press("say", "brief S9")]
    assert "Talks 2\nS2 · Alba · Lisbon · 3 Apr 2026" in visible_text(view["blocks"])


def test_an_empty_home_tab_says_what_to_do_first() -> None:
    view: View = home_view(Shelf(), Shelf(), reads=READS)
    assert visible_text(view["blocks"]).startswith("No statements yet\nGive it a link")
    assert control_labels(view["blocks"]) == ["Brief a statement", "Help"]


def test_more_statements_than_are_shown_are_counted() -> None:
    view: View = home_view(Shelf([_statement(at) for at in range(1, 15)], 240), Shelf(), reads=READS)
    assert "The newest 10 of 240 statements" in visible_text(view["blocks"])


def test_only_what_may_be_changed_has_a_button() -> None:
    view: View = home_view(Shelf(), Shelf(), reads=READS, settings=[ENTRY, CHOICE])
    changes = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    assert [read_press(button) for button in changes] == [Press("setting", "settings links a minute")]


def test_each_listed_setting_can_be_changed_from_its_modal_to_what_it_takes() -> None:
    ((_, reply),) = ask_desk(["settings"])
    entries = entries_of(reply, is_admin=True)
    assert len(entries) == len(NAMES)
    said = [
        read_setting(_filled(setting_view(entry), value=entry.choices[-1] if entry.choices else "7"))
        for entry in entries
    ]
    assert all(isinstance(each, str) for each in said)
    for command, answer in ask_desk(map(str, said)):
        assert not answer.is_refusal, command


def test_who_may_not_change_a_setting_sees_it_without_a_button() -> None:
    ((_, reply),) = ask_desk(["settings"])
    entries = entries_of(reply, is_admin=False)
    view: View = home_view(Shelf(), Shelf(), reads=READS, settings=entries)
    _check(view)
    assert "Change" not in control_labels(view["blocks"])
    assert "changers: admins (default)" in visible_text(view["blocks"])
    assert "stored MB: no limit (default)" in visible_text(view["blocks"])
