"""Word files that the tests make themselves, with python-docx and with the markup that it does not write."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.shared import Pt

from bot.ingest.extracted import Extracted, Hint
from bot.ingest.formats import Format
from bot.ingest.parsers.docx import parse
from bot.ingest.parsers.errors import Reason, UnreadableError
from summarizers.reading.document import MarkKind
from summarizers.reading.reader import read

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def packed(document: Word) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def extract(document: Word) -> Extracted:
    return parse(packed(document), Hint())


def reason_of(raw: bytes) -> Reason:
    with pytest.raises(UnreadableError) as caught:
        parse(raw, Hint())
    return caught.value.reason


def insert(document: Word, markup: str) -> None:
    """Put markup of paragraphs at the end of a document."""
    body = document.element.body
    for element in parse_xml(f"<w:body {_NAMES}>{markup}</w:body>"):
        body.insert(len(body) - 1, element)


def paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def marked(extracted: Extracted, kind: MarkKind) -> list[str]:
    return [extracted.text[mark.start : mark.end] for mark in extracted.marks if mark.kind is kind]


def repacked(raw: bytes, replace: dict[str, tuple[bytes, bytes]], leave_out: str = "") -> bytes:
    """Give a file with bytes of some parts replaced, or without the parts whose name ends so."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.infolist():
            if leave_out and entry.filename.endswith(leave_out):
                continue
            part = source.read(entry)
            for ending, (old, new) in replace.items():
                if entry.filename.endswith(ending):
                    part = part.replace(old, new)
            target.writestr(entry, part)
    return buffer.getvalue()


def test_a_statement_comes_back_with_its_headings_items_and_quotations() -> None:
    document = docx.Document()
    document.add_heading("Statement on the harbours", 0)
    document.add_paragraph("The Council met in Lisbon on Monday.")
    document.add_heading("Measures", 1)
    document.add_paragraph("The partners will take these steps:")
    document.add_paragraph("open the harbours of the north;", style="List Bullet")
    document.add_paragraph("lower the duties on grain.", style="List Bullet")
    document.add_heading("Ports of the north", 2)
    document.add_paragraph("The sea is free for all ships.", style="Quote")
    extracted = extract(document)
    assert extracted.format is Format.DOCX
    assert extracted.title == "Statement on the harbours"
    assert [(extracted.text[m.start : m.end], m.level) for m in extracted.marks if m.kind is MarkKind.HEADING] == [
        ("Statement on the harbours", 1),
        ("Measures", 1),
        ("Ports of the north", 2),
    ]
    assert marked(extracted, MarkKind.LIST_ITEM) == [
        "• open the harbours of the north;",
        "• lower the duties on grain.",
    ]
    assert marked(extracted, MarkKind.QUOTATION) == ["The sea is free for all ships."]
    read_document = read(extracted.text, extracted.marks)
    assert [section.heading for section in read_document.sections[1:]] == ["Measures", "Ports of the north"]
    assert [sentence.text for sentence in read_document.sentences] == [
        "The Council met in Lisbon on Monday.",
        "The partners will take these steps:",
        "open the harbours of the north;",
        "lower the duties on grain.",
        "The sea is free for all ships.",
    ]


@pytest.mark.parametrize("name", ["Überschrift 2", "Titre 2", "Título 2", "标题 2", "Kop 2"])
def test_headings_are_known_by_names_in_other_languages(name: str) -> None:
    document = docx.Document()
    document.styles.add_style(name, 1)
    document.add_paragraph("Les mesures", style=name)
    document.add_paragraph("Le conseil a décidé d'ouvrir les ports.")
    mark = next(mark for mark in extract(document).marks if mark.kind is MarkKind.HEADING)
    assert mark.level == 2


