"""Which network addresses are public: the full table of those that are not, and why.

`ipaddress.is_global` is not enough: it calls mapped, translated and tunnelled addresses public that end inside a
network, and knows no cloud's services. So an IPv6 address is public only inside 2000::/3, the one block that global
addresses are given from (RFC 4291, section 2.4), and outside every line below; an IPv4 address outside every line.
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    IPAddress = IPv4Address | IPv6Address

NOT_PUBLIC: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network, RFC 791"),
    ("10.0.0.0/8", "private use, RFC 1918"),
    ("100.64.0.0/10", "shared by carriers (CGNAT), RFC 6598"),
    ("127.0.0.0/8", "loopback, RFC 1122"),
    ("168.63.129.16/32", "platform services of Azure, reachable from inside only"),
    ("169.254.0.0/16", "link-local, RFC 3927"),
    ("172.16.0.0/12", "private use, RFC 1918"),
    ("192.0.0.0/24", "protocol assignments, DS-Lite and dummies, RFC 6890, RFC 7335, RFC 7600"),
    ("192.0.2.0/24", "documentation (TEST-NET-1), RFC 5737"),
    ("192.31.196.0/24", "AS112 sinks, RFC 7535"),
    ("192.52.193.0/24", "multicast tunnels (AMT), RFC 7450"),
    ("192.88.99.0/24", "6to4 relays, RFC 7526"),
    ("192.168.0.0/16", "private use, RFC 1918"),
    ("192.175.48.0/24", "AS112 sinks, RFC 7534"),
    ("198.18.0.0/15", "benchmarking, RFC 2544"),
    ("198.51.100.0/24", "documentation (TEST-NET-2), RFC 5737"),
    ("203.0.113.0/24", "documentation (TEST-NET-3), RFC 5737"),
    ("224.0.0.0/4", "multicast, RFC 5771"),
    ("240.0.0.0/4", "reserved, RFC 1112"),
    ("255.255.255.255/32", "limited broadcast, RFC 919"),
    ("::/128", "unspecified, RFC 4291"),
    ("::1/128", "loopback, RFC 4291"),
    ("::/96", "IPv4-compatible, RFC 4291"),
    ("::ffff:0:0/96", "IPv4-mapped, RFC 4291"),
    ("::ffff:0:0:0/96", "IPv4-translated, RFC 2765"),
    ("64:ff9b::/96", "NAT64, well-known, RFC 6052"),
    ("64:ff9b:1::/48", "NAT64, local use, RFC 8215"),
    ("100::/64", "discard only, RFC 6666"),
    ("100:0:0:1::/64", "dummy prefix, RFC 9780"),
    ("200::/7", "OSI addresses, RFC 4048"),
    ("2001::/23", "protocol assignments, RFC 2928"),
    ("2001::/32", "Teredo, RFC 4380"),
    ("2001:1::1/128", "port control anycast, RFC 7723"),
    ("2001:1::2/128", "relay anycast (TURN), RFC 8155"),
    ("2001:1::3/128", "service registration anycast, RFC 9665"),
    ("2001:2::/48", "benchmarking, RFC 5180"),
    ("2001:3::/32", "multicast tunnels (AMT), RFC 7450"),
    ("2001:4:112::/48", "AS112 sinks, RFC 7535"),
    ("2001:10::/28", "hash identifiers (ORCHID), RFC 4843"),
    ("2001:20::/28", "hash identifiers (ORCHIDv2), RFC 7343"),
    ("2001:30::/28", "identifiers of drones, RFC 9374"),
    ("2001:db8::/32", "documentation, RFC 3849"),
    ("2002::/16", "6to4, RFC 3056"),
    ("2620:4f:8000::/48", "AS112 sinks, RFC 7534"),
    ("3ffe::/16", "the former 6bone, RFC 3701"),
    ("3fff::/20", "documentation, RFC 9637"),
    ("5f00::/16", "segment routing, RFC 9602"),
    ("fc00::/7", "unique local, RFC 4193"),
    ("fe80::/10", "link-local, RFC 4291"),
    ("fec0::/10", "site-local, RFC 3879"),
    ("ff00::/8", "multicast, RFC 4291"),
)
"""Networks, and what they are for (IANA's registries of special-purpose addresses, and what came before them)."""

METADATA: tuple[str, ...] = (
    "169.254.0.0/16",
    "100.100.100.200/32",
    "168.63.129.16/32",
    "192.0.0.192/32",
    "fd00:ec2::/32",
    "fd20:ce::/32",
    "fd00:42::42/128",
    "fd00:c1::/32",
    "fe80::/10",
)
"""Where clouds hand out credentials to the machines in them: never reached, whatever is allowed.

All of link-local (AWS, Google, Azure, Oracle, Scaleway, Tencent, OpenStack), Alibaba, Azure, Oracle, and the IPv6
addresses of AWS, Google, Scaleway and Oracle, each as its maker documents it.
"""

_GLOBAL_V6 = IPv6Network("2000::/3")
_NOT_PUBLIC = tuple(ip_network(network) for network, _ in NOT_PUBLIC)
_METADATA = tuple(ip_network(network) for network in METADATA)
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
"""The middle of an IPv6 address that tunnels to the IPv4 address at its end (RFC 5214)."""
_EMBEDDING = tuple(
    IPv6Network(network) for network in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
)


def is_public(address: str) -> bool:
    """Say whether an address, in the canonical spelling or another that `ipaddress` reads, is on the public internet.

    What is no address, or names a zone of this machine ("fe80::1%eth0"), is not.
    """
    parsed = _parsed(address)
    if parsed is None or (isinstance(parsed, IPv6Address) and (parsed not in _GLOBAL_V6 or _is_tunnelled(parsed))):
        return False
    return not any(parsed in network for network in _NOT_PUBLIC if network.version == parsed.version)


def is_metadata(address: str) -> bool:
    """Say whether an address, or the IPv4 address inside it, is where a cloud hands out credentials."""
    parsed = _parsed(address)
    if parsed is None:
        return True
    return any(
        reached in network
        for reached in (parsed, *_embedded(parsed))
        for network in _METADATA
        if network.version == reached.version
    )


def _parsed(address: str) -> IPAddress | None:
    try:
        parsed = ip_address(address)
    except (ValueError, AddressValueError):
        return None
    return None if isinstance(parsed, IPv6Address) and parsed.scope_id else parsed


def _is_tunnelled(address: IPv6Address) -> bool:
    return int(address) >> 32 & 0xFFFF_FFFF in _ISATAP


def _embedded(address: IPAddress) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses that an IPv6 address may lead to through a translator or a tunnel."""
    if isinstance(address, IPv4Address):
        return
    if any(address in network for network in _EMBEDDING) or _is_tunnelled(address):
        yield IPv4Address(int(address) & 0xFFFF_FFFF)
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
