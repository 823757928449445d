"""Web pages to text and marks: the text that the page is about, without what stands around it."""

from __future__ import annotations

from bot.ingest.parsers.html.parsing import parse

__all__ = ["parse"]
