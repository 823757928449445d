"""E-mail (.eml): the statement in it, be it the body or what is attached.

The rule. Where the body is no more than a cover note (up to `COVER_NOTE_WORDS` words) and what is attached has more words
than it, the first such document is the statement; where there is no body at all, the first document that can be read is.
Otherwise the body is. What else is attached and can be read comes along as attachments. Subject, sender and date stand
in where the statement has no title, author or date itself.
"""

from __future__ import annotations

from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from typing import TYPE_CHECKING, cast

from bot.ingest.decoding import decode_with_hints, is_blank
from bot.ingest.extracted import Attachment, Extracted, Hint
from bot.ingest.formats import Format, sniff
from bot.ingest.parsers.email.headers import day_of, decode_words, sender_of, subject_of
from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

COVER_NOTE_WORDS = 150
"""Words of a cover note at most: greeting, what is attached, signature, a confidentiality notice."""
_FEW_WORDS = 15
"""A plain alternative with fewer only says that the message wants to be seen as a page."""
_MOST_PARTS = 500
_DEEPEST = 4
"""How many messages may be forwarded within each other."""
_DOCUMENTS = frozenset({Format.PDF, Format.DOCX, Format.RTF, Format.HTML, Format.EMAIL, Format.PLAIN, Format.MARKDOWN})
_SEALED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def parse(raw: bytes, hint: Hint) -> Extracted:
    """Give the statement of an e-mail; raise `UnreadableError` where neither body nor attachments hold a text."""
    return _parse(raw, hint, _DEEPEST)


def _parse(raw: bytes, hint: Hint, depth: int) -> Extracted:
    if depth == 0:
        raise UnreadableError(Reason.TOO_DEEP)
    message = _read_message(raw)
    if message.get_content_type() in _SEALED and "signed" not in str(message.get("content-type", "")):
        raise UnreadableError(Reason.ENCRYPTED)
    bodies, attachments = _sort_parts(message)
    body = _body(bodies, hint)
    statement, rest, reason = _choose(body, attachments, depth)
    if statement is None:
        raise reason or UnreadableError(Reason.EMPTY)
    return replace(
        statement,
        title=statement.title or subject_of(message),
        author=statement.author or sender_of(message),
        published=statement.published or day_of(message),
        attachments=(*rest, *statement.attachments),
    )


def _read_message(raw: bytes) -> Message:
    raw = raw.lstrip(b"\xef\xbb\xbf\r\n")
    # The older of the library's two policies: it takes headers as they come, where the newer fails on damaged ones.
    return BytesParser().parsebytes(raw)


def _choose(
    body: Extracted | None, attachments: list[Attachment], depth: int
) -> tuple[Extracted | None, list[Attachment], UnreadableError | None]:
    """Give the statement, the attachments that are not it, and why none of them could be read."""
    words = _count_words(body.text) if body else 0
    reason = None
    for attachment in attachments if words <= COVER_NOTE_WORDS else ():
        try:
            statement = _parse_attachment(attachment, depth)
        except UnreadableError as error:
            reason = reason or error
            continue
        if _count_words(statement.text) > words:
            return statement, [other for other in attachments if other is not attachment], None
    return body, attachments, reason


def _parse_attachment(attachment: Attachment, depth: int) -> Extracted:
    from bot.ingest.parsers import parser_of

    hint = Hint(name=attachment.name)
    form = sniff(attachment.raw, hint)
    if form is Format.EMAIL:
        return _parse(attachment.raw, hint, depth - 1)
    try:
        return parser_of(form)(attachment.raw, hint)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableError(Reason.DAMAGED) from error


def _sort_parts(message: Message) -> tuple[list[Message], list[Attachment]]:
    """Give the parts that are bodies, and the documents that are attached."""
    bodies, attachments = [], []
    for part in _parts(message):
        kind = part.get_content_type()
        named = _name_of(part)
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not named:
            bodies.append(part)
            continue
        raw = _bytes_of(part)
        if raw.strip() and sniff(raw, Hint(name=named)) in _DOCUMENTS and _is_document(kind, raw, named):
            attachments.append(Attachment(named or "attachment", raw))
    return bodies, attachments


def _parts(message: Message) -> Iterator[Message]:
    """Yield what is no container; a forwarded message is one part, as the bytes that were forwarded."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting.extend(reversed(cast("list[Message]", part.get_payload())))
        else:
            yield part


def _is_document(kind: str, raw: bytes, name: str) -> bool:
    """Keep out what mail programs add: calendars, cards, signatures, style sheets, receipts of delivery."""
    if kind.startswith(("text/calendar", "text/vcard", "text/x-vcard", "text/css", "message/delivery", "message/disp")):
        return False
    return not name.casefold().endswith(
        (".ics", ".vcf", ".css", ".js", ".json", ".xml", ".csv", ".p7s", ".asc", ".sig")
    )


def _body(parts: list[Message], hint: Hint) -> Extracted | None:
    """Give the body: the plain text, or the page where that is missing or only points to the page."""
    plain = "\n\n".join(filter(None, (_text_of(part) for part in parts if part.get_content_type() == "text/plain")))
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    if pages and _count_words(plain) < _FEW_WORDS:
        found = _page_of(pages[0], hint)
        if found is not None and _count_words(found.text) > _count_words(plain):
            return found
    return Extracted(Format.EMAIL, plain) if plain else None


def _page_of(part: Message, hint: Hint) -> Extracted | None:
    from bot.ingest.parsers.html import parse as parse_page

    try:
        page = parse_page(_bytes_of(part), Hint(name=hint.name, charset=part.get_content_charset()))
    except UnreadableError:
        return None
    return Extracted(Format.EMAIL, page.text, page.marks, author=page.author, published=page.published)


def _text_of(part: Message) -> str:
    text = decode_with_hints(_bytes_of(part), (part.get_content_charset(),))
    if text is None or is_blank(text):
        return ""
    text = clean(text)
    if str(part.get_param("format", "")).casefold() == "flowed":
        text = _unflow(text, delete_space=str(part.get_param("delsp", "")).casefold() == "yes")
    return text.strip("\r\n")


def _unflow(text: str, *, delete_space: bool) -> str:
    """Join the lines of a flowed text (RFC 3676): one that ends in a space goes on in the next, but for a signature's."""
    joined: list[str] = []
    goes_on = False
    for line in text.splitlines():
        stuffed = line.removeprefix(" ")
        if goes_on and not stuffed.startswith(">") and stuffed != "-- ":
            joined[-1] += stuffed
        else:
            joined.append(stuffed)
        goes_on = stuffed.endswith(" ") and stuffed != "-- " and not stuffed.startswith(">")
        if goes_on and delete_space:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def _bytes_of(part: Message) -> bytes:
    if part.get_content_maintype() == "message" and isinstance(part.get_payload(), list):
        inner = cast("list[Message]", part.get_payload())
        return _forwarded(inner[0]) if inner and part.get_content_type() == "message/rfc822" else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _forwarded(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError):
        return b""


def _name_of(part: Message) -> str:
    try:
        return " ".join(decode_words(part.get_filename() or "").split())
    except (ValueError, TypeError, LookupError):
        return ""


def _count_words(text: str) -> int:
    """Count words; where they are not set apart (Chinese, Japanese), two letters count as one."""
    if text.isascii():
        return len(text.split())
    dense = sum(1 for character in text if "\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3")
    return len(text.split()) + dense // 2
