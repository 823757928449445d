from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.extracted import Extracted, Hint
from bot.ingest.parsers import parse
from bot.ingest.parsers.errors import Reason, UnreadableError
from summarizers.reading.document import MarkKind

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0\uc1"
    r"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset204 Times CYR;}{\f2\fnil\fcharset128 MS Mincho;}}"
    r"{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\ql Normal;}{\s1\outlinelevel0\b heading 1;}{\s2\outlinelevel1 heading 2;}{\s3 Titre 3;}{\s4 Title;}"
    r"{\s5 Quote;}{\*\cs10 Default Paragraph Font;}}"
    r"{\info{\title Microsoft Word - draft}{\author Press Office}{\creatim\yr2025\mo4\dy3}}"
    "\n"
)


def read(body: str, encoding: str = "latin-1") -> Extracted:
    return parse((HEAD + body + "}").encode(encoding), Hint("a.rtf"))


def paragraphs(body: str) -> list[str]:
    return read(body).text.split("\n\n")


def marked(extracted: Extracted, kind: MarkKind) -> list[tuple[str, int]]:
    return [(extracted.text[mark.start : mark.end], mark.level) for mark in extracted.marks if mark.kind is kind]


def test_paragraphs_are_lines_and_the_tables_of_the_format_are_not_text() -> None:
    body = "\\pard\\plain The Ministers met\nin Lisbon.\\par\\pard They agreed.\\par"
    assert paragraphs(body) == ["The Ministers metin Lisbon.", "They agreed."]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9", "café"),
        (r"{\f1 \'cc\'e8\'ed\'e8\'f1\'f2\'f0}", "Министр"),
        (r"{\f2 \'93\'fa\'96\'7b}", "日本"),
        (r"{\f2 \'93\'fa\'96{}", "日"),
        (r"\u1052 ?\u1080 ?\u1088 ?", "Мир"),
        (r"\u8364\'80 5", "€ 5"),
        (r"{\uc0 \u8364 5}", "€5"),
        (r"{\uc2 \u26085\'93\'fa}", "日"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\lquote a\rquote  \ldblquote b\rdblquote\emdash c", "‘a’ “b”—c"),
        (r"a\~b\_c\-d", "a b‑c\u00add"),
        (r"1\tab 2", "1 2"),
        (r"\{braces\} and \\", "{braces} and \\"),
        (r"first\line second", "first second"),
    ],
)
def test_characters_are_read_however_they_are_written(body: str, text: str) -> None:
    assert paragraphs(rf"\pard\plain {body}\par")[0].startswith(text)


@pytest.mark.parametrize(
    ("page", "text"), [("1251", "Министр"), ("1250", "źródło"), ("932", "日本"), ("10000", "café"), ("99999", "plain")]
)
def test_the_code_page_of_the_file_counts(page: str, text: str) -> None:
    codec = {"10000": "mac_roman", "99999": "cp1252"}.get(page, f"cp{page}")
    escaped = "".join(f"\\'{byte:02x}" for byte in text.encode(codec))
    assert parse(f"{{\\rtf1\\ansi\\ansicpg{page} {escaped}\\par}}".encode(), Hint()).text == text


def test_headings_are_told_by_style_name_and_outline_level() -> None:
    extracted = read(
        r"\pard\s4 Joint Statement\par\pard\s1\outlinelevel0 Energy\par\pard\plain Text.\par"
        r"\pard\outlinelevel1 Cables\par\pard\s3 Partners\par\pard\outlinelevel9 No heading.\par"
    )
    assert marked(extracted, MarkKind.HEADING) == [
        ("Joint Statement", 1),
        ("Energy", 1),
        ("Cables", 2),
        ("Partners", 3),
    ]
    assert extracted.title == "Joint Statement"


