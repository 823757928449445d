"""Whether an address holds what looks like a key: such a page is private to those who were given its address."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

if TYPE_CHECKING:
    from bot.ingest.fetching.targets import Target

_NAMES = frozenset(
    "access apikey assertion auth authkey authorization code cred credential credentials hmac invite jsessionid jwt key "
    "licence license nonce otp pass passcode passphrase passwd password phpsessid pin pw pwd resourcekey rlkey sas secret "
    "session sessionid sessid sharekey sid sig sign signature ticket token".split()
)
"""Names of parameters that hold keys, in small letters without what separates words."""
_ENDINGS = ("token", "apikey", "accesskey", "secret", "signature", "sessionid", "password", "credential", "sharekey")
_STARTS = ("xamz", "xgoog", "xoss", "xcos", "xms")
"""How storage services name the parts of a signed address."""
_WORD = re.compile(r"[0-9A-Za-z]+")
_HEX = re.compile(r"[0-9a-f]{24,}|[0-9A-F]{24,}")
_LONG_IN_QUERY, _LONG_IN_PATH = 16, 22
"""Characters from which on a random-looking word can be a key: 22 of 64 letters are the 128 bits of a UUID."""
_UNSTEADY = 0.25
"""The share of neighbours of different kind (small, capital, digit) above which a word is no word. A capital followed
by a small letter does not count, as every title has it: titles with numbers in them stay below a fifth, and random
letters and digits have nearly a half."""


def looks_secret(target: Target) -> bool:
    """Say whether an address holds what looks like a key, in its query or as a long random part of its path."""
    query = target.query.removeprefix("?").replace(";", "&")
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        if (
            (value and _is_key_name(name))
            or _is_random(value, _LONG_IN_QUERY)
            or (not value and _is_random(name, _LONG_IN_QUERY))
        ):
            return True
    path = unquote(target.path, errors="replace")
    if any(_is_key_name(name) for name in re.findall(r";([^=/;]+)=[^/;]", path)):
        return True
    return any(_is_random(part, _LONG_IN_PATH) for part in path.split("/"))


def _is_key_name(name: str) -> bool:
    plain = "".join(_WORD.findall(name)).lower()
    words = {word.lower() for word in _WORD.findall(name)}
    return not _NAMES.isdisjoint({plain, *words}) or plain.endswith(_ENDINGS) or plain.startswith(_STARTS)


def _is_random(value: str, long: int) -> bool:
    joined = value.replace("-", "").replace("_", "")
    has_both = any(map(str.isdigit, joined)) and any(map(str.isalpha, joined))
    if has_both and _HEX.search(joined):
        return True
    return any(len(word) >= long and _is_unsteady(word) for word in _WORD.findall(joined))


def _is_unsteady(word: str) -> bool:
    kinds = ["digit" if letter.isdigit() else "capital" if letter.isupper() else "small" for letter in word]
    changes = sum(1 for pair in pairwise(kinds) if pair[0] != pair[1] and pair != ("capital", "small"))
    return changes > _UNSTEADY * len(word)
