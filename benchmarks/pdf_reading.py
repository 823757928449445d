"""How fast PDFs are read: `python -m benchmarks.pdf_reading`.

Our parser (places, styles, columns, notes, headings) beside the bare text of pypdfium2 and of pypdf, on the same made
documents in the same run, as ratios of processor time; and how the time grows with the number of pages.
"""

from __future__ import annotations

import io
import math
import time
from collections.abc import Callable
from itertools import islice

import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from bot.ingest.extracted import Hint
from bot.ingest.parsers.pdf import parse
from tests.bot.ingest.parsers.pdf_makings import Typesetter
from tests.bot.ingest.parsers.pdf_prose import sentences

_SIZES = (25, 50, 100, 200)
_SENTENCES_A_PAGE = {1: 36, 2: 35}


def make(pages: int, columns: int) -> bytes:
    """Make a document of about so many pages, with heads, feet, headings and notes."""

    def decorate(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(70, 806, "Ministry of Ports and Harbours")
        canvas.drawCentredString(297, 36, f"- {page} -")

    sheet = Typesetter(columns=columns, decorate=decorate, justify=True)
    chosen = list(islice(sentences(pages), _SENTENCES_A_PAGE[columns] * pages))
    for start in range(0, len(chosen), 5):
        if start % 40 == 0:
            sheet.heading(f"Chapter on the harbours of part {start // 40 + 1}")
            sheet.note("*", "The figures are those of the statistical office.")
        sheet.paragraph(" ".join(chosen[start : start + 5]))
    return sheet.finished()


def seconds(job: Callable[[], object], rounds: int = 3) -> float:
    """Give the shortest processor time of a few rounds of a job."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        job()
        times.append(time.process_time() - started)
    return min(times)


def bare_pdfium(raw: bytes) -> int:
    """Read the text alone with pypdfium2; gives its length."""
    document = pypdfium2.PdfDocument(raw)
    length = 0
    for page in document:
        textpage = page.get_textpage()
        length += len(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return length


def bare_pypdf(raw: bytes) -> int:
    """Read the text alone with pypdf; gives its length."""
    return sum(len(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(raw)).pages)


def main() -> None:
    """Print the table."""
    hint = Hint()
    parse(make(1, 1), hint)  # imports and tables are loaded once in a child's life
    print("columns  pages  seconds  ms a page  to bare pypdfium2  to bare pypdf")
    for columns in (1, 2):
        times = []
        for size in _SIZES:
            raw = make(size, columns)
            pages = len(pypdfium2.PdfDocument(raw))
            ours = seconds(lambda raw=raw: parse(raw, hint))  # type: ignore[misc]
            bare = seconds(lambda raw=raw: bare_pdfium(raw))  # type: ignore[misc]
            pypdfs = seconds(lambda raw=raw: bare_pypdf(raw), rounds=1)  # type: ignore[misc]
            times.append((pages, ours))
            print(
                f"{columns:7d} {pages:6d} {ours:8.2f} {1000 * ours / pages:10.1f}"
                f" {ours / bare:17.1f}x {ours / pypdfs:13.2f}x"
            )
        (fewest, least), (most, longest) = times[0], times[-1]
        print(f"growth exponent {math.log(longest / least) / math.log(most / fewest):.2f}")


if __name__ == "__main__":
    main()
