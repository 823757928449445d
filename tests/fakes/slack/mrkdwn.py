"""What Slack makes of `mrkdwn` text: which of it turns into links, mentions, emoji, formatting, and what is read.

Written from the documented rules, on the side of caution: where Slack may or may not act, it acts here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator

CONTROL = re.compile(r"<([^<>\n]+)>")
EMOJI = re.compile(r":(?:[^\W_A-Z]|[_+'-])+(?:::skin-tone-[2-6])?:")
ADDRESS = re.compile(
    r"\b(?:https?|ftp|mailto|tel|slack|file)://?[^\s<>|]+|\b(?:mailto|tel):[^\s<>|]+"
    r"|\bwww\.[^\s<>|]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[a-z0-9-]+\.)+[a-z]{2,24}\b(?:/[^\s<>|]*)?",
    re.IGNORECASE,
)
NAMES = re.compile(r"(?<![\w@])@(?:here|channel|everyone|group)\b|(?<![\w&#/])#[a-z0-9][\w-]{0,79}")
ANY_NAME = re.compile(r"(?<![\w@.])@[a-z0-9][\w.-]{0,79}", re.IGNORECASE)
EDGE = r"[\s\(\)\[\]{}\"'“”‘’.,;:!?/|<>&*_~`—–-]"
FORMATTING = {
    "bold": re.compile(rf"(?:^|(?<={EDGE}))\*(?=[^\s*])[^\n*]*?(?<=[^\s])\*(?=$|{EDGE})", re.MULTILINE),
    "italic": re.compile(rf"(?:^|(?<={EDGE}))_(?=[^\s_])[^\n]*?(?<=[^\s_])_(?=$|{EDGE})", re.MULTILINE),
    "strike": re.compile(rf"(?:^|(?<={EDGE}))~(?=[^\s~])[^\n~]*?(?<=[^\s])~(?=$|{EDGE})", re.MULTILINE),
    "code block": re.compile(r"```.+?```", re.DOTALL),
    "code": re.compile(r"(?<!`)`(?!`)[^\n`]+`"),
    "quote": re.compile(r"^(?:>|&gt;).*$", re.MULTILINE),
}


def unescape(text: str) -> str:
    """Give a text with Slack's three escapes undone, once, and no others."""
    return re.sub(r"&(amp|lt|gt);", lambda match: html.unescape(match[0]), text)


def read_mrkdwn(text: str) -> str:
    """Give what a person reads: links and mentions by their labels, escapes undone; marks of formatting stay."""
    return unescape(CONTROL.sub(lambda match: _label(match[1]), text))


def _label(control: str) -> str:
    target, bar, label = control.partition("|")
    return label if bar else target


def live_controls(text: str, links: Collection[str] = ()) -> Iterator[str]:
    """Give what stands between angle brackets and acts, other than expected links."""
    for match in CONTROL.finditer(text):
        target = match[1].partition("|")[0]
        if target.startswith("@"):
            yield f"mention: {match[0]}"
        elif target.startswith("#"):
            yield f"channel: {match[0]}"
        elif target.startswith("!"):
            yield f"{'date' if target.startswith('!date') else 'mention'}: {match[0]}"
        elif unescape(target) not in links:
            yield f"link: {match[0]}"


def live_emoji(text: str) -> Iterator[str]:
    """Give what may turn into an emoji."""
    at = 0
    while match := EMOJI.search(text, at):
        yield f"emoji: {match[0]}"
        at = match.end() - 1


def live_addresses(text: str) -> Iterator[str]:
    """Give what is linked by itself outside of angle brackets: addresses, channel names, mentions of all."""
    rest = CONTROL.sub(" ", text)
    for match in ADDRESS.finditer(rest):
        yield f"autolink: {match[0]}"
    for match in NAMES.finditer(rest):
        yield f"{'channel' if match[0].startswith('#') else 'mention'}: {match[0]}"


def live_formatting(text: str) -> Iterator[str]:
    """Give what is set in bold and the like, quoted, or set as code."""
    rest = CONTROL.sub(lambda match: _label(match[1]), text)
    for name, pattern in FORMATTING.items():
        for match in pattern.finditer(rest):
            yield f"formatting ({name}): {match[0]}"


def live_in_mrkdwn(text: str, *, verbatim: bool, links: Collection[str] = ()) -> list[str]:
    """Give everything that acts in a mrkdwn text."""
    found = [*live_controls(text, links), *live_emoji(CONTROL.sub(" ", text)), *live_formatting(text)]
    return found if verbatim else [*found, *live_addresses(text)]


MARKDOWN = {
    "link": re.compile(r"(?<!\\)\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])"),
    "formatting": re.compile(r"(?<![\\\w])(\*{1,3}|_{1,3}|~{1,2}|`{1,3})(?=\S)[^\n]*?(?<=[^\s\\])\1"),
    "heading": re.compile(r"^ {0,3}#{1,6}(?:\s|$).*$|^[^\n]+\n(?:=+|-+) *$", re.MULTILINE),
    "list": re.compile(r"^ *(?:[-*+]|\d{1,9}[.)]) +.*$", re.MULTILINE),
    "quote": re.compile(r"^ {0,3}>.*$", re.MULTILINE),
    "table": re.compile(r"^\|?.*\|.*\n\|?[ :|-]*-[ :|-]*$", re.MULTILINE),
    "code": re.compile(r"^(?: {4}|\t)\S.*$", re.MULTILINE),
    "entity": re.compile(r"(?<!\\)&(?:[a-z]+|#\d+|#x[0-9a-f]+);", re.IGNORECASE),
}


def live_in_markdown(text: str, links: Collection[str] = ()) -> list[str]:
    """Give everything that acts in a markdown block."""
    found = [f"{name}: {match[0]}" for name, pattern in MARKDOWN.items() for match in pattern.finditer(text)]
    bare = [f"autolink: {match[0]}" for match in ADDRESS.finditer(text) if match[0] not in links]
    return [*found, *bare, *live_controls(text, links), *live_emoji(text)]
