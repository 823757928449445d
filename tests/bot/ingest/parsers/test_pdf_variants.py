"""A second batch of PDFs, set with reportlab's own page layout: other sizes, fonts, heads, lists and languages."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

import pytest
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, A5, landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from bot.ingest.extracted import Hint
from bot.ingest.parsers.pdf import parse
from summarizers.reading.document import Document
from summarizers.reading.reader import read
from tests.bot.ingest.parsers.pdf_prose import plain, sentences

GERMAN = (
    "Der Rat hat beschlossen, die Häfen im Norden des Landes wieder zu öffnen.",
    "Die Ministerinnen und Minister bekräftigten die langfristige Zusammenarbeit der Zollbehörden.",
    "Für den Wiederaufbau der Leuchttürme stehen vierzig Millionen Euro bereit.",
    "Das Abkommen über die Fischerei tritt zum Jahresende in Kraft und gilt für zwei Jahre.",
)
FRENCH = (
    "Le Conseil a décidé de rouvrir les ports du nord à tous les navires des États partenaires.",
    "Les ministres ont réaffirmé l’importance de la coopération douanière et de la recherche scientifique.",
    "Quarante millions d’euros seront consacrés à la reconstruction des phares endommagés par la tempête.",
    "L’accord sur la pêche entrera en vigueur à la fin de l’année pour une durée de deux ans.",
)
CHINESE = (
    "两国外长五月十二日在北京举行会谈，就港口重建交换了意见。",
    "双方重申航行自由和法治的重要性。",
    "中方决定提供四亿元人民币用于港口重建。",
    "双方商定明年春天举行下一次会谈。",
)


@dataclass
class Case:
    """A document to be set, and what is expected of it."""

    size: tuple[float, float] = A4
    columns: int = 1
    margin: float = 64.0
    body: ParagraphStyle = field(
        default_factory=lambda: ParagraphStyle("body", "", fontSize=10, leading=13, spaceAfter=6)
    )
    on_page: Callable[[Canvas, int], None] = lambda canvas, page: None
    story: list[Flowable] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def heading(self, text: str, size: float, font: str = "Helvetica-Bold", alignment: int = 0) -> None:
        style = ParagraphStyle(
            "h", fontName=font, fontSize=size, leading=1.2 * size, spaceBefore=size, spaceAfter=4, alignment=alignment,
            keepWithNext=1,
        )  # fmt: skip
        self.story.append(Paragraph(text, style))

    def section(self, text: str, size: float, font: str = "Helvetica-Bold") -> None:
        self.heading(text, size, font)
        self.headings.append(text)

    def prose(self, chosen: Sequence[str], per_paragraph: int = 4) -> None:
        self.expected += chosen
        for start in range(0, len(chosen), per_paragraph):
            self.story.append(Paragraph(" ".join(chosen[start : start + per_paragraph]), self.body))

    def english(self, count: int, seed: int, per_paragraph: int = 4) -> None:
        self.prose([plain(sentence) for sentence in islice(sentences(seed), count)], per_paragraph)

    def built(self) -> Document:
        buffer = io.BytesIO()
        width, height = self.size
        gap = 22.0
        each = (width - 2 * self.margin - (self.columns - 1) * gap) / self.columns
        frames = [
            Frame(self.margin + n * (each + gap), self.margin, each, height - 2 * self.margin, 0, 0, 0, 0)
            for n in range(self.columns)
        ]
        template = BaseDocTemplate(buffer, pagesize=self.size)
        template.addPageTemplates(PageTemplate("p", frames, onPage=lambda c, d: self._decorated(c, d.page)))
        template.build(self.story)
        extracted = parse(buffer.getvalue(), Hint())
        return read(extracted.text, extracted.marks)

    def _decorated(self, canvas: Canvas, page: int) -> None:
        canvas.saveState()
        self.on_page(canvas, page)
        canvas.restoreState()


def style(font: str, size: float, leading: float, **more: float | str) -> ParagraphStyle:
    return ParagraphStyle("body", fontName=font, fontSize=size, leading=leading, **{"spaceAfter": 6, **more})


def small_pages_with_rules() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.line(40, 560, 380, 560)
        canvas.setFont("Helvetica-Oblique", 7.5)
        canvas.drawString(40, 566, "Communiqué · Straits Council")
        canvas.drawRightString(380, 566, f"{page}")

    case = Case(A5, margin=48, body=style("Helvetica", 9.5, 12, alignment=TA_JUSTIFY), on_page=on_page)
    case.heading("Communiqué of the Straits Council on Ports", 18)
    case.english(60, 11)
    return case


def two_columns_with_sections() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Times-Italic", 9)
        canvas.drawCentredString(297, 800, "Economic Bulletin, Issue 4 / 2026")
        canvas.drawCentredString(297, 34, f"{page + 40}")

    case = Case(columns=2, body=style("Times-Roman", 10, 12, alignment=TA_JUSTIFY), on_page=on_page)
    case.heading("Economic developments", 16)
    for number, title in enumerate(("Prices and costs", "Fiscal developments", "Money and credit"), 1):
        case.section(f"{number} {title}", 13)
        case.english(34, 20 + number)
    return case


def three_columns_across() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawRightString(780, 24, f"Page {page}")

    case = Case(landscape(A4), 3, 50, style("Helvetica", 9, 11), on_page)
    case.heading("News of the harbours", 15)
    case.english(70, 31)
    case.section("News of the light-houses", 15)
    case.english(70, 32)
    return case


def lists_in_lists() -> Case:
    case = Case()
    case.english(4, 41)
    outer = [plain(sentence) for sentence in islice(sentences(42), 4)]
    inner = [plain(sentence) for sentence in islice(sentences(43), 3)]
    nested = ListFlowable([ListItem(Paragraph(text, case.body)) for text in inner], bulletType="bullet", start="–")
    items = [ListItem(Paragraph(text, case.body)) for text in outer[:2]]
    items += [ListItem([Paragraph(outer[2], case.body), nested]), ListItem(Paragraph(outer[3], case.body))]
    case.story.append(ListFlowable(items, bulletType="bullet", start="•"))
    case.expected += [*outer[:3], *inner, outer[3]]
    case.english(4, 44)
    return case


def a_ruled_table() -> Case:
    case = Case(letter, body=style("Times-Roman", 11, 14))
    case.english(8, 51)
    rows = [
        ["Measure", "Office", "Until"],
        ["Harbours of the north", "Ministry of Ports", "June 2026"],
        ["Duties on grain", "Customs office", "May 2027"],
        ["Exchange of data", "Statistical office", "July 2027"],
    ]
    case.story.append(Paragraph("Table 2: Measures and offices", case.body))
    case.story.append(Table(rows, [170, 140, 90], style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black)])))
    case.story.append(Spacer(1, 12))
    case.english(30, 52)
    return case


def a_foot_with_address_and_number() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(64, 40, "www.ports.example")
        canvas.drawCentredString(297, 40, "4 May 2026 14:05")
        canvas.drawRightString(531, 40, f"{page} | 3")

    case = Case(on_page=on_page)
    case.english(100, 61)
    return case


def numbered_headings() -> Case:
    case = Case(body=style("Times-Roman", 11, 14, alignment=TA_JUSTIFY))
    case.heading("Report on the Ports of Merrow", 20, alignment=TA_CENTER)
    for chapter in range(1, 4):
        case.section(f"{chapter}. Chapter on harbours", 14, "Times-Bold")
        case.english(6, 70 + chapter)
        for part in range(1, 3):
            case.section(f"{chapter}.{part} Part on light-houses", 11, "Times-Bold")
            case.english(10, 75 + 2 * chapter + part)
    return case


def typewritten_with_wide_lines() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Courier", 12)
        if page > 1:
            canvas.drawRightString(540, 740, f"-{page}-")

    case = Case(letter, margin=72, body=style("Courier", 12, 24, spaceAfter=0, firstLineIndent=36), on_page=on_page)
    case.english(40, 81)
    return case


def heads_that_name_the_chapter() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 9)
        name = "Ports" if page <= 3 else "Light-houses"
        if page % 2:
            canvas.drawRightString(531, 800, f"{name}   {page}")
        else:
            canvas.drawString(64, 800, f"{page}   {name}")

    case = Case(on_page=on_page, body=style("Times-Roman", 12, 15))
    case.english(150, 91)
    return case


def notes_with_stars() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 5)
        canvas.drawString(64, 52, "*")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(
            68, 49, f"The figures of part {'abcdef'[page - 1]} are those of the statistical office of Merrow,"
        )
        canvas.drawString(68, 41, "as they were known on the day of the talks; later figures may differ from them.")
        canvas.drawCentredString(297, 20, f"{page}")

    case = Case(margin=70, on_page=on_page, body=style("Helvetica", 10, 13))
    chosen = [plain(sentence) for sentence in islice(sentences(95), 80)]
    case.expected = chosen
    for start in range(0, 80, 4):
        text = " ".join(chosen[start : start + 4])
        case.story.append(Paragraph(text.replace(", as", "<super size=6>*</super>, as", 1), case.body))
    return case


def german() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(64, 800, "Pressemitteilung des Ministeriums für Häfen")
        canvas.drawRightString(531, 40, f"Seite {page} von 3")

    case = Case(on_page=on_page, body=style("Helvetica", 10.5, 15, alignment=TA_JUSTIFY))
    case.heading("Beschlüsse des Rates", 14)
    case.prose([f"{number + 1} Schiffe warten. {text}" for number in range(30) for text in GERMAN[:1]], 1)
    case.expected = [part for number in range(30) for part in (f"{number + 1} Schiffe warten.", GERMAN[0])]
    case.prose([*GERMAN, *GERMAN[::-1]], 4)
    return case


def french() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawCentredString(297, 40, f"– {page} –")

    case = Case(on_page=on_page, body=style("Times-Roman", 12, 16, firstLineIndent=20, spaceAfter=0))
    case.heading("Déclaration commune du Conseil des détroits", 18, "Times-Bold")
    case.prose([*FRENCH, *FRENCH[::-1]] * 8, 4)
    return case


def chinese_in_two_columns() -> Case:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(64, 800, "外交部公报")
        canvas.drawCentredString(297, 36, f"第{page}页 共3页")

    case = Case(columns=2, on_page=on_page, body=style("STSong-Light", 11, 17, firstLineIndent=22, wordWrap="CJK"))
    paragraphs = [[f"第{number}次会谈后，{text}" for text in CHINESE] for number in range(1, 31)]
    case.expected = [text for texts in paragraphs for text in texts]
    case.story = [Paragraph("".join(texts), case.body) for texts in paragraphs]
    return case


def roman_then_arabic() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Times-Roman", 10)
        canvas.drawCentredString(297, 36, ("i", "ii", "1", "2", "3", "4", "5")[page - 1])

    case = Case(
        on_page=on_page, body=style("Times-Roman", 11, 14, firstLineIndent=18, spaceAfter=0, alignment=TA_JUSTIFY)
    )
    case.english(140, 99, per_paragraph=7)
    return case


def a_single_page_with_letterhead() -> Case:
    def on_page(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(64, 30, "Quay Street 1, Port Arvel | press@ports.example | +99 5 123 45")

    case = Case(on_page=on_page)
    case.heading("Opening of the harbours of the north", 16)
    case.english(12, 101)
    return case


CASES = [
    small_pages_with_rules, two_columns_with_sections, three_columns_across, lists_in_lists, a_ruled_table,
    a_foot_with_address_and_number, numbered_headings, typewritten_with_wide_lines, heads_that_name_the_chapter,
    notes_with_stars, german, french, chinese_in_two_columns, roman_then_arabic, a_single_page_with_letterhead,
]  # fmt: skip


@pytest.mark.parametrize("make", CASES, ids=lambda make: make.__name__.replace("_", " "))
def test_sentences_and_headings_come_back_as_they_were_set(make: Callable[[], Case]) -> None:
    case = make()
    document = case.built()
    assert [sentence.text for sentence in document.sentences] == case.expected
    assert [section.heading for section in document.sections if section.heading] == case.headings
