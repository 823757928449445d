"""What is wrong with a payload, each with the JSON pointer of the place, as Slack names it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
"""A JSON object."""


@dataclass(slots=True)
class Findings:
    """Problems found so far, and where we are (`surface`: message, modal or home)."""

    surface: str
    problems: list[str] = field(default_factory=list)

    def add(self, at: str, what: str) -> None:
        """Note a problem."""
        self.problems.append(f"{what} [json-pointer:{at or '/'}]")

    def length(self, at: str, text: object, most: int, least: int = 1) -> bool:
        """Check that something is a string of some length; say whether it is."""
        if not isinstance(text, str):
            self.add(at, "must be a string")
            return False
        if len(text) < least:
            self.add(at, f"must be more than {least - 1} characters")
        if len(text) > most:
            self.add(at, f"must be less than {most + 1} characters")
        return least <= len(text) <= most

    def optional_length(self, at: str, holder: Mapping[str, Any], key: str, most: int) -> None:
        """Check the length of a string that may be missing."""
        if holder.get(key) is not None:
            self.length(f"{at}/{key}", holder[key], most)

    def items(self, at: str, items: object, most: int, least: int = 1) -> list[Any]:
        """Check that something is a list with so many items; give the items."""
        if not isinstance(items, list | tuple):
            self.add(at, "must be an array")
            return []
        if len(items) < least:
            self.add(at, f"no fewer than {least} items")
        if len(items) > most:
            self.add(at, f"no more than {most} items allowed")
        return list(items)

    def objects(self, at: str, items: object, most: int, least: int = 1) -> list[tuple[str, Json]]:
        """Check that something is a list of objects; give each with its place."""
        found = []
        for number, item in enumerate(self.items(at, items, most, least)):
            if isinstance(item, dict):
                found.append((f"{at}/{number}", item))
            else:
                self.add(f"{at}/{number}", "must be an object")
        return found

    def keys(self, at: str, holder: Mapping[str, Any], allowed: Collection[str]) -> None:
        """Check that an object has no other keys than those."""
        for key in holder:
            if key not in allowed:
                self.add(f"{at}/{key}", "invalid additional property")

    def one_of(self, at: str, value: object, allowed: Collection[Any]) -> bool:
        """Check that a value is one of some; say whether it is."""
        if value not in allowed:
            self.add(at, f"must be one of {', '.join(map(str, sorted(allowed)))}")
            return False
        return True

    def whole(self, at: str, value: object, least: int, most: int) -> None:
        """Check that a value is a whole number in a range."""
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.add(at, f"must be a whole number from {least} to {most}")

    def flags(self, at: str, holder: Mapping[str, Any], *names: str) -> None:
        """Check that fields, where they are, are true or false."""
        for name in names:
            if name in holder and not isinstance(holder[name], bool):
                self.add(f"{at}/{name}", "must be a boolean")


Check = Callable[[Findings, str, Json], None]
"""Checks an object at a place."""
