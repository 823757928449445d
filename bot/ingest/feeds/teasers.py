"""Teasers: what a feed shows of a text whose rest stands at its address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ingest.feeds.parsed import ParsedEntry

_LEAST_CONTENT = 60
"""Words. What is given as an entry's content is the whole of it from here on; excerpts have 55 at most by default."""
_LEAST_SUMMARY = 250
"""Words. A summary of this length is the text, put where the format wants its summary."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""A word; two characters of a script that does without spaces."""
_INVITATION = re.compile(
    r"(?:\b(?:(?:read|see|show|view|learn)\s+(?:the\s+)?(?:more|rest|full|entire|whole)|continue\s+reading|keep\s+reading|"
    r"read\s+on|full\s+(?:text|story|article)|more\s+(?:information|details)\s+here|weiterlesen|mehr\s+(?:lesen|erfahren)|"
    r"zum\s+(?:vollst\w+\s+)?(?:artikel|text)|lire\s+(?:la\s+suite|plus|l['’]article)|en\s+savoir\s+plus|"
    r"(?:leer|seguir\s+leyendo|saber)\s*(?:más|mas)?|ver\s+más|leia\s+mais|ler\s+mais|saiba\s+mais|leggi\s+tutto|"
    r"continua\s+a\s+leggere|lees\s+(?:meer|verder)|читать\s+(?:далее|полностью|дальше)|подробнее)\b|"
    r"続きを読む|続きはこちら|全文を読む|阅读全文|閱讀全文|查看全文|더\s?보기|자세히\s?보기|اقرأ\s+المزيد)"
    r"[^.!?。！？]{0,300}[\s.…:»›→>\])]*$",
    re.IGNORECASE,
)
"""An invitation to read on, at the end of a text, with the title it may repeat."""
_SYNDICATION = re.compile(
    r"\b(?:The\s+(?:post|article|entry)\b.{1,600}?\b(?:first\s+appeared|appeared\s+first)\s+on\b.{0,200})$"
)
_ELLIPSIS = re.compile(r"\s*[\[(]?\s*(?:…|\.\s?\.\s?\.)\s*[\])]?[\s»›→>]*$")
_TAIL = 1_200
"""Characters from the end in which such things stand."""


def without_ending(text: str) -> str:
    """Give a text without what a publisher's program hangs on it: an invitation to read on, where it first appeared."""
    head, tail = text[:-_TAIL], text[-_TAIL:]
    for ending in (_SYNDICATION, _INVITATION, _ELLIPSIS):
        tail = ending.sub("", tail)
    return (head + tail).strip()


def needs_full_text(entry: ParsedEntry, *, is_shared: bool = False) -> bool:
    """Say whether the feed has only a teaser of an entry, and the entry's address has the rest.

    An address that is shared (`EntryIdentity.is_shared`: the home page, a live blog) shows something else.
    """
    return entry.address is not None and not is_shared and not has_full_text(entry)


def has_full_text(entry: ParsedEntry) -> bool:
    """Say whether an entry holds its whole text, as far as its length, its place in the feed and its ending tell."""
    if entry.is_cut or is_broken_off(entry.text):
        return False
    return count_words(entry.text) >= (_LEAST_CONTENT if entry.is_content else _LEAST_SUMMARY)


def is_broken_off(text: str) -> bool:
    """Say whether a text ends in dots or in an invitation to read on."""
    tail = _SYNDICATION.sub("", text[-_TAIL:]).rstrip()
    return bool(_INVITATION.search(tail) or _ELLIPSIS.search(tail))


def count_words(text: str) -> int:
    """Give the length of a text in words, or in pairs of characters where its script has no spaces."""
    return sum(1 for _ in _WORD.finditer(text))
