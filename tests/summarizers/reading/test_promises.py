"""What every span of a document promises, on any input at all."""

from __future__ import annotations

import gc
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizers.reading.document import Document, Mark, MarkKind
from summarizers.reading.reader import read

PIECES = [
    "Begin Text:", "End Text.", "###", "-ends-", "FOR IMMEDIATE RELEASE", "GENEVA, 12 May 2026 - ", "Sincerely,",
    "The ministers agreed on sanctions. ", "They also met on 3 April 2025 in Oslo. ", "1. ", "II. ", "(a) ", "- ", "• ",
    "# ", "**Lead.** ", "> ", "Title Line\n====\n", "MODERATOR: ", "Q: ", "Risk Warning: ", "Subscribe to our newsletter",
    "\n", "\n\n", "\r\n", "\t", "   ", "\u00a0", "\u00ad", "\u200b", "\ufeff", "\x00", "\ud800", "\x0c", "\u2028", "é", "😀",
    "会談が行われた。", "أدان المجلس الهجوم. ", "long-\nterm ", "govern-\nment ", "http://a.example/b ", "U.S. ", "a", ".", ":",
]  # fmt: skip
ANY_TEXT = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(max_size=400),
    st.text(alphabet="aB.:-*_#>[]() \n\t1", max_size=300),
)
REMOVED_BY_NORMALISING = re.compile(r"[\s\u00ad\u200b\u2060\ufeff\-\u2010#*_>=~^\[\]\x1c-\x1f\x85]|\(https?://\S*?\)")
UNFIT = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")


def check_spans(document: Document) -> None:
    """Assert that spans never overlap and cover the whole body but white space."""
    spans = [(s.start, s.end) for s in document.sentences]
    spans += [s.heading_span for s in document.sections if s.heading_span]
    spans += [(a.start, a.end) for a in document.set_aside]
    covered = 0
    for start, end in sorted(spans):
        assert covered <= start < end
        assert not document.body[covered:start].strip()
        covered = end
    assert not document.body[covered:].strip()


@given(ANY_TEXT)
@settings(max_examples=400, deadline=None)
def test_a_sentence_is_the_very_text_at_its_span(text: str) -> None:
    document = read(text)
    for sentence in document.sentences:
        assert document.body[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""


@given(ANY_TEXT)
@settings(max_examples=400, deadline=None)
def test_headings_sentences_and_what_is_set_aside_cover_the_body_without_overlap(text: str) -> None:
    check_spans(read(text))


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_nothing_of_the_input_is_missing_but_what_the_normalisation_lists(text: str) -> None:
    body = read(text).body
    kept = REMOVED_BY_NORMALISING.sub("", UNFIT.sub("\ufffd", text))
    assert REMOVED_BY_NORMALISING.sub("", body) == kept


@given(ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_sections_paragraphs_and_sentences_stand_in_one_another(text: str) -> None:
    document = read(text)
    assert [section.ordinal for section in document.sections] == list(range(len(document.sections)))
    assert [paragraph.ordinal for paragraph in document.paragraphs] == list(range(1, len(document.paragraphs) + 1))
    for sentence in document.sentences:
        paragraph = document.paragraph(sentence.paragraph)
        section = document.sections[sentence.section]
        assert paragraph.section == section.ordinal
        assert section.start <= paragraph.start <= sentence.start < sentence.end <= paragraph.end <= section.end


@given(ANY_TEXT, st.integers(0, 300), st.integers(0, 300), st.sampled_from(MarkKind))
@settings(max_examples=200, deadline=None)
def test_marks_of_any_kind_and_place_break_no_promise(text: str, start: int, length: int, kind: MarkKind) -> None:
    check_spans(read(text, (Mark(kind, min(start, len(text)), min(start + length, len(text))),)))


@given(ANY_TEXT)
@settings(max_examples=150, deadline=None)
def test_the_same_input_is_read_the_same(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        "- a\n",
        "> a\n",
        "Ab Cd\n",
        "Title\n=====\n\n",
        "1. Item\n\n",
        "# ",
        "**a ",
        "[a](",
        "会談が行われた。",
        "\n",
        "A: b\n",
        "a - ",
    ],
    ids=repr,
)
def test_reading_takes_time_in_proportion_to_the_length(piece: str) -> None:
    """Four times the text in at most about four times the time: a square would take sixteen."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        gc.collect()
        gc.disable()  # what a collection costs depends on all that the process holds
        try:
            started = time.process_time()
            read(text)
            return time.process_time() - started
        finally:
            gc.enable()

    seconds(10_000)
    assert seconds(200_000) < 12 * min(seconds(50_000), seconds(50_000)) + 1.5


def test_an_empty_text_gives_an_empty_document() -> None:
    document = read("")
    assert (document.body, document.sentences, document.paragraphs, document.title) == ("", (), (), None)
    assert [section.ordinal for section in document.sections] == [0]


def test_a_single_word_is_a_sentence() -> None:
    assert [sentence.text for sentence in read("Agreed").sentences] == ["Agreed"]
