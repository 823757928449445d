"""How much a reading may use, and how many there may be at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of children.

    `cpu_s` is what a job may compute and `wall_s` how long it may take, in seconds (an answer within ten); `memory` is
    its address space in bytes, `files` how many it may have open. `children` readings of any length run at once, and
    beside them `trials` short ones of small and as many of large inputs, `trial_s` of computing each. `start_s` is what
    a child may take to come up. `allow_unlimited` lets formats other than text be read, in this process, where the
    system can't limit a child.
    """

    cpu_s: int = 5
    wall_s: float = 9.5
    memory: int = 1024**3
    files: int = 32
    children: int = field(default_factory=lambda: min(4, os.cpu_count() or 1))
    trials: int = 4
    trial_s: float = 0.25
    start_s: float = 60.0
    allow_unlimited: bool = False
