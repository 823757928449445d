"""RTF as a row of tokens: braces, control words, characters given by their bytes, and runs of text."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\(.)"
    rb"|([{}])"
    rb"|([^\\{}\r\n\x00]+)"
    rb"|[\r\n\x00]+|\\",
    re.DOTALL,
)


class TokenKind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    BYTES = auto()


class Token(NamedTuple):
    """A token: a control word or symbol by its `name` with its number, or the bytes of text."""

    kind: TokenKind
    name: str = ""
    number: int | None = None
    text: bytes = b""
    is_escaped: bool = False


def scan(raw: bytes) -> Iterator[Token]:
    """Yield the tokens of RTF; bytes of pictures that are given as they are (after "bin") are left out."""
    at = 0
    while match := _TOKEN.match(raw, at):
        at = match.end()
        word, number, code, symbol, brace, text = match.groups()
        if word:
            token = Token(TokenKind.WORD, word.decode(), int(number) if number else None)
            if token.name == "bin":
                at += max(0, token.number or 0)
            else:
                yield token
        elif text:
            yield Token(TokenKind.BYTES, text=text)
        elif code:
            yield Token(TokenKind.BYTES, text=bytes((int(code, 16),)), is_escaped=True)
        elif brace:
            yield Token(TokenKind.OPEN if brace == b"{" else TokenKind.CLOSE)
        elif symbol:
            yield Token(TokenKind.SYMBOL, symbol.decode("latin-1"))
