from __future__ import annotations

import asyncio
import io
import zipfile
from datetime import date

import pytest

from bot.errors import SourceError
from bot.ingest import extract
from bot.ingest.extract import Extractor, can_limit
from bot.ingest.extracted import Hint
from bot.ingest.extracting.limits import Limits
from bot.ingest.extracting.unreadable import explain
from bot.ingest.formats import Format
from bot.ingest.parsers.errors import Reason, UnreadableError
from summarizers.reading.document import MarkKind

SENTENCE = "The Foreign Ministers met in Lisbon and condemned the deliberate cutting of the Skerry cable. "
PAGE = f"""<!DOCTYPE html><html><head><title>Talks</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Talks in Lisbon</h1><p>{SENTENCE * 6}</p><h2>Energy</h2><p>{SENTENCE * 6}</p></article></body></html>"""
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Press</title>
<item><title>Talks</title><link>https://example.org/1</link><description>Met.</description></item></channel></rss>"""
limited = pytest.mark.skipif(not can_limit(), reason="needs a system that can limit a process")


async def refused(raw: bytes, hint: Hint | None = None) -> str:
    async with Extractor() as extractor:
        with pytest.raises(SourceError) as caught:
            await extractor.extract(raw, hint or Hint("a"))
    return caught.value.sentence


@limited
async def test_a_page_comes_back_with_its_marks() -> None:
    async with Extractor() as extractor:
        extracted = await extractor.extract(PAGE.encode(), Hint("example.org", address="https://example.org/1"))
    headings = [extracted.text[m.start : m.end] for m in extracted.marks if m.kind is MarkKind.HEADING]
    assert extracted.format is Format.HTML
    assert "Energy" in headings
    assert "Home" not in extracted.text


@limited
async def test_an_attachment_comes_back_from_the_child() -> None:
    annex = b"{\\rtf1 An annex that is long enough to be read by somebody.}" * 5000
    mail = (
        b"From: Press <a@e.org>\r\nMessage-ID: <1@e>\r\nDate: Thu, 3 Apr 2025 10:00:00 +0000\r\nSubject: Talks\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        + SENTENCE.encode() * 20
        + b"\r\n--b\r\nContent-Type: application/rtf; name=annex.rtf\r\n\r\n"
        + annex
        + b"\r\n--b--\r\n"
    )
    async with Extractor() as extractor:
        extracted = await extractor.extract(mail, Hint("a.eml"))
    assert (extracted.title, extracted.author, extracted.published) == ("Talks", "Press", date(2025, 4, 3))
    assert [(each.name, each.raw) for each in extracted.attachments] == [("annex.rtf", annex)]


@limited
async def test_a_feed_comes_back_with_its_entries() -> None:
    async with Extractor() as extractor:
        feed = await extractor.feed(FEED, Hint("example.org"))
    assert feed.title == "Press"
    assert [(entry.title, entry.address) for entry in feed.entries] == [("Talks", "https://example.org/1")]


async def test_a_small_text_needs_no_child() -> None:
    async with Extractor() as extractor:
        extracted = await extractor.extract("Les ministres ont décidé.".encode("cp1252"), Hint(charset="cp1252"))
        assert extracted.text == "Les ministres ont décidé."
        assert not extractor.processes


@limited
async def test_a_large_text_is_decoded_in_a_child() -> None:
    async with Extractor() as extractor:
        raw = (SENTENCE * 20_000).encode()
        assert (await extractor.extract(raw, Hint())).text == raw.decode()
        assert extractor.processes


@limited
async def test_many_readings_at_once_are_all_answered() -> None:
    async with Extractor() as extractor:
        pages = [PAGE.replace("Lisbon", f"Port {number}") for number in range(30)]
        found = await asyncio.gather(*(extractor.extract(page.encode(), Hint()) for page in pages))
    assert all(f"Talks in Port {number}" in extracted.text for number, extracted in enumerate(found))


@limited
async def test_children_end_with_the_extractor() -> None:
    async with Extractor() as extractor:
        await extractor.warm()
        there = extractor.processes
    assert len(there) == 1
    assert not extractor.processes


@pytest.mark.parametrize(
    ("raw", "hint", "sentence"),
    [
        (b"", Hint(), "That file holds no text. Paste the text or drop another file here."),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(50),
            Hint(),
            "That file is a picture, not a text. Paste the text, or give a page, a PDF, a Word file or a text file.",
        ),
        (
            b"\xff\xd8\xff" + bytes(50),
            Hint(address="https://example.org/a"),
            "That address leads to a picture, not a text. "
            "Paste the text, or give a page, a PDF, a Word file or a text file.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50),
            Hint("a.doc"),
            "That file is an office document of the old kind, not a text. "
            "Save it as .docx or PDF and give that, or paste the text.",
        ),
        (
            b"\x1f\x8b\x08" + bytes(50),
            Hint(),
            "That file is a compressed file, not a text. Unpack it and give the file that is meant.",
        ),
        (
            bytes(range(256)) * 20,
            Hint(),
            "That file is not a text. Paste the text, or give a page, a PDF, a Word file or a text file.",
        ),
        (FEED, Hint(), 'That is a feed, not a text. "feed check <address>" shows what is in it.'),
        pytest.param(
            b"%PDF-1.7\ndamaged",
            Hint(),
            "That PDF is damaged and can't be read. Paste the text or drop another copy here.",
            marks=limited,
        ),
        pytest.param(
            b"<html><body></body></html>",
            Hint(),
            "That page holds no text. Paste the text or drop another file here.",
            marks=limited,
        ),
    ],
)
async def test_what_can_not_be_read_is_told_in_a_sentence(raw: bytes, hint: Hint, sentence: str) -> None:
    assert await refused(raw, hint) == sentence


@limited
async def test_a_page_behind_a_log_in_is_told_apart() -> None:
    page = b"""<html><body><form action="/login"><h1>Sign in</h1><label>User<input name="user"></label>
    <label>Password<input type="password" name="p"></label><button>Log in</button></form></body></html>"""
    assert await refused(page) == (
        "That page shows a log-in form instead of a text. Paste the text or drop the file here."
    )


@limited
async def test_an_archive_that_says_it_is_a_word_file_is_survived() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"\0" * 300_000_000)
    assert (await refused(held.getvalue())).startswith("That Word file is ")


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("form", Format)
def test_every_reason_has_a_sentence_and_a_way_on(reason: Reason, form: Format) -> None:
    sentence = explain(UnreadableError(reason), form, Hint())
    assert sentence.startswith(("That ", "Only "))
    assert sentence.endswith((".", "?"))
    assert "{" not in sentence


async def test_without_limits_only_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "can_limit", lambda: False)
    async with Extractor() as extractor:
        assert (await extractor.extract(SENTENCE.encode(), Hint())).text == SENTENCE
        with pytest.raises(SourceError, match="Only text and Markdown are read here"):
            await extractor.extract(PAGE.encode(), Hint())
        with pytest.raises(SourceError, match="Only text and Markdown are read here"):
            await extractor.feed(FEED, Hint())


async def test_a_setting_lets_all_formats_be_read_without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "can_limit", lambda: False)
    async with Extractor(Limits(allow_unlimited=True)) as extractor:
        assert SENTENCE.strip() in (await extractor.extract(PAGE.encode(), Hint())).text
        with pytest.raises(SourceError, match="damaged"):
            await extractor.extract(b"%PDF-1.7\ndamaged", Hint())
        assert not extractor.processes
