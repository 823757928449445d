"""A statement in each of eleven languages: headings, list, dateline, sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizers.reading.document import Document, ParagraphKind
from summarizers.reading.languages import detect_language
from summarizers.reading.reader import read

FIXTURES = Path(__file__).parents[2] / "fixtures" / "languages"
LANGUAGES = sorted(path.stem for path in FIXTURES.glob("*.txt"))


@dataclass(frozen=True)
class Sample:
    document: Document
    gold: dict[str, Any]


@pytest.fixture(params=LANGUAGES)
def sample(request: pytest.FixtureRequest) -> Sample:
    text = (FIXTURES / f"{request.param}.txt").read_text(encoding="utf-8")
    gold = json.loads((FIXTURES / f"{request.param}.json").read_text(encoding="utf-8"))
    return Sample(read(text), gold)


def test_there_is_a_statement_in_each_language() -> None:
    assert set(LANGUAGES) == {"ar", "de", "es", "fr", "it", "ja", "ko", "pt", "ru", "zh"}


def test_the_language_is_told(sample: Sample) -> None:
    assert sample.document.language == sample.gold["language"]


def test_title_place_and_date_are_read(sample: Sample) -> None:
    document = sample.document
    assert document.title == sample.gold["title"]
    assert document.place == sample.gold["place"]
    assert document.published == date.fromisoformat(sample.gold["date"])


def test_the_headings_are_those_of_the_statement(sample: Sample) -> None:
    assert [section.heading for section in sample.document.sections if section.heading] == sample.gold["headings"]


def test_every_sentence_is_cut_where_a_reader_would(sample: Sample) -> None:
    sentences = [sentence.text for sentence in sample.document.sentences]
    assert len(sentences) == sample.gold["sentence_count"]
    assert set(sample.gold["action_sentences"]) <= set(sentences)


def test_the_list_keeps_its_items_and_its_lead_in(sample: Sample) -> None:
    document = sample.document
    items = [p for p in document.paragraphs if p.kind is ParagraphKind.LIST_ITEM]
    texts = [document.body[p.start : p.end] for p in items]
    for expected, text in zip(sample.gold["list_items"], texts, strict=True):
        assert expected.endswith(text)  # a number in front of an item is its marker
    if sample.gold["lead_in"].endswith((":", "：")):
        assert {
            document.body[p.start : p.end] for n in items if n.lead_in for p in [document.paragraph(n.lead_in)]
        } == {sample.gold["lead_in"]}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Committee decided today to maintain its target for the rate.", "en"),
        ("De regering heeft besloten om het voorstel niet te steunen en zal daarover een brief sturen.", "nl"),
        ("Президент України висловив співчуття родинам загиблих і подякував рятувальникам за їхню роботу.", "uk"),
        ("42", "en"),
        ("", "en"),
    ],
)
def test_other_texts_are_told_too(text: str, language: str) -> None:
    assert detect_language(text) == language
