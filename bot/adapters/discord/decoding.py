"""What somebody wrote in Discord, as plain words: mentions and custom signs back as they were typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"<(@!?|@&|#|a?:\w{1,40}:|/[\w -]{1,100}:)(\d{1,20})>")
_SHIELDED = re.compile(r"<(https?://[^\s<>]+)>")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]+(?:\([^\s<>()]*\)[^\s<>()\[\]]*)*")
_ENDING = ".,;:!?'\""


def words_of(content: str, bot_user: str = "", names: Mapping[str, str] | None = None) -> str:
    """Give the words of a message without the bot's name; `names` are those of people, channels and roles, by id."""

    def typed(match: re.Match[str]) -> str:
        sign, id_ = match.groups()
        if sign in {"@", "@!"} and id_ == bot_user:
            return ""
        if sign.endswith(":"):
            return sign.removeprefix("a").rstrip(":") if sign.startswith("/") else sign.removeprefix("a")
        return f"{'#' if sign == '#' else '@'}{(names or {}).get(id_, id_)}"

    words = _SHIELDED.sub(lambda match: match[1], _TOKEN.sub(typed, content))
    return words.strip(" \n\t,:")


def links_of(content: str) -> tuple[str, ...]:
    """Give the addresses of pages that a message holds, each once, in order."""
    found = (match[0].rstrip(_ENDING) for match in _ADDRESS.finditer(content))
    return tuple(dict.fromkeys(each for each in found if each))


def mentions(content: str, bot_user: str) -> bool:
    """Say whether a message names the bot."""
    return bool(bot_user) and re.search(rf"<@!?{re.escape(bot_user)}>", content) is not None
