from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SourceError
from bot.ingest.decoding import decode, decode_head, decode_with_hints

PROSE = st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs")), min_size=1).filter(str.strip)


@given(PROSE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_unicode_text_is_read_as_it_is(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").removeprefix("\ufeff") == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Il a été décidé hier soir à Paris que le conseil se réunira de nouveau en août.", "cp1252"),
        ("Die Außenminister verurteilten den Angriff und forderten zur Mäßigung auf.", "cp1252"),
        ("Ministrowie spraw zagranicznych potępili atak i wezwali do zaprzestania działań wojennych.", "cp1250"),
        ("Sesiunea plenară a adoptat astăzi această declarație.".replace("ț", "ţ"), "cp1250"),
        ("Los ministros condenaron el ataque y pidieron a las partes que cesen la violencia en España.", "latin-1"),
        ("Министры осудили нападение и призвали стороны прекратить огонь.", "cp1251"),
        ("外相は攻撃を非難し、停戦を求めた。次回の会合は東京で開かれる。", "shift_jis"),
        ("外长们谴责了袭击并呼吁停火。下次会议将在北京举行。", "gb18030"),
        ("The ministers met today and agreed on all points.", "utf-16-le"),
    ],
)
def test_older_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


def test_one_bad_byte_does_not_spoil_a_text() -> None:
    raw = "Les ministres ont décidé à l’unanimité d’agir dès février. ".encode() * 9 + b"\xe9 fin"
    assert decode(raw, "a.txt").count("\ufffd") == 1


def test_a_stray_control_character_is_still_text() -> None:
    assert decode(
        b"First page of the statement.\x0cSecond page\x00 of it, and more words follow here to the end.", "a.txt"
    )


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "a.txt is empty."),
        (b" \n\t\r\n", "a.txt is empty."),
        (b"\xef\xbb\xbf", "a.txt is empty."),
        (b"%PDF-1.7 ...", "a.txt is a PDF."),
        (b"PK\x03\x04....", "an archive or an office document"),
        (bytes(range(256)) * 20, "a.txt is not a text."),
    ],
)
def test_what_is_no_text_is_told_in_a_sentence(raw: bytes, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(raw, "a.txt")
    assert says in caught.value.sentence


@given(st.binary())
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw, "a.txt")
    except SourceError as error:
        text = error.sentence.removeprefix("a.txt ")
    assert text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("Совет решил.", "koi8-r", "koi8-r"),
        ("Совет решил.", "utf-8", "windows-1251"),
        ("Décidé à Paris.", "utf-8", "iso-8859-1"),
        ("Décidé à Paris.", "cp1252", "iso-8859-1"),
        ("日本の外相", "iso-2022-jp", '"ISO-2022-JP"'),
        ("欧洲央行的决定", "gb18030", "gb2312"),
        ("Kararı açıkladı", "cp1254", "iso-8859-9"),
        ("Plain words", "utf-8", "no-such-thing"),
        ("Plain words", "utf-8", "base64"),
    ],
)
def test_a_declared_encoding_counts_where_it_fits_the_bytes(text: str, encoding: str, declared: str) -> None:
    assert decode_with_hints(text.encode(encoding), (declared,)) == text


def test_a_server_that_declares_western_by_default_is_not_believed() -> None:
    text = "Министры осудили нападение и призвали стороны прекратить огонь. Встреча прошла вчера."
    assert decode_with_hints(text.encode("cp1251"), ("iso-8859-1",)) == text


@given(st.binary(max_size=500), st.text(max_size=20))
def test_any_bytes_and_any_declaration_are_survived(raw: bytes, declared: str) -> None:
    assert isinstance(decode_with_hints(raw, (declared, None)), str | None)
    assert isinstance(decode_head(raw, 100), str | None)
