"""Which PDFs are refused, with which reason, and what the properties of a file are worth."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bot.ingest.extracted import Hint
from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.pdf import opening, parse
from summarizers.reading.reader import read
from tests.bot.ingest.parsers.pdf_makings import HEADING, Typesetter
from tests.bot.ingest.parsers.pdf_prose import plain, sentences
from tests.shared import shared_folder

SENTENCE = "The Council decided to open the harbours of the north to the ships of all partner states."


def one_page(words: str = SENTENCE, *, encrypt: StandardEncryption | None = None, **properties: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt)
    canvas.setTitle(properties.get("title", ""))
    canvas.setAuthor(properties.get("author", ""))
    canvas.drawString(70, 750, words)
    canvas.save()
    return buffer.getvalue()


def reason_of(raw: bytes) -> Reason:
    with pytest.raises(UnreadableError) as caught:
        parse(raw, Hint())
    return caught.value.reason


def test_a_picture_of_a_page_is_scanned() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number in range(2):
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (200, 210, 220))), 0, 0, *A4)
        canvas.drawCentredString(297, 30, f"{number + 1}")
        canvas.showPage()
    canvas.save()
    assert reason_of(buffer.getvalue()) is Reason.SCANNED


def test_a_blank_page_is_empty() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.showPage()
    canvas.save()
    assert reason_of(buffer.getvalue()) is Reason.EMPTY


def test_a_file_with_a_password_is_encrypted() -> None:
    assert reason_of(one_page(encrypt=StandardEncryption("secret", "owner", strength=128))) is Reason.ENCRYPTED


def test_a_file_that_only_its_owners_password_protects_is_read() -> None:
    raw = one_page(encrypt=StandardEncryption("", "owner", canPrint=0, canCopy=0, strength=128))
    assert parse(raw, Hint()).text == SENTENCE


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7\nnothing of the kind", one_page()[:300]], ids=["none", "junk", "cut"])
def test_what_no_library_can_open_is_damaged(raw: bytes) -> None:
    assert reason_of(raw) is Reason.DAMAGED


def test_more_pages_than_are_read_are_too_long() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(501):
        canvas.drawString(70, 700, "x")
        canvas.showPage()
    canvas.save()
    assert reason_of(buffer.getvalue()) is Reason.TOO_LONG


def test_pypdf_reads_what_pdfium_cannot_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(raw: bytes, most_pages: int) -> None:
        message = "broken"
        raise pypdfium2.PdfiumError(message)

    def decorate(canvas: Canvas, page: int) -> None:
        canvas.drawString(70, 800, "Ministry of Ports")
        canvas.drawCentredString(297, 30, f"Page {page}")

    sheet = Typesetter(decorate=decorate)
    chosen = [next(sentences(number)) for number in range(90)]
    for start in range(0, 90, 3):
        sheet.paragraph(" ".join(chosen[start : start + 3]))
    monkeypatch.setattr(opening, "read_with_pdfium", fail)
    extracted = parse(sheet.finished(), Hint())
    document = read(extracted.text, extracted.marks)
    assert [sentence.text for sentence in document.sentences] == [plain(sentence) for sentence in chosen]
    assert document.sentences[-1].page == 3


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - statement.docx", "untitled", "press_release_v3_final.indd", "PowerPoint Presentation", "Menu"],
)
def test_a_title_that_says_nothing_of_the_text_is_not_taken(title: str) -> None:
    assert parse(one_page(title=title), Hint()).title is None


def test_a_title_whose_words_the_text_holds_is_taken() -> None:
    assert parse(one_page(title="Open harbours of the north"), Hint()).title == "Open harbours of the north"


def test_without_a_title_of_its_own_the_first_heading_is_taken() -> None:
    sheet = Typesetter()
    sheet.heading("Statement on the harbours", HEADING)
    sheet.paragraph(SENTENCE)
    assert parse(sheet.finished(), Hint()).title == "Statement on the harbours"


@pytest.mark.parametrize(("author", "expected"), [("Ministry of Ports", "Ministry of Ports"), ("jdoe", None)])
def test_an_author_is_a_name_not_an_account(author: str, expected: str | None) -> None:
    assert parse(one_page(author=author), Hint()).author == expected


def test_the_day_a_file_was_made_is_not_its_date_of_publication() -> None:
    assert parse(one_page(), Hint()).published is None


def test_every_damaged_file_of_the_collection_is_read_or_refused_with_a_reason() -> None:
    files = sorted(shared_folder("corpus/pdf").glob("*.pdf"))
    assert files
    for path in files:
        try:
            assert parse(path.read_bytes(), Hint()).text
        except UnreadableError as error:
            assert error.reason in set(Reason)  # noqa: PT017
