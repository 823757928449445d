"""What a person sees in a message, and what of it is live."""

from __future__ import annotations

import pytest

from tests.fakes.slack.reading import control_labels, doubtful, live, spoken_text, visible_text
from tests.fakes.slack.records import Json


def mrkdwn(text: str, *, verbatim: bool = True) -> list[Json]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": verbatim}}]


def plain(text: str, *, emoji: bool | None = None) -> list[Json]:
    given: Json = {"type": "plain_text", "text": text}
    return [{"type": "section", "text": given if emoji is None else given | {"emoji": emoji}}]


def rich(*parts: Json) -> list[Json]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}]


LIVE = [
    ("<@U1> said", ["mention: <@U1>"]),
    ("<!here> all", ["mention: <!here>"]),
    ("<!subteam^S1|@desk>", ["mention: <!subteam^S1|@desk>"]),
    ("<#C1|general>", ["channel: <#C1|general>"]),
    ("<https://a.example|here>", ["link: <https://a.example|here>"]),
    ("<!date^1^{date}|then>", ["date: <!date^1^{date}|then>"]),
    ("so :smile: it is", ["emoji: :smile:"]),
    ("at 10:30:45", ["emoji: :30:"]),
    ("*bold* words", ["formatting (bold): *bold*"]),
    ("an _odd_ word", ["formatting (italic): _odd_"]),
    ("it is ~not~ so", ["formatting (strike): ~not~"]),
    ("a `code`", ["formatting (code): `code`"]),
    ("said\n&gt; quoted", ["formatting (quote): &gt; quoted"]),
]


@pytest.mark.parametrize(("text", "found"), LIVE, ids=[text for text, _ in LIVE])
def test_mrkdwn_acts(text: str, found: list[str]) -> None:
    assert live(mrkdwn(text)) == found


DEAD = [
    "&lt;@U1&gt; and &lt;!here&gt;",
    "5 * 3 * 2 and snake_case_name and a ~ b",
    "https://a.example and #general and @here",
    "9:30 and 10:45",
    "5 &gt; 3",
]


@pytest.mark.parametrize("text", DEAD)
def test_escaped_and_ordinary_text_is_not_live_in_verbatim_mrkdwn(text: str) -> None:
    assert live(mrkdwn(text)) == []


AUTOLINKS = [
    ("see https://a.example/x", "autolink: https://a.example/x"),
    ("see www.a.example", "autolink: www.a.example"),
    ("see README.md", "autolink: README.md"),
    ("write to a.b@c.example", "autolink: a.b@c.example"),
    ("in #general", "channel: #general"),
    ("oh @here", "mention: @here"),
]


@pytest.mark.parametrize(("text", "found"), AUTOLINKS)
def test_mrkdwn_links_by_itself_unless_verbatim(text: str, found: str) -> None:
    assert live(mrkdwn(text, verbatim=False)) == [found]
    assert live(mrkdwn(text)) == []


def test_plain_text_makes_emoji_unless_told_not_to() -> None:
    assert live(plain("so :smile: <@U1> *x*")) == ["emoji: :smile:"]
    assert live(plain("so :smile:", emoji=True)) == ["emoji: :smile:"]
    assert live(plain("so :smile:", emoji=False)) == []


def test_buttons_options_and_headers_are_looked_into() -> None:
    text = {"type": "plain_text", "text": ":smile:"}
    button = {"type": "button", "action_id": "a", "text": text, "url": "https://a.example", "value": "<@U1> :smile:"}
    blocks: list[Json] = [{"type": "actions", "elements": [button]}, {"type": "header", "text": text}]
    assert live(blocks) == ["link: https://a.example", "emoji: :smile:", "emoji: :smile:"]
    assert live(blocks, links=["https://a.example"]) == ["emoji: :smile:", "emoji: :smile:"]
    assert control_labels(blocks) == [":smile:"]


def test_rich_text_acts_by_its_elements_alone() -> None:
    assert live(rich({"type": "text", "text": "<@U1> *x* https://a.example @here"})) == []
    parts = [
        {"type": "user", "user_id": "U1"},
        {"type": "broadcast", "range": "here"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "link", "url": "https://a.example", "text": "here"},
        {"type": "link", "url": "https://b.example"},
        {"type": "emoji", "name": "smile"},
    ]
    found = ["mention: <U1>", "mention: @here", "channel: <C1>", "link: https://a.example", "emoji: :smile:"]
    assert live(rich(*parts), links={"https://b.example"}) == found
    assert doubtful(rich({"type": "text", "text": "so :smile:"})) == ["emoji: :smile:"]


def test_cells_and_children_of_containers_are_looked_into() -> None:
    table = {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "<@U1>"}, rich({"type": "user", "user_id": "U1"})[0]]],
    }
    box = {"type": "container", "title": {"type": "plain_text", "text": ":smile:"}, "child_blocks": mrkdwn("<!here>")}
    assert live([table, box]) == ["mention: <U1>", "emoji: :smile:", "mention: <!here>"]


def test_the_text_alone_acts_by_the_flags_it_was_sent_with() -> None:
    text = "<@U1> see https://a.example"
    assert "autolink: https://a.example" in live({"text": text})
    assert "autolink: https://a.example" not in live({"text": text, "parse": "none"})
    assert "mention: @ada" in live({"text": "@ada", "link_names": True})
    assert live({"text": "*so*", "mrkdwn": False}) == []


def test_a_mention_in_the_text_beside_blocks_acts_too() -> None:
    assert live({"text": "<!here> *x*", "blocks": plain("x", emoji=False)}) == ["mention: <!here>"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**x**", "formatting: **x**"),
        ("[a](https://a.example)", "link: [a](https://a.example)"),
        ("# x", "heading: # x"),
        ("- x", "list: - x"),
        ("https://a.example", "autolink: https://a.example"),
        ("<@U1>", "mention: <@U1>"),
    ],
)
def test_markdown_acts(text: str, found: str) -> None:
    assert found in live([{"type": "markdown", "text": text}])


def test_escaped_markdown_is_dead() -> None:
    assert live([{"type": "markdown", "text": r"\*\*x\*\* and \[a\] \# b"}]) == []


def test_the_text_is_read_in_order_with_escapes_undone_once() -> None:
    listed = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]},
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "two &amp;"}]},
                ],
            }
        ],
    }
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Title &amp;"}},
        *mrkdwn("a &amp;lt; b <https://a.example|here>"),
        listed,
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "plain_text", "text": "small"}]},
    ]
    assert visible_text(blocks) == "Title &amp;\na &lt; b here\none\ntwo &amp;\nsmall"


def test_figures_are_read_cell_by_cell() -> None:
    table = {
        "type": "data_table",
        "caption": "Votes",
        "rows": [
            [{"type": "raw_text", "text": "Who"}, {"type": "raw_text", "text": "For"}],
            [{"type": "raw_text", "text": "A"}, {"type": "raw_number", "value": 12}],
        ],
    }
    chart = {
        "type": "data_visualization",
        "title": "Share",
        "chart": {"type": "pie", "segments": [{"label": "A", "value": 1}]},
    }
    assert visible_text([table, chart]) == "Votes\nWho\nFor\nA\n12\nShare\nA 1"


def test_screen_readers_hear_the_text() -> None:
    assert spoken_text({"text": "a &lt; b", "blocks": plain("other")}) == "a < b"
