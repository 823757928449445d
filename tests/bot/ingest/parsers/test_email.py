from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from bot.ingest.extracted import Extracted, Hint
from bot.ingest.formats import Format
from bot.ingest.parsers import parse
from bot.ingest.parsers.errors import Reason, UnreadableError
from summarizers.reading.document import MarkKind

STATEMENT = ("The Foreign Ministers met in Lisbon and condemned the cutting of the cable. " * 20).strip()
NOTE = "Dear colleagues,\n\nPlease find the statement attached.\n\nKind regards,\nPress Office"
PAGE = f"<html><body><article><h1>Talks</h1><p>{STATEMENT}</p><h2>Energy</h2><p>{STATEMENT}</p></article></body></html>"


def mail(body: str | None = NOTE, **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {"From": "Press Office <press@example.org>", "Subject": "Talks in Lisbon"} | headers
    for name, value in given.items():
        message[name] = value
    message["Date"] = "Thu, 03 Apr 2025 23:30:00 -0500"
    message["Message-ID"] = "<1@example.org>"
    if body is not None:
        message.set_content(body)
    return message


def read(message: EmailMessage | bytes) -> Extracted:
    return parse(message if isinstance(message, bytes) else bytes(message), Hint("a.eml"))


def outcome(raw: bytes) -> str:
    try:
        return "text" if read(raw).text else "nothing"
    except UnreadableError as error:
        return error.reason


def test_the_body_is_the_statement_and_headers_name_it() -> None:
    extracted = read(mail(STATEMENT))
    assert extracted.text == STATEMENT
    assert extracted.format is Format.EMAIL
    assert (extracted.title, extracted.author, extracted.published) == (
        "Talks in Lisbon",
        "Press Office",
        date(2025, 4, 3),
    )


def test_an_attachment_behind_a_cover_note_is_the_statement() -> None:
    message = mail()
    message.add_attachment(rb"{\rtf1\ansi " + STATEMENT.encode() + b"}", "application", "rtf", filename="talks.rtf")
    extracted = read(message)
    assert extracted.format is Format.RTF
    assert extracted.text == STATEMENT
    assert extracted.title == "Talks in Lisbon"
    assert extracted.attachments == ()


def test_a_statement_in_the_body_keeps_its_attachments() -> None:
    message = mail(STATEMENT)
    message.add_attachment(b"An annex to the statement.", "text", "plain", filename="annex.txt")
    extracted = read(message)
    assert extracted.text == STATEMENT
    assert [(each.name, each.raw) for each in extracted.attachments] == [("annex.txt", b"An annex to the statement.")]


def test_of_several_attachments_the_first_longer_than_the_note_is_the_statement() -> None:
    message = mail()
    message.add_attachment(b"Logo text", "text", "plain", filename="a.txt")
    message.add_attachment(STATEMENT.encode(), "text", "plain", filename="b.txt")
    message.add_attachment(STATEMENT.encode(), "text", "plain", filename="c.txt")
    extracted = read(message)
    assert extracted.text == STATEMENT
    assert [each.name for each in extracted.attachments] == ["a.txt", "c.txt"]


def test_an_attachment_that_can_not_be_read_leaves_the_note() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4 nothing", "application", "pdf", filename="talks.pdf")
    assert "Please find" in read(message).text


def test_an_attachment_that_can_not_be_read_is_told_where_there_is_no_body() -> None:
    message = mail(None)
    message.add_attachment(b"%PDF-1.4 nothing", "application", "pdf", filename="talks.pdf")
    with pytest.raises(UnreadableError) as caught:
        read(message)
    assert caught.value.reason is Reason.DAMAGED


def test_pictures_and_calendars_are_no_documents() -> None:
    message = mail()
    message.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename="logo.png")
    message.add_attachment(b"BEGIN:VCALENDAR " * 100, "text", "calendar", filename="talks.ics")
    extracted = read(message)
    assert "Please find" in extracted.text
    assert extracted.attachments == ()


def test_plain_text_is_preferred_to_the_page_beside_it() -> None:
    message = mail(STATEMENT)
    message.add_alternative(PAGE, "html")
    assert read(message).text == STATEMENT


