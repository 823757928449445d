"""What the rows of a table add up to, in whatever order they come."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE = 16


@dataclass(slots=True)
class Checksum:
    """How many rows there were, and the sum of their hashes: two tables with the same hold the same rows."""

    rows: int = 0
    total: int = 0

    def add(self, row: Sequence[object]) -> None:
        """Count a row in: its values as Python has them, of whichever database they came."""
        hashed = blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashed, "big")) % (1 << 8 * _SIZE)
