"""Names of one thing: sequences of stems that stand for the same concept, found in a text by the longest match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from summarizers.vocabulary.stopwords import stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizers.vocabulary.tokens import Token

_LOWER_CASE_WORDS = frozenset({"polish", "turkey", "mali", "chad", "who", "it", "us"})
"""Names that are words of their own where they are written small."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a concept.

    `is_place`: it stands for more than itself (a capital for its government), so not inside a longer proper name
    ("Paris Agreement", "George Washington"). `is_capitals`: it counts in capitals only (an acronym).
    """

    stems: tuple[str, ...]
    concept: str
    is_place: bool = False
    is_capitals: bool = False


class Mention(NamedTuple):
    """A name in a text: the concept, and the positions of its first and last token."""

    concept: str
    first: int
    last: int


class Names:
    """Names, indexed by their first stem; where a name has two concepts, the one that was given first."""

    def __init__(self, names: Iterable[Name], language: str = "en") -> None:
        self._by_first: dict[str, list[Name]] = {}
        self._language = language
        known = set()
        for name in names:
            if name.stems and name.stems not in known:
                known.add(name.stems)
                self._by_first.setdefault(name.stems[0], []).append(name)
        for candidates in self._by_first.values():
            candidates.sort(key=lambda name: -len(name.stems))

    def mentions(self, text: str, tokens: Sequence[Token]) -> list[Mention]:
        """Give the names that stand in a text, in reading order; `tokens` are the text's."""
        written_small = text == text.lower()
        found: list[tuple[Mention, Name]] = []
        position = 0
        while position < len(tokens):
            name = self._longest_at(text, tokens, position, written_small=written_small)
            if name is None:
                position += 1
                continue
            found.append((Mention(name.concept, position, position + len(name.stems) - 1), name))
            position += len(name.stems)
        inside = {at for mention, _ in found for at in range(mention.first, mention.last + 1)}
        return [m for m, name in found if not (name.is_place and self._is_part_of_name(text, tokens, m, inside))]

    def _longest_at(self, text: str, tokens: Sequence[Token], position: int, *, written_small: bool) -> Name | None:
        for name in self._by_first.get(tokens[position].stem, ()):
            end = position + len(name.stems)
            if tuple(token.stem for token in tokens[position:end]) != name.stems:
                continue
            written = text[tokens[position].start : tokens[end - 1].end]
            if _is_written_as_name(written, name, written_small=written_small):
                return name
        return None

    def _is_part_of_name(self, text: str, tokens: Sequence[Token], mention: Mention, inside: set[int]) -> bool:
        """Say whether a capitalised word stands beside a mention, with nothing but a space between."""
        for here, beside in ((mention.first, mention.first - 1), (mention.last, mention.last + 1)):
            if not 0 <= beside < len(tokens) or beside in inside:
                continue
            left, right = sorted((tokens[here], tokens[beside]), key=lambda token: token.start)
            word = tokens[beside]
            is_name = text[word.start].isupper() and word.form not in stop_words(self._language)
            if is_name and text[left.end : right.start] == " ":
                return True
        return False


def _is_written_as_name(written: str, name: Name, *, written_small: bool) -> bool:
    """Say whether case allows this to be the name; a text without capitals can't tell."""
    if written_small:
        return written not in _LOWER_CASE_WORDS
    if name.is_capitals:
        return written.rstrip("s").isupper()
    return not written[0].islower()
