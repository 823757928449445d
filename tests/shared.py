"""Where the shared data is, for tests that run on real documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_folder(inside: str) -> Path:
    """Give a folder of the shared data; skip the test where there is none."""
    root = os.environ.get("BRIEFBOT_SHARED")
    if not root or not (Path(root) / inside).is_dir():
        pytest.skip(f"needs the shared data: set BRIEFBOT_SHARED to the folder that holds {inside}")
    return Path(root) / inside
