from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.ingest.extracted import Hint
from bot.ingest.feeds.parsed import MOST_ENTRIES, ParsedFeed
from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.feed import entries as feed_entries
from bot.ingest.parsers.feed.dates import read_moment
from bot.ingest.parsers.feed.parsing import parse_feed
from tests.bot.ingest.feeds.feeding import FEED, NOON, atom, item, only, parsed, rss
from tests.shared import shared_folder

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Press",
    "home_page_url": "https://ministry.example/",
    "items": [
        {
            "id": 7,
            "url": "/n/7",
            "title": "Seven",
            "content_html": "<p>One.</p><p>Two.</p>",
            "date_published": "2025-04-03T14:00:00+02:00",
            "authors": [{"name": "A. Bee"}],
        }
    ],
}
NAMES = {
    "RSS 2.0": rss(item("A")),
    "RSS 0.92": b'<rss version="0.92"><channel><item><title>A</title></item></channel></rss>',
    "RSS 1.0": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    b'<channel rdf:about="https://a.example/"><title>T</title></channel><item><title>A</title></item></rdf:RDF>',
    "Atom 1.0": atom("<title>A</title>"),
    "JSON Feed 1.1": json.dumps(JSON_FEED).encode(),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_says_which_format_it_is_in(name: str) -> None:
    feed = parsed(NAMES[name])
    assert (feed.format, len(feed.entries), feed.is_malformed) == (name, 1, False)


def test_an_entry_of_rss_keeps_its_title_address_date_id_and_text() -> None:
    entry = only(
        rss(item("A &amp; B", "/n/1", "<p>One.</p><p>Two.</p>", guid="x", pubDate="Thu, 03 Apr 2025 14:00 +0200"))
    )
    assert (entry.title, entry.address) == ("A & B", "https://ministry.example/n/1")
    assert (entry.published, entry.guid, entry.text, entry.is_content) == (NOON, "x", "One. Two.", False)


def test_an_entry_of_atom_keeps_its_content_rather_than_its_summary() -> None:
    content = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All of it, <a href="q">here</a>.</p></div></content>'
    link = '<link href="n/1"/><updated>2025-04-03T12:00:00Z</updated>'
    entry = only(atom(f"<title>A</title>{link}<summary>Some.</summary>{content}"))
    assert (entry.text, entry.is_content, entry.updated) == ("All of it, here.", True, NOON)
    assert 'href="https://ministry.example/press/q"' in entry.html


def test_an_entry_of_json_feed_keeps_its_title_address_date_id_author_and_text() -> None:
    entry = only(json.dumps(JSON_FEED))
    assert (entry.title, entry.address, entry.guid) == ("Seven", "https://ministry.example/n/7", "7")
    assert (entry.published, entry.author, entry.text, entry.is_content) == (NOON, "A. Bee", "One. Two.", True)


def test_plain_text_of_a_json_feed_is_not_taken_for_markup() -> None:
    entry = only(
        '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_text":"If a <b or c.\\n\\nThen."}]}'
    )
    assert (entry.text, entry.html) == ("If a <b or c. Then.", "<p>If a &lt;b or c.</p><p>Then.</p>")


@pytest.mark.parametrize(
    ("inside", "address"),
    [
        ("<link>https://a.example/1</link><guid>https://b.example/2</guid>", "https://a.example/1"),
        ("<guid>https://b.example/2</guid>", "https://b.example/2"),
        ('<guid isPermaLink="false">https://b.example/?p=2</guid>', "https://b.example/?p=2"),
        ("<guid>12345</guid>", None),
        ("<guid>tag:b.example,2025:2</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>mailto:press@a.example</link><guid>https://b.example/2</guid>", "https://b.example/2"),
        ('<enclosure url="/s.pdf" type="application/pdf" length="1"/>', "https://ministry.example/s.pdf"),
        ('<enclosure url="/s.mp3" type="audio/mpeg" length="1"/>', None),
        ("<link>https://a.example/get?a=1&amp;amp;b=2</link>", "https://a.example/get?a=1&b=2"),
        (
            '<link>https://count.example/r/1</link><o:origLink xmlns:o="http://rssnamespace.org/feedburner/ext/1.0">'
            "https://a.example/1</o:origLink>",
            "https://a.example/1",
        ),
    ],
)
def test_an_entry_leads_to_its_own_page(inside: str, address: str | None) -> None:
    assert only(rss(f"<item><title>A</title>{inside}</item>")).address == address


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 03 Apr 2025 12:00:00 GMT", NOON),
        ("Wed, 03 Apr 2025 12:00:00 +0000", NOON),
        ("Do, 03 Apr 2025 14:00:00 +0200", NOON),
        ("03 Apr 2025 14:00:00 CEST", NOON),
        ("Thu, 03 Apr 2025 08:00:00 EDT", NOON),
        ("2025-04-03T12:00:00Z", NOON),
        ("2025-04-03T21:00:00.123+09:00", NOON.replace(microsecond=123_000)),
        ("2025-04-03 14:00:00 +0200", NOON),
        ("2025-04-03 12:00 UTC", NOON),
        ("April 3, 2025 12:00 PM", NOON),
        ("3 avril 2025", datetime(2025, 4, 3, tzinfo=UTC)),
        ("03.04.2025 12:00", NOON),
        ("2025年4月3日 12:00", NOON),
        ("Thu, 31 Feb 2025 12:00:00 GMT", None),
        ("03/04/2025", None),
        ("2025-04", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("3 April 2025 to 9 May 2025", None),
        ("yesterday", None),
        ("", None),
        ("9" * 5_000, None),
    ],
)
def test_dates_are_read_as_feeds_write_them_and_never_invented(written: str, moment: datetime | None) -> None:
    assert read_moment(written) == moment


