"""What `briefbot doctor` finds of an installation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was looked at. What is not good says how it becomes so."""

    says: str
    is_good: bool = True
