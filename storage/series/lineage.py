"""Lineage: who follows whom among some statements. Pure: the statements come in as members, the answer is numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from storage.scope import WORKSPACE_AUDIENCE
from summarizers.reading.kinds import Wording, continues, word_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Member:
    """A statement as far as series need it.

    `issuers` and `kind` are those of `kinds.series_key`, the issuers in one line each; `lines` are the
    sentences of an untitled text as they are indexed: stems with spaces around them.
    """

    number: int
    audience: str
    dated: date | None
    issuers: str
    kind: str
    is_titled: bool
    language: str
    lines: tuple[str, ...] = ()

    def is_seen_with(self, later: Member) -> bool:
        """Say whether everybody who may see the later statement may see this one."""
        return self.audience in (WORKSPACE_AUDIENCE, later.audience)


@dataclass
class Lineage:
    """Statements of one workspace, with the predecessors that people gave (`None`: none)."""

    members: Mapping[int, Member]
    corrections: Mapping[int, int | None]
    _found: dict[int, int | None] = field(default_factory=dict)
    _wordings: dict[int, Wording] = field(default_factory=dict)

    def predecessor(self, number: int) -> int | None:
        """Give the statement before one: the corrected, else the newest earlier one of its series."""
        if number not in self._found:
            self._found[number] = self._find(self.members[number])
        return self._found[number]

    def series(self, number: int) -> tuple[int, ...]:
        """Give the numbers of a statement's series, itself included, in order of date, undated ones last."""
        here, waiting = {number}, [number]
        while waiting:
            current = waiting.pop()
            for each in (self.predecessor(current), *self._successors(current)):
                if each is not None and each not in here:
                    here.add(each)
                    waiting.append(each)
        return tuple(sorted(here, key=lambda each: _order(self.members[each])))

    def objection(self, number: int, after: int | None) -> str | None:
        """Say why a statement can't follow another, for the end of a sentence; `None` if it can."""
        if after is None:
            return None
        if after == number:
            return "it would follow itself"
        if number in self._ancestors(after):
            return f"S{after} follows S{number} already"
        if not self.members[after].is_seen_with(self.members[number]):
            return f"not everybody who sees S{number} may see S{after}"
        return None

    def _ancestors(self, number: int) -> Iterator[int]:
        """Yield the predecessor, its predecessor, and so on; each once."""
        seen = {number}
        current = self.predecessor(number)
        while current is not None and current not in seen:
            yield current
            seen.add(current)
            current = self.predecessor(current)

    def _find(self, later: Member) -> int | None:
        if later.number in self.corrections:
            given = self.corrections[later.number]
            if given is None:
                return None
            member = self.members.get(given)
            if member is not None and member.is_seen_with(later):
                return given
        return self._newest_before(later)

    def _newest_before(self, later: Member) -> int | None:
        day = later.dated
        if day is None:
            return None
        earlier = [each for each in self.members.values() if each.dated is not None and each.dated < day]
        for each in sorted(earlier, key=_order, reverse=True):
            if each.is_seen_with(later) and self._is_of_one_series(each, later):
                return each.number
        return None

    def _is_of_one_series(self, earlier: Member, later: Member) -> bool:
        if earlier.is_titled != later.is_titled:
            return False
        same_issuers = earlier.issuers == later.issuers
        is_known = bool(later.kind) and bool(later.issuers or later.is_titled)
        if same_issuers and is_known and earlier.kind == later.kind:
            return True
        if later.is_titled or not (same_issuers or not earlier.issuers or not later.issuers):
            return False
        known_issuers = bool(earlier.issuers) + bool(later.issuers)
        return continues(self._wording(earlier), self._wording(later), known_issuers=known_issuers)

    def _wording(self, member: Member) -> Wording:
        if member.number not in self._wordings:
            self._wordings[member.number] = word_sentences((line.split() for line in member.lines), member.language)
        return self._wordings[member.number]

    def _successors(self, number: int) -> Iterable[int]:
        """Give the statements that follow one: only those of its kind, or of none, or corrected, can."""
        here = self.members[number]
        for each in list(self.members.values()):
            is_corrected = self.corrections.get(each.number) == number
            may_follow = each.is_titled == here.is_titled and (not here.is_titled or each.kind == here.kind)
            if (may_follow or is_corrected) and self.predecessor(each.number) == number:
                yield each.number


def _order(member: Member) -> tuple[bool, int, int]:
    return member.dated is None, member.dated.toordinal() if member.dated else 0, member.number
