"""Who may see a page, and what may be reached although it is not public."""

from __future__ import annotations

import pytest

from bot.ingest.fetch import Fetcher, FetchPolicy, HostPort, RefusedError, parse_allow
from bot.ingest.fetching.keys import looks_secret
from bot.ingest.fetching.targets import read_address
from tests.bot.ingest.fetching.fetching_makings import HASTY, world
from tests.fakes.network import PUBLIC
from tests.fakes.web import Web, page, redirect

SECRET = [
    "https://example.com/a?token=1",
    "https://example.com/a?id=3&api_key=x",
    "https://example.com/a?API-Key=x",
    "https://example.com/a?q=x;sid=9",
    "https://example.com/a?X-Amz-Signature=0",
    "https://example.com/a?X-Goog-Expires=60",
    "https://example.com/a?code=4%2F0AX",
    "https://example.com/a?user_session=1",
    "https://example.com/a?sv=2022&sig=ab%3D",
    "https://example.com/a?jwt=eyJhbGciOiJIUzI1NiJ9.e30.x",
    "https://example.com/a?access%5Ftoken=1",
    "https://example.com/a;jsessionid=1A2B",
    "https://example.com/a?v=9f86d081884c7d659a2feaa0c55ad015",
    "https://example.com/a?id=0d1f6b52-9a3e-4c1b-8f0e-2b7c9d4e5f60",
    "https://example.com/a?x=aB3dE5gH7jK9mN1pQ3sT",
    "https://example.com/a?aB3dE5gH7jK9mN1pQ3sT",
    "https://example.com/d/1qWe4Rt7YuI0oPaS2dFgH5jKlZ8xCvBnM/edit",
    "https://example.com/share/Zk9-q_3Tx-7bQw2_Lp8vRn4xT0",
    "https://example.com/s/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
]
OPEN = [
    "https://example.com/",
    "https://example.com/newsevents/pressreleases/monetary20230503a.htm",
    "https://example.com/2023/12/06/g7-leaders-statement-on-the-situation-in-ukraine-2/",
    "https://example.com/Remarks-by-President-on-COVID-19-and-the-G7-Summit-of-2021.pdf",
    "https://example.com/RemarksByTheMinisterInThePressConferenceAfterTheMeeting",
    "https://example.com/documents/COVID19Response2021PlanOfTheUnion.pdf",
    "https://example.com/en/press/pr/date/2024/html/ecb.mp240606~2148ecdb3c.en.html",
    "https://example.com/view?id=20240606123456789012345",
    "https://example.com/search?q=statement+on+monetary+policy&page=2&lang=en&keyword=rates",
    "https://example.com/a?utm_source=newsletter&utm_campaign=june2024",
    "https://example.com/a?token=",
    "https://example.com/monkey?author=x&passage=2&design=3",
]


