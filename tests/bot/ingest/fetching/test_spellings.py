"""Spellings of addresses: one normal form for what is a page's address, and nothing for all else."""

from __future__ import annotations

from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network, IPv6Address
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.ingest.fetching.addresses import NOT_PUBLIC
from bot.ingest.fetching.policy import FetchPolicy
from bot.ingest.fetching.targets import SpellingError, named_host, read_address, read_redirect
from tests.bot.ingest.fetching.spellings import NEVER, NORMAL

INNER = [IPv4Network(network) for network, _ in NOT_PUBLIC if ":" not in network]


def may_be_asked(spelling: str) -> bool:
    try:
        target = read_address(spelling)
    except SpellingError:
        return False
    return FetchPolicy().may_ask(target.host, target.port)


@pytest.mark.parametrize("spelling", NEVER, ids=ascii)
def test_a_spelling_that_means_something_else_to_somebody_is_not_asked(spelling: str) -> None:
    assert not may_be_asked(spelling)


@pytest.mark.parametrize(("spelling", "normal"), NORMAL.items(), ids=ascii)
def test_the_address_of_a_page_has_one_normal_form(spelling: str, normal: str) -> None:
    assert read_address(spelling).address == normal
    assert read_address(normal).address == normal
    assert may_be_asked(spelling)


@st.composite
def inner_addresses(draw: st.DrawFn) -> IPv4Address:
    block = draw(st.sampled_from(INNER))
    return block[draw(st.integers(0, block.num_addresses - 1))]


@st.composite
def spelled(draw: st.DrawFn, address: IPv4Address) -> str:
    """An IPv4 address in one to four parts, each in one of three bases and padded, its letters disguised."""
    octets, count = address.packed, draw(st.integers(1, 4))
    values = [*octets[: count - 1], int.from_bytes(octets[count - 1 :], "big")]
    bases = ["{}", "0x{:x}", "0X{:X}", "0{:o}", "000{:o}", "0x000{:x}"]
    text = ".".join(draw(st.sampled_from(bases)).format(value) for value in values)
    return "".join(disguised(draw, letter) for letter in text) + draw(st.sampled_from(["", "."]))


def disguised(draw: st.DrawFn, letter: str) -> str:
    wide = "。" if letter == "." else chr(ord(letter) + 0xFEE0)
    return draw(st.sampled_from([letter, letter, letter, wide, f"%{ord(letter):02X}"]))


@given(st.data())
def test_an_inner_address_is_not_asked_in_any_base_and_disguise(data: st.DataObject) -> None:
    address = data.draw(inner_addresses())
    assert not may_be_asked(f"http://{data.draw(spelled(address))}/")


@given(st.data())
def test_an_inner_address_is_not_asked_inside_an_ipv6_address(data: st.DataObject) -> None:
    inside, rest = int(data.draw(inner_addresses())), data.draw(st.integers(0, 2**64 - 1))
    whole = data.draw(
        st.sampled_from(
            [
                inside,
                0xFFFF << 32 | inside,
                0xFFFF << 48 | inside,
                0x0064_FF9B << 96 | inside,
                0x0064_FF9B_0001 << 80 | inside,
                0x2002 << 112 | inside << 80 | rest,
                0x2001_0000 << 96 | (rest << 32 | inside ^ 0xFFFF_FFFF) & 2**96 - 1,
            ]
        )
    )
    form = data.draw(st.sampled_from(["compressed", "exploded"]))
    spelling = str(getattr(IPv6Address(whole), form))
    assert not may_be_asked(f"http://[{data.draw(st.sampled_from([spelling, spelling.upper()]))}]/")


@given(st.text(st.sampled_from("htps:/\\@?#[]%.。0x7f1a-_é\u00ad 8"), max_size=30))
def test_what_is_read_is_read_alike_by_every_other_reader(rest: str) -> None:
    try:
        target = read_address("http://" + rest)
    except SpellingError:
        return
    for host, port in [
        (urlsplit(target.address).hostname, urlsplit(target.address).port or 80),
        (URL(target.address, encoded=True).host_subcomponent, URL(target.address, encoded=True).port),
    ]:
        assert ((host or "").strip("[]"), port) == (target.host, target.port)


@given(st.text())
def test_reading_an_address_never_fails_in_another_way(text: str) -> None:
    for spelling in (text, f"http://{text}", f"https://example.com/{text}"):
        assert len(named_host(spelling)) <= 60
        with suppress(SpellingError):
            assert read_address(spelling).host


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("/b", "https://example.com:8443/b"),
        ("b", "https://example.com:8443/a/b"),
        ("?q", "https://example.com:8443/a/page?q"),
        ("../../../b", "https://example.com:8443/b"),
        ("//example.org/b", "https://example.org/b"),
        ("http://example.org", "http://example.org/"),
        ("/a b#c", "https://example.com:8443/a%20b"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location: str, address: str) -> None:
    assert read_redirect(read_address("https://example.com:8443/a/page"), location).address == address


@pytest.mark.parametrize(
    "location",
    [
        "",
        "https:example.org",
        "https:/example.org",
        "https:///example.org",
        "\\\\example.org\\",
        "/\\example.org",
        "//example.org\\@127.0.0.1/",
        "//a@example.org/",
        "javascript:alert(1)",
        "file:///etc/hosts",
        "data:text/html,x",
        "/a\r\nSet-Cookie: b",
        "https://example.org/\x00",
    ],
)
def test_a_redirect_that_readers_disagree_on_is_not_followed(location: str) -> None:
    with pytest.raises(SpellingError):
        read_redirect(read_address("https://example.com/"), location)


@pytest.mark.parametrize(
    ("spelling", "named"),
    [
        ("https://Example.com/a", "Example.com"),
        ("http://0x7f.1:80/", "0x7f.1"),
        ("http://a:secret@example.com/", "example.com"),
        ("http://<!channel>*`_@everyone/", "everyone"),
        ("http://<b>*x*</b>", "bx"),
        ("http://" + "a" * 100, "a" * 59 + "…"),
        ("no address", ""),
    ],
)
def test_a_sentence_names_the_host_as_it_was_written_and_does_no_harm(spelling: str, named: str) -> None:
    assert named_host(spelling) == named
