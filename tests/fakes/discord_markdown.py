"""What Discord makes of a message's content: which of it acts, and what is read.

Written from the rules of Discord's own reader, on the side of caution: where it may or may not act, it acts here. It
shares nothing with what writes contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TARGETS = (
    ("mention", re.compile(r"<@!?\d+>")),
    ("role", re.compile(r"<@&\d+>")),
    ("channel", re.compile(r"<#\d+>")),
    ("command", re.compile(r"</[^>\n]+:\d+>")),
    ("time", re.compile(r"<t:-?\d+(?::[a-zA-Z])?>")),
    ("place", re.compile(r"<id:[a-z-]+>|<sound:\d+:\d+>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>")),
    ("address", re.compile(r"<(?:[a-z][a-z0-9+.-]*:[^\s<>]+|[^\s<>@]+@[^\s<>]+|\+\d[\d ()-]+)>", re.IGNORECASE)),
    ("everyone", re.compile(r"@(?:everyone|here|clyde)", re.IGNORECASE)),
    ("mention", re.compile(r"@silent\b")),
    ("address", re.compile(r"(?:https?|ftp|steam|discord|slack|file)://[^\s<]+", re.IGNORECASE)),
    ("address", re.compile(r"(?:mailto|tel|sms):[^\s<]+", re.IGNORECASE)),
    ("address", re.compile(r"www\.[^\s<]+", re.IGNORECASE)),
    ("address", re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d+)?/[^\s<]*", re.IGNORECASE)),
    ("emoji", re.compile(r":[^\s:*]+?(?:::skin-tone-\d)?:")),
)
_LINK = re.compile(
    r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*(<?)((?:\([^)]*\)|[^\s\\]|\\.)*?)(>?)(?:\s+['\"].*?['\"])?\s*\)",
    re.DOTALL,
)
_STYLES = (
    ("bold", re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)),
    ("underline", re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL)),
    ("struck", re.compile(r"~~((?:\\.|[^\\])+?)~~", re.DOTALL)),
    ("hidden", re.compile(r"\|\|((?:\\.|[^\\])+?)\|\|", re.DOTALL)),
    ("italic", re.compile(r"\*(?=\S)((?:\*\*|\\.|\s+(?:\\.|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)", re.DOTALL)),
    ("italic", re.compile(r"_((?:__|\\.|[^\\_])+?)_(?!\w)", re.DOTALL)),
)
_CODE = re.compile(r"(`+)(.*?[^`])\1(?!`)", re.DOTALL)
_BLOCK = re.compile(r"```(?:[a-z0-9_+.#-]*\n)?(.*?)\n*```", re.DOTALL | re.IGNORECASE)
_LINE_STARTS = (
    ("quote", re.compile(r"[ \t]*>>>(?:\s|$)|[ \t]*>(?: |$)")),
    ("small print", re.compile(r"[ \t]*-#\s")),
    ("heading", re.compile(r"[ \t]*#{1,3}\s")),
    ("list", re.compile(r"[ \t]*(?:[-*]|\d+\.)\s")),
)


@dataclass(frozen=True, slots=True)
class Live:
    """Something that acts: its kind, and the content that it is made of or where it leads."""

    kind: str
    what: str


def live(content: str) -> list[Live]:
    """Give all that acts in a content, in order: formatting, links, mentions, blocks."""
    return [each for each in _read(content) if isinstance(each, Live)]


def visible_text(content: str) -> str:
    """Give what a person reads: marks that act are gone, and so are the backslashes that keep others from it."""
    return "".join(each for each in _read(content.strip()) if isinstance(each, str))


def quotations(content: str) -> list[str]:
    """Give what a person reads in each quotation: lines behind a bar that follow each other."""
    found: list[list[str]] = [[]]
    for line in content.split("\n"):
        match = _LINE_STARTS[0][1].match(line)
        if match:
            found[-1].append(line[match.end() :])
        elif found[-1]:
            found.append([])
    return ["".join(_texts(_inline("\n".join(lines)))) for lines in found if lines]


def server_mentions(content: str) -> list[str]:
    """Give what Discord's server takes for mentions, which looks for them without regard to backslashes."""
    return re.findall(r"<@[!&]?\d+>|@everyone|@here", content)


def _texts(read: Iterator[str | Live]) -> Iterator[str]:
    return (each for each in read if isinstance(each, str))


def _read(content: str) -> Iterator[str | Live]:
    """Give texts and what acts, in order. Blocks of code are found before lines are parted."""
    at = 0
    for match in _BLOCK.finditer(content):
        if _is_escaped(content, match.start()) or not match[1].strip("\n"):
            continue
        yield from _lines(content[at : match.start()])
        yield Live("block", match[1])
        yield match[1]
        at = match.end()
    yield from _lines(content[at:])


def _is_escaped(content: str, at: int) -> bool:
    before = content[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _lines(content: str) -> Iterator[str | Live]:
    plain: list[str] = []
    for number, line in enumerate(content.split("\n")):
        rest, kinds = _line_start(line)
        if kinds:
            yield from _inline("\n".join(plain)) if plain else ()
            plain = []
            yield "\n" if number else ""
            yield from (Live(kind, line) for kind in kinds)
            yield from _inline(rest)
            plain = [""]
        else:
            plain.append(line)
    yield from _inline("\n".join(plain))


def _line_start(line: str) -> tuple[str, list[str]]:
    kinds: list[str] = []
    is_done = False
    while not is_done:
        is_done = True
        for kind, pattern in _LINE_STARTS:
            match = pattern.match(line)
            if match and not (kinds and kind == "quote" and kinds[-1] == "quote"):
                kinds.append(kind)
                line, is_done = line[match.end() :], False
                break
    return line, kinds


def _inline(content: str) -> Iterator[str | Live]:
    at = 0
    while at < len(content):
        character, following = content[at], content[at + 1 : at + 2]
        if (
            character == "\\"
            and following
            and not following.isspace()
            and not (following.isascii() and following.isalnum())
        ):
            yield following
            at += 2
            continue
        step = _acting(content, at)
        if step is None:
            yield character
            at += 1
        else:
            found, inner, at = step
            yield found
            yield from inner


def _acting(content: str, at: int) -> tuple[Live, Iterator[str | Live], int] | None:
    """Give what acts at a place, what stands in it, and where it ends."""
    match = _CODE.match(content, at)
    if match:
        return Live("code", match[2]), iter([match[2]]), match.end()
    match = _LINK.match(content, at)
    if match:
        return Live("link", match[3]), _inline(match[1]), match.end()
    for kind, pattern in _STYLES:
        match = pattern.match(content, at)
        if match:
            return Live(kind, match[1]), _inline(match[1]), match.end()
    for kind, pattern in _TARGETS:
        match = pattern.match(content, at)
        if match:
            return Live(kind, match[0]), iter([match[0]]), match.end()
    return None
