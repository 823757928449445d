"""Real documents, where the shared data is at hand ($BRIEFBOT_SHARED)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.reading import FORMS, bare, heading_f1
from summarizers.reading.document import Document
from summarizers.reading.reader import read
from tests.shared import shared_folder
from tests.summarizers.reading.test_promises import check_spans


@pytest.fixture(scope="module")
def statements() -> list[dict[str, Any]]:
    lines = (shared_folder("data/statements") / "whitehouse.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def readings(statements: list[dict[str, Any]]) -> dict[str, list[Document]]:
    return {name: [read(form(statement["text"])) for statement in statements] for name, form in FORMS.items()}


@pytest.mark.parametrize(("form", "floor"), [("paragraphs", 0.955), ("wrapped at 72", 0.955), ("single breaks", 0.95)])
def test_headings_are_those_that_the_issuers_set(
    statements: list[dict[str, Any]], readings: dict[str, list[Document]], form: str, floor: float
) -> None:
    assert heading_f1(statements, readings[form]) >= floor


def test_the_same_text_is_read_alike_however_it_is_wrapped(readings: dict[str, list[Document]]) -> None:
    alike = sum(
        len({tuple(bare(sentence.text) for sentence in document.sentences) for document in forms}) == 1
        for forms in zip(*readings.values(), strict=True)
    )
    assert alike >= 0.98 * len(readings["paragraphs"])


def test_real_documents_keep_every_promise_of_their_spans(readings: dict[str, list[Document]]) -> None:
    for documents in readings.values():
        for document in documents:
            check_spans(document)


def trilateral() -> Document:
    return read((shared_folder("data/statements") / "trilateral-brussels-2025-04-03.txt").read_text(encoding="utf-8"))


def test_the_trilateral_statement_has_its_head_and_its_four_headings() -> None:
    document = trilateral()
    assert len(document.issuers) == 3
    assert (document.place, document.event_date) == ("Brussels", date(2025, 4, 3))
    assert len(document.sections) == 5
    assert document.sections[0].heading is None


def test_nothing_outside_the_text_of_the_trilateral_statement_is_in_a_section() -> None:
    document = trilateral()
    begin, end = document.body.index("Begin Text:"), document.body.index("End Text.")
    for section in document.sections:
        assert begin < section.start <= section.end <= end


def fed_statements() -> list[Path]:
    return sorted((shared_folder("data/statements") / "fomc").glob("*.txt"))


def test_every_statement_of_the_federal_reserve_keeps_its_first_paragraph() -> None:
    for path in fed_statements():
        document = read(path.read_text(encoding="utf-8"))
        assert document.sentences, path.name
        assert (
            document.issuers in (("Federal Open Market Committee",), ("Federal Reserve Board",)) or not document.issuers
        ), (path.name, document.issuers)
