"""Words broken at the ends of lines: whether the hyphen belongs to the word, and what stands between two lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum

from bot.ingest.parsers.pdf.scripts import is_unspaced
from summarizers.vocabulary.frequencies import document_frequency
from summarizers.vocabulary.tokens import fold, stem

_SOFT = "\u00ad"
_BROKEN = re.compile(r"((?:[^\W\d_]+[-‐])*[^\W\d_]+)[-‐\u00ad]$")
_REST = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_WORDS = re.compile(r"(?<![\w\-‐])[^\W\d_]{2,}(?:[-‐][^\W\d_]{2,})*(?![\w\-‐])")
_FIGURE_BROKEN = re.compile(r"\w[-‐–—/]$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/\-_=&?.%#]$", re.IGNORECASE)
# "short- and long-term": the hyphen stands for the word that comes later.
_AFTER_SUSPENDED = frozenset("and or to und oder bis et ou y o e i".split())


class Joint(Enum):
    """What becomes of a line end inside a paragraph."""

    SPACE = "space"
    NOTHING = "nothing"
    WITHOUT_HYPHEN = "without hyphen"


class Hyphens:
    """Judges line ends by the words that the document itself holds elsewhere, then by those of official prose.

    It is given the document's lines in reading order.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._seen: Counter[str] = Counter()

    def joint(self, before: str, after: str) -> Joint:
        """Give what stands between two lines of a paragraph."""
        if before[-1] == _SOFT:
            return Joint.WITHOUT_HYPHEN
        if _ADDRESS.search(before.rsplit(" ", 1)[-1]):
            return Joint.NOTHING
        broken, rest = _BROKEN.search(before), _REST.match(after)
        if broken and rest:
            if rest.group().casefold() in _AFTER_SUSPENDED:
                return Joint.SPACE
            return Joint.NOTHING if self._is_compound(broken[1], rest.group()) else Joint.WITHOUT_HYPHEN
        if _FIGURE_BROKEN.search(before) and after[0].isalnum():
            return Joint.NOTHING
        if is_unspaced(before[-1]) and is_unspaced(after[0]):
            return Joint.NOTHING
        return Joint.SPACE

    def _is_compound(self, left: str, right: str) -> bool:
        """Whether the hyphen belongs to the word ("long-term"), or was put there ("govern-ment")."""
        last, first = re.split("[-‐]", left)[-1], re.split("[-‐]", right)[0]
        joined, hyphenated = self._count(left + right), self._count(f"{left}-{right}")
        joined = joined or self._count(last + first)
        hyphenated = hyphenated or self._count(f"{last}-{first}")
        if joined or hyphenated:
            return hyphenated > joined
        if first[0].isupper():
            return not last.isupper() or (len(last) > 1 and _is_known(last) and not _is_known(last + first))
        if _is_known(last + first):
            return False
        return self._is_word(last) and self._is_word(first)

    def _is_word(self, word: str) -> bool:
        return bool(self._count(word)) or _is_known(word)

    def _count(self, word: str) -> int:
        if not self._seen:
            is_broken = False
            for line in self._lines:
                # The halves of broken words are no evidence.
                whole = line.partition(" ")[2] if is_broken else line
                self._seen.update(match.replace("‐", "-").casefold() for match in _WORDS.findall(whole))
                is_broken = line[-1] in "-‐\u00ad"
            self._seen[""] = 1
        return self._seen[word.replace("‐", "-").casefold()]


def _is_known(word: str) -> bool:
    return document_frequency(stem(fold(word), "en"), "en") > 0
