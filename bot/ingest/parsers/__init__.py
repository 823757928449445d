"""Bytes to text, one module a format. All of it runs inside a limited child process: its input may be hostile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ingest.formats import Format, name_kind, sniff
from bot.ingest.parsers.errors import Reason, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ingest.extracted import Extracted, Hint

__all__ = ("parse", "parser_of")


def parse(raw: bytes, hint: Hint) -> Extracted:
    """Give the text of bytes in any format that is read; raise `UnreadableError` where there is none to be had.

    Parsers raise almost anything on damaged input; that goes through to the caller, which is the child.
    """
    form = sniff(raw, hint)
    if form is Format.FEED:
        raise UnreadableError(Reason.FEED)
    if form is Format.OTHER:
        raise UnreadableError(Reason.NOT_TEXT, name_kind(raw))
    return parser_of(form)(raw, hint)


def parser_of(form: Format) -> Callable[[bytes, Hint], Extracted]:
    """Give the function that reads a format; its libraries are imported only now."""
    if form is Format.HTML:
        from bot.ingest.parsers.html import parse as parse_html

        return parse_html
    if form is Format.PDF:
        from bot.ingest.parsers.pdf import parse as parse_pdf

        return parse_pdf
    if form is Format.DOCX:
        from bot.ingest.parsers.docx import parse as parse_docx

        return parse_docx
    if form is Format.RTF:
        from bot.ingest.parsers.rtf import parse as parse_rtf

        return parse_rtf
    if form is Format.EMAIL:
        from bot.ingest.parsers.email import parse as parse_email

        return parse_email
    from bot.ingest.parsers.plain import parse as parse_plain

    return parse_plain