def test_lists_keep_their_numbers_and_bullets() -> None:
    extracted = read(
        r"\pard\ls1{\listtext\'b7\tab}Ships\par\pard\ls1\ilvl1{\listtext a)\tab}Cables\par"
        r"\pard{\pntext\f0 1.\tab}{\*\pn\pnlvlbody\pndec}Ports\par\pard Text.\par"
    )
    assert marked(extracted, MarkKind.LIST_ITEM) == [("• Ships", 1), ("a) Cables", 2), ("1. Ports", 1)]


def test_bold_ends_with_its_group() -> None:
    extracted = read(r"\pard The Ministers {\b condemned} the \b attack\b0  and {\b\plain left}.\par")
    assert [text for text, _ in marked(extracted, MarkKind.BOLD)] == ["condemned", "attack"]
    assert extracted.text == "The Ministers condemned the attack and left."


def test_a_row_of_a_table_is_a_line_of_it() -> None:
    extracted = read(
        r"\trowd\pard\intbl Year\cell\pard\intbl Growth\cell\row\trowd\pard\intbl 2025\cell\pard\intbl 2.1\cell\row"
        r"\pard After it.\par"
    )
    assert marked(extracted, MarkKind.TABLE) == [("Year\tGrowth", 1), ("2025\t2.1", 1)]
    assert extracted.text.endswith("\n\nAfter it.")


def test_a_table_that_lays_out_the_page_is_prose() -> None:
    extracted = read(r"\trowd\pard\intbl The Ministers met.\par They agreed.\cell\row\pard End.\par")
    assert extracted.text == "The Ministers met.\n\nThey agreed.\n\nEnd."
    assert not marked(extracted, MarkKind.TABLE)


@pytest.mark.parametrize(
    "aside",
    [
        r"{\header Page header\par}",
        r"{\footer\pard 3\par}",
        r"{\footnote\pard A note.\par}",
        r"{\*\unknown secret}",
        r"{\pict\wmetafile8 0102030405}",
        r"{\field{\*\fldinst HYPERLINK \"http://example.org\"}{\fldrslt }}",
        r"{\v hidden}",
        r"{\deleted gone}",
        r"{\*\annotation Check this.}",
    ],
)
def test_what_is_not_of_the_text_is_left_out(aside: str) -> None:
    assert paragraphs(rf"\pard The Ministers {aside}met.\par") == ["The Ministers met."]


def test_a_link_keeps_its_words() -> None:
    body = r"\pard See {\field{\*\fldinst HYPERLINK \"http://example.org\"}{\fldrslt the text}}.\par"
    assert paragraphs(body) == ["See the text."]


def test_bytes_of_a_picture_are_not_read_as_words() -> None:
    raw = HEAD.encode() + b"\\pard Before{\\pict\\bin5 }}{\\b}after.\\par}"
    assert parse(raw, Hint()).text == "Beforeafter."


def test_properties_count_where_they_say_something() -> None:
    extracted = read(r"\pard The Ministers met.\par")
    assert extracted.title is None
    assert extracted.author == "Press Office"


@pytest.mark.parametrize(
    ("body", "reason"), [("", Reason.EMPTY), (r"{\pict\pngblip 8950}", Reason.SCANNED), (r"\par\par", Reason.EMPTY)]
)
def test_a_file_without_a_text_says_so(body: str, reason: Reason) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(body)
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    "body", ["{" * 100_000 + "deep", "}" * 1000 + "x", "\\u", "\\'", "\\bin99999999 x", "\\f" * 1000]
)
def test_broken_markup_is_survived(body: str) -> None:
    assert read(r"\pard Text.\par " + body).text.startswith("Text.")


@given(st.text(alphabet="{}\\'*ubfpars019 ~\n;é", max_size=300))
def test_any_markup_gives_marks_inside_of_the_text(body: str) -> None:
    try:
        extracted = read(body)
    except UnreadableError:
        return
    assert all(0 <= mark.start < mark.end <= len(extracted.text) for mark in extracted.marks)
