"""The baseline that news is written for: the first sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.choosing.engine import Weighed

if TYPE_CHECKING:
    from summarizers.choosing.material import Material


class Lead:
    """Takes sentences in reading order."""

    careful = False

    def weigh(self, material: Material, previous: Material | None = None) -> Weighed:
        """Give each sentence a score that falls with its place."""
        count = len(material)
        return Weighed(tuple(1.0 - index / count for index in range(count)), ("stands at the beginning",) * count)
