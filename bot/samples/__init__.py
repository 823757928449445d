"""The project's own sample statements: written for it, of imaginary states, to try things on."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ingest.incoming import Incoming

SHOWCASE = "2026-03-19-lisbon-trilateral-joint-statement.txt"
"""The sample that a first run shows."""


def load_samples() -> tuple[Incoming, ...]:
    """Give the samples in order of date, the one that a first run shows last."""
    from bot.answering.dates import date_in_name
    from bot.ingest.incoming import Incoming, hash_raw
    from storage.records import SourceKind

    found = []
    for entry in files(__name__).iterdir():
        if entry.name.endswith((".txt", ".md")):
            raw = entry.read_bytes()
            found.append(
                Incoming(
                    entry.name, raw.decode("utf-8"), hash_raw(raw), SourceKind.SAMPLE, date_in_name(entry.name), raw=raw
                )
            )
    return tuple(sorted(found, key=lambda sample: (sample.name == SHOWCASE, sample.name)))