def test_a_style_based_on_a_heading_is_one() -> None:
    document = docx.Document()
    house = document.styles.add_style("Ministry section", 1)
    house.base_style = document.styles["Heading 3"]
    document.add_paragraph("Ports", style="Ministry section")
    document.add_paragraph("The ports will be opened.")
    mark = next(mark for mark in extract(document).marks if mark.kind is MarkKind.HEADING)
    assert mark.level == 3


def test_an_outline_level_makes_a_heading() -> None:
    document = docx.Document()
    insert(document, f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("Ports")}</w:p>')
    document.add_paragraph("The ports will be opened.")
    assert marked(extract(document), MarkKind.HEADING) == ["Ports"]


def test_a_short_bold_paragraph_is_marked_bold() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Measures for the ports").bold = True
    document.add_paragraph("The ports will be opened.")
    assert marked(extract(document), MarkKind.BOLD) == ["Measures for the ports"]


def test_inserted_text_is_read_and_deleted_text_never() -> None:
    document = docx.Document()
    insert(
        document,
        paragraph(
            run("The rate is ")
            + f'<w:ins w:id="1" w:author="a">{run("four ")}</w:ins>'
            + '<w:del w:id="2" w:author="a"><w:r><w:delText>five </w:delText></w:r></w:del>'
            + f'<w:moveFrom w:id="3" w:author="a">{run("moved ")}</w:moveFrom>'
            + run("percent.")
        ),
    )
    assert extract(document).text == "The rate is four percent."


def test_hidden_text_is_not_read() -> None:
    document = docx.Document()
    style = document.styles.add_style("Secret", 2)
    style.font.hidden = True
    insert(
        document,
        paragraph(
            run("The ports open")
            + run(" hidden", "<w:vanish/>")
            + run(" veiled", '<w:rStyle w:val="Secret"/>')
            + run(" white", '<w:color w:val="FFFFFF"/>')
            + run(" tiny", '<w:sz w:val="1"/>')
            + run(" today.", '<w:vanish w:val="0"/>')
        ),
    )
    assert extract(document).text == "The ports open today."


def test_links_controls_and_text_boxes_are_read() -> None:
    document = docx.Document()
    insert(
        document,
        paragraph(f'{run("See ")}<w:hyperlink w:anchor="a">{run("the annex")}</w:hyperlink>{run(" for more.")}')
        + f"<w:sdt><w:sdtContent>{paragraph(run('Inside a control.'))}</w:sdtContent></w:sdt>"
        + paragraph(
            run("Beside a box.")
            + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
            + paragraph(run("Inside the box."))
            + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
            + paragraph(run("Inside the box."))
            + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        ),
    )
    assert extract(document).text.split("\n\n") == [
        "See the annex for more.", "Inside a control.", "Beside a box.", "Inside the box.",
    ]  # fmt: skip


def test_headers_footers_notes_and_comments_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ministry of Ports"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    insert(document, paragraph(run("The ports open") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" today.")))
    assert extract(document).text == "The ports open today."


