"""The host of an address in its one normal form, whatever spelling a person or a page gave it."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import unquote

LONGEST_NAME = 253
"""Characters of a name without its last dot (RFC 1035, section 2.3.4)."""
LONGEST_LABEL = 63
"""Characters between two dots (RFC 1035, section 2.3.4)."""
_LONGEST_SPELLING = 3 * LONGEST_NAME * 4
"""Characters that a name may have before it is decoded: each byte as "%xx", each character four bytes."""
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""A last label that makes browsers and resolvers read the whole as a number (WHATWG URL, "ends in a number")."""
_LOCAL_ENDINGS = frozenset(
    {
        "alt",  # names outside the DNS, RFC 9476
        "arpa",  # the plumbing of the DNS, with home.arpa, RFC 8375
        "corp",  # never to be delegated, in use inside networks (ICANN 2018)
        "home",  # never to be delegated, in use inside networks (ICANN 2018)
        "internal",  # private use (ICANN 2024)
        "intranet",  # in use inside networks, RFC 6762, appendix G
        "invalid",  # never resolves, RFC 6761
        "lan",  # in use inside networks, RFC 6762, appendix G
        "local",  # multicast DNS, RFC 6762
        "localdomain",  # what /etc/hosts gives loopback beside localhost
        "localhost",  # loopback, RFC 6761
        "onion",  # Tor, RFC 7686
        "private",  # in use inside networks, RFC 6762, appendix G
    }
)
_METADATA_NAMES = frozenset(
    {
        "instance-data",
        "instance-data.ec2.internal",
        "metadata",
        "metadata.azure.internal",
        "metadata.goog",
        "metadata.google.internal",
        "metadata.packet.net",
        "metadata.platformequinix.com",
        "metadata.tencentyun.com",
    }
)
"""Names under which clouds hand out credentials, as each cloud documents them; the addresses are in the table too."""


def normal_host(spelling: str) -> str | None:
    """Give the normal form of a host: an IPv4 address, an IPv6 address without brackets, or a name in A-labels.

    None where it is none of these. Percent escapes are undone once, letters mapped as IDNA does (UTS 46). A number in
    another form than four decimal parts (octal, hexadecimal, one, two or three parts) is no host: readers of addresses
    disagree on what it means.
    """
    if spelling.startswith("["):
        return _normal_ipv6(spelling)
    if not spelling or len(spelling) > _LONGEST_SPELLING:
        return None
    name = _mapped(spelling)
    if name is None:
        return None
    name = name.removesuffix(".")
    labels = name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        return _normal_ipv4(name)
    whole = len(name) <= LONGEST_NAME and all(_is_label(label) for label in labels)
    return name if whole else None


def is_literal(host: str) -> bool:
    """Say whether a normal host is an address itself, not a name."""
    return ":" in host or host.rsplit(".", 1)[-1].isdecimal()


def is_local_name(host: str) -> bool:
    """Say whether a normal host is a name that means something inside a network only: one label, or a local ending."""
    return not is_literal(host) and ("." not in host or host.rsplit(".", 1)[-1] in _LOCAL_ENDINGS)


def is_metadata_name(host: str) -> bool:
    """Say whether a normal host is a name under which a cloud hands out credentials."""
    return host in _METADATA_NAMES


def _normal_ipv6(spelling: str) -> str | None:
    if not re.fullmatch(r"\[[0-9A-Fa-f:.]+\]", spelling):
        return None
    try:
        return str(IPv6Address(spelling[1:-1]))
    except ValueError:
        return None


def _normal_ipv4(name: str) -> str | None:
    try:
        return str(IPv4Address(name))
    except ValueError:
        return None


def _mapped(spelling: str) -> str | None:
    """Undo percent escapes, then map to A-labels; what is plain ASCII needs no table of letters."""
    import idna

    try:
        decoded = unquote(spelling, errors="strict")
        if decoded.isascii():
            return decoded.lower()
        mapped = idna.uts46_remap(decoded, std3_rules=True, transitional=False)
        return ".".join(_a_label(label) for label in mapped.split("."))
    except (UnicodeError, ValueError, IndexError):
        return None


def _a_label(label: str) -> str:
    import idna

    if label.isascii():
        return label
    if len(label) > LONGEST_LABEL:
        # Its A-label would be longer still, and making it takes time in the square of it.
        raise ValueError("a label that is too long")
    return idna.alabel(label).decode("ascii")


def _is_label(label: str) -> bool:
    if not _LABEL.fullmatch(label):
        return False
    if not label.startswith("xn--"):
        return True
    import idna

    try:
        idna.ulabel(label)
    except (UnicodeError, ValueError, IndexError):
        return False
    return True
