"""PDFs that the tests make themselves, read to the end: what the reader shows is what was written."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4, landscape, letter
from reportlab.pdfgen.canvas import Canvas

from bot.ingest.extracted import Extracted, Hint
from bot.ingest.parsers.pdf import parse
from summarizers.reading.document import Document, MarkKind
from summarizers.reading.reader import read
from tests.bot.ingest.parsers.pdf_makings import BOLD, HEADING, SUBHEADING, TITLE, Style, Typesetter
from tests.bot.ingest.parsers.pdf_prose import plain, sentences


def extract(raw: bytes) -> Extracted:
    return parse(raw, Hint())


def document_of(raw: bytes) -> Document:
    extracted = extract(raw)
    return read(extracted.text, extracted.marks)


def texts(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


def headings(document: Document) -> list[str]:
    return [section.heading for section in document.sections if section.heading]


def set_prose(sheet: Typesetter, count: int, seed: int = 0, paragraph: int = 4) -> list[str]:
    """Set sentences in paragraphs; gives them as they should come back."""
    chosen = list(islice(sentences(seed), count))
    for start in range(0, count, paragraph):
        sheet.paragraph(" ".join(chosen[start : start + paragraph]))
    return [plain(sentence) for sentence in chosen]


FEET = {
    "dashes": lambda page: f"- {page} -",
    "long dashes": lambda page: f"– {page} –",
    "bare": lambda page: f"{page}",
    "page of": lambda page: f"Page {page} of 4",
    "slash": lambda page: f"{page}/4",
    "roman": lambda page: ("i", "ii", "iii", "iv", "v", "vi")[page - 1],
    "german": lambda page: f"Seite {page} von 4",
    "french": lambda page: f"Page {page} sur 4",
    "spanish": lambda page: f"Página {page} de 4",
    "brackets": lambda page: f"[{page}]",
    "behind a name": lambda page: f"Central Bank of Merrow | {page}",
    "offset": lambda page: f"{page + 16}",
    "chinese": lambda page: f"Merrow/2026/4 ({page})",
}


@pytest.mark.parametrize("foot", FEET.values(), ids=FEET.keys())
def test_page_numbers_of_every_form_are_in_no_sentence(foot: Callable[[int], str]) -> None:
    def decorate(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(297, 36, foot(page))

    sheet = Typesetter(decorate=decorate)
    sheet.heading("Annual Statement of the Central Bank of Merrow", TITLE)
    written = set_prose(sheet, 110)
    assert texts(document_of(sheet.finished())) == written


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("justify", [False, True], ids=["ragged", "justified"])
def test_running_heads_that_alternate_are_in_no_sentence(columns: int, justify: bool) -> None:
    def decorate(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 8)
        if page % 2:
            canvas.drawString(70, 806, "Ministry of Foreign Affairs of Merrow")
            canvas.drawRightString(525, 806, f"{page}")
        else:
            canvas.drawString(70, 806, f"{page}")
            canvas.drawRightString(525, 806, "Statement on ports and harbours")

    sheet = Typesetter(columns=columns, decorate=decorate, justify=justify)
    sheet.heading("Statement on ports and harbours", TITLE)
    written = set_prose(sheet, 120)
    assert texts(document_of(sheet.finished())) == written


def test_a_foot_in_the_size_of_the_text_is_known_by_its_repetition() -> None:
    def decorate(canvas: Canvas, page: int) -> None:
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(70, 40, "Printed on 4 May 2026")

    sheet = Typesetter(decorate=decorate)
    written = set_prose(sheet, 80)
    assert texts(document_of(sheet.finished())) == written


def test_headings_are_found_by_size_with_their_levels() -> None:
    sheet = Typesetter()
    sheet.heading("Communiqué of the Straits Council", TITLE, centred=True)
    written = []
    for number, (heading, style) in enumerate(
        [("Ports", HEADING), ("Northern ports", SUBHEADING), ("Southern ports", SUBHEADING), ("Next steps", HEADING)]
    ):
        sheet.heading(heading, style)
        written += set_prose(sheet, 12, seed=number)
    document = document_of(sheet.finished())
    assert document.title == "Communiqué of the Straits Council"
    assert headings(document) == ["Ports", "Northern ports", "Southern ports", "Next steps"]
    levels = [section.level for section in document.sections[1:]]
    assert levels[0] == levels[3]
    assert levels[1] == levels[2] == levels[0] + 1
    assert texts(document) == written


def test_bold_lines_in_the_size_of_the_text_are_headings() -> None:
    sheet = Typesetter()
    written = set_prose(sheet, 4)
    sheet.heading("Measures for the harvest", BOLD)
    written += set_prose(sheet, 8, seed=1)
    document = document_of(sheet.finished())
    assert headings(document) == ["Measures for the harvest"]
    assert texts(document) == written


def test_a_heading_over_two_lines_is_one_heading() -> None:
    sheet = Typesetter()
    sheet.heading("Statement", TITLE)
    long_heading = "Measures for the reconstruction of the harbours and light-houses of the northern provinces"
    sheet.heading(long_heading, HEADING)
    set_prose(sheet, 8)
    assert headings(document_of(sheet.finished())) == [long_heading]


def test_a_title_stands_above_both_columns() -> None:
    sheet = Typesetter(columns=2, justify=True)
    sheet.heading("Statement of the partner states on the harvest of the coming year", TITLE)
    written = set_prose(sheet, 60)
    document = document_of(sheet.finished())
    assert document.title == "Statement of the partner states on the harvest of the coming year"
    assert texts(document) == written


def test_notes_and_their_markers_are_in_no_sentence() -> None:
    sheet = Typesetter()
    chosen = list(islice(sentences(0), 90))
    for start in range(0, 90, 3):
        if start % 9 == 0:
            marker = str(start // 9 + 1)
            chosen[start] = chosen[start].replace(" as item", f"{{{marker}}} as item", 1)
            sheet.note(marker, "See the annex to the communiqué, which lists the harbours and their depths in full.")
        sheet.paragraph(" ".join(chosen[start : start + 3]))
    assert texts(document_of(sheet.finished())) == [plain(sentence) for sentence in chosen]


def test_notes_stand_below_each_of_two_columns() -> None:
    sheet = Typesetter(columns=2, justify=True)
    chosen = list(islice(sentences(0), 80))
    for start in range(0, 80, 4):
        if start % 20 == 0:
            marker = str(start // 20 + 1)
            chosen[start] = chosen[start][:-1] + f".{{{marker}}}"
            sheet.note(marker, "The figures are those of the statistical office, as they were known in May.")
        sheet.paragraph(" ".join(chosen[start : start + 4]))
    assert texts(document_of(sheet.finished())) == [plain(sentence) for sentence in chosen]


def test_a_raised_figure_that_marks_no_note_stays() -> None:
    sheet = Typesetter()
    sheet.paragraph("The harbour grows by 400 m{2} and holds 10{3} ships, which is more than it ever held before.")
    assert texts(document_of(sheet.finished())) == [
        "The harbour grows by 400 m² and holds 10³ ships, which is more than it ever held before."
    ]


def test_hyphens_that_belong_to_a_word_stay() -> None:
    sheet = Typesetter()
    written = [
        "The long-term co-operation of the partners needs well-trained officers and up-to-date instruments at sea.",
        "The co-operation on short- and long-term lending goes on with the Asia-Pacific partners until March 2027.",
        "A long-term plan for the Asia-Pacific region, with well-trained officers, will be adopted by then.",
    ]
    for inset in range(0, 90, 3):
        sheet.paragraph(" ".join(sentence.replace("-", "-\u00ad") for sentence in written), x=float(inset) * 3)
    assert set(texts(document_of(sheet.finished()))) == set(written)


def test_items_stay_items() -> None:
    sheet = Typesetter()
    sheet.paragraph("The partners will take the following steps:")
    items = [
        "open the harbours of the northern provinces to the ships of all partner states by the end of the month of June;",
        "lower the duties on grain;",
        "publish the results of the review, together with the figures of the statistical offices of all partner states.",
    ]
    for item in items:
        sheet.paragraph(item, hanging="•")
    set_prose(sheet, 4)
    extracted = extract(sheet.finished())
    marked = [extracted.text[m.start : m.end] for m in extracted.marks if m.kind is MarkKind.LIST_ITEM]
    assert marked == [f"• {item}" for item in items]
    assert texts(read(extracted.text, extracted.marks))[1:4] == items


def test_numbered_paragraphs_stay_apart() -> None:
    sheet = Typesetter()
    written = []
    for number, sentence in enumerate(islice(sentences(3), 30), 1):
        sheet.paragraph(f"{sentence} {sentence}", hanging=f"{number}.")
        written.append(plain(sentence))
    document = document_of(sheet.finished())
    assert [paragraph.label for paragraph in document.paragraphs] == [f"{number}." for number in range(1, 31)]
    assert texts(document)[::2] == written


def test_a_table_is_in_no_sentence() -> None:
    sheet = Typesetter()
    written = set_prose(sheet, 6)
    sheet.table(
        [["Country", "2024", "2025"], ["Merrow", "1.2", "2.4"], ["Lisbon", "0.8", "1.9"], ["Arvel", "3.2", "3.1"]],
        [120, 60, 60],
    )
    written += set_prose(sheet, 6, seed=1)
    extracted = extract(sheet.finished())
    tables = [extracted.text[m.start : m.end] for m in extracted.marks if m.kind is MarkKind.TABLE]
    assert len(tables) == 1
    assert "Lisbon\t0.8\t1.9" in tables[0]
    assert texts(read(extracted.text, extracted.marks)) == written


@pytest.mark.parametrize(
    "size", [A4, letter, landscape(A4), landscape(letter)], ids=["A4", "letter", "landscape A4", "landscape letter"]
)
@pytest.mark.parametrize("indent", [0.0, 16.0], ids=["block", "indented"])
def test_paragraphs_go_on_over_the_page_on_any_paper(size: tuple[float, float], indent: float) -> None:
    sheet = Typesetter(size=size, indent=indent, paragraph_gap=0.0 if indent else 7.0, justify=bool(indent))
    written = set_prose(sheet, 100, paragraph=5)
    document = document_of(sheet.finished())
    assert texts(document) == written
    assert len(document.paragraphs) <= 22


def test_each_sentence_knows_the_page_it_begins_on() -> None:
    begun: dict[str, int] = {}
    pages = 0

    def decorate(canvas: Canvas, page: int) -> None:
        nonlocal pages
        pages = page

    sheet = Typesetter(decorate=decorate)
    for number in range(150):
        sentence = f"Sentence {number} tells of the harbour and of the ships that it holds during the winter months."
        sheet.paragraph(sentence)
        begun[sentence] = pages
        if number % 10 == 9:
            sheet.heading(f"Part {number // 10 + 2}")
    document = document_of(sheet.finished())
    found = {sentence.text: sentence.page for sentence in document.sentences}
    assert pages > 3
    # A paragraph that goes on over a page counts for the page of its first line: the typesetter notes its last.
    assert set(found) == set(begun)
    assert all(found[text] in (page, page - 1) for text, page in begun.items())
    assert sum(found[text] == page for text, page in begun.items()) >= 140


def test_a_paragraph_over_a_page_end_has_sentences_of_both_pages() -> None:
    sheet = Typesetter()
    set_prose(sheet, 200, paragraph=200)
    document = document_of(sheet.finished())
    assert len(document.paragraphs) == 1
    pages = [sentence.page for sentence in document.sentences]
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert pages[0] == 1
    assert pages[-1] is not None
    assert pages[-1] > 2


def test_a_slanted_or_large_stamp_is_in_no_sentence() -> None:
    def finish(canvas: Canvas, page: int) -> None:
        canvas.saveState()
        canvas.setFillGray(0.8)
        canvas.setFont("Helvetica-Bold", 90)
        canvas.drawString(120, 500, "DRAFT")
        canvas.translate(300, 300)
        canvas.rotate(45)
        canvas.drawCentredString(0, 0, "CONFIDENTIAL")
        canvas.restoreState()

    sheet = Typesetter(finish=finish)
    written = set_prose(sheet, 70)
    assert texts(document_of(sheet.finished())) == written


def test_a_title_spaced_out_letter_by_letter_is_read_as_words() -> None:
    sheet = Typesetter()
    sheet.canvas.setFont("Helvetica-Bold", 20)
    sheet.canvas.drawString(70, 790, "J O I N T   S T A T E M E N T")
    written = set_prose(sheet, 10)
    extracted = extract(sheet.finished())
    assert extracted.title == "JOINT STATEMENT"
    assert texts(read(extracted.text, extracted.marks)) == written


def test_an_initial_over_several_lines_begins_its_word() -> None:
    sheet = Typesetter()
    sheet.canvas.setFont("Times-Bold", 36)
    sheet.canvas.drawString(70, 745, "T")
    sheet.canvas.setFont("Times-Roman", 11)
    for number, line in enumerate(
        ("he Council met in Lisbon and decided to open the harbours of the north to all", "ships of the partners, and")
    ):
        sheet.canvas.drawString(97, 761 - 13.5 * number, line)
    sheet.canvas.drawString(70, 734, "to lower the duties on grain.")
    assert texts(document_of(sheet.finished())) == [
        "The Council met in Lisbon and decided to open the harbours of the north to all ships of the partners, and to"
        " lower the duties on grain."
    ]


def test_numbers_of_lines_in_the_margin_are_in_no_sentence() -> None:
    sheet = Typesetter()
    written = set_prose(sheet, 20, paragraph=20)
    for number in range(1, 31):
        sheet.canvas.setFont("Helvetica", 7)
        sheet.canvas.drawRightString(55, 842 - 70 - 11 - 13.5 * (number - 1), f"{number}")
    assert texts(document_of(sheet.finished())) == written


def test_a_head_that_comes_once_is_known_by_the_number_of_its_page() -> None:
    def decorate(canvas: Canvas, page: int) -> None:
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(70, 800, f"{page} Communiqué" if page == 2 else f"Straits Council {page}")

    sheet = Typesetter(decorate=decorate)
    written = set_prose(sheet, 100)
    assert texts(document_of(sheet.finished())) == written


def test_headings_that_count_like_the_pages_stay() -> None:
    sheet = Typesetter()
    for number in range(1, 4):
        sheet.heading(f"Annex {number}")
        set_prose(sheet, 6, seed=number)
        sheet.new_page()
    assert headings(document_of(sheet.finished())) == ["Annex 2", "Annex 3"]


def test_a_numbered_paragraph_at_the_top_of_a_page_keeps_its_number() -> None:
    sheet = Typesetter()
    for number, sentence in enumerate(islice(sentences(5), 3), 1):
        sheet.paragraph(f"{plain(sentence)} {plain(sentence)}", hanging=f"{number}.", x=0.0)
        sheet.new_page()
    assert [paragraph.label for paragraph in document_of(sheet.finished()).paragraphs] == ["1.", "2.", "3."]


def test_a_bold_lead_of_a_paragraph_is_marked() -> None:
    sheet = Typesetter()
    sheet.canvas.setFont("Times-Bold", 11)
    sheet.canvas.drawString(70, 700, "Fisheries.")
    sheet.canvas.setFont("Times-Roman", 11)
    sheet.canvas.drawString(125, 700, "The Council agreed to open the northern waters to the ships of all partners.")
    extracted = extract(sheet.finished())
    assert [extracted.text[m.start : m.end] for m in extracted.marks if m.kind is MarkKind.BOLD] == ["Fisheries."]


_WORDS = st.lists(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzäéñß", min_size=3, max_size=14), min_size=60, max_size=400
)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(_WORDS, st.sampled_from([1, 2]), st.sampled_from(["Times-Roman", "Helvetica", "Courier"]))
def test_every_word_comes_back_once_and_in_order(words: list[str], columns: int, font: str) -> None:
    sheet = Typesetter(columns=columns)
    paragraphs = [words[start : start + 40] for start in range(0, len(words), 40)]
    for paragraph in paragraphs:
        sheet.paragraph("Word " + " ".join(paragraph) + " end.", Style(font))
    assert extract(sheet.finished()).text.split() == sheet.words
