"""A job that ends the process that runs it: known by having been begun and never ended. Pure."""

from __future__ import annotations

MOST_STARTS = 3
"""Times that a job is begun without an end before it is set aside."""

REASON = f"ended the process that ran it {MOST_STARTS} times"


def is_suspect(starts: int) -> bool:
    """Whether a job may have ended its process: it is then run while no other suspect is.

    So a job that merely ran beside a poisoned one is begun again at most once more than it, and gets through.
    """
    return starts > 0


def is_poisoned(starts: int) -> bool:
    """Whether a job, begun once more, has been begun too often without an end."""
    return starts > MOST_STARTS
