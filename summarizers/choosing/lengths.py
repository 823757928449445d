"""How long a briefing is when nobody says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from summarizers.choosing.coverage import major_sections
from summarizers.choosing.material import gather

if TYPE_CHECKING:
    from summarizers.reading.document import Document

_SHORTEST = 3
_LONGEST = 10


def suggest_length(document: Document) -> int:
    """Give a number of sentences that suits a document: it grows with the root of its length and with its sections.

    Never more than there are; "short" is half of it, "long" double.
    """
    count = len(document.sentences)
    by_size = round(math.sqrt(count))
    by_sections = len(major_sections(gather(document))) + 1
    return max(0, min(count, _LONGEST, max(_SHORTEST, by_size, min(by_sections, by_size + 2))))
