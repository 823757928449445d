"""Whether two texts are one statement: mirrored, retyped, framed by notices, short of a paragraph.

Words are compared as they are written but for case, accents, marks, spacing and British or American spelling: a word
of one text is *covered* if it stands in three words in a row that the other text has too. What is set aside (notices,
titles, datelines) is not looked at. One statement has no sentence reworded where it counts: in a sentence that acts or
gives a figure, in a name, or in many places. Sentences that only one of the texts has don't count, as long as most of
both is shared.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from summarizers.choosing.actions import deeds_in
from summarizers.choosing.lexicon import lexicon
from summarizers.choosing.signals import FIGURE
from summarizers.comparing.shingles import WIDTH, covered_by, shingle
from summarizers.vocabulary.spelling import join_spellings
from summarizers.vocabulary.tokens import fold, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from summarizers.reading.document import Document

_SHARED_OF_SHORTER = 0.85
_SHARED_OF_LONGER = 0.55
"""Shares of the words of the text that is covered more, and of the other: a mirror may add notices of its own, and may
leave out a paragraph of three."""

_COUNTERPART = 0.5
"""Share of their words (Dice) from which a sentence is another one reworded."""

_ONE_IN = 20
"""Of how many sentences one may be reworded where it does not count: a slip of the hand."""

_LONGEST = 400
"""Words of a sentence that is compared word by word."""

_MOST_CHANGED = 400
"""Sentences of a text that are not wholly covered, and are looked at one by one."""

_MOST_HOLDERS = 100
"""Sentences from which a word tells nothing of which sentence is meant."""

_LONG_WORD = 6
_SET_OFF = re.compile(r".{2,80}?(?:\s-{1,2}|\s?[\u2013\u2014])\s")
_MINUS = "-\u2010\u2011\u2012\u2013\u2212"
_FOOTNOTE = re.compile(r"\[\d{1,3}\]|[\u00b9\u00b2\u00b3\u2070-\u2079]+")


class Word(NamedTuple):
    """A word in one spelling, and as it is written."""

    form: str
    written: str


@dataclass(frozen=True)
class Wording:
    """The words of a document's sentences."""

    document: Document

    @cached_property
    def sentences(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each sentence."""
        return tuple(tuple(_words_of(each.text, self.document.language)) for each in self.document.sentences)

    @cached_property
    def shingles(self) -> NDArray[np.uint64]:
        """The shingle that begins at each word of the text."""
        return shingle([word.form for word in chain.from_iterable(self.sentences)])

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The place of each sentence's first word in the text; last, the number of words."""
        return tuple(accumulate(map(len, self.sentences), initial=0))

    def covered_by(self, other: Wording) -> NDArray[np.bool_]:
        """Say of each word whether three words in a row that hold it stand in the other text."""
        return covered_by(self.shingles, other.shingles, self.starts[-1])

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        holders: dict[str, list[int]] = {}
        for ordinal, sentence in enumerate(self.sentences):
            for form in {word.form for word in sentence}:
                holders.setdefault(form, []).append(ordinal)
        return holders

    def holders_of(self, words: set[str]) -> list[int]:
        """Give the sentences that hold some of the words, of those that do not stand in too many sentences."""
        lists = (self._holders.get(word, ()) for word in words)
        return sorted(set(chain.from_iterable(each for each in lists if len(each) <= _MOST_HOLDERS)))

    def acts(self, ordinal: int) -> bool:
        """Say whether a sentence acts or gives a figure; where no table tells, all do."""
        text, language = self.document.sentences[ordinal].text, self.document.language
        return lexicon(language) is None or bool(FIGURE.search(text) or deeds_in(fold(text), language))


def share_covered(one: Wording, other: Wording) -> tuple[float, float]:
    """Give the shares of each text's words that the other covers; zeros if one of them has none."""
    if not (one.starts[-1] and other.starts[-1]):
        return 0.0, 0.0
    return float(one.covered_by(other).mean()), float(other.covered_by(one).mean())


def share_enough(shares: tuple[float, float], tolerance: float = 0.0) -> bool:
    """Say whether two texts that cover such shares of each other may be one statement."""
    return max(shares) >= _SHARED_OF_SHORTER - tolerance and min(shares) >= _SHARED_OF_LONGER - tolerance


def is_same_statement(one: Wording, other: Wording) -> bool:
    """Say whether two texts are one statement by their words alone; their dates are for the caller to compare."""
    return share_enough(share_covered(one, other)) and _Comparison.of(one, other).is_without_substance()


@dataclass(frozen=True)
class _Side:
    """One of two texts: which of its words the other covers, and its sentences that it does not have as they are."""

    wording: Wording
    covered: NDArray[np.bool_]
    changed: tuple[int, ...]

    @classmethod
    def of(cls, wording: Wording, other: Wording) -> _Side:
        import numpy as np

        shared = np.isin(wording.shingles, other.shingles)
        covered = wording.covered_by(other)
        bounds = zip(wording.starts, wording.starts[1:], strict=False)
        changed = (
            ordinal
            for ordinal, (start, end) in enumerate(bounds)
            if not (covered[start:end].all() and shared[start : max(start, end - WIDTH + 1)].all())
        )
        return cls(wording, covered, tuple(changed))

    def forms(self, ordinal: int) -> tuple[str, ...]:
        """Give the words of a sentence."""
        return tuple(word.form for word in self.wording.sentences[ordinal])

    def uncovered(self, ordinal: int, start: int, end: int) -> list[Word]:
        """Give the words in a part of a sentence that the other text does not have there."""
        first, words = self.wording.starts[ordinal], self.wording.sentences[ordinal]
        return [words[place] for place in range(start, end) if not self.covered[first + place]]


@dataclass(frozen=True)
class _Comparison:
    one: _Side
    other: _Side

    @classmethod
    def of(cls, one: Wording, other: Wording) -> _Comparison:
        return cls(_Side.of(one, other), _Side.of(other, one))

    def is_without_substance(self) -> bool:
        """Say whether what differs does not make two statements."""
        if max(len(self.one.changed), len(self.other.changed)) > _MOST_CHANGED:
            return False
        pairs = _pair(self.one, self.other)
        slips = 0
        for first, second in pairs:
            for substance in self._edits(first, second):
                if substance:
                    return False
                slips += 1
        sentences = min(len(self.one.wording.sentences), len(self.other.wording.sentences))
        if slips * _ONE_IN > sentences:
            return False
        lone = ({first for first, _ in pairs}, {second for _, second in pairs})
        return not (self._tells(self.one, lone[0]) and self._tells(self.other, lone[1]))

    def _edits(self, first: int, second: int) -> Iterator[bool]:
        """Yield, for each word or run of words that was changed between two sentences, whether it counts."""
        ours, theirs = self.one.wording.sentences[first], self.other.wording.sentences[second]
        if max(len(ours), len(theirs)) > _LONGEST:
            yield True
            return
        matcher = SequenceMatcher(None, [word.form for word in ours], [word.form for word in theirs], autojunk=False)
        acts = self.one.wording.acts(first) or self.other.wording.acts(second)
        for kind, start, end, their_start, their_end in matcher.get_opcodes():
            mine = self.one.uncovered(first, start, end)
            other = self.other.uncovered(second, their_start, their_end)
            if kind == "equal" or not (mine or other) or _is_typing(mine, other):
                continue
            if start == 0 and their_start == 0 and not (mine and other) and self._is_dateline(first, second):
                continue
            yield acts or any(_is_name(word) for word in (*mine, *other))

    def _is_dateline(self, first: int, second: int) -> bool:
        """Say whether a dash sets off what only one of two sentences begins with ("GENEVA, 3 March (Agency) — ...")."""
        texts = (self.one.wording.document.sentences[first].text, self.other.wording.document.sentences[second].text)
        dashes = [_SET_OFF.match(text) for text in texts]
        return (dashes[0] is None) != (dashes[1] is None)

    @staticmethod
    def _tells(side: _Side, paired: set[int]) -> bool:
        """Say whether a sentence without counterpart acts and gives a figure."""
        texts = side.wording.document.sentences
        lone = (ordinal for ordinal in side.changed if ordinal not in paired and FIGURE.search(texts[ordinal].text))
        language = side.wording.document.language
        return any(lexicon(language) is None or deeds_in(fold(texts[ordinal].text), language) for ordinal in lone)


def _pair(one: _Side, other: _Side) -> list[tuple[int, int]]:
    """Pair the changed sentences of each text with those of the other that they are a rewording of."""
    ours = {(first, second) for first in one.changed if (second := _counterpart(one, first, other)) is not None}
    theirs = {(first, second) for second in other.changed if (first := _counterpart(other, second, one)) is not None}
    return sorted(ours | theirs)


def _counterpart(side: _Side, ordinal: int, other: _Side) -> int | None:
    """Give the sentence of the other text that has most words in common with one, if it has half of them.

    What stands in the first text as it is has its counterpart already, unless it is the beginning or the end of the one
    asked for.
    """
    forms = side.forms(ordinal)
    words, changed = set(forms), set(other.changed)
    best, likeness = None, _COUNTERPART
    for candidate in other.wording.holders_of(words):
        theirs = other.forms(candidate)
        is_part = theirs in (forms[: len(theirs)], forms[-len(theirs) :])
        shared = 2 * len(words.intersection(theirs)) / (len(words) + len(set(theirs)))
        if (is_part or candidate in changed) and shared >= likeness and (best is None or shared > likeness):
            best, likeness = candidate, shared
    return best


def _is_typing(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Say whether two runs of words differ in how they are typed: cut or joined, or one letter in a long word."""
    first, second = ("".join(word.form for word in words) for words in (one, other))
    if first == second:
        return True
    if len(one) != 1 or len(other) != 1 or min(len(first), len(second)) < _LONG_WORD:
        return False
    from rapidfuzz.distance import OSA

    is_plain = first.isalpha() and second.isalpha() and not (_is_name(one[0]) or _is_name(other[0]))
    return is_plain and OSA.distance(first, second) == 1


def _is_name(word: Word) -> bool:
    """Say whether a word may be a name: written with a capital, or in a writing that has none; numbers are no names."""
    letter = next((character for character in word.written if character.isalpha()), "")
    return bool(letter) and not letter.islower()


def _words_of(text: str, language: str) -> Iterator[Word]:
    bare = _FOOTNOTE.sub("", text)
    for token in tokenize(bare, language):
        form = _spelling(token.form) if language == "en" else token.form
        if form[0].isdigit():
            form = _sign_before(bare, token.start) + form
        yield Word(form, bare[token.start : token.end])


@lru_cache(maxsize=50_000)
def _spelling(form: str) -> str:
    return join_spellings(form)


def _sign_before(text: str, start: int) -> str:
    """Give the sign of a number's currency, or a minus: one that follows a space, for others stand in ranges."""
    before, earlier = text[start - 1 : start], text[start - 2 : start - 1]
    if before and before in _MINUS:
        return "-" if start < 2 or earlier.isspace() or earlier == "(" else ""
    return before if unicodedata.category(before or " ") == "Sc" else ""
