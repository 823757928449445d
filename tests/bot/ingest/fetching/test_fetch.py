"""What comes back from a page, and what a person reads where nothing does."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from collections.abc import Mapping

import pytest
import trustme

from bot.ingest.fetch import (
    AccessDeniedError,
    BadCertificateError,
    DowngradeError,
    Fetcher,
    FetchError,
    FetchPolicy,
    NotAnAddressError,
    NotFoundError,
    RefusedError,
    RetryLaterError,
    ServerTroubleError,
    Status,
    TooManyRedirectsError,
    Validators,
)
from tests.bot.ingest.fetching.fetching_makings import HASTY, world
from tests.fakes.network import PUBLIC, Internet, Names
from tests.fakes.web import Answer, Web, page, redirect, saying

GZIP = gzip.compress(b"A statement that goes on.")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
OPAQUE = (
    "example.com can't be reached: it is not there, does not answer, or is not on the public web. "
    "Check the address, or paste the text or drop the file here."
)


async def test_a_page_comes_with_what_it_says_of_itself() -> None:
    answer = page("Grüße", Content_Type="Text/HTML; Charset='ISO-8859-1'", ETag='W/"a b"', Last_Modified="Mon")
    async with world({"/a%20b": answer}) as here:
        fetched = await here.fetcher.get("HTTP://Example.com/a b?#c")
    assert fetched.raw == "Grüße".encode()
    assert (fetched.status, fetched.address) == (Status.FETCHED, "http://example.com/a%20b?")
    assert (fetched.media_type, fetched.charset) == ("text/html", "iso-8859-1")
    assert fetched.validators == Validators(fetched.address, 'W/"a b"', "Mon")


async def test_a_page_that_says_nothing_of_itself_is_fetched_too() -> None:
    async with world({"/": saying(b"HTTP/1.0 200 OK\r\n\r\nText.")}) as here:
        fetched = await here.fetcher.get("http://example.com/")
    assert (fetched.raw, fetched.media_type, fetched.charset, fetched.validators) == (b"Text.", None, None, None)


async def test_the_bot_names_itself_and_keeps_no_cookies() -> None:
    answers = {"*": page("", Set_Cookie="a=b; Path=/")}
    async with world(answers, contact="https://bot.example/") as here:
        await here.fetcher.get("http://example.com/1")
        await here.fetcher.get("http://example.com/2")
        first, second = here.web.asked
    assert first.headers["user-agent"].startswith("briefbot/")
    assert first.headers["user-agent"].endswith("+https://bot.example/)")
    assert "cookie" not in second.headers
    assert "referer" not in second.headers


def test_a_contact_cannot_smuggle_a_header() -> None:
    with pytest.raises(ValueError, match="one line"):
        FetchPolicy(contact="https://bot.example/\r\nX: y")


async def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://proxy.example:8080")
    async with world({"/": page()}) as here:
        await here.fetcher.get("http://example.com/")
        assert here.names.looked_up == ["example.com"]
        assert here.web.asked[0].line == "GET / HTTP/1.1"


async def test_a_page_that_did_not_change_is_not_sent_again() -> None:
    async with world({"/old": redirect("/"), "/": page("", status="304 Not Modified", ETag='"2"')}) as here:
        validators = Validators("http://example.com/", '"1"', "Mon, 02 Mar 2026 10:00:00 GMT")
        fetched = await here.fetcher.get("http://example.com/old", validators=validators)
        first, second = here.web.asked
    assert "if-none-match" not in first.headers
    assert second.headers["if-none-match"] == '"1"'
    assert second.headers["if-modified-since"] == "Mon, 02 Mar 2026 10:00:00 GMT"
    assert (fetched.status, fetched.raw) == (Status.NOT_MODIFIED, b"")
    assert fetched.validators == Validators("http://example.com/", '"2"', "Mon, 02 Mar 2026 10:00:00 GMT")


async def test_validators_cannot_smuggle_a_header() -> None:
    async with world({"/": page()}) as here:
        await here.fetcher.get("http://example.com/", validators=Validators("http://example.com/", '"\r\nX: y"'))
        assert "if-none-match" not in here.web.asked[0].headers


STATUSES: Mapping[str, type[FetchError]] = {
    "304 Not Modified": ServerTroubleError,
    "300 Multiple Choices": ServerTroubleError,
    "400 Bad Request": AccessDeniedError,
    "401 Unauthorized": AccessDeniedError,
    "403 Forbidden": AccessDeniedError,
    "404 Not Found": NotFoundError,
    "408 Request Timeout": ServerTroubleError,
    "410 Gone": NotFoundError,
    "429 Too Many Requests": RetryLaterError,
    "451 Unavailable For Legal Reasons": AccessDeniedError,
    "500 Internal Server Error": ServerTroubleError,
    "503 Service Unavailable": ServerTroubleError,
    "599 Whatever": ServerTroubleError,
    "999 Request denied": ServerTroubleError,
}


@pytest.mark.parametrize(("status", "error"), STATUSES.items())
async def test_each_status_is_an_error_of_its_kind(status: str, error: type[FetchError]) -> None:
    async with world({"/": page("secret text", status=status)}) as here:
        with pytest.raises(FetchError) as caught:
            await here.fetcher.get("http://example.com/")
    assert type(caught.value) is error
    assert caught.value.sentence.startswith("example.com ")
    assert "secret" not in caught.value.sentence


BROKEN: Mapping[str, Answer] = {
    "nothing": saying(),
    "not HTTP": saying(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    "half a head": saying(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "half a body": saying(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc"),
    "half a chunk": saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc"),
    "a chunk of no size": saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n"),
    "two lengths": saying(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc"),
    "an endless line": saying(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n"),
    "endless headers": saying(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000 + b"\r\n"),
    "half a gzip": page(GZIP[:-9], Content_Encoding="gzip"),
    "half a deflate": page(zlib.compress(b"A statement.")[:-5], Content_Encoding="deflate"),
    "half a gzip, unannounced": saying(HEAD, GZIP[:-9]),
    "no gzip at all": page(b"plain", Content_Encoding="gzip"),
    "an unknown coding": page(b"plain", Content_Encoding="rot13"),
    "a coding of codings": page(b"plain", Content_Encoding="gzip, gzip"),
    "a redirect to nowhere": page(status="302 Found"),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
async def test_a_broken_answer_is_the_hosts_trouble(answer: Answer) -> None:
    async with world({"/": answer}) as here:
        with pytest.raises(ServerTroubleError) as caught:
            await here.fetcher.get("http://example.com/")
    assert caught.value.sentence == (
        "example.com answers with an error or breaks off. Try again later, or paste the text or drop the file here."
    )


async def test_all_that_would_tell_what_is_inside_a_network_is_one_sentence() -> None:
    inner = {"/": page(), "/in": redirect("http://10.0.0.5/"), "/name": redirect("http://db.internal/")}
    said = {}
    for case, answers in {"inner": [["10.0.0.5"]], "loopback": [["::1"]], "mixed": [[PUBLIC, "10.0.0.5"]]}.items():
        async with world(inner, names={"example.com": answers}) as here:
            said[case] = await _sentence(here.fetcher, "http://example.com/")
            assert here.reached == []
    async with world(inner) as here:
        said["port"] = await _sentence(here.fetcher, "http://example.com:22/")
        said["to an inner address"] = await _sentence(here.fetcher, "http://example.com/in")
        said["to an inner name"] = await _sentence(here.fetcher, "http://example.com/name")
    async with Fetcher(HASTY, resolver=Names({})) as fetcher:
        said["unknown"] = await _sentence(fetcher, "http://example.com/")
    assert set(said.values()) == {OPAQUE}


async def test_a_closed_port_and_a_silent_host_say_the_opaque_sentence() -> None:
    async with Web() as closed:
        pass
    internet = Internet({80: closed.port})
    async with Fetcher(HASTY, resolver=Names({}, [PUBLIC]), open_socket=internet.open_socket) as fetcher:
        assert await _sentence(fetcher, "http://example.com/") == OPAQUE

    class SilentNames(Names):
        async def resolve(self, host: str, port: int) -> list[str]:
            await asyncio.Event().wait()
            return []

    async with Fetcher(FetchPolicy(total_s=0.05), resolver=SilentNames({})) as fetcher:
        assert await _sentence(fetcher, "http://example.com/") == OPAQUE


@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("ftp://example.com/", "Only an address that begins with http:// or https:// can be read."),
        ("example", "Only an address that begins with http:// or https:// can be read."),
        ("http://ann:secret@example.com/", "An address with a user name or password in it is not read."),
        ("http://example.com/" + "a" * 9_000, "That address is too long to be read."),
    ],
)
async def test_a_text_that_is_no_pages_address_says_so(address: str, start: str) -> None:
    async with world({}) as here:
        with pytest.raises(NotAnAddressError) as caught:
            await here.fetcher.get(address)
        assert here.reached == here.names.looked_up == []
    assert caught.value.sentence.startswith(start)
    assert "secret" not in caught.value.sentence


async def test_a_redirect_is_followed_five_times_and_not_a_sixth() -> None:
    hops: dict[str, Answer] = {f"/{number}": redirect(f"/{number - 1}") for number in range(1, 7)}
    async with world({**hops, "/0": page("there")}) as here:
        assert (await here.fetcher.get("http://example.com/5")).address == "http://example.com/0"
        with pytest.raises(TooManyRedirectsError, match="without end"):
            await here.fetcher.get("http://example.com/6")
        assert len(here.paths) == 6 + 6


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
async def test_every_kind_of_redirect_asks_again_with_get(status: str) -> None:
    async with world({"/a": redirect("//example.org/b", status), "/b": page("there")}) as here:
        assert (await here.fetcher.get("http://example.com/a")).address == "http://example.org/b"
        assert [asked.line.split()[0] for asked in here.web.asked] == ["GET", "GET"]
        assert here.web.asked[1].headers["host"] == "example.org"


async def test_over_https_the_certificate_is_verified_and_no_downgrade_followed() -> None:
    authority = trustme.CA()
    offered, trusting = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert("example.com").configure_cert(offered)
    authority.configure_trust(trusting)
    answers = {"/": page("there"), "/down": redirect("http://example.com/")}
    async with Web(answers, tls=offered) as web:
        internet = Internet({443: web.port, 80: web.port})
        reach = {"resolver": Names({}, [PUBLIC]), "open_socket": internet.open_socket}
        async with Fetcher(HASTY, tls=trusting, **reach) as fetcher:  # type: ignore[arg-type]
            assert (await fetcher.get("https://example.com/")).raw == b"there"
            with pytest.raises(BadCertificateError):
                await fetcher.get("https://example.org/")
            with pytest.raises(DowngradeError):
                await fetcher.get("https://example.com/down")
            with pytest.raises(ServerTroubleError):
                await fetcher.get("http://example.com/")
        async with Fetcher(HASTY, **reach) as fetcher:  # type: ignore[arg-type]
            with pytest.raises(BadCertificateError) as caught:
                await fetcher.get("https://example.com/")
    assert "certificate that is not valid" in caught.value.sentence


async def test_a_context_that_does_not_verify_is_not_taken() -> None:
    careless = ssl.create_default_context()
    careless.check_hostname = False
    with pytest.raises(ValueError, match="always verified"):
        async with Fetcher(HASTY, tls=careless):
            pass


async def test_a_running_fetch_can_be_cancelled() -> None:
    asked = asyncio.Event()

    async def silent(_: object, __: object) -> None:
        asked.set()
        await asyncio.Event().wait()

    async with world({"/": silent, "/2": page()}, per_host=1) as here:
        running = asyncio.ensure_future(here.fetcher.get("http://example.com/"))
        await asked.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert (await here.fetcher.get("http://example.com/2")).status is Status.FETCHED


async def _sentence(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(RefusedError) as caught:
        await fetcher.get(address)
    return caught.value.sentence