def test_a_date_that_cant_be_read_leaves_the_entry_without_one() -> None:
    assert only(rss(item("A", pubDate="soon"))).moment is None


def test_entries_come_newest_first_and_one_without_a_date_stays_beside_the_one_before_it() -> None:
    days = [("old", "2025-04-01"), ("beside", ""), ("new", "2025-04-03"), ("also beside", "")]
    feed = parsed(rss(*(item(title, pubDate=day) for title, day in days)))
    assert [entry.title for entry in feed.entries] == ["new", "also beside", "old", "beside"]


def test_the_newest_entries_are_kept_and_all_are_counted() -> None:
    many = MOST_ENTRIES + 5
    feed = parsed(
        rss(*(item(f"{number}", pubDate=f"{2000 + number // 12}-{number % 12 + 1:02}-01") for number in range(many)))
    )
    assert (feed.total, len(feed.entries), feed.entries[0].title) == (many, MOST_ENTRIES, str(many - 1))


def test_a_text_beyond_the_limit_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_entries, "LONGEST_CONTENT", 10)
    entry = only(rss(item("A", text="word " * 9)))
    assert (entry.text, entry.is_cut) == ("word word", True)


def test_all_texts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_entries, "MOST_CONTENT", 25)
    feed = parsed(rss(*(item(str(number), text="0123456789") for number in range(4))))
    assert [len(entry.text) for entry in feed.entries] == [10, 5, 0, 0]
    assert [entry.is_cut for entry in feed.entries] == [False, True, True, True]


def test_what_acts_in_an_entrys_markup_is_gone_and_its_words_stay() -> None:
    content = (
        '<script>evil()</script><style>p{}</style><p onclick="evil()" style="x">One <a href="java&#10;script:evil()">two</a></p>'
        '<iframe src="https://evil.example/"></iframe><form><input value="x"></form><img src="data:x" onerror="evil()">three<!-- evil -->'
    )
    entry = only(rss(item("A", content=content)))
    assert (entry.text, "evil" in entry.html) == ("One two three", False)


def test_a_title_with_markup_or_double_entities_is_plain() -> None:
    titles = ["A &lt;b&gt;bold&lt;/b&gt; plan", "Caf&amp;eacute; &amp;#8220;x&amp;#8221;", "R&amp;D of List&lt;Int&gt;"]
    feed = parsed(rss(*(f"<item><title>{title}</title></item>" for title in titles)))
    assert [entry.title for entry in feed.entries] == ["A bold plan", "Café “x”", "R&D of List<Int>"]


@pytest.mark.parametrize(
    "raw",
    [
        rss(item("Žluťoučký")).replace(b"</rss>", b""),
        rss(item("Žluťoučký")).replace(b"<rss", b"\n<!-- x --> <?xml version='1.0'?><rss"),
        b"<br><b>Warning</b>: line 3" + rss(item("Žluťoučký")),
        rss(item("Žluťoučký"), "<item><title>a & b"),
        rss(item("Žluťoučký"), "<x:y>undeclared</x:y>"),
    ],
)
def test_a_malformed_feed_is_read_all_the_same(raw: bytes) -> None:
    assert "Žluťoučký" in [entry.title for entry in parsed(raw).entries]


