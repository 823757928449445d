"""Making a back-up of a SQLite store while others go on writing to it.

`VACUUM INTO` reads the store in one transaction and writes only what is there: SQLite's page-wise backup would copy the
free pages too, and begins anew whenever another process writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.copying.errors import NoFileError, NoStoreError, NotWritableError, TargetThereError
from storage.copying.files import SIDE_FILES, beside, draft_of, put_in_place, translated_errors

if TYPE_CHECKING:
    from pathlib import Path

    from storage.copying.files import Tell


def back_up(store: Path, target: Path, tell: Tell, *, replace: bool = False) -> int:
    """Write the store as it is now to a file, and give its size in bytes.

    The file is there whole or not at all. Raises `StoreUnavailableError`.
    """
    store, target = store.resolve(), target.resolve()
    with translated_errors(store.name, target.name):
        if not store.is_file():
            raise NoStoreError(store.name)
        _check_target(store, target, replace=replace)
        with draft_of(store, target, "rw", tell) as draft:
            size = draft.stat().st_size
            _check_target(store, target, replace=replace)  # somebody may have been quicker
            put_in_place(draft, target)
            return size


def _check_target(store: Path, target: Path, *, replace: bool) -> None:
    if not target.parent.is_dir():
        raise NotWritableError(target.name)
    if target.is_dir():
        raise NoFileError(target.name, "a folder")
    own = (store, *(beside(store, end) for end in SIDE_FILES))
    if target in own or (target.exists() and target.samefile(store)):
        raise NoFileError(target.name, "the store itself")
    if target.exists() and not replace:
        raise TargetThereError(target.name)
