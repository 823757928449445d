"""Where a store is kept, as settings name it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StoreAddressError


def sqlite_file(location: str) -> Path | None:
    """Give the file of a SQLite store; `None` for a store on a server. Raises `StoreAddressError`."""
    if "://" not in location:
        return Path(location).expanduser()
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise StoreAddressError from error
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database)
    return None
