"""What a person is told when no text can be had: what is the matter, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ingest.formats import Format
from bot.ingest.parsers.errors import Reason

if TYPE_CHECKING:
    from bot.ingest.extracted import Hint
    from bot.ingest.parsers.errors import UnreadableError

_THINGS = {
    Format.HTML: "page",
    Format.PDF: "PDF",
    Format.DOCX: "Word file",
    Format.RTF: "RTF file",
    Format.EMAIL: "e-mail",
    Format.FEED: "feed",
}
_SENTENCES = {
    Reason.EMPTY: "That {thing} holds no text. Paste the text or drop another file here.",
    Reason.NOT_TEXT: "That {thing} is not a text. Paste the text, or give a page, a PDF, a Word file or a text file.",
    Reason.DAMAGED: "That {thing} is damaged and can't be read. Paste the text or drop another copy here.",
    Reason.ENCRYPTED: "That {thing} is locked with a password. Save it without one, or paste the text.",
    Reason.SCANNED: "That {thing} holds pictures of pages, no text. Run text recognition on it first, or paste the text.",
    Reason.LOGIN: "That {thing} shows a log-in form instead of a text. Paste the text or drop the file here.",
    Reason.SCRIPTED: "That {thing} is drawn by a script and holds no text itself. Paste the text or drop the file here.",
    Reason.FEED: 'That is a feed, not a text. "feed check <address>" shows what is in it.',
    Reason.NOT_A_FEED: "That is not a feed: neither RSS nor Atom nor JSON Feed.",
    Reason.TOO_LARGE: "That {thing} is too large once it is unpacked. Give a part of it, or paste the text.",
    Reason.TOO_LONG: "That {thing} is longer than what is read. Give a part of it, or paste the text.",
    Reason.TOO_DEEP: "That {thing} is nested too deeply to be read. Paste the text.",
    Reason.TOO_SLOW: "That {thing} took too long to read. Give a part of it, or paste the text.",
    Reason.CRASHED: "That {thing} can't be read. Paste the text or drop another copy here.",
    Reason.NO_LIMITS: "Only text and Markdown are read here: this system can't limit what reading a {thing} may use.",
}
_KIND = "That {thing} is {kind}, not a text. {advice}"
_ADVICE = {
    "an office document of the old kind": "Save it as .docx or PDF and give that, or paste the text.",
    "an OpenDocument text": "Save it as .docx or PDF and give that, or paste the text.",
    "a presentation": "Save it as PDF and give that, or paste the text.",
    "a PostScript file": "Save it as PDF and give that, or paste the text.",
    "an archive": "Unpack it and give the file that is meant.",
    "a compressed file": "Unpack it and give the file that is meant.",
}
_OTHERWISE = "Paste the text, or give a page, a PDF, a Word file or a text file."


def explain(error: UnreadableError, form: Format, hint: Hint) -> str:
    """Give the sentence for a person; `form` is what the bytes looked like."""
    thing = _THINGS.get(form, "address" if hint.address else "file")
    if error.reason is Reason.NOT_TEXT and error.detail:
        verb = _KIND.replace(" is ", " leads to ", 1) if thing == "address" else _KIND
        return verb.format(thing=thing, kind=error.detail, advice=_ADVICE.get(error.detail, _OTHERWISE))
    return _SENTENCES[error.reason].format(thing="page" if thing == "address" else thing)
