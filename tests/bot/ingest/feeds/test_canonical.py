from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.feeds.canonical import canonical_address

PAGE = "https://ministry.example/news/1?id=7"


@pytest.mark.parametrize(
    "address",
    [
        "http://ministry.example/news/1?id=7",
        "HTTPS://WWW.Ministry.Example/news/1?id=7",
        "https://ministry.example:443/news/1?id=7",
        "http://ministry.example:80/news/1?id=7",
        "https://ministry.example./news/1/?id=7",
        "https://press:secret@ministry.example/news/1?id=7",
        " https://ministry.example/news/1?id=7\n",
        "https://ministry.example//news/./x/../1?id=7",
        "https://ministry.example/%6Eews/1?id=7",
        "https://ministry.example/news/1/index.html?id=7",
        "https://ministry.example/news/1?id=7#comments",
        "https://ministry.example/news/1?id=7#xtor=RSS-1",
        "https://ministry.example/news/1?&id=7&",
        "https://ministry.example/news/1?utm_source=rss&utm_medium=feed&id=7",
        "https://ministry.example/news/1?utm_source=rss&amp;id=7",
        "https://ministry.example/news/1?id=7&UTM_Campaign=x",
        "https://ministry.example/news/1?id=7&fbclid=IwAR0x&gclid=abc",
        "https://ministry.example/news/1?id=7&mc_cid=1&mc_eid=2",
        "https://ministry.example/news/1?at_medium=RSS&at_campaign=KARANGA&id=7",
        "https://ministry.example/news/1?id=7&ref=rss",
        "https://ministry.example/news/1?id=7&ref=news.example",
        "https://ministry.example/news/1?id=7&source=rss_feed",
        "https://ministry.example/news/1?id=7&ref=",
        "https://ministry.example/news/1?id=7&wt_mc=rss.ho.beitrag.rdf",
        "https://ministry.example/news/1;jsessionid=0A1B2C?id=7",
        "https://ministry.example/(S(x1y2z3a4b5c6))/news/1?id=7",
        "https://ministry.example/news/1?PHPSESSID=a1b2c3&id=7",
        "https://ministry.example/news/1?sid=0123456789abcdef0123&id=7",
        "feed:https://ministry.example/news/1?id=7",
        "feed://ministry.example/news/1?id=7",
    ],
)
def test_addresses_of_one_page_have_one_form(address: str) -> None:
    assert canonical_address(address) == PAGE


@pytest.mark.parametrize(
    "address",
    [
        "https://ministry.example/news/1?id=8",
        "https://ministry.example/news/1?id=7&p=2",
        "https://ministry.example/news/1?id=7&article=x",
        "https://ministry.example/news/1?id=7&lang=fr",
        "https://ministry.example/news/1?id=7&sid=123",
        "https://ministry.example/news/1?id=7&ref=IP_25_123",
        "https://ministry.example/news/1?id=7&ref=annex.pdf",
        "https://ministry.example/news/1?id=7&cid=4711",
        "https://ministry.example/news/1?id=7&token=0123456789abcdef0123",
        "https://ministry.example/news/1?id=7&source=council-of-ministers",
        "https://ministry.example/news/1?ID=7",
        "https://ministry.example/News/1?id=7",
        "https://ministry.example/news%2F1?id=7",
        "https://ministry.example:8443/news/1?id=7",
        "https://press.ministry.example/news/1?id=7",
        "https://ministry.example/news/1?id=7#!/second",
        "https://ministry.example/news/1?id=7#/second",
    ],
)
def test_addresses_of_other_pages_have_other_forms(address: str) -> None:
    assert canonical_address(address) != PAGE


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("https://ministry.example", "https://ministry.example/"),
        ("https://ministry.example/?b=2&a=1&a=0", "https://ministry.example/?a=0&a=1&b=2"),
        ("https://ministry.example/?q=a+b", "https://ministry.example/?q=a%20b"),
        ("https://MÜNCHEN.example/ä?ö=ü", "https://xn--mnchen-3ya.example/%C3%A4?%C3%B6=%C3%BC"),
        ("https://xn--mnchen-3ya.example/%c3%a4?%c3%b6=%c3%bc", "https://xn--mnchen-3ya.example/%C3%A4?%C3%B6=%C3%BC"),
        ("http://[2001:DB8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("https://www.example/a", "https://www.example/a"),
        ("https://ministry.example/100%", "https://ministry.example/100%25"),
        ("https://ministry.example/../../a", "https://ministry.example/a"),
        ("https://ministry.example/a/index.php/index.html", "https://ministry.example/a"),
        ("mailto:press@ministry.example", "mailto:press@ministry.example"),
        (" tag:ministry.example,2025:7 ", "tag:ministry.example,2025:7"),
        ("https://[not-an-address/", "https://[not-an-address/"),
        ("https://ministry.example:x/", "https://ministry.example:x/"),
        ("https:///path", "https:///path"),
        ("", ""),
    ],
)
def test_the_form_of_an_address(address: str, form: str) -> None:
    assert canonical_address(address) == form


_PIECES = st.sampled_from(
    [
        *"/?&=#;%+.@:[] A",
        "//",
        "..",
        "%41",
        "%2f",
        "amp;",
        "id=7",
        "utm_a=1",
        "www.",
        "index.html",
        "ref=rss",
        "sid=0123456789abcdef0",
        "(S(12345678))",
        "ä",
        "ß",
        "İ",
        "\u3002",
        "\ud800",
        "\x00",
    ]
)
_TAILS = st.one_of(st.text(), st.lists(_PIECES, max_size=12).map("".join))
_HOSTS = st.from_regex(r"(www\.){0,2}[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?(\.[a-z]{2,6}){1,2}", fullmatch=True)
_ADDRESSES = st.one_of(
    st.text(), st.builds("{}{}".format, st.sampled_from(["http://", "https://", "feed:", "HTTP:"]), _TAILS)
)


@given(_ADDRESSES)
def test_the_form_of_a_form_is_itself(address: str) -> None:
    form = canonical_address(address)
    assert canonical_address(form) == form


@given(st.sampled_from(["http", "https", "HTTPS"]), _HOSTS, _TAILS)
def test_the_host_stays(scheme: str, host: str, tail: str) -> None:
    form = canonical_address(f"{scheme}://{host}/{tail}")
    assert f"{host}.".endswith(f"{urlsplit(form).hostname}.")
    assert set(host.removesuffix(urlsplit(form).hostname or "").split(".")) <= {"www", ""}


@given(st.permutations(["a=1", "b=2", "a=2", "c", "utm_a=3"]))
def test_the_order_of_parameters_does_not_matter(parameters: list[str]) -> None:
    assert canonical_address(f"https://a.example/?{'&'.join(parameters)}") == "https://a.example/?a=1&a=2&b=2&c="
