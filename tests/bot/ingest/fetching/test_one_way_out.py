"""One module opens connections, and every address that people give goes through it."""

from __future__ import annotations

import ast
import json
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.ingest.fetch import FetchPolicy
from bot.ingest.fetching.addresses import is_public
from bot.ingest.fetching.connection import ConnectionFailedError, Connections
from bot.ingest.fetching.hops import Hop
from bot.ingest.fetching.targets import Target
from tests.bot.ingest.fetching.fetching_makings import world
from tests.bot.ingest.fetching.spellings import NEVER, NORMAL
from tests.fakes.network import Internet, Names
from tests.fakes.web import closed_port, page, redirect
from tests.shared import shared_folder

ROOT = Path(__file__).parents[4]
WAY_OUT = "bot/ingest/fetching/connection.py"
MODULES = frozenset(
    "aiohttp aiohttp.client asyncio.streams ftplib http.client httpx imaplib nntplib poplib pycurl requests smtplib "
    "socketserver telnetlib urllib.request urllib3 websockets xmlrpc.client".split()
)
CALLS = frozenset(
    "create_connection create_datagram_endpoint fetch_response fetch_url getaddrinfo open_connection sock_connect "
    "urlopen urlretrieve".split()
)
ON_A_SOCKET = frozenset("AF_INET AF_INET6 bind connect connect_ex sendto".split())
"""What a module that has sockets for its own child processes never needs."""
NAMES: dict[str, list[str] | list[list[str]]] = {
    "localtest.example": ["127.0.0.1"],
    "mapped.example": ["::ffff:10.0.0.5"],
    "two.example": ["93.184.215.14", "192.168.0.1"],
    "six.example": ["93.184.215.14", "fd00::1"],
    "zone.example": ["fe80::1%eth0"],
    "cloud.example": ["169.254.169.254"],
    "turning.example": [["93.184.215.14"], ["127.0.0.1"]],
}


@dataclass(frozen=True, slots=True)
class Row:
    """An address of a list, what is expected of it, and what happened."""

    url: str
    expect: str
    outcome: str
    reached: tuple[str, ...]
    made: int
    strange: tuple[str, ...]
    lookups: tuple[str, ...]


def run_audited(rows: list[dict[str, str]], names: object, folder: Path) -> list[Row]:
    """Fetch each address in a process of its own that is audited."""
    addresses, known = folder / "addresses.jsonl", folder / "names.json"
    addresses.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    known.write_text(json.dumps(names), encoding="utf-8")
    command = [sys.executable, "-m", "tests.bot.ingest.fetching.audited", str(addresses), str(known)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        Row(
            row["url"],
            row["expect"],
            said["outcome"],
            tuple(said["reached"]),
            said["made"],
            tuple(said["strange"]),
            tuple(said["lookups"]),
        )
        for row, said in zip(rows, told, strict=True)
    ]


def check(rows: list[Row]) -> None:
    """Hold what each row promises."""
    assert [row for row in rows if row.strange or row.lookups or row.made != len(row.reached)] == []
    assert [row for row in rows if not all(map(is_public, row.reached))] == []
    starts = {row.url: 1 if row.url.startswith("REDIRECT") else 0 for row in rows}
    blocked = [row for row in rows if row.expect == "block"]
    assert [row for row in blocked if row.outcome == "fetched" or len(row.reached) > starts[row.url]] == []
    assert [row for row in rows if row.expect == "allow" and (row.outcome != "fetched" or not row.reached)] == []
    assert [row for row in rows if row.outcome == "something else"] == []


