"""What a person is told when something can't be read: each line of the manual's table."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from pypdf import PdfWriter

from bot.answering.commands import Brief
from bot.answering.desk import Desk
from bot.answering.limits import NO_LIMITS, Limits
from bot.errors import BriefbotError
from bot.ingest.extracted import Hint
from bot.ingest.extracting.unreadable import explain
from bot.ingest.fetch import BadCertificateError, FetchPolicy, HostPort
from bot.ingest.formats import Format
from bot.ingest.intake import Intake
from bot.ingest.parsers.errors import Reason, UnreadableError
from storage.database import open_database
from tests.bot.conftest import RATES, TALKS, request
from tests.fakes.web import Answer, Web, holding, page, redirect

MANUAL = (Path(__file__).parents[3] / "docs" / "ingesting.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", MANUAL.partition("## When something")[2], re.MULTILINE))
SAID = {what: says for what, says in ROWS.items() if what not in {"what", "---"}}
LOGIN = '<form action="/in"><input name="user"><input type="password" name="word"><button>Log in</button></form>'
SCRIPT = '<div id="root"></div><script src="/app.js"></script><noscript>You need to enable JavaScript.</noscript>'


LOCK = "a word"


def pdf(*, password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def binary(body: bytes, media_type: str = "application/octet-stream") -> Answer:
    return page(body, Content_Type=media_type)


PAGES: dict[str, Answer] = {
    "no page there": page("", status="404 Not Found"),
    "only for those who are logged in": page("", status="401 Unauthorized"),
    "a log-in form in its place": page(f"<html><body>{LOGIN}</body></html>"),
    "drawn by a script": page(f"<html><body>{SCRIPT}</body></html>"),
    "an empty page": page("<html><body></body></html>"),
    "the server's own error": page("", status="500 Internal Server Error"),
    "redirects without end": redirect("?more"),
    "not a text": binary(b"\x89PNG\r\n\x1a\n" + bytes(40), "image/png"),
    "a PDF with a password": binary(pdf(password=LOCK), "application/pdf"),
    "a damaged file": binary(b"%PDF-1.7\n" + b"1 0 obj <<" * 40, "application/pdf"),
    "a feed": page(
        '<rss version="2.0"><channel><title>News</title></channel></rss>', Content_Type="application/rss+xml"
    ),
    "too large": page(b"x" * 64, Content_Length=str(26 * 1024 * 1024)),
    "too slow": holding(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"),
}


@dataclass(frozen=True)
class Street:
    """A web server with every page, and a desk that may reach it and nothing else."""

    web: Web
    desk: Desk

    async def refused(self, address: str) -> str:
        with pytest.raises(BriefbotError) as caught:
            await self.desk.perform(Brief(address), request(address))
        return re.sub(r"127\.0\.0\.1(?::\d+)?", "example.org", caught.value.sentence)


@asynccontextmanager
async def street(folder: Path, limits: Limits = NO_LIMITS, **more: Answer) -> AsyncIterator[Street]:
    answers = {f"/{number}": answer for number, answer in enumerate(PAGES.values())}
    async with Web({**answers, **{f"/{name}": answer for name, answer in more.items()}}) as web:
        allowed = frozenset({HostPort("127.0.0.1", web.port)})
        policy = FetchPolicy(allow=allowed, total_s=3.0)
        async with open_database(str(folder / "store.sqlite3")) as database, Intake(policy) as intake:
            yield Street(web, Desk(database, intake, limits=limits))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    async with street(tmp_path_factory.mktemp("street")) as opened:
        yield opened


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("what", PAGES)
async def test_each_failure_of_a_page_is_said_as_the_manual_has_it(what: str, here: Street) -> None:
    address = here.web.address(f"/{list(PAGES).index(what)}")
    assert await here.refused(address) == SAID[what]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("what", "address"),
    [
        ("unknown, closed, silent, or not on the public web", "http://127.0.0.1:8080/"),
        ("a name and a password in the address", "http://ann:secret@example.org/"),
    ],
)
async def test_an_address_that_is_not_fetched_is_refused_as_the_manual_has_it(
    what: str, address: str, here: Street
) -> None:
    assert await here.refused(address) == SAID[what]


async def test_a_host_that_asks_for_a_pause_gets_it(tmp_path: Path) -> None:
    busy = page("", status="429 Too Many Requests", Retry_After="120")
    async with street(tmp_path, busy=busy) as here:
        assert await here.refused(here.web.address("/busy")) == SAID["asked to come back later"]


@pytest.mark.asyncio(loop_scope="module")
async def test_what_could_not_be_read_is_not_stored(here: Street) -> None:
    await here.refused(here.web.address("/0"))
    assert await here.desk.database.statements.count(request("").scope) == 0


@pytest.mark.parametrize(
    ("what", "limits"),
    [
        ("too many links", Limits(1, 0, 0, 0, 0)),
        ("too many documents", Limits(0, 0, 1, 0, 0)),
        ("no room", Limits(0, 0, 0, 0, 1)),
    ],
)
async def test_each_limit_is_said_as_the_manual_has_it(what: str, limits: Limits, tmp_path: Path) -> None:
    async with street(tmp_path, limits) as here:
        filler = f"{TALKS}\n" + "\n\n".join(f"Item {n} was agreed {'at length ' * 5_000}today." for n in range(25))
        first = filler if what == "no room" else TALKS
        await here.desk.perform(Brief(first), request(""))
        if what == "too many links":
            await here.refused(here.web.address("/0"))
        assert await here.refused(here.web.address("/0") if what == "too many links" else RATES) == SAID[what]


def test_what_takes_certificates_and_scanners_is_said_as_the_manual_has_it() -> None:
    assert BadCertificateError("example.org").sentence == SAID["a wrong certificate"]
    assert explain(UnreadableError(Reason.SCANNED), Format.PDF, Hint()) == SAID["a scanned PDF"]


def test_the_table_of_the_manual_has_no_line_that_is_not_held() -> None:
    addresses = {"unknown, closed, silent, or not on the public web", "a name and a password in the address"}
    limits = {"too many links", "too many documents", "no room"}
    others = {"asked to come back later", "a wrong certificate", "a scanned PDF"}
    assert set(SAID) == {*PAGES, *addresses, *limits, *others}
