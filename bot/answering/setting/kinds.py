"""The kinds of values that settings take: how each is read from what a person wrote, kept, and shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.answering.spelling import closest
from bot.answering.wording import and_list

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

MOST = 1_000_000
"""The highest limit that can be set where whoever runs the bot has set none."""
_GAPS = re.compile(r"[\s_-]+")
_NUMBER = re.compile(r"(\d[\d,]{0,11})(?: ?mb)?", re.IGNORECASE)


class Kind(Protocol[T]):
    """What values there are, and how they are written."""

    @property
    def takes(self) -> str:
        """Say what can be set, as a part of a sentence."""
        ...

    def parse(self, text: str) -> T | None:
        """Give the value that a person's words mean; `None` where they mean none."""
        ...

    def read(self, kept: str) -> T | None:
        """Give a kept value, within what is allowed today; `None` where it means nothing any more."""
        ...

    def write(self, value: T) -> str:
        """Give a value as it is kept; `parse` gives it back."""
        ...

    def show(self, value: T) -> str:
        """Give a value as people see it."""
        ...

    def suggest(self, text: str) -> tuple[str, ...]:
        """Give the values that words that mean none may have meant; all of a few where that is not to be guessed."""
        ...

    def as_fact(self, value: T) -> str | int | None:
        """Give a value for scripts."""
        ...


@dataclass(frozen=True, slots=True)
class Choice(Kind[E]):
    """One of the values of an enumeration."""

    of: type[E]

    @property
    def takes(self) -> str:
        """Name the values."""
        return and_list([self.show(value) for value in self.of], "or")

    def parse(self, text: str) -> E | None:
        """Find the value, written in any case, with spaces or hyphens."""
        return next((value for value in self.of if _plain(value) == _plain(text)), None)

    def read(self, kept: str) -> E | None:
        """Give a kept value."""
        return self.parse(kept)

    def write(self, value: E) -> str:
        """Keep the words themselves."""
        return str(value)

    def show(self, value: E) -> str:
        """Show the words in quotation marks: they may be several."""
        return f'"{value}"'

    def suggest(self, text: str) -> tuple[str, ...]:
        """Give the one value that has what was said in it, or that it is a slip of; else all."""
        said, values = _plain(text), tuple(str(value) for value in self.of)
        within = tuple(value for value in values if len(said) > 2 and said in _plain(value))
        near = closest(said, values)
        return within if len(within) == 1 else (near,) if near else values

    def as_fact(self, value: E) -> str:
        """Give the words."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Limit(Kind[int]):
    """A number that may not be passed; 0 is no limit. `most` is what whoever runs the bot allows, 0 if anything."""

    most: int = 0

    @property
    def takes(self) -> str:
        """Give the range."""
        whole = f"a whole number from 1 to {self.most or MOST:,}"
        return f"{whole} (whoever runs the bot allows no more)" if self.most else whole

    def parse(self, text: str) -> int | None:
        """Read a number from 1 to the most; "MB" may follow it."""
        match = _NUMBER.fullmatch(text.strip())
        number = int(match[1].replace(",", "")) if match else 0
        return number if 1 <= number <= (self.most or MOST) else None

    def read(self, kept: str) -> int | None:
        """Give a kept limit, or what is allowed now where that is less."""
        number = int(kept) if kept.isdecimal() else 0
        if number < 1:
            return None
        return min(number, self.most) if self.most else number

    def write(self, value: int) -> str:
        """Keep the digits."""
        return str(value)

    def show(self, value: int) -> str:
        """Show the number, or that there is none."""
        return f"{value:,}" if value else "no limit"

    def suggest(self, text: str) -> tuple[str, ...]:
        """Suggest nothing: which number was meant is not to be guessed."""
        return ()

    def as_fact(self, value: int) -> int | None:
        """Give the number; `None` is no limit."""
        return value or None


def _plain(text: str) -> str:
    return _GAPS.sub(" ", text.casefold()).strip(" .!?\"'“”„")
