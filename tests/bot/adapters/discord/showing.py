"""What every message must keep, and real replies to look at: shares nothing with the renderer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from bot.adapters.discord.rendering import Message, Paging, Press, read_press, render
from bot.answering.replies import Citation, Quote, Reply, Title
from tests.fakes.discord.limits import message_problems
from tests.fakes.discord_markdown import live, quotations, visible_text

MARK = "(continues)"
FORMATS = {"quote", "small print", "bold", "italic"}
"""What the bot's own formatting is made of."""


def check(message: Message, links: Iterable[str] = (), *, has_citation: bool = False) -> None:
    """Fail where Discord would refuse a message, or where something in it acts that is not the bot's own."""
    components = json.loads(json.dumps(list(message.components), ensure_ascii=False).encode())
    assert message_problems(message.content, components) == []
    allowed = FORMATS | ({"block"} if has_citation else set())
    for each in live(message.content):
        leads_there = each.kind == "link" and unquote(each.what).startswith(tuple(map(unquote, links)))
        assert each.kind in allowed or leads_there, each


def check_all(messages: Sequence[Message], reply: Reply) -> None:
    """Fail where a message of a reply is not one that Discord takes."""
    assert messages
    links = [block.address for block in reply.blocks if isinstance(block, Title | Quote) and block.address]
    for message in messages:
        check(message, links, has_citation=any(isinstance(block, Citation) for block in reply.blocks))


def quoted(messages: Iterable[Message]) -> str:
    """Give what stands in quotations, one after the other, without the marks that they go on."""
    texts = [text for message in messages for text in quotations(message.content)]
    return "".join(text.removesuffix(f"\u00a0{MARK}").removesuffix(MARK) for text in texts)


def shown(messages: Iterable[Message]) -> str:
    """Give what a person reads, message after message."""
    return "\n".join(visible_text(message.content) for message in messages)


def elements(message: Message) -> list[dict[str, Any]]:
    """Give the buttons and menus of a message."""
    return [each for row in json.loads(json.dumps(message.components)) for each in row["components"]]


def quote_of(said: str, **more: Any) -> Quote:  # noqa: ANN401 - a quotation's fields
    """Make a quotation of a text that stands at offset 7 of its body."""
    return Quote(said, 7, 7 + len(said), **more)


def all_of(reply: Reply, said: str = "") -> tuple[Message, ...]:
    """Give all messages of a reply."""
    return render(reply, pages=Paging.MESSAGES, said=said)


def labels(message: Message) -> list[str]:
    """Give what is written on buttons and menus."""
    return [each.get("label") or each["placeholder"] for each in elements(message)]


def presses(messages: Iterable[Message]) -> Iterator[Press]:
    """Give what each button and each option stands for, as Discord would send it."""
    for message in messages:
        for element in elements(message):
            values = [option["value"] for option in element.get("options", [])]
            for value in values or [None]:
                press = pressed(message.kept, {"custom_id": element["custom_id"], "values": [value]})
                assert press is not None
                yield press


def pressed(kept: Mapping[str, str], data: Mapping[str, object]) -> Press | None:
    """Give what pressing stands for where the commands that had no room are known."""
    press = read_press(data)
    return press.recalled(kept[press.key]) if press and press.key else press
