"""PDF files to text and marks: running heads, page numbers, hyphens, columns and notes undone, headings found."""

from __future__ import annotations

from bot.ingest.parsers.pdf.parsing import parse

__all__ = ["parse"]
