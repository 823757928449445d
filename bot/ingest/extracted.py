"""What a parser makes of bytes: a text, and what its format says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.ingest.formats import Format
    from summarizers.reading.document import Mark

LARGEST_ATTACHMENTS = 25 * 1024 * 1024
"""Bytes of all attachments of one e-mail."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What the way in said of bytes; never trusted over the bytes.

    `name` is a file's name or a host, for people; `charset` and `media_type` are those of the Content-Type header;
    `address` is the page's, to resolve relative links.
    """

    name: str = ""
    charset: str | None = None
    media_type: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that an e-mail carries."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text with its format's marks, and the metadata that came with it.

    `text` is the input of `summarizers.reading.reader.read`: paragraphs separated by blank lines, one line a paragraph
    (a plain text stays as it is). `marks` are spans of it in code points. Addresses are absolute, http or https.
    """

    format: Format
    text: str
    marks: tuple[Mark, ...] = ()
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    canonical: str | None = None
    feeds: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
