"""What every message must keep, and real replies to look at: shares nothing with the renderer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from bot.adapters.slack.rendering import Message
from bot.answering.replies import Reply, Title
from tests.fakes.slack.blocks import problems, sum_of_blocks
from tests.fakes.slack.reading import doubtful, live

MOST_TOGETHER = 9_000
MARK = "(continues)"


def check(message: Message, links: Iterable[str] = ()) -> None:
    """Fail where Slack would refuse a message, or where something in it would act."""
    blocks = json.loads(json.dumps(list(message.blocks), ensure_ascii=False).encode())
    assert problems(blocks) == []
    assert sum_of_blocks(blocks) <= MOST_TOGETHER
    assert 0 < len(message.text.encode()) < 4_000
    allowed = {url for url in urls(blocks) if any(url.startswith(link) for link in links)}
    assert live({"text": message.text, "blocks": blocks}, allowed) == []
    assert doubtful({"text": message.text, "blocks": blocks}) == []


def check_all(messages: Sequence[Message], links: Iterable[str] = ()) -> None:
    """Fail where a message is not one that Slack takes."""
    assert messages
    for message in messages:
        check(message, links)


def urls(value: object) -> list[str]:
    """Give the addresses of all links."""
    if isinstance(value, list | tuple):
        return [url for each in value for url in urls(each)]
    if isinstance(value, dict):
        own = [value["url"]] if isinstance(value.get("url"), str) else []
        return own + [url for each in value.values() for url in urls(each)]
    return []


def quoted(messages: Iterable[Message]) -> str:
    """Give what stands in quotations, one after the other, without the marks that they go on."""
    holders = [
        holder
        for message in messages
        for block in json.loads(json.dumps(list(message.blocks)))
        if block["type"] == "rich_text"
        for holder in block["elements"]
        if holder["type"] == "rich_text_quote"
    ]
    texts = ("".join(part["text"] for part in holder["elements"]) for holder in holders)
    return "".join(text.removesuffix(f"\u00a0{MARK}").removesuffix(MARK) for text in texts)


def addresses_of(reply: Reply) -> list[str]:
    """Give the addresses that a reply names."""
    return [block.address for block in reply.blocks if isinstance(block, Title) and block.address]
