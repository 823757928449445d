"""The words after `settings`, in the form of a wish. Pure: which settings there are is said by who calls."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from bot.answering.replies import Action
from bot.answering.setting.registry import NAMES
from bot.answering.spelling import closest, slips
from bot.answering.wording import and_list, clipped, count, quoted
from bot.answering.words import Word, split_words, unquoted
from bot.errors import UnclearError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.answering.setting.registry import Setting

_GAPS = re.compile(r"[\s_-]+")
_LINK = re.compile(r"(?:[=:]|to\b)\s*", re.IGNORECASE)
_EDGES = ".,:;!?="


class Verb(Enum):
    """What is wished."""

    SHOW = "show"
    SET = "set"
    CLEAR = "default"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished of which setting (`None`: of all, or the last one changed); `value` is what a person wrote.

    `for_workspace`: said of the workspace, not of the conversation.
    """

    verb: Verb
    name: str | None = None
    value: str = ""
    for_workspace: bool = False


def read_wish(text: str) -> Wish:
    """Give what words wish; raise where they name no setting, or several."""
    words = split_words(text)
    for_workspace = bool(words) and words[0].is_keyword({"workspace"})
    if for_workspace:
        text = text[words[0].end :].strip()
        words = split_words(text)
    if not words:
        return Wish(Verb.SHOW, for_workspace=for_workspace)
    if len(words) == 1 and words[0].is_keyword({"undo"}):
        return Wish(Verb.UNDO, for_workspace=for_workspace)
    name, length = _name(text, words, for_workspace)
    value = _LINK.sub("", text[words[length - 1].end :].strip().lstrip(",;"), count=1)
    return Wish(_verb(value), name, unquoted(value).strip(), for_workspace)


def names_setting(text: str) -> bool:
    """Say whether a text is nothing, or begins with the whole name of a setting."""
    words = split_words(text)
    return not words or any(_tokens(head) in _BY_TOKENS for _, head in _heads(words))


def command_of(name: str | None, value: str = "", *, for_workspace: bool = False) -> str:
    """Give the command that shows a setting, or gives it a value."""
    words = ("settings", "workspace" if for_workspace else "", name or "", value)
    return " ".join(word for word in words if word)


def command_for(setting: Setting[Any], *, for_workspace: bool) -> str:
    """Give the command that shows a setting where it is meant; a value behind it sets it there."""
    return command_of(setting.name, for_workspace=for_workspace and setting.is_of_conversations)


def _verb(value: str) -> Verb:
    said = split_words(value)
    if not said:
        return Verb.SHOW
    if len(said) == 1:
        return {"default": Verb.CLEAR, "undo": Verb.UNDO}.get(_key(said[0]), Verb.SET)
    return Verb.SET


def _key(word: Word) -> str:
    return "" if word.is_quoted else word.text.casefold().rstrip(_EDGES)


def _name(text: str, words: Sequence[Word], for_workspace: bool) -> tuple[str, int]:
    """Give the name that the words begin with, whole or as far as it is clear, and how many of them it takes."""
    for length, head in _heads(words):
        if name := _BY_TOKENS.get(_tokens(head)):
            return name, length
    for length, head in _heads(words):
        tokens = _tokens(head)
        fitting = [name for key, name in _BY_TOKENS.items() if tokens and key[: len(tokens)] == tokens]
        if len(fitting) == 1:
            return fitting[0], length
        if fitting:
            raise _several(" ".join(head), fitting, for_workspace)
    raise _unknown(text, words, for_workspace)


def _heads(words: Sequence[Word]) -> Iterator[tuple[int, list[str]]]:
    """Give the words' beginnings, the longest that may be a name first, each with its length."""
    most = max(len(tokens) for tokens in _BY_TOKENS)
    for length in range(min(len(words), most), 0, -1):
        yield length, [word.text for word in words[:length]]


def _tokens(words: Sequence[str]) -> tuple[str, ...]:
    flat = " ".join(words).casefold().rstrip(_EDGES)
    return tuple(part for part in _GAPS.split(flat) if part)


def _several(said: str, fitting: Sequence[str], for_workspace: bool) -> UnclearError:
    actions = tuple(Action(name, command_of(name, for_workspace=for_workspace)) for name in fitting)
    fits = count(len(fitting), "setting")
    return UnclearError(f"{quoted(said)} fits {fits}: {_listed(fitting)}. Which one?", actions)


def _unknown(text: str, words: Sequence[Word], for_workspace: bool) -> UnclearError:
    """Give the error that offers the setting nearest to the first words."""
    if _key(words[0]) == "default":
        return UnclearError(f'"settings default" wants a setting, as in "settings {NAMES[1]} default".')
    near = [
        (slips(" ".join(_tokens(head)), name.casefold()), length, name)
        for length, head in _heads(words)
        if (name := closest(" ".join(_tokens(head)), NAMES))
    ]
    if not near:
        return UnclearError(f"No setting is called {quoted(clipped(text, 40))}. There are {_listed(NAMES)}.")
    _, length, name = min(near)
    said = clipped(" ".join(word.text for word in words[:length]), 40)
    meant = command_of(name, clipped(text[words[length - 1].end :], 100), for_workspace=for_workspace)
    return UnclearError(f"No setting is called {quoted(said)}. Did you mean {quoted(meant)}?", (Action("Yes", meant),))


def _listed(names: Sequence[str]) -> str:
    return and_list([f'"{name}"' for name in names])


_BY_TOKENS = {tuple(_GAPS.split(name.casefold())): name for name in NAMES}
