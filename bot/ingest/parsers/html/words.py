"""The words of a text, to compare texts by: what is shown twice, what a library found, what names the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
SHINGLE = 4


def words_of(text: str) -> list[str]:
    """Give the words of a text without case; each Chinese or Japanese character is one."""
    return _WORD.findall(text.casefold())


def shingles(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the runs of four words; a shorter text is one run."""
    for start in range(max(1, len(words) - SHINGLE + 1)):
        yield tuple(words[start : start + SHINGLE])


def key_of(text: str) -> str:
    """Give what stays of a text without case, marks and spaces."""
    return "".join(words_of(text))