def test_a_table_is_marked_row_by_row() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for number, text in enumerate(("Country", "Growth", "Merrow", "2.4")):
        table.cell(number // 2, number % 2).text = text
    document.add_paragraph("The ports open today.")
    extracted = extract(document)
    assert marked(extracted, MarkKind.TABLE) == ["Country\tGrowth", "Merrow\t2.4"]
    assert [s.text for s in read(extracted.text, extracted.marks).sentences] == ["The ports open today."]


def test_a_table_that_frames_the_text_is_no_table() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "The ports open today."
    cell.add_paragraph("They close in winter.")
    extracted = extract(document)
    assert extracted.text == "The ports open today.\n\nThey close in winter."
    assert not marked(extracted, MarkKind.TABLE)


def test_numbers_that_word_counts_are_written_out() -> None:
    document = docx.Document()
    for text in ("We open the ports.", "We lower the duties.", "We share the data."):
        document.add_paragraph(text, style="List Number")
    extracted = extract(document)
    assert extracted.text.split("\n\n") == ["1. We open the ports.", "2. We lower the duties.", "3. We share the data."]
    paragraphs = read(extracted.text, extracted.marks).paragraphs
    assert [paragraph.label for paragraph in paragraphs] == ["1.", "2.", "3."]


def test_line_breaks_part_lines_that_begin_anew() -> None:
    document = docx.Document()
    document.add_paragraph("Ministry of Ports\nLisbon, 4 May 2026")
    document.add_paragraph("The ports open\ntoday.")
    assert extract(document).text.split("\n\n") == ["Ministry of Ports", "Lisbon, 4 May 2026", "The ports open today."]


def test_title_and_author_come_from_the_properties_dates_do_not() -> None:
    document = docx.Document()
    document.core_properties.title = "Opening of the ports"
    document.core_properties.author = "Ministry of Ports"
    document.add_paragraph("The opening of the ports is planned for May.")
    extracted = extract(document)
    assert (extracted.title, extracted.author, extracted.published) == (
        "Opening of the ports", "Ministry of Ports", None,
    )  # fmt: skip


def test_the_strict_form_is_read() -> None:
    document = docx.Document()
    document.add_heading("Ports", 1)
    document.add_paragraph("The ports open today.")
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relationships = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    raw = repacked(packed(document), {".xml": (transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main")})
    raw = repacked(raw, {".rels": (relationships, b"http://purl.oclc.org/ooxml/officeDocument/relationships")})
    extracted = parse(raw, Hint())
    assert extracted.text == "Ports\n\nThe ports open today."
    assert marked(extracted, MarkKind.HEADING) == ["Ports"]


def test_a_file_with_macros_and_a_template_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("The ports open today.")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    assert parse(repacked(packed(document), {"[Content_Types].xml": (plain, macros)}), Hint()).text.startswith("The")


def test_a_file_without_styles_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("The ports open today.")
    assert parse(repacked(packed(document), {}, leave_out="styles.xml"), Hint()).text == "The ports open today."


def test_entities_are_not_resolved() -> None:
    document = docx.Document()
    document.add_paragraph("The ports open today.")
    declaration = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    entity = declaration + b'<!DOCTYPE w [<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY big "opened">]>'
    raw = repacked(packed(document), {"word/document.xml": (declaration, entity)})
    raw = repacked(raw, {"word/document.xml": (b"open today", b"&file; &big; today")})
    assert parse(raw, Hint()).text == "The ports"


def test_what_unpacks_to_too_much_is_too_large() -> None:
    document = docx.Document()
    document.add_paragraph("The ports open today.")
    buffer = io.BytesIO(packed(document))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bin", b"\0" * 30_000_000)
    assert reason_of(buffer.getvalue()) is Reason.TOO_LARGE


def test_a_document_part_of_enormous_size_is_too_large() -> None:
    document = docx.Document()
    document.add_paragraph("The ports open today.")
    filler = b"<!--" + b"x" * 45_000_000 + b"-->"
    raw = repacked(packed(document), {"word/document.xml": (b"<w:body>", filler + b"<w:body>")})
    assert reason_of(raw) is Reason.TOO_LARGE


@pytest.mark.parametrize("raw", [b"PK\x03\x04 nothing", b"", b"PK"], ids=["cut", "none", "short"])
def test_what_is_no_archive_is_damaged(raw: bytes) -> None:
    assert reason_of(raw) is Reason.DAMAGED


def test_a_document_without_text_is_empty() -> None:
    assert reason_of(packed(docx.Document())) is Reason.EMPTY


def test_text_in_a_large_table_is_read_in_linear_time() -> None:
    document = docx.Document()
    cells = "".join(f"<w:tc>{paragraph(run(f'Cell {number}'))}</w:tc>" for number in range(4))
    insert(document, f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 3000}</w:tbl>")
    assert len(marked(extract(document), MarkKind.TABLE)) == 3000


def test_small_type_that_can_be_seen_is_read() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("In six points.").font.size = Pt(6)
    assert extract(document).text == "In six points."
