"""An incoming text: what came in, from where, and what its format and its source say of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import SourceError
from storage.records import SourceKind

if TYPE_CHECKING:
    from datetime import date

    from summarizers.reading.document import Document, Mark

PASTED = "pasted text"


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that a word named (a file) or that were handed over; `dated` is the date that the name or a person gives."""

    name: str
    raw: bytes
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text that came in.

    `name` is for people: a file's name, a page's host. `marks` are what the format says of spans of `text`; `title`,
    `publisher` and `dated` are its metadata, used where the text itself does not tell. `raw` are the bytes as they came,
    `address` where they can be fetched again; `is_public` says that everybody can.
    """

    name: str
    text: str
    raw_hash: str
    kind: SourceKind = SourceKind.FILE
    dated: date | None = None
    marks: tuple[Mark, ...] = ()
    title: str | None = None
    publisher: str | None = None
    raw: bytes | None = None
    media_type: str | None = None
    address: str | None = None
    is_public: bool = False

    def read(self) -> Document:
        """Read the text; raise `SourceError` where nothing in it can be quoted."""
        from summarizers.reading.reader import read

        document = read(self.text, self.marks, source_date=self.dated)
        if not document.sentences:
            raise SourceError(f"{self.name} holds no sentence that can be quoted.")
        return replace(
            document, title=document.title or self.title, publisher=document.publisher or self._publisher(document)
        )

    def _publisher(self, document: Document) -> str | None:
        """Give the page's publisher where it is another than the issuers: somebody who mirrors the statement."""
        if self.publisher is None:
            return None
        name = self.publisher.casefold()
        is_issuer = any(name in issuer.casefold() or issuer.casefold() in name for issuer in document.issuers)
        return None if is_issuer else self.publisher


def pasted(text: str, name: str = PASTED) -> Incoming:
    """Give a pasted text as an incoming one."""
    return Incoming(name, text, hash_raw(text.encode("utf-8", errors="surrogatepass")), SourceKind.PASTED)


def hash_raw(raw: bytes) -> str:
    """Give the SHA-256 (hex) of bytes as they came."""
    return hashlib.sha256(raw).hexdigest()
