from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.extracted import Hint
from bot.ingest.formats import Format, name_kind, sniff


def archive(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name in names:
            file.writestr(name, "x" * 100)
    return held.getvalue()


MAIL = b"Received: from a by b\r\nFrom: Press <press@example.org>\r\nSubject: Talks\r\n\r\nThe Ministers met.\r\n"
MEMO = b"From: Ann\nTo: Ben\nDate: 3 April 2025\nSubject: Talks\n\nThe Ministers met."
PAGE = "<!DOCTYPE html><html><head><title>Talks</title></head><body><p>The Ministers met.</p></body></html>"
XHTML = f'<?xml version="1.0" encoding="utf-8"?>\n<!-- a comment -->\n{PAGE}'


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        (b"%PDF-1.7\n...", Format.PDF),
        (b"X-Printed-By: mail gateway\r\n\r\n%PDF-1.4\n...", Format.PDF),
        (b"\xef\xbb\xbf%PDF-1.4\n", Format.PDF),
        (b"garbage\n1 0 obj\n<</Type/Catalog>>\nendobj\n", Format.PDF),
        (b"{\\rtf1\\ansi Hello}", Format.RTF),
        (b"\r\n {\\rtf1 Hello}", Format.RTF),
        (archive("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (archive("[Content_Types].xml", "xl/workbook.xml"), Format.OTHER),
        (PAGE.encode(), Format.HTML),
        (PAGE.encode("utf-16"), Format.HTML),
        (PAGE.encode("utf-16-le"), Format.HTML),
        (b"\xef\xbb\xbf\n\n" + PAGE.encode(), Format.HTML),
        (XHTML.encode(), Format.HTML),
        (b"<p>The Ministers met.</p>", Format.HTML),
        (b"<h1>Talks</h1>\nThe Ministers met.", Format.HTML),
        (b"The Ministers met.<div>In <b>Lisbon</b>.</div></body></html><html><body>", Format.HTML),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', Format.FEED),
        (b'<?xml version="1.0"?><!-- c --><feed xmlns="http://www.w3.org/2005/Atom"/>', Format.FEED),
        (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', Format.FEED),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', Format.FEED),
        (MAIL, Format.EMAIL),
        (MEMO, Format.EMAIL),
        (b"From press@example.org Thu Apr 3\n" + MAIL, Format.EMAIL),
        (b"The Ministers met in Lisbon.\n\nThey agreed.", Format.PLAIN),
        (b"Date: 3 April 2025\nSubject: Talks\n\nThe Ministers met.", Format.PLAIN),
        (b"Growth was < 2 % and inflation > 3 %, as <b> said.", Format.PLAIN),
        (b"# Talks\n\nThe Ministers met.", Format.MARKDOWN),
        (b"- one\n- two\n- three\n", Format.MARKDOWN),
        ("外长们谴责了袭击并呼吁停火。".encode("gb18030"), Format.PLAIN),
        (b"", Format.PLAIN),
        (bytes(range(256)) * 20, Format.OTHER),
    ],
)
def test_a_format_is_told_by_content(raw: bytes, form: Format) -> None:
    assert sniff(raw, Hint()) is form


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.eml", "a.txt", ""])
def test_a_name_does_not_make_a_format(name: str) -> None:
    assert sniff(PAGE.encode(), Hint(name, media_type="application/pdf")) is Format.HTML
    assert sniff(b"%PDF-1.7\n", Hint(name, media_type="text/html")) is Format.PDF


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an office document of the old kind"),
        (archive("xl/workbook.xml"), "a spreadsheet"),
        (archive("ppt/presentation.xml"), "a presentation"),
        (archive("notes/a.txt"), "an archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBP" + bytes(50), "a picture"),
        (b"\x00\x00\x00\x20ftypheic" + bytes(50), "a picture"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(50), "a video"),
        (b"\x1f\x8b\x08" + bytes(50), "a compressed file"),
        (b"MZ\x90\x00" + bytes(60), "a program"),
        (bytes(257) + b"ustar\x00" + bytes(50), "an archive"),
    ],
)
def test_what_is_not_read_has_a_name(raw: bytes, kind: str) -> None:
    assert sniff(raw, Hint()) is Format.OTHER
    assert name_kind(raw) == kind


@given(st.binary(max_size=3000), st.text(max_size=20))
def test_any_bytes_have_a_format(raw: bytes, name: str) -> None:
    assert sniff(raw, Hint(name)) in Format
    assert isinstance(name_kind(raw), str)
