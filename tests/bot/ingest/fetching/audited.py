"""Fetches a list of addresses under an audit hook: `python -m tests.bot.ingest.fetching.audited ADDRESSES NAMES`.

ADDRESSES is a file of JSON lines with `url`; NAMES a JSON file of names with their addresses. Writes a JSON line for
each address: how it ended, which addresses the sockets that the fetcher made were to be connected to (`reached`), and what
the whole process did besides: `connects`, `lookups`.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from collections.abc import Mapping
from pathlib import Path

import trustme

from bot.ingest.fetch import Fetcher, FetchError, FetchPolicy
from bot.ingest.fetching.targets import SpellingError, read_address
from tests.fakes.network import PUBLIC, Internet, MovedClock, Names
from tests.fakes.web import Web, page, redirect

LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
SENDING = ("socket.connect", "socket.sendto", "socket.sendmsg")


class Audit:
    """What this process asked of the network since it was last emptied; it can't be taken off again."""

    def __init__(self) -> None:
        self.connects: list[str] = []
        self.lookups: list[str] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in LOOKUPS:
            self.lookups.append(repr(arguments[0]))
        elif event in SENDING:
            self.connects.append(repr(arguments[1]))


async def run(addresses: list[str], names: Mapping[str, list[str] | list[list[str]]]) -> None:
    """Fetch each address over an internet of its own and print what happened."""
    offered, trusting = certificates(addresses)
    anything = {"*": page("A page.")}
    async with Web(dict(anything)) as plain, Web(dict(anything), tls=offered) as secure:
        audit = Audit()
        for address in addresses:
            internet = Internet({80: plain.port, 8080: plain.port, 443: secure.port, 8443: secure.port})
            redirecting(plain, address)
            audit.connects.clear()
            audit.lookups.clear()
            start = "http://redirecting.example/" if address.startswith("REDIRECT ") else address
            async with Fetcher(
                FetchPolicy(total_s=5),
                resolver=Names(names, otherwise=[PUBLIC]),
                clock=MovedClock(),
                open_socket=internet.open_socket,
                tls=trusting,
            ) as fetcher:
                outcome = await outcome_of(fetcher, start)
            own = {repr((host, port)) for host in ("127.0.0.1", "::1") for port in (plain.port, secure.port)}
            strange = [connect for connect in audit.connects if connect not in own]
            report = {"url": address, "outcome": outcome, "reached": [host for host, _ in internet.reached]}
            counted = {"made": len(audit.connects), "strange": strange, "lookups": audit.lookups}
            sys.stdout.write(json.dumps({**report, **counted}) + "\n")


def redirecting(web: Web, address: str) -> None:
    """Have "REDIRECT status location" answered by the path "/" of the web."""
    web.answers.pop("/", None)
    if address.startswith("REDIRECT "):
        _, status, location = address.split(" ", 2)
        web.answers["/"] = redirect(location, f"{status} Elsewhere")


async def outcome_of(fetcher: Fetcher, address: str) -> str:
    """Give "fetched", or the name of the error."""
    try:
        fetched = await fetcher.get(address)
    except FetchError as error:
        return type(error).__name__
    return "fetched" if fetched.raw == b"A page." else "something else"


def certificates(addresses: list[str]) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Give a server's context that proves every host among some addresses, and a client's that trusts it."""
    hosts = {"example.com"}
    for address in addresses:
        try:
            target = read_address(address)
        except SpellingError:
            continue
        if target.scheme == "https":
            hosts.add(target.host)
    authority = trustme.CA()
    offered, trusting = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert(*sorted(hosts)).configure_cert(offered)
    authority.configure_trust(trusting)
    return offered, trusting


if __name__ == "__main__":
    asyncio.run(
        run(
            [json.loads(line)["url"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()],
            json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")),
        )
    )
