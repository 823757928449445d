from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizers.finding import ask, nearest_passages, rank_passages, sentence_vectors
from summarizers.finding.passages import LONGEST, cut_passages
from summarizers.reading.document import Document
from summarizers.reading.reader import read


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("kidnapped citizens", "abductees"),
        ("What about Pyongyang's rockets?", "missile launches"),
        ("what do they say on windfarms", "offshore wind"),
        ("Minerals Security Partnership", "MSP"),
        ("What goes to the IAEA?", "Atomic Energy Agency"),
        ("South Korea", "Seoul"),
        ("misile lanches", "missile launches"),
    ],
)
def test_a_question_finds_its_passage(statement: Document, question: str, words: str) -> None:
    passages = ask(statement, question).passages
    assert passages
    assert words in passages[0].text


@pytest.mark.parametrize("question", ["cheese tariffs", "football results", "museum tickets", "?", ""])
def test_what_the_statement_does_not_say_is_not_answered(statement: Document, question: str) -> None:
    assert ask(statement, question).passages == ()


def test_a_section_is_offered_where_nothing_fits(statement: Document) -> None:
    assert ask(statement, "cheese tariffs").nearest_heading in {1, 2, 3}


def test_what_comes_nearest_is_kept_where_it_is_not_sure_to_answer(statement: Document) -> None:
    answer = ask(statement, "How many missiles were launched?")
    assert answer.passages == ()
    assert "missile launches" in answer.nearest[0].text


@pytest.mark.parametrize(
    "question",
    ["Will Brazil deliver natural gas?", "How many abductees came home?", "tariffs on steel", "Who won the election?"],
)
def test_a_question_that_only_sounds_like_the_text_is_not_answered(statement: Document, question: str) -> None:
    assert ask(statement, question).passages == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How much money goes to wind power?", "40 million euros"),
        ("When did they meet?", "4 May 2026"),
        ("What does it say about fuel imports?", "liquefied natural gas"),
        ("saving people at sea", "seafarers in distress"),
    ],
)
def test_a_question_in_other_words_is_answered(statement: Document, question: str, words: str) -> None:
    passages = ask(statement, question).passages
    assert passages
    assert words in passages[0].text


def test_the_nearest_passages_are_found_without_the_sentence_model(
    statement: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentence_vectors, "encode", None)
    passages = nearest_passages(statement, "wind power on the sea", limit=2)
    assert "offshore wind" in passages[0].text
    assert len(passages) == 2
    assert statement.body[passages[0].start : passages[0].end] == passages[0].text


def test_a_heading_counts_for_whether_and_where_a_question_is_answered() -> None:
    document = read(
        "The Ministers met in Oslo on 4 May.\n\nStrengthening Energy Security\n\nThey will widen their supplies "
        "together.\n\nMaritime Cooperation\n\nThey welcomed the exercise of the coast guards."
    )
    passages = ask(document, "energy security?").passages
    assert passages
    assert passages[0].heading == "Strengthening Energy Security"


def test_the_sentence_that_answers_is_told_from_the_rest(statement: Document) -> None:
    passage = ask(statement, "release of abductees").passages[0]
    start, end = passage.sentence
    assert statement.body[start:end].startswith("They called for the immediate release")
    assert [statement.body[first:last] for first, last in passage.lit if start <= first] == ["release", "abductees"]


def test_every_name_of_a_country_is_lit(statement: Document) -> None:
    passage = ask(statement, "What did Pyongyang launch?").passages[0]
    assert "DPRK" in {statement.body[first:last] for first, last in passage.lit}


def test_at_most_as_many_passages_as_asked_for(statement: Document) -> None:
    assert len(ask(statement, "the Ministers on Korea", limit=2).passages) <= 2


def test_each_paragraph_is_given_once() -> None:
    sentence = "The Ministers decided to impose sanctions on the exporters of weapons. "
    document = read(sentence * 60 + "\n\nThe next meeting takes place in Oslo.")
    paragraphs = [passage.paragraph for passage in ask(document, "sanctions on weapons", limit=5).passages]
    assert len(paragraphs) == len(set(paragraphs))


def test_a_long_paragraph_is_cut_into_passages_that_cover_it() -> None:
    document = read("The Ministers decided to impose sanctions on the exporters of weapons. " * 100)
    stretches = cut_passages(document)
    covered = {at for stretch in stretches for at in range(stretch.first, stretch.last)}
    assert covered == set(range(len(document.sentences)))
    assert max(document.sentences[s.last - 1].end - document.sentences[s.first].start for s in stretches) <= LONGEST


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        ("Les ministres ont condamné les essais.\n\nIls ont décidé de financer les écoles.", "les écoles", "écoles"),
        ("外相は会談した。\n\n両国は半導体の供給網を強化する。", "半導体", "半導体"),
        ("Министры осудили запуск ракет.\n\nОни решили построить школы.", "школа", "школы"),
    ],
    ids=["fr", "ja", "ru"],
)
def test_other_languages_are_answered_by_their_words(text: str, question: str, words: str) -> None:
    passages = ask(read(text), question).passages
    assert passages
    assert words in passages[0].text


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_every_passage_is_a_span_of_the_body(text: str, question: str) -> None:
    document = read(text)
    for decline in (True, False):
        answer = ask(document, question, decline=decline)
        for passage in answer.passages:
            assert document.body[passage.start : passage.end] == passage.text
            assert passage.start <= passage.sentence[0] < passage.sentence[1] <= passage.end
            assert all(passage.start <= start < end <= passage.end for start, end in passage.lit)
        assert answer == ask(document, question, decline=decline)


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), max_size=8), st.text(max_size=40))
def test_ranking_orders_all_passages(passages: list[str], query: str) -> None:
    assert sorted(rank_passages(passages, query)) == list(range(len(passages)))


def test_the_passage_that_answers_ranks_first() -> None:
    passages = ["Order, please.", "The wage subsidy was extended to September.", "I thank the member for the question."]
    assert rank_passages(passages, "help for paying employees")[0] == 1


def test_nothing_reaches_for_the_network(statement: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizers.finding import meaning, studying

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for load in (meaning._model, sentence_vectors._model, sentence_vectors._tokenizer, studying._study):
        load.cache_clear()
    assert ask(statement, "kidnapped citizens").passages