def test_a_page_is_read_where_the_plain_text_only_points_to_it() -> None:
    message = mail("View this message in a browser.")
    message.add_alternative(PAGE, "html")
    extracted = read(message)
    assert STATEMENT in extracted.text
    assert "Energy" in [extracted.text[m.start : m.end] for m in extracted.marks if m.kind is MarkKind.HEADING]


def test_a_forwarded_message_is_the_statement_behind_a_note() -> None:
    outer = mail("For your information.", Subject="Fwd: Talks")
    outer.add_attachment(mail(STATEMENT, Subject="Talks in Lisbon, as released"))
    extracted = read(outer)
    assert extracted.text == STATEMENT
    assert extracted.title == "Talks in Lisbon, as released"


def test_messages_forwarded_without_end_are_survived() -> None:
    message = mail(STATEMENT)
    for _ in range(30):
        outer = mail("See below.")
        outer.add_attachment(message)
        message = outer
    assert read(message).text.startswith("See below.")


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: Fwd: Talks", "Talks"),
        ("AW: WG: Gespräche", "Gespräche"),
        ("=?utf-8?B?R2VzcHLDpGNoZQ==?= in Lissabon", "Gespräche in Lissabon"),
        ("=?no-such-charset?Q?a=E9?=", "=?no-such-charset?Q?a=E9?="),
        ("Remarks by the President", "Remarks by the President"),
    ],
)
def test_a_subject_is_the_title_without_what_programs_add(subject: str, title: str) -> None:
    raw = f"Message-ID: <1@e>\nFrom: a@e.org\nSubject: {subject}\n\n{STATEMENT}".encode()
    extracted = read(raw)
    assert extracted.title == title
    assert extracted.author is None


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp1251", "iso-2022-jp", "gb2312", "nonsense"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_body_in_any_charset_is_read(charset: str, declared: bool) -> None:
    text = {
        "cp1251": "Министры осудили нападение и призвали стороны прекратить огонь. Встреча прошла в Москве.",
        "iso-2022-jp": "外相は攻撃を非難し、停戦を求めた。",
        "gb2312": "外长们谴责了袭击并呼吁停火。下次会议将在北京举行。",
    }.get(charset, "Les ministres ont condamné l'attaque et décidé de se réunir à nouveau en août.")
    codec = "utf-8" if charset == "nonsense" else charset
    kind = f"text/plain; charset={charset}" if declared else "text/plain"
    raw = f"Message-ID: <1@e>\nFrom: a@e.org\nContent-Type: {kind}\n\n".encode() + text.encode(codec)
    if charset == "iso-2022-jp" and not declared:
        assert read(raw).text
    else:
        assert read(raw).text == text


def test_flowed_lines_are_joined_but_for_the_signature() -> None:
    raw = (
        b"Message-ID: <1@e>\nFrom: a@e.org\nContent-Type: text/plain; format=flowed\n\n"
        b"The Ministers \nmet in Lisbon.\n\n-- \nPress Office"
    )
    assert read(raw).text == "The Ministers met in Lisbon.\n\n-- \nPress Office"


def test_a_sealed_message_says_so() -> None:
    raw = b"Message-ID: <1@e>\nFrom: a@e.org\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA"
    with pytest.raises(UnreadableError) as caught:
        read(raw)
    assert caught.value.reason is Reason.ENCRYPTED


@pytest.mark.parametrize(
    "raw",
    [
        b"Message-ID: <1@e>\nFrom: \xff\xfe\nSubject: \xe9\nDate: never\nContent-Type: multipart/mixed; boundary=\n\nx",
        b"Message-ID: <1@e>\nFrom: a\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=a\n\nx",
        b"Message-ID: <1@e>\nFrom: a\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"Message-ID: <1@e>\nFrom: a\nContent-Type: text/plain; charset*=utf-8''%ff; name*0*=x\n\nx",
        b"Message-ID: <1@e>\nFrom: a\nContent-Disposition: attachment; filename*=bad''%\nContent-Type: a/b/c\n\nx",
    ],
)
def test_damaged_headers_are_survived(raw: bytes) -> None:
    assert outcome(raw) in ("text", Reason.EMPTY)
