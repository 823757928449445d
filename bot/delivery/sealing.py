"""Reply addresses encrypted at rest: they let whoever has them speak in the bot's name.

The key comes from the settings or from a file beside the store that only its owner may read. Several keys separated by
commas: the first encrypts, all decrypt, so that a key can be replaced.
"""

from __future__ import annotations

import logging
import os
import secrets
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.fernet import MultiFernet

_log = logging.getLogger(__name__)


class Seal:
    """Encrypts addresses, and reads those that it encrypted."""

    def __init__(self, keys: str) -> None:
        self._fernet = _fernet(keys)

    def close(self, address: str) -> str:
        """Give an address as it may be kept."""
        return self._fernet.encrypt(address.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """Give the address; `None` if it was sealed with a key that is not known here."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            _log.warning("a reply address was sealed with another key and can't be used")
            return None


def load_seal(keys: str, file: Path) -> Seal:
    """Give the seal of some keys; where none are set, of the one in a file, which is made where it is missing."""
    return Seal(keys or _read_or_make(file))


def _fernet(keys: str) -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet

    try:
        return MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])
    except (ValueError, TypeError) as error:
        raise StoreError(
            "The key for reply addresses is none. Take one of 32 random bytes in URL-safe base64."
        ) from error


def _read_or_make(file: Path) -> str:
    """Give the key in a file; of two processes that make it at once, both get the same."""
    from cryptography.fernet import Fernet

    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(Fernet.generate_key())
            opened.flush()
            os.fsync(opened.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
