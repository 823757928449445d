from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizers.finding import ask, sentence_vectors, studying
from summarizers.finding.sentence_vectors import Encoded, encode
from summarizers.reading.document import Document
from summarizers.reading.reader import read


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that the sentence model is given."""
    texts: list[str] = []

    def note(given: Sequence[str]) -> list[Encoded]:
        texts.extend(given)
        return encode(given)

    studying._study.cache_clear()
    monkeypatch.setattr(sentence_vectors, "encode", note)
    return texts


def test_a_second_question_reads_nothing_but_itself(statement: Document, encoded: list[str]) -> None:
    ask(statement, "missile launches")
    encoded.clear()
    ask(statement, "offshore wind")
    assert encoded == ["offshore wind"]


def test_the_same_text_read_again_is_known(encoded: list[str]) -> None:
    text = "The Ministers met at the harbour.\n\nThey agreed on grain."
    ask(read(text), "grain")
    encoded.clear()
    ask(read(text), "harbour")
    assert encoded == ["harbour"]


def test_of_a_long_document_the_likeliest_sentences_are_read(encoded: list[str]) -> None:
    lines = [f"Delegation {number} spoke of item {number} on the agenda." for number in range(300)]
    lines[250] = "The hackers stole bitcoin from the treasury."
    answer = ask(read("\n\n".join(lines)), "theft of crypto money")
    assert "bitcoin" in answer.passages[0].text
    assert len(encoded) < 150


def test_acronyms_of_the_question_are_found_in_full() -> None:
    document = read("They thanked the International Atomic Energy Agency.\n\nThey agreed on grain.")
    assert "IAEA" in studying.study(document, "the IAEA?").names.read("the IAEA").text
    passages = ask(document, "IAEA").passages
    assert passages
    assert "Agency" in passages[0].text
