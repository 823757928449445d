"""Text as words with their places; a stretch between quotation marks is one word that no keyword matches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_QUOTATION = r'"([^"]*)"|[“„”]([^“”]*)[“”]|«([^»]*)»'
_WORD = re.compile(rf"(?:{_QUOTATION})(?=[\s.,:;!?]|$)|\S+")
_WHOLE = re.compile(rf"\s*(?:{_QUOTATION})\s*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted stretch: `text` without its quotation marks, `start` and `end` with them."""

    text: str
    start: int
    end: int
    is_quoted: bool = False

    def is_keyword(self, keywords: Collection[str]) -> bool:
        """Say whether this is one of the keywords (given in lower case) and not quoted."""
        return not self.is_quoted and self.text.casefold() in keywords


def split_words(text: str) -> list[Word]:
    """Give the words of a text in order."""
    words = []
    for match in _WORD.finditer(text):
        inside = next((group for group in match.groups() if group is not None), None)
        words.append(Word(match.group() if inside is None else inside, *match.span(), is_quoted=inside is not None))
    return words


def unquoted(text: str) -> str:
    """Take the quotation marks off a text that is quoted as a whole."""
    match = _WHOLE.fullmatch(text)
    return next((group for group in match.groups() if group is not None), text).strip() if match else text
