"""What comes back from the way out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Whether a page came, or is what it was when it was fetched before."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not modified"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a page said of itself when it was fetched: sent along when `address` is asked again, and nowhere else."""

    address: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes without their content-coding, and what came with them; nothing in it is to be trusted.

    `address` is where the page was found, in normal form, after redirects. `is_public` is False where the page was
    reached by the list of allowed hosts or with headers of our own, or where an address on the way holds what looks
    like a key. With NOT_MODIFIED, `raw` is empty.
    """

    status: Status
    address: str
    raw: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    is_public: bool = False

    @property
    def validators(self) -> Validators | None:
        """What to send along the next time, if the page said anything of itself."""
        if self.etag is None and self.last_modified is None:
            return None
        return Validators(self.address, self.etag, self.last_modified)