def is_served(spelling: str) -> bool:
    """Say whether the server that stands for the web can answer: in its one protocol a port, on this machine."""
    if spelling.startswith("http://["):
        with suppress(OSError), socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
            return True
        return False
    return not spelling.startswith("http://example.com:443")


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in (file for floor in ("bot", "storage", "summarizers") for file in (ROOT / floor).rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def makes_sockets(tree: ast.AST) -> bool:
    """Say whether a module makes a socket, other than around the descriptor of one that it was given."""
    called = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(
        ast.unparse(node.func) in {"socket.socket", "socket.fromfd"}
        and [key.arg for key in node.keywords] != ["fileno"]
        for node in called
    )


def names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def test_only_one_module_can_open_a_connection() -> None:
    opening = {}
    for name, tree in modules():
        used = (MODULES & set(imports(tree))) | (CALLS & set(names_in(tree)))
        if "socket" in imports(tree):
            used |= ON_A_SOCKET & set(names_in(tree))
            used |= {"socket.socket"} if makes_sockets(tree) else set()
        if used:
            opening[name] = used
    assert set(opening) == {WAY_OUT}
    assert opening[WAY_OUT] >= {"aiohttp", "getaddrinfo", "socket.socket"}


def test_no_address_of_our_own_lists_opens_a_connection_that_it_should_not(tmp_path: Path) -> None:
    never = [
        {"url": spelling, "expect": "block"} for spelling in NEVER if spelling.isprintable() and len(spelling) < 999
    ]
    always = [
        {"url": spelling, "expect": "allow" if is_served(spelling) else "no_internal"}
        for spelling in NORMAL
        if spelling.isprintable()
    ]
    names = [{"url": f"http://{name}/", "expect": "block"} for name in NAMES if name != "turning.example"]
    moved = [
        {"url": f"REDIRECT {status} {spelling}", "expect": "block"}
        for status in (301, 307)
        for spelling in (*NEVER[::3], *(row["url"] for row in names))
        if spelling.startswith("http") and spelling.isprintable() and len(spelling) < 999
    ]
    well_moved = [{"url": "REDIRECT 308 https://example.com/a", "expect": "allow"}]
    check(run_audited([*never, *always, *names, *moved, *well_moved], NAMES, tmp_path))


def test_no_address_of_the_shared_list_opens_a_connection_that_it_should_not(tmp_path: Path) -> None:
    folder = shared_folder("corpus/urls")
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    rows = []
    for row in map(json.loads, lines):
        moved = re.fullmatch(r"SCENARIO (30\d) -> (\S+)", row["url"])
        if moved and "rebind" not in row["url"]:
            rows.append({"url": f"REDIRECT {moved[1]} {moved[2]}", "expect": row["expect"]})
        elif not row["url"].startswith("SCENARIO"):
            rows.append({"url": row["url"], "expect": row["expect"]})
    assert len(rows) > 100
    names = json.loads((folder / "resolver_map.json").read_text(encoding="utf-8"))
    check(run_audited(rows, names, tmp_path))


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::1"])
async def test_a_socket_is_refused_where_it_is_made_though_nothing_before_it_looked(host: str) -> None:
    internet = Internet({80: closed_port()})
    verified = ssl.create_default_context()
    connections = Connections(1, "test", Names({}), internet.open_socket, verified)
    try:
        with pytest.raises(ConnectionFailedError):
            async with connections.asked(Hop(Target("http", host, 80, "/", ""), FetchPolicy()), {}):
                pass
    finally:
        await connections.close()
    assert internet.reached == []


async def test_a_name_that_turns_between_two_hops_is_refused_at_the_second() -> None:
    answers = {"/": redirect("http://turning.example/inside"), "/inside": page("secret")}
    async with world(answers, names=NAMES) as here:
        with pytest.raises(Exception, match="can't be reached"):
            await here.fetcher.get("http://turning.example/")
        assert here.reached == ["93.184.215.14"]
        assert here.paths == ["/"]


async def test_a_name_that_turns_between_looking_up_and_connecting_is_connected_to_as_it_was_checked() -> None:
    async with world({"/": page("A page.")}, names={"turning.example": [["1.1.1.1"], ["10.0.0.5"]]}) as here:
        assert (await here.fetcher.get("http://turning.example/")).raw == b"A page."
        assert here.names.looked_up == ["turning.example"]
        assert here.reached == ["1.1.1.1"]
        with pytest.raises(Exception, match="can't be reached"):
            await here.fetcher.get("http://turning.example/")
        assert here.reached == ["1.1.1.1"]


async def test_a_chain_of_public_pages_that_ends_inside_is_refused_there() -> None:
    answers = {"/": redirect("http://b.example/1"), "/1": redirect("//c.example/2"), "/2": redirect("http://10.0.0.5/")}
    async with world(answers) as here:
        with pytest.raises(Exception, match=r"^a\.example can't be reached"):
            await here.fetcher.get("http://a.example/")
        assert here.paths == ["/", "/1", "/2"]
        assert set(here.reached) == {"93.184.215.14"}


@pytest.mark.parametrize("header", ["Refresh", "Alt-Svc", "Link", "Content-Location", "SourceMap", "Host", "Location"])
async def test_no_header_of_a_page_is_followed_but_a_redirects_location(header: str) -> None:
    value = {"Alt-Svc": 'h2="127.0.0.1:80"', "Refresh": "0; url=http://127.0.0.1/"}.get(header, "http://127.0.0.1/")
    body = '<link rel="canonical" href="http://127.0.0.1/"><link rel="icon" href="http://127.0.0.1/i">'
    async with world({"/": page(body, **{header: value})}) as here:
        for _ in range(2):
            assert (await here.fetcher.get("http://example.com/")).address == "http://example.com/"
        assert set(here.reached) == {"93.184.215.14"}


async def test_a_location_that_climbs_stays_at_its_host() -> None:
    async with world({"/a/b": redirect("../../../../c"), "/c": page("A page.")}) as here:
        assert (await here.fetcher.get("http://example.com/a/b")).address == "http://example.com/c"


async def test_a_location_with_a_line_break_adds_no_header() -> None:
    async with world(
        {"/": redirect("/b\r\n X: y"), "/c": redirect("/d%0d%0aX:%20y"), "/d%0d%0aX:%20y": page()}
    ) as here:
        with pytest.raises(Exception, match=r"^example\.com "):
            await here.fetcher.get("http://example.com/")
        assert (await here.fetcher.get("http://example.com/c")).address == "http://example.com/d%0d%0aX:%20y"
        assert all("x" not in asked.headers for asked in here.web.asked)
