"""Modals, Home tabs and the fields in them."""

from __future__ import annotations

import pytest

from tests.fakes.slack.blocks import own_problems, view_problems
from tests.fakes.slack.records import Json
from tests.slack_fake.making import button, mrkdwn, options, plain

FIELDS: dict[str, tuple[Json, bool]] = {
    "text": ({"type": "plain_text_input", "min_length": 3000, "max_length": 3000, "multiline": True}, True),
    "too long": ({"type": "plain_text_input", "max_length": 3001}, False),
    "at least too much": ({"type": "plain_text_input", "min_length": 3001}, False),
    "less than least": ({"type": "plain_text_input", "min_length": 5, "max_length": 4}, False),
    "filled beyond its length": ({"type": "plain_text_input", "initial_value": "xx", "max_length": 1}, False),
    "multiline that is a word": ({"type": "plain_text_input", "multiline": "yes"}, False),
    "unknown key": ({"type": "plain_text_input", "colour": "red"}, False),
    "number": ({"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}, True),
    "number of no kind": ({"type": "number_input"}, False),
    "number as a number": ({"type": "number_input", "is_decimal_allowed": False, "min_value": 1}, False),
    "options from outside": ({"type": "external_select", "min_query_length": 3}, True),
    "a query below nothing": ({"type": "external_select", "min_query_length": -1}, False),
    "empty filter": ({"type": "conversations_select", "filter": {}}, False),
    "boxes": ({"type": "checkboxes", "options": options(10)}, True),
    "too many boxes": ({"type": "checkboxes", "options": options(11)}, False),
    "box ticked that is none": (
        {"type": "checkboxes", "options": options(1), "initial_options": options(2)[1:]},
        False,
    ),
    "several": ({"type": "multi_static_select", "options": options(2), "initial_options": options(1)}, True),
    "several that are none": (
        {"type": "multi_static_select", "options": options(1), "initial_options": options(2)},
        False,
    ),
    "button": (button(), False),
}


@pytest.mark.parametrize(("element", "is_right"), FIELDS.values(), ids=FIELDS)
def test_fields_are_checked(element: Json, is_right: bool) -> None:
    block = {"type": "input", "label": plain(), "element": element | {"action_id": "a"}}
    assert (own_problems([block], "modal") == []) is is_right


@pytest.mark.parametrize("more", [{"label": mrkdwn()}, {"hint": plain(2_001)}, {"optional": "yes"}, {"text": plain()}])
def test_the_words_around_a_field_are_checked(more: Json) -> None:
    block = {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "action_id": "a"}}
    assert own_problems([block], "modal") == []
    assert own_problems([block | more], "modal") != []


@pytest.mark.parametrize("level", ["default", "info", "warning", "error", "success"])
def test_an_alert_stands_in_a_modal(level: str) -> None:
    assert own_problems([{"type": "alert", "text": plain(200), "level": level}], "modal") == []
    assert own_problems([{"type": "alert", "text": plain(201), "level": level}], "modal") != []
    assert own_problems([{"type": "alert", "text": plain(), "level": "huge"}], "modal") != []


def modal(**more: object) -> Json:
    return {"type": "modal", "title": plain(), "blocks": [{"type": "section", "text": plain()}]} | more


@pytest.mark.parametrize(("name", "most"), [("title", 24), ("submit", 24), ("close", 24)])
def test_the_labels_of_a_modal_are_short(name: str, most: int) -> None:
    assert view_problems(modal(**{name: plain(most)})) == []
    assert view_problems(modal(**{name: plain(most + 1)})) != []


@pytest.mark.parametrize(("name", "most"), [("private_metadata", 3000), ("callback_id", 255)])
def test_what_a_modal_carries_is_bounded(name: str, most: int) -> None:
    assert view_problems(modal(**{name: "x" * most})) == []
    assert view_problems(modal(**{name: "x" * (most + 1)})) != []


def test_a_view_has_at_most_a_hundred_blocks_and_250_kb() -> None:
    section = {"type": "section", "text": plain(2_900)}
    assert view_problems(modal(blocks=[{"type": "divider"}] * 100)) == []
    assert view_problems(modal(blocks=[{"type": "divider"}] * 101)) != []
    assert any("view_too_large" in each for each in view_problems(modal(blocks=[section] * 90)))
    assert view_problems({"type": "home", "blocks": [section] * 80}) == []


def test_a_modal_with_a_field_needs_a_submit_button() -> None:
    element = {"type": "plain_text_input", "action_id": "t"}
    blocks = [{"type": "input", "label": plain(), "element": element}]
    assert view_problems(modal(blocks=blocks)) != []
    assert view_problems(modal(blocks=blocks, submit=plain())) == []


def test_a_home_tab_has_no_title() -> None:
    assert view_problems({"type": "home", "title": plain(), "blocks": [{"type": "divider"}]}) != []
