"""What may be fetched, and how much of it: an object that is passed in, never read from the surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.ingest.fetching.addresses import is_metadata, is_public
from bot.ingest.fetching.hosts import is_literal, is_local_name, is_metadata_name, normal_host

WEB_PORTS = frozenset({80, 443, 8080, 8443})
_ENTRY = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]@/?#\\\s]+)(?::(?P<port>[0-9]{1,5}))?")
_CONTACT = re.compile(r"[\x21-\x27\x2a-\x7e]{1,200}")


@dataclass(frozen=True, slots=True)
class HostPort:
    """A host in normal form, and one of its ports; None is every port that pages are read from anyway."""

    host: str
    port: int | None = None


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What may be reached and what a page may cost. The defaults are for pages that a stranger names.

    `allow`: hosts that may be reached although they are not public or on another port: matched as they are written,
    a name by its name and an address by itself, so that no other name can be pointed at them. Where clouds hand out
    credentials is never reached. `largest`: unpacked bytes. `slowest`: packed bytes a second, over each `window_s` after
    the headers. `fastest`: unpacked bytes a second, so that a large page leaves time for the others. `total_s`: seconds
    from asking to the last byte, redirects and waiting included; `connect_s`: to one address, with its handshake.
    `per_host`, `at_once`, `large_at_once`: requests at the same time to one host, in all, and of pages beyond `large`
    bytes. `contact`: an address for those whose pages are read, shown in the user agent.
    """

    allow: frozenset[HostPort] = frozenset()
    ports: frozenset[int] = WEB_PORTS
    largest: int = 25 * 1024 * 1024
    total_s: float = 20.0
    connect_s: float = 8.0
    slowest: int = 1_000
    fastest: int = 12 * 1024 * 1024
    window_s: float = 5.0
    redirects: int = 5
    per_host: int = 4
    at_once: int = 64
    large: int = 1024 * 1024
    large_at_once: int = 6
    contact: str = ""

    def __post_init__(self) -> None:
        if self.contact and not _CONTACT.fullmatch(self.contact):
            raise ValueError("a contact is an address on one line, without spaces and parentheses")

    def is_allowed(self, host: str, port: int) -> bool:
        """Say whether a normal host is on the list of those that may be reached although not public."""
        return HostPort(host, port) in self.allow or (port in self.ports and HostPort(host) in self.allow)

    def may_ask(self, host: str, port: int) -> bool:
        """Say whether a host may be looked up and asked at all, as far as its spelling tells."""
        if is_metadata_name(host) or (is_literal(host) and is_metadata(host)):
            return False
        return self.is_allowed(host, port) or self._is_open(host, port)

    def may_connect(self, host: str, address: str, port: int) -> bool:
        """Say whether a connection to `address` may be made for a page of `host`; this is asked for every socket."""
        if is_metadata(address):
            return False
        return self.is_allowed(host, port) or self.needs_no_setting(address, port)

    def needs_no_setting(self, address: str, port: int) -> bool:
        """Say whether an address is what everybody can reach: public, on a port that pages are read from."""
        return port in self.ports and is_public(address)

    def _is_open(self, host: str, port: int) -> bool:
        return port in self.ports and (is_public(host) if is_literal(host) else not is_local_name(host))


def parse_allow(setting: str) -> frozenset[HostPort]:
    """Read "host[:port],..." as hosts that may be reached although not public; raise `ValueError` with a sentence.

    An IPv6 address stands in brackets. Where clouds hand out credentials is refused.
    """
    return frozenset(_read_entry(entry) for entry in (part.strip() for part in setting.split(",")) if entry)


def _read_entry(entry: str) -> HostPort:
    parts = _ENTRY.fullmatch(entry)
    host = normal_host(parts["host"]) if parts else None
    port = int(parts["port"]) if parts and parts["port"] else None
    if host is None or (port is not None and not 0 < port < 65_536):
        raise ValueError(f'"{entry}" is no host or host:port, as in "wiki.example.org" or "10.0.0.7:8080"')
    if is_metadata_name(host) or (is_literal(host) and is_metadata(host)):
        raise ValueError(f'"{entry}" is where a cloud hands out credentials, which is never read')
    return HostPort(host, port)
