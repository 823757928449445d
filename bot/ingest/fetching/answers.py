"""What the head of an answer says: its status in our words, and what the page claims to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from bot.ingest.fetching.errors import (
    AccessDeniedError,
    NotFoundError,
    RetryLaterError,
    ServerTroubleError,
)
from bot.ingest.fetching.results import Fetched, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.ingest.fetching.bodies import Stream
    from bot.ingest.fetching.results import Validators
    from bot.ingest.fetching.targets import Target

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,64}")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_VALIDATOR = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,998}[\x21-\x7e])?")


class Answer(Protocol):
    """An answer whose head has arrived."""

    @property
    def status(self) -> int:
        """Its status code."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers; names in any case."""

    @property
    def content(self) -> Stream:
        """Its body, packed."""


def is_redirect(status: int) -> bool:
    """Say whether an answer sends on to another address."""
    return status in _REDIRECTS


def asks_for_pause(status: int, headers: Mapping[str, str]) -> bool:
    """Say whether an answer asks to be asked again later (RFC 6585, section 4; RFC 9110, section 15.6.4)."""
    return status == 429 or (status == 503 and "Retry-After" in headers)


def raise_for_status(status: int, host: str, *, is_conditional: bool) -> None:
    """Raise the error that a status means; a page, or "not modified" where that was asked, passes."""
    if 200 <= status < 300 or (status == 304 and is_conditional):
        return
    if status in {404, 410}:
        raise NotFoundError(host)
    if status == 429:
        raise RetryLaterError(host)
    if 400 <= status < 500 and status not in {408, 425}:
        raise AccessDeniedError(host)
    raise ServerTroubleError(host)


def announced_size(headers: Mapping[str, str]) -> int:
    """Give how many bytes an answer says that its body has, packed; 0 where it does not say."""
    length = headers.get("Content-Length", "")
    return int(length) if re.fullmatch(r"[0-9]{1,18}", length) else 0


def modified_headers(validators: Validators | None, target: Target) -> dict[str, str]:
    """Give the headers that ask for a page only if it changed, where the page is the one they came with."""
    if validators is None or validators.address != target.address:
        return {}
    said = {"If-None-Match": _validator(validators.etag), "If-Modified-Since": _validator(validators.last_modified)}
    return {name: value for name, value in said.items() if value is not None}


def page_of(target: Target, headers: Mapping[str, str], raw: bytes, *, is_public: bool) -> Fetched:
    """Give a page with what its headers claim, as far as they make sense."""
    kind = headers.get("Content-Type", "")
    media_type = kind.split(";", 1)[0].strip().lower()
    charset = _CHARSET.search(kind)
    return Fetched(
        Status.FETCHED,
        target.address,
        raw,
        media_type if _MEDIA_TYPE.fullmatch(media_type) else None,
        charset[1].lower() if charset else None,
        _validator(headers.get("ETag")),
        _validator(headers.get("Last-Modified")),
        is_public,
    )


def unchanged(target: Target, validators: Validators, headers: Mapping[str, str], *, is_public: bool) -> Fetched:
    """Give the answer that a page is what it was, with its validators renewed where the host renewed them."""
    etag = _validator(headers.get("ETag")) or validators.etag
    modified = _validator(headers.get("Last-Modified")) or validators.last_modified
    return Fetched(Status.NOT_MODIFIED, target.address, b"", None, None, etag, modified, is_public)


def _validator(value: str | None) -> str | None:
    return value if value and _VALIDATOR.fullmatch(value) else None
