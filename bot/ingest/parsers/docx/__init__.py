"""Word files to text and marks."""

from __future__ import annotations

from bot.ingest.parsers.docx.parsing import parse

__all__ = ["parse"]