def test_a_malformed_feed_says_so() -> None:
    assert parsed(rss(item("A")).replace(b"</rss>", b"")).is_malformed


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "iso-8859-1", None),
        ("utf-8", None, "iso-8859-1"),
        ("cp1251", "windows-1251", None),
        ("cp1251", None, "windows-1251"),
        ("koi8-r", "koi8-r", "utf-8"),
        ("utf-16", "utf-16", None),
        ("utf-16-be", None, None),
        ("utf-32-le", "utf-32", None),
        ("utf-8-sig", "utf-16", None),
    ],
)
def test_a_feed_is_read_in_its_encoding_whatever_is_declared(
    encoding: str, declared: str | None, charset: str | None
) -> None:
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    raw = (prolog + rss(item("Совместное заявление министров")).decode()).encode(encoding)
    assert parsed(raw, charset=charset).entries[0].title == "Совместное заявление министров"


def test_a_declaration_counts_where_the_bytes_tell_too_little() -> None:
    raw = b'<?xml version="1.0" encoding="iso-8859-2"?>' + rss(item("Łódź")).decode().encode("iso-8859-2")
    assert parsed(raw).entries[0].title == "Łódź"


def test_japanese_in_escapes_is_read_although_it_is_ascii() -> None:
    raw = b'<?xml version="1.0" encoding="iso-2022-jp"?>' + rss(item("共同声明")).decode().encode("iso-2022-jp")
    assert parsed(raw).entries[0].title == "共同声明"


def test_one_forbidden_character_does_not_spoil_a_feed() -> None:
    feed = parsed(rss(item("A\x00\x08B")))
    assert (feed.entries[0].title, feed.is_malformed) == ("AB", False)


def test_entities_are_neither_multiplied_nor_fetched() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    feed = parsed(doctype.encode() + rss("<item><title>x &b; &c;</title></item>"))
    assert feed.entries[0].title == "x &b; &c;"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\x00", Reason.EMPTY),
        (b"A statement of the ministers.", Reason.NOT_A_FEED),
        (b"<html><body><p>what &lt;rss is: <rss></p></body></html>", Reason.NOT_A_FEED),
        (b"<!-- x --><!DOCTYPE html><html><head><title>rss</title></head><feed></html>", Reason.NOT_A_FEED),
        (b"<?xml version='1.0'?><svg></svg>", Reason.NOT_A_FEED),
        (b'{"items":[]}', Reason.NOT_A_FEED),
        (b'{"a": 1}', Reason.NOT_A_FEED),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', Reason.DAMAGED),
        (b"[" * 200_000, Reason.TOO_DEEP),
        (b"\x1f\x8b\x08" + bytes(range(256)) * 9, Reason.NOT_TEXT),
    ],
)
def test_what_is_no_feed_says_why(raw: bytes, reason: Reason) -> None:
    with pytest.raises(UnreadableError) as caught:
        parsed(raw)
    assert caught.value.reason is reason


def test_a_feed_survives_the_way_to_the_parent() -> None:
    feed = parsed(rss(item("A", "/1", "text", pubDate="2025-04-03"), item("B"), title="Ž \U0001f4dc"))
    assert ParsedFeed.from_json(json.loads(json.dumps(feed.to_json()))) == feed


@pytest.mark.parametrize(
    "change",
    [
        {"entries": "x"},
        {"entries": [7]},
        {"title": 7},
        {"total": -1},
        {"total": True},
        {"is_malformed": "no"},
        {"site": "file:///etc/passwd"},
        {"entries": [{}] * (MOST_ENTRIES + 1)},
    ],
)
def test_the_parent_takes_nothing_but_a_feed_from_a_child(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no|not|neither"):
        ParsedFeed.from_json(parsed(rss(item("A"))).to_json() | change)


@pytest.mark.parametrize(
    "change", [{"address": "javascript:x"}, {"published": "2025-04-03"}, {"text": None, "is_cut": 1}]
)
def test_the_parent_takes_nothing_but_entries_from_a_child(change: dict[str, object]) -> None:
    feed = parsed(rss(item("A", "/1"))).to_json()
    feed["entries"][0] |= change
    with pytest.raises(ValueError, match=r"no|not|neither"):
        ParsedFeed.from_json(feed)


def test_every_hostile_feed_is_read_or_refused_with_a_reason() -> None:
    files = sorted(shared_folder("corpus/feeds").iterdir())
    outcomes = {}
    for file in files:
        try:
            outcomes[file.name] = parse_feed(file.read_bytes(), Hint(address=FEED)).format
        except UnreadableError as error:
            outcomes[file.name] = error.reason
    assert len(outcomes) == len(files) > 40
    assert {name for name, outcome in outcomes.items() if outcome is Reason.NOT_A_FEED} == {
        name for name in outcomes if name.startswith("patt__")
    }
    assert set(outcomes.values()) & set(Reason) == {Reason.NOT_A_FEED}
