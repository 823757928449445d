"""What sentences mean, in 256 bits each: the signs of their vectors, compared by counting the bits that differ.

32 bytes a sentence, kept in one row a document. A question's vector keeps its lengths: after all bits were counted,
the best few are weighed by it, which finds 97 of 100 of the nearest sentences among 100 (26,000 sentences of official
prose); what is shown is scored anew from its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from storage import schema
from storage.visibility import latest_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.search.candidates import Filter

BYTES = 32
"""Bytes of a sentence."""

_NEAREST = 2_000
"""Sentences that are weighed after the count of bits."""

Place = tuple[int, int]
"""A sentence: its document's id and its ordinal."""


class Packed(NamedTuple):
    """The bits of a document's sentences."""

    document_id: int
    bits: bytes


async def load_meanings(connection: AsyncConnection, where: Filter) -> list[Packed]:
    """Give the bits of all documents that may be seen, and of no other."""
    table = schema.meaning
    seen = select(schema.version.c.document_id).select_from(latest_versions()).where(where.condition())
    rows = await connection.execute(
        select(table.c.document_id, table.c.bits).where(table.c.document_id.in_(seen)).order_by(table.c.document_id)
    )
    return [Packed(document_id, bits) for document_id, bits in rows]


@dataclass(frozen=True)
class Meanings:
    """The sentences of some documents, side by side; `firsts` says where each document's begin."""

    document_ids: NDArray[np.int64]
    firsts: NDArray[np.int64]
    bits: NDArray[np.uint8]

    @classmethod
    def of(cls, packed: Sequence[Packed]) -> Meanings:
        """Put the bits of documents side by side."""
        import numpy as np

        lengths = [len(each.bits) // BYTES for each in packed]
        firsts = np.cumsum([0, *lengths[:-1]], dtype=np.int64) if packed else np.zeros(0, dtype=np.int64)
        bits = np.frombuffer(b"".join(each.bits for each in packed), dtype=np.uint8).reshape(-1, BYTES)
        return cls(np.array([each.document_id for each in packed], dtype=np.int64), firsts, bits)

    def nearest(self, vector: NDArray[np.float32], also: Sequence[Place] = ()) -> dict[Place, float]:
        """Give about how alike the nearest sentences, and some others, are to a vector of length one."""
        import numpy as np

        if not len(self.bits):
            return {}
        asked = np.packbits(vector > 0).view(np.uint64)
        apart = np.bitwise_count(self.bits.view(np.uint64) ^ asked).sum(axis=1, dtype=np.uint16)
        count = min(_NEAREST, len(apart))
        rows = np.union1d(np.argpartition(apart, count - 1)[:count], self._rows_of(also))
        likeness = _signs(self.bits[rows]) @ vector / np.sqrt(len(vector))
        documents = np.searchsorted(self.firsts, rows, side="right") - 1
        places = zip(self.document_ids[documents].tolist(), (rows - self.firsts[documents]).tolist(), strict=True)
        return dict(zip(places, likeness.tolist(), strict=True))

    def means(self) -> NDArray[np.float32]:
        """Give what each document means as a whole: the mean of its sentences' signs, of length one."""
        import numpy as np

        ends = [*self.firsts[1:], len(self.bits)]
        sums = [_signs(self.bits[first:end]).sum(axis=0) for first, end in zip(self.firsts, ends, strict=True)]
        stacked = np.array(sums, dtype=np.float32).reshape(-1, 8 * BYTES)
        lengths = np.linalg.norm(stacked, axis=1, keepdims=True)
        means: NDArray[np.float32] = stacked / np.maximum(lengths, 1.0)  # the mean of signs may be nothing but zeros
        return means

    def _rows_of(self, places: Sequence[Place]) -> NDArray[np.int64]:
        import numpy as np

        at = dict(zip(self.document_ids.tolist(), self.firsts.tolist(), strict=True))
        return np.array([at[document] + ordinal for document, ordinal in places if document in at], dtype=np.int64)


def _signs(bits: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Give bits as numbers: 1 and -1."""
    import numpy as np

    return np.unpackbits(bits, axis=1).astype(np.float32) * 2 - 1