@pytest.mark.parametrize("address", SECRET)
def test_an_address_with_what_looks_like_a_key_is_not_public(address: str) -> None:
    assert looks_secret(read_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_an_ordinary_address_is_public(address: str) -> None:
    assert not looks_secret(read_address(address))


async def test_a_page_that_everybody_can_fetch_is_public() -> None:
    async with world({"/": page(), "/old": redirect("/")}) as here:
        assert (await here.fetcher.get("http://example.com/")).is_public
        assert (await here.fetcher.get("http://example.com/old")).is_public


async def test_a_key_anywhere_on_the_way_makes_a_page_private() -> None:
    async with world({"/": page(), "/to": redirect("/?sig=1"), "/from": redirect("/")}) as here:
        assert not (await here.fetcher.get("http://example.com/?sig=1")).is_public
        assert not (await here.fetcher.get("http://example.com/to")).is_public
        assert not (await here.fetcher.get("http://example.com/from?token=1")).is_public


async def test_a_host_is_reached_by_the_list_alone_and_is_private() -> None:
    async with Web({"/": page("inside")}) as web:
        async with Fetcher(FetchPolicy(allow=frozenset({HostPort("127.0.0.1", web.port)}))) as fetcher:
            fetched = await fetcher.get(web.address())
        assert (fetched.raw, fetched.is_public) == (b"inside", False)
        for allow in ("", f"127.0.0.1:{web.port + 1}", "127.0.0.1", "127.0.0.2", "localhost"):
            async with Fetcher(FetchPolicy(allow=parse_allow(allow))) as fetcher:
                with pytest.raises(RefusedError):
                    await fetcher.get(web.address())


async def test_a_name_on_the_list_is_looked_up_as_the_machine_does() -> None:
    async with (
        Web({"/": page("inside")}) as web,
        Fetcher(FetchPolicy(allow=parse_allow(f"localhost:{web.port}"))) as fetcher,
    ):
        assert (await fetcher.get(f"http://localhost:{web.port}/")).raw == b"inside"


async def test_a_name_on_the_list_is_reached_wherever_it_is_and_no_other_name_there() -> None:
    allow = parse_allow("wiki.example.org, [fd12::1]:8080, printer")
    names = {"wiki.example.org": ["10.0.0.7"], "evil.example": ["10.0.0.7"], "printer": ["192.168.0.9"]}
    async with world({"/": page("inside"), "/go": redirect("http://10.0.0.7/")}, names=names, allow=allow) as here:
        assert not (await here.fetcher.get("http://wiki.example.org/")).is_public
        assert not (await here.fetcher.get("http://Printer./")).is_public
        reached = list(here.reached)
        for refused in ("http://evil.example/", "http://10.0.0.7/", "http://wiki.example.org/go", "http://other/"):
            with pytest.raises(RefusedError):
                await here.fetcher.get(refused)
        with pytest.raises(RefusedError):
            await here.fetcher.get("http://wiki.example.org:81/")
    assert reached == ["10.0.0.7", "192.168.0.9"]
    assert here.reached == [*reached, "10.0.0.7"]


async def test_a_public_page_is_public_although_its_host_is_on_the_list() -> None:
    async with world({"/": page()}, allow=parse_allow("example.com")) as here:
        assert (await here.fetcher.get("http://example.com/")).is_public


@pytest.mark.parametrize(
    "answers", [["169.254.169.254"], ["fd00:ec2::254"], ["::ffff:169.254.169.254"], [PUBLIC, "100.100.100.200"]]
)
async def test_where_a_cloud_hands_out_credentials_is_not_reached_by_a_name_on_the_list(answers: list[str]) -> None:
    async with world({"/": page()}, names={"wiki.example": answers}, allow=parse_allow("wiki.example")) as here:
        with pytest.raises(RefusedError):
            await here.fetcher.get("http://wiki.example/")
        assert here.reached == []


@pytest.mark.parametrize("host", ["169.254.169.254", "metadata.google.internal", "100.100.100.200"])
async def test_where_a_cloud_hands_out_credentials_is_not_reached_by_a_policy_made_by_hand(host: str) -> None:
    allow = frozenset({HostPort(host), HostPort(host, 80)})
    async with world({"/": page()}, names={host: ["169.254.169.254"]}, allow=allow) as here:
        with pytest.raises(RefusedError):
            await here.fetcher.get(f"http://{host}/")
        assert here.reached == here.names.looked_up == []


def test_the_list_is_read_in_normal_form() -> None:
    assert parse_allow("") == parse_allow(" , ") == frozenset()
    assert parse_allow("Wiki.Example.org., 10.0.0.7:9000 ,[FD12::0001]:80,[::1]") == {
        HostPort("wiki.example.org"),
        HostPort("10.0.0.7", 9000),
        HostPort("fd12::1", 80),
        HostPort("::1"),
    }


@pytest.mark.parametrize(
    "setting", ["http://a", "a:b", "a:0", "a:65536", "10.0.0.0/8", "::1", "10.1", "a b", "u@a", "a,*"]
)
def test_a_list_that_cannot_be_read_says_which_part(setting: str) -> None:
    with pytest.raises(ValueError, match="is no host or host:port"):
        parse_allow(setting)


@pytest.mark.parametrize(
    "setting", ["169.254.169.254", "a,metadata.google.internal:80", "[fd00:ec2::254]", "[fe80::1]"]
)
def test_a_list_with_a_clouds_credentials_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="hands out credentials"):
        parse_allow(setting)


async def test_headers_of_our_own_go_to_their_host_alone() -> None:
    own = {"example.com": {"Authorization": "Bearer x"}}
    allow = frozenset({HostPort("example.com")})
    answers = {"/go": redirect("http://example.org/"), "/": page()}
    async with world(answers, policy=HASTY, allow=allow) as here:
        fetched = await here.fetcher.get("http://example.com/go", headers_for_host=own)
        first, second = here.web.asked
    assert first.headers["authorization"] == "Bearer x"
    assert "authorization" not in second.headers
    assert not fetched.is_public


async def test_headers_of_our_own_are_not_sent_in_the_clear() -> None:
    async with world({"/": page()}) as here:
        fetched = await here.fetcher.get(
            "http://example.com/", headers_for_host={"example.com": {"Authorization": "x"}}
        )
        assert "authorization" not in here.web.asked[0].headers
    assert fetched.is_public
