"""E-mails to the text they carry, their own or an attachment's."""

from __future__ import annotations

from bot.ingest.parsers.email.parsing import parse

__all__ = ["parse"]
