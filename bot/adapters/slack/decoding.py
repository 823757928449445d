"""What somebody wrote in Slack, as plain words: links, mentions and signs back as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_TOKEN = re.compile(r"<([^<>\n]{1,4000})>")
_SHORT = 200
"""Characters. In so few words a link stands for its address; in a longer text its label is a part of the text."""
_DEEPEST = 6


def words_of(message: Mapping[str, Any], bot_user: str = "") -> str:
    """Give the words of a message without the bot's name in front: from its rich text where it has one, else its text."""
    blocks = message.get("blocks")
    rich = [each for each in blocks if _is(each, "rich_text")] if isinstance(blocks, list) else []
    is_short = len(_TOKEN.sub("", str(message.get("text") or ""))) < _SHORT
    if rich:
        lines = "\n".join(_read_rich(each, bot_user, 0, is_short=is_short) for each in rich)
    else:
        lines = plain_words(str(message.get("text") or ""), bot_user)
    return lines.strip(" \n\t,:")


def plain_words(text: str, bot_user: str = "") -> str:
    """Give a text in Slack's markup as plain words."""
    is_short = len(_TOKEN.sub("", text)) < _SHORT

    def typed(match: re.Match[str]) -> str:
        return _typed(match[1], bot_user, is_short=is_short)

    return _unescaped(_TOKEN.sub(typed, text))


def links_of(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the addresses of pages that a message holds, each once, in order."""
    found = [_unescaped(each.partition("|")[0]) for each in _TOKEN.findall(str(message.get("text") or ""))]
    attached = message.get("attachments")
    if isinstance(attached, list):
        found += [str(each.get("from_url") or "") for each in attached if isinstance(each, dict)]
    return tuple(dict.fromkeys(each for each in found if each.startswith(("http://", "https://"))))


def mentions(message: Mapping[str, Any], bot_user: str) -> bool:
    """Say whether a message names the bot."""
    return (
        bool(bot_user)
        and re.search(rf"<@{re.escape(bot_user)}(\|[^<>]*)?>", str(message.get("text") or "")) is not None
    )


def _typed(token: str, bot_user: str, *, is_short: bool) -> str:
    what, _, label = token.partition("|")
    match what[:1]:
        case "@":
            return "" if what[1:] == bot_user else f"@{label.lstrip('@') or what[1:]}"
        case "#":
            return f"#{label or what[1:]}"
        case "!":
            return label or f"@{what[1:].partition('^')[0]}"
        case _:
            return _link(what.removeprefix("mailto:"), label, is_short=is_short)


def _link(address: str, label: str, *, is_short: bool) -> str:
    return address if is_short or not label else label


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read_rich(element: Mapping[str, Any], bot_user: str, depth: int, *, is_short: bool) -> str:
    """Give the words of an element of rich text: lines of lists, quotations and paragraphs each on their own."""
    kind = element.get("type")
    inner = element.get("elements")
    if not isinstance(inner, list):
        return _read_piece(element, bot_user, is_short=is_short)
    if depth > _DEEPEST:
        return ""
    parts = [_read_rich(each, bot_user, depth + 1, is_short=is_short) for each in inner if isinstance(each, dict)]
    return "\n".join(_lines(parts)) if kind in {"rich_text", "rich_text_list"} else "".join(parts)


def _lines(parts: Iterable[str]) -> Iterable[str]:
    return (part.rstrip("\n") for part in parts)


def _read_piece(piece: Mapping[str, Any], bot_user: str, *, is_short: bool) -> str:
    match piece.get("type"):
        case "text":
            return str(piece.get("text") or "")
        case "link":
            return _link(str(piece.get("url") or ""), str(piece.get("text") or ""), is_short=is_short)
        case "user":
            return "" if piece.get("user_id") == bot_user else f"@{piece.get('user_id')}"
        case "channel":
            return f"#{piece.get('channel_id')}"
        case "emoji":
            return _emoji(piece)
        case "broadcast":
            return f"@{piece.get('range')}"
        case _:
            return str(piece.get("text") or piece.get("fallback") or "")


def _emoji(piece: Mapping[str, Any]) -> str:
    try:
        return "".join(chr(int(code, 16)) for code in str(piece["unicode"]).split("-"))
    except (KeyError, ValueError, OverflowError):
        return f":{piece.get('name')}:"


def _is(block: object, kind: str) -> bool:
    return isinstance(block, Mapping) and block.get("type") == kind
