"""An address as it will be asked for: read strictly once, so that no two readers of it can disagree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from bot.ingest.fetching.hosts import normal_host

LONGEST_ADDRESS = 8_000
"""Characters: what RFC 9110, section 4.1, asks every server to read."""
DEFAULT_PORTS = {"http": 80, "https": 443}
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<authority>[^/?#\\]+)(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(?:#.*)?", re.IGNORECASE
)
_AUTHORITY = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]+)(?::(?P<port>[0-9]{0,5}))?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Controls, and what turns the direction of writing: an address that holds them shows as another than it is."""
_KEPT_IN_PATH = "/:@!$&'()*+,;=~%"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?"


class SpellingError(ValueError):
    """A text that is no address of a page: `reason` says which part is not."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of whom: `host` in normal form, `path` and `query` percent-encoded, no user-info, no fragment."""

    scheme: str
    host: str
    port: int
    path: str
    query: str

    @property
    def address(self) -> str:
        """The normal form of the whole address: what is connected to, and what a statement's source is called."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}{self.query}"


def read_address(spelling: str) -> Target:
    """Read an address; raise `SpellingError` ("scheme", "length", "user-info", "form" or "host") where it is none.

    Spaces around it are passed over; anything that some reader of addresses would repair is not repaired.
    """
    text = spelling.strip(" \t\r\n")
    if len(text) > LONGEST_ADDRESS:
        raise SpellingError("length")
    if _FORBIDDEN.search(text):
        raise SpellingError("form")
    parts = _ADDRESS.fullmatch(text)
    if parts is None:
        raise SpellingError("form" if re.match(r"https?:", text, re.IGNORECASE) else "scheme")
    scheme = parts["scheme"].lower()
    host, port = _read_authority(parts["authority"], scheme)
    return Target(
        scheme,
        host,
        port,
        _encoded(parts["path"] or "/", _KEPT_IN_PATH),
        _encoded(parts["query"] or "", _KEPT_IN_QUERY),
    )


def read_redirect(current: Target, location: str) -> Target:
    """Read where a page sends on to, relative to where it is; raise `SpellingError` as `read_address` does.

    An absolute address must be whole: "http:host/" and "http:/host/" are read as nothing.
    """
    text = location.strip(" \t")
    if not text or _FORBIDDEN.search(text) or len(text) > LONGEST_ADDRESS or text.startswith(("\\", "/\\")):
        raise SpellingError("form")
    if _SCHEME.match(text):
        return read_address(text)
    return read_address(urljoin(current.address, text))


def named_host(spelling: str) -> str:
    """Give the host of an address as it was written, for sentences: one short line that can do no harm; else ""."""
    match = re.match(r"\s*[A-Za-z][A-Za-z0-9+.-]*:/*(?P<authority>[^/?#\\\s]+)", spelling[: 2 * LONGEST_ADDRESS])
    if match is None:
        return ""
    host = re.sub(r":[0-9]*$", "", match["authority"].rsplit("@", 1)[-1])
    harmless = "".join(letter for letter in host if letter.isalnum() or letter in ".-:[]%")
    return harmless if len(harmless) <= 60 else f"{harmless[:59]}…"


def _read_authority(authority: str, scheme: str) -> tuple[str, int]:
    if "@" in authority:
        raise SpellingError("user-info")
    parts = _AUTHORITY.fullmatch(authority)
    host = normal_host(parts["host"]) if parts else None
    if parts is None or host is None:
        raise SpellingError("host")
    port = int(parts["port"]) if parts["port"] else DEFAULT_PORTS[scheme]
    return host, port


def _encoded(part: str, kept: str) -> str:
    """Percent-encode what may not stand in an address; bytes of another encoding pass as they came (PEP 383)."""
    try:
        raw = part.encode("utf-8", errors="surrogateescape")
    except UnicodeEncodeError as error:
        raise SpellingError("form") from error
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(raw, safe=kept)).replace("[", "%5B").replace("]", "%5D")
