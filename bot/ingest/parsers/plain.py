"""Plain text and Markdown: decoded, and otherwise left to the reader, who knows Markdown and wrapped lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ingest.decoding import decode_with_hints, is_blank, is_printable
from bot.ingest.extracted import Extracted
from bot.ingest.formats import Format, sniff
from bot.ingest.parsers.errors import Reason, UnreadableError

if TYPE_CHECKING:
    from bot.ingest.extracted import Hint


def parse(raw: bytes, hint: Hint) -> Extracted:
    """Give a text as it is; raise `UnreadableError` where the bytes are none, or blank."""
    text = decode_with_hints(raw, (hint.charset,))
    if text is None or not (is_blank(text) or is_printable(text)):
        raise UnreadableError(Reason.NOT_TEXT)
    if is_blank(text):
        raise UnreadableError(Reason.EMPTY)
    form = Format.MARKDOWN if sniff(raw, hint) is Format.MARKDOWN else Format.PLAIN
    return Extracted(form, clean(text))


def clean(text: str) -> str:
    """Give a text without a byte-order mark, one for one in everything else."""
    return text.removeprefix("\ufeff")
