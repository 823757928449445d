"""Opening a PDF: PDFium first, pypdf for what PDFium cannot open, and the reason where neither can."""

from __future__ import annotations

import logging

import pypdfium2
import pypdfium2.raw as pdfium

from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.pdf.fallback import PasswordNeededError, read_with_pypdf
from bot.ingest.parsers.pdf.pdfium import read_with_pdfium
from bot.ingest.parsers.pdf.words import Pages, TooManyPagesError

MOST_PAGES = 500
"""Longer files are no statements, and would take more time than one job has."""

_NEEDS_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def open_pages(raw: bytes) -> Pages:
    """Give the words of all pages; raises `UnreadableError` for an encrypted, damaged or endless file.

    A file that only its owner's password protects opens without one.
    """
    try:
        pages = read_with_pdfium(raw, MOST_PAGES)
    except TooManyPagesError as error:
        raise UnreadableError(Reason.TOO_LONG) from error
    except pypdfium2.PdfiumError as error:
        if error.err_code in _NEEDS_PASSWORD:
            raise UnreadableError(Reason.ENCRYPTED) from error
        return _open_with_pypdf(raw)
    return pages if pages.pages else _open_with_pypdf(raw)


def _open_with_pypdf(raw: bytes) -> Pages:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every fault that it repairs
    try:
        pages = read_with_pypdf(raw, MOST_PAGES)
    except PasswordNeededError as error:
        raise UnreadableError(Reason.ENCRYPTED) from error
    except TooManyPagesError as error:
        raise UnreadableError(Reason.TOO_LONG) from error
    except Exception as error:
        # pypdf raises almost anything on a damaged file; this runs in the limited child.
        raise UnreadableError(Reason.DAMAGED) from error
    if not pages.pages:
        raise UnreadableError(Reason.DAMAGED)
    return pages
