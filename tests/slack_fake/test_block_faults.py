"""What is wrong with blocks is refused, by our own table alone."""

from __future__ import annotations

import pytest

from tests.fakes.slack.blocks import own_problems, problems, sum_of_blocks
from tests.fakes.slack.records import Json
from tests.slack_fake.making import (
    actions,
    bar,
    button,
    confirming,
    container,
    data_table,
    feedback,
    icons,
    long_row,
    mrkdwn,
    options,
    overflow,
    picture,
    pie,
    plain,
    rich,
    select,
    table,
)


def doubled_series() -> Json:
    block = bar(1, 1)
    block["chart"]["series"] *= 2
    return block


def mismatched_series() -> Json:
    block = bar(2, 1)
    block["chart"]["axis_config"]["categories"] = ["0", "2"]
    return block


WRONG = {
    "no blocks at all": None,
    "empty": [],
    "unknown kind": [{"type": "bogus"}],
    "empty text": [{"type": "section", "text": plain(0)}],
    "section with nothing": [{"type": "section"}],
    "header in mrkdwn": [{"type": "header", "text": mrkdwn()}],
    "unknown key": [{"type": "divider", "text": plain()}],
    "emoji in mrkdwn": [{"type": "section", "text": mrkdwn() | {"emoji": False}}],
    "verbatim in plain text": [{"type": "section", "text": plain() | {"verbatim": True}}],
    "one action_id twice": [actions(button(), button())],
    "one block_id twice": [{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}],
    "one block_id twice in a container": [container(1) | {"block_id": "b"}, {"type": "divider", "block_id": "b"}],
    "url with a blank": [actions(button(url="https://a.example/a b"))],
    "url without a scheme": [actions(button(url="a.example"))],
    "javascript": [actions(button(url="javascript:alert(1)"))],
    "odd style": [actions(button(style="huge"))],
    "no options": [actions(select(options=[]))],
    "options and groups": [actions(select(option_groups=[{"label": plain(), "options": options(1)}]))],
    "one option value twice": [actions(select(options=[options(1)[0], options(1)[0]]))],
    "initial option that is none": [actions(select(initial_option={"text": plain(2), "value": "z"}))],
    "input field in actions": [actions({"type": "plain_text_input", "action_id": "p"})],
    "empty rich text": [{"type": "rich_text", "elements": []}],
    "text in rich text without a section": [{"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}],
    "empty text in rich text": [rich({"type": "text", "text": ""})],
    "link without url": [rich({"type": "link", "text": "x"})],
    "unknown style": [rich({"type": "text", "text": "x", "style": {"huge": True}})],
    "user in preformatted": [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]}],
        }
    ],
    "data table without a caption": [data_table(2, 1) | {"caption": ""}],
    "data table with a header alone": [data_table(1, 1)],
    "data table of unequal rows": [
        {
            "type": "data_table",
            "caption": "c",
            "rows": [[{"type": "raw_text", "text": "x"}] * width for width in (1, 2)],
        }
    ],
    "rich text in the header of a data table": [
        {
            "type": "data_table",
            "caption": "c",
            "rows": [[rich({"type": "text", "text": "x"})], [{"type": "raw_text", "text": "x"}]],
        }
    ],
    "pie without a share": [
        {"type": "data_visualization", "title": "t", "chart": {"type": "pie", "segments": [{"label": "x", "value": 0}]}}
    ],
    "container in a container": [container(1) | {"child_blocks": [container(1)]}],
    "collapsible with a divider": [container(1, is_collapsible=True, has_header_divider=True)],
    "collapsed but not collapsible": [container(1, default_collapsed=True)],
    "button in context actions": [{"type": "context_actions", "elements": [button()]}],
    "text that is a string": [{"type": "section", "text": "words"}],
    "emoji that is a word": [{"type": "section", "text": plain() | {"emoji": "no"}}],
    "unknown key of a button": [actions(button(colour="red"))],
    "unknown key of an option": [actions(select(options=[options(1)[0] | {"colour": "red"}]))],
    "unknown key of an overflow": [actions(overflow(1) | {"placeholder": plain()})],
    "unknown key of a menu": [actions(select(colour="red"))],
    "unknown key of a context": [{"type": "context", "elements": [plain()], "text": plain()}],
    "unknown key of rich text": [rich({"type": "text", "text": "x"}) | {"text": plain()}],
    "unknown key of a list": [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "style": "bullet", "elements": []}]}
    ],
    "unknown key of a chart": [pie(1) | {"caption": "c"}],
    "unknown key of a table": [table(1, 1) | {"caption": "c"}],
    "unknown key of a data table": [data_table(2, 1) | {"title": "t"}],
    "unknown key of feedback": [{"type": "context_actions", "elements": [feedback()["elements"][0] | {"confirm": {}}]}],
    "feedback with one button": [
        {
            "type": "context_actions",
            "elements": [{"type": "feedback_buttons", "positive_button": {"text": plain(), "value": "v"}}],
        }
    ],
    "one action_id twice in context actions": [{"type": "context_actions", "elements": icons(1) * 2}],
    "unknown icon": [{"type": "context_actions", "elements": [icons(1)[0] | {"icon": "wand"}]}],
    "number that is none": [data_table(2, 1) | {"rows": [long_row(1), [{"type": "raw_number", "value": "12"}]]}],
    "share that is none": [
        {
            "type": "data_visualization",
            "title": "t",
            "chart": {"type": "pie", "segments": [{"label": "x", "value": "1"}]},
        }
    ],
    "one label twice": [
        {
            "type": "data_visualization",
            "title": "t",
            "chart": {"type": "pie", "segments": [{"label": "x", "value": 1}] * 2},
        }
    ],
    "unknown chart": [{"type": "data_visualization", "title": "t", "chart": {"type": "radar"}}],
    "no chart": [{"type": "data_visualization", "title": "t"}],
    "one series twice": [doubled_series()],
    "points that are not the categories": [mismatched_series()],
    "chart without axes": [
        {"type": "data_visualization", "title": "t", "chart": {"type": "bar", "series": [{"name": "s", "data": []}]}}
    ],
    "odd alignment": [table(1, 1) | {"column_settings": [{"align": "middle"}]}],
    "odd cell": [{"type": "table", "rows": [[{"type": "text", "text": "x"}]]}],
    "empty cell": [{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}],
    "odd width": [container(1, width="huge")],
    "container without a title": [{"type": "container", "child_blocks": [{"type": "divider"}]}],
    "container without children": [container(0)],
    "card with nothing": [{"type": "card", "subtitle": plain()}],
    "image of two origins": [
        {"type": "context", "elements": [picture(slack_file={"id": "F1"})]},
    ],
    "image at no address": [picture(image_url="x.png")],
    "accessory of the wrong kind": [
        {"type": "section", "text": plain(), "accessory": {"type": "plain_text_input", "action_id": "p"}}
    ],
    "confirmation with an unknown key": [confirming(colour="red")],
    "odd style of a confirmation": [confirming(style="huge")],
    "link that is none": [rich({"type": "link", "url": "nowhere"})],
    "date without a moment": [rich({"type": "date", "format": "{date}"})],
    "odd broadcast": [rich({"type": "broadcast", "range": "world"})],
    "style that is a word": [rich({"type": "text", "text": "x", "style": "bold"})],
    "style that is no flag": [rich({"type": "text", "text": "x", "style": {"bold": 1}})],
    "odd list": [
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_list", "style": "star", "elements": [{"type": "rich_text_section", "elements": []}]}
            ],
        }
    ],
    "list of texts": [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text"}]}],
        }
    ],
    "expand that is a word": [{"type": "section", "text": plain(), "expand": "yes"}],
    "alert in a message": [{"type": "alert", "text": plain()}],
}


@pytest.mark.parametrize("blocks", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused(blocks: object) -> None:
    assert own_problems(blocks) != []


@pytest.mark.parametrize("surface", ["modal", "home"])
def test_some_blocks_are_for_messages_only(surface: str) -> None:
    for block in (feedback(), {"type": "markdown", "text": "x"}):
        assert problems([block]) == []
        assert problems([block], surface) != []
    assert (problems([table(1, 1)], surface) == []) is (surface == "home")


def test_slack_sdk_is_asked_too() -> None:
    labelled = {"type": "input", "label": plain(2_001), "element": {"type": "plain_text_input", "action_id": "t"}}
    assert any(each.startswith("slack_sdk") for each in problems([labelled], "modal"))


def test_the_sum_counts_all_text_and_each_header() -> None:
    blocks = [
        {"type": "header", "text": plain(10)},
        {"type": "section", "text": plain(20), "accessory": button(5)},
        rich({"type": "text", "text": "x" * 30}),
        {"type": "context", "elements": [mrkdwn(40)]},
    ]
    assert sum_of_blocks(blocks) == 10 + 20 + 5 + 30 + 40 + 100
