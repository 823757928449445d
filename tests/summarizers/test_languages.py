"""A statement in each of ten languages is briefed and answered from, in its own words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from summarizers.choosing import Budget, choose
from summarizers.choosing.actions import deeds_in
from summarizers.finding import ask
from summarizers.reading.document import Document
from summarizers.reading.reader import read
from summarizers.vocabulary.tokens import fold

FIXTURES = Path(__file__).parents[1] / "fixtures" / "languages"
LEAST_ACTIONS = 3


@dataclass(frozen=True)
class Sample:
    document: Document
    gold: dict[str, Any]


@pytest.fixture(params=sorted(path.stem for path in FIXTURES.glob("*.txt")))
def sample(request: pytest.FixtureRequest) -> Sample:
    text = (FIXTURES / f"{request.param}.txt").read_text(encoding="utf-8")
    gold = json.loads((FIXTURES / f"{request.param}.json").read_text(encoding="utf-8"))
    return Sample(read(text), gold)


def test_the_verb_of_every_action_is_known(sample: Sample) -> None:
    for sentence in sample.gold["action_sentences"]:
        assert deeds_in(fold(sentence), sample.document.language), sentence


def test_a_briefing_of_five_sentences_quotes_what_was_done(sample: Sample) -> None:
    document = sample.document
    chosen = {document.sentences[choice.index].text for choice in choose(document, None, Budget(sentences=5))}
    assert len(chosen & set(sample.gold["action_sentences"])) >= LEAST_ACTIONS


def test_a_question_in_the_statements_words_is_answered_first_by_the_right_passage(sample: Sample) -> None:
    for asked in sample.gold["asked_in_its_words"]:
        answer = ask(sample.document, asked["question"])
        assert answer.passages, asked["question"]
        assert asked["answer_contains"] in re.sub(r"\s", " ", answer.passages[0].text), asked["question"]
