"""PDFs in scripts without spaces, and in those that run to the left."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from bot.ingest.extracted import Hint
from bot.ingest.parsers.pdf import parse
from summarizers.reading.reader import read

JAPANESE = (
    "両国の外務大臣は、五月十二日に東京で会談し、港湾の復旧について意見を交換した。",
    "双方は、海上の航行の自由と法の支配の重要性を改めて確認した。",
    "日本政府は、港湾の復旧のため、四億円の支援を決定した。",
    "両大臣は、来年の春に次回の会談を行うことで一致した。",
)
CHINESE = (
    "两国外长五月十二日在北京举行会谈，就港口重建交换了意见。",
    "双方重申航行自由和法治的重要性。",
    "中方决定提供四亿元人民币用于港口重建。",
    "双方商定明年春天举行下一次会谈。",
)
HEBREW = "המועצה החליטה היום להעלות את הריבית ב 25 נקודות והנגיד אמר כי הצמיחה נמשכת בכל אזורי הארץ גם בשנת 2026 לספירה"
_CODES = {letter: 0x61 + number for number, letter in enumerate(dict.fromkeys(c for c in HEBREW if "א" <= c <= "ת"))}


@pytest.mark.parametrize(
    ("font", "written"), [("HeiseiMin-W3", JAPANESE), ("STSong-Light", CHINESE)], ids=["Japanese", "Chinese"]
)
def test_lines_of_scripts_without_spaces_are_joined_without_any(font: str, written: tuple[str, ...]) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    text = "　" + "".join(written)
    for page in range(3):
        canvas.setFont(font, 9)
        canvas.drawString(70, 806, "外務省" if font == "HeiseiMin-W3" else "外交部")
        canvas.drawCentredString(297, 36, f"- {page + 1} -")
        canvas.setFont(font, 11)
        y = 760
        for start in range(0, len(text), 32 + page):
            canvas.drawString(70, y, text[start : start + 32 + page])
            y -= 18
        canvas.showPage()
    canvas.save()
    extracted = parse(buffer.getvalue(), Hint())
    document = read(extracted.text, extracted.marks)
    assert [sentence.text for sentence in document.sentences] == list(written) * 3
    assert [sentence.page for sentence in document.sentences] == [1] * 4 + [2] * 4 + [3] * 4


def test_lines_that_run_to_the_left_are_read_from_the_right() -> None:
    extracted = parse(_to_left(HEBREW, per_line=7), Hint())
    assert extracted.text == HEBREW


def _to_left(text: str, per_line: int) -> bytes:
    """Give a PDF whose lines are drawn as they look: letters from left to right, the first word rightmost."""
    words = text.split()
    operators = ["BT /F1 12 Tf"]
    for number, start in enumerate(range(0, len(words), per_line)):
        shown = " ".join(word if word.isascii() else word[::-1] for word in reversed(words[start : start + per_line]))
        code = "".join(chr(_CODES.get(letter, ord(letter))) for letter in shown)
        x = 525 - pdfmetrics.stringWidth(code, "Courier", 12)
        operators.append(f"1 0 0 1 {x:.1f} {750 - 18 * number} Tm ({code}) Tj")
    content = " ".join([*operators, "ET"]).encode("latin-1")
    pairs = "\n".join(f"<{code:02x}> <{ord(letter):04x}>" for letter, code in _CODES.items())
    mapping = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(_CODES)} beginbfchar\n{pairs}\nendbfchar endcmap end"
    ).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(mapping), mapping),
    ]
    raw, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return raw + (
        b"xref\n0 7\n0000000000 65535 f \n%strailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (table, len(raw))
    )
