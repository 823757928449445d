"""What people wrote, back from Slack's forms."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.slack.decoding import links_of, mentions, plain_words, words_of

BOT = "U0BOT"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@U0BOT> brief S1", "brief S1"),
        ("<@U0BOT|briefbot>: brief S1", "brief S1"),
        ("hey <@U0BOT> brief S1", "hey  brief S1"),
        ("brief <https://example.org/a?b=1&amp;c=2>", "brief https://example.org/a?b=1&c=2"),
        ("brief <https://example.org/a|the statement>", "brief https://example.org/a"),
        ("brief <http://example.org|example.org>", "brief http://example.org"),
        ("ask S1 is 3 &lt; 4 &amp;&amp; 5 &gt; 4?", "ask S1 is 3 < 4 && 5 > 4?"),
        ("&amp;lt;", "&lt;"),
        ("ask <@U2> in <#C1|general> <!here>", "ask @U2 in #general @here"),
        ("mail <mailto:a@example.org|a@example.org>", "mail a@example.org"),
        ("<!date^1^{date}|3 April>", "3 April"),
        ("a < b and <unclosed", "a < b and <unclosed"),
    ],
)
def test_text_becomes_plain_words(text: str, words: str) -> None:
    assert words_of({"text": text}, BOT) == words


def test_a_link_in_a_long_text_stands_for_its_label() -> None:
    text = f"{'The Ministers met in Lisbon. ' * 20}They thanked <https://example.org|Portugal>."
    assert plain_words(text).endswith("They thanked Portugal.")


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"text": "short", "blocks": [{"type": "rich_text", "elements": list(elements)}]}


def test_rich_text_is_read_as_it_was_typed() -> None:
    section = {
        "type": "rich_text_section",
        "elements": [
            {"type": "user", "user_id": BOT},
            {"type": "text", "text": " brief *stars* and _lines_ & "},
            {"type": "link", "url": "https://example.org/?a=1&b=2"},
            {"type": "emoji", "name": "ship", "unicode": "1f6a2"},
        ],
    }
    points = {
        "type": "rich_text_list",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": each}]} for each in ("One.", "Two.")
        ],
    }
    said = words_of(rich(section, points), BOT)
    assert said == "brief *stars* and _lines_ & https://example.org/?a=1&b=2🚢\nOne.\nTwo."


def test_rich_text_nested_without_end_is_no_error() -> None:
    element: dict[str, Any] = {"type": "text", "text": "x"}
    for _ in range(500):
        element = {"type": "rich_text_section", "elements": [element]}
    assert words_of(rich(element), BOT) == ""


def test_links_are_found_once_each() -> None:
    message = {"text": "<https://a.example|A> <https://b.example> <https://a.example> <mailto:x@y.example> <@U1>"}
    assert links_of(message) == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(("text", "names"), [("<@U0BOT> hi", True), ("<@U0BOT2> hi", False), ("U0BOT", False)])
def test_a_mention_is_of_the_bot_alone(text: str, names: bool) -> None:
    assert mentions({"text": text}, BOT) is names
