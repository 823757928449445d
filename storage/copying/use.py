"""Whether another process has a SQLite file open, asked without SQLite: by the locks that it sets on the file."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.copying.errors import InUseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FIRST, _COUNT = 0x4000_0000, 512
"""The bytes that every connection with a write-ahead log has locked (SQLite's file format, 1.2: the lock-byte page)."""


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Keep other processes out of a file; raises `InUseError`.

    Not while this process has it open with SQLite: it would lose its own locks.
    """
    try:
        import fcntl
    except ImportError:  # Windows: a file that is open can't be renamed there anyway
        yield
        return
    file = os.open(path, os.O_RDWR)
    try:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _COUNT, _FIRST)
        except OSError as error:
            raise InUseError(path.name) from error
        yield
    finally:
        os.close(file)


def check_unused(path: Path) -> None:
    """Raise `InUseError` while another process has a file open."""
    with hold(path):
        pass
