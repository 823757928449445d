from __future__ import annotations

import pytest

from summarizers.finding import fitness
from summarizers.finding.asking import read_question
from summarizers.finding.studying import study
from summarizers.finding.weighing import Weighed
from summarizers.reading.document import Document
from summarizers.reading.reader import read


def weigh(document: Document, question: str) -> Weighed:
    studied = study(document, question)
    return Weighed(studied, read_question(studied, question))


def test_everything_that_is_told_has_its_weight(statement: Document) -> None:
    assert set(fitness.describe(weigh(statement, "missiles"))) | {"constant"} == set(fitness.WEIGHTS)


@pytest.mark.parametrize(
    ("question", "name", "told"),
    [
        ("Did Brazil launch missiles?", "country missing", 1.0),
        ("Did Pyongyang launch missiles?", "country missing", 0.0),
        ("How many missiles were launched?", "figure missing", 1.0),
        ("How much goes to the joint programme on wind power?", "figure missing", 0.0),
        ("When will the abductees return to their families?", "date missing", 1.0),
        ("When did the Foreign Ministers of Norland meet?", "date missing", 0.0),
        ("coast guard exercise", "all words held", 1.0),
        ("coast guard vaccines", "all words held", 0.0),
        ("Pyongyang", "all words held", 1.0),
    ],
)
def test_what_a_passage_lacks_is_told(statement: Document, question: str, name: str, told: float) -> None:
    assert fitness.describe(weigh(statement, question))[name] == told


def test_what_the_text_says_has_better_odds_than_what_it_does_not(statement: Document) -> None:
    said, unsaid = (
        fitness.judge(weigh(statement, question)) for question in ("snatched people sent home", "striking nurses' pay")
    )
    assert said > fitness.LEAST_ODDS > unsaid


def test_a_question_that_is_a_heading_fits_what_stands_under_it() -> None:
    document = read("The Council met.\n\nWays Forward\n\nIt will sit again.\n\nOther Business\n\nNothing was raised.")
    assert fitness.fits(weigh(document, "ways forward?"))


def test_a_statement_of_one_sentence_can_answer() -> None:
    document = read("The Council condemned the theft of bitcoin.")
    assert fitness.fits(weigh(document, "theft of bitcoin"))
    assert not fitness.fits(weigh(document, "fishing quotas"))
