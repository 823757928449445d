from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.bot.cli.conftest import Briefbot

TEXT = "The ministers condemned the attack. The weather was mild. The ministers call on all parties to stop."


def _lines(*objects: object) -> bytes:
    return b"".join(item if isinstance(item, bytes) else json.dumps(item).encode() + b"\n" for item in objects)


def test_texts_are_summarized_line_by_line_with_spans(briefbot: Briefbot) -> None:
    (line,) = briefbot("summarize", "--jsonl", "--sentences", "2", stdin=_lines({"id": 7, "text": TEXT})).lines
    assert line["id"] == 7
    assert line["chosen"] == [0, 2]
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in line["sentences"])


def test_sentences_that_come_split_keep_their_indices(briefbot: Briefbot) -> None:
    sentences = TEXT.replace(". ", ".|").split("|")
    (line,) = briefbot(
        "summarize", "--jsonl", "--sentences", "2", stdin=_lines({"id": "a", "sentences": sentences})
    ).lines
    assert [sentences[index] for index in line["chosen"]] == [one["text"] for one in line["sentences"]]
    assert all(" ".join(sentences)[one["start"] : one["end"]] == one["text"] for one in line["sentences"])


@pytest.mark.parametrize(
    "bad",
    [
        b"not json\n",
        b"\xff\xfe\n",
        b"[1, 2]\n",
        b'{"text": 3}\n',
        b'{"sentences": "one"}\n',
        b'{"sentences": [1]}\n',
        b'{"text": ""}\n',
        b"[" * 100_000 + b"\n",
    ],
    ids=range(8),
)
def test_a_bad_line_is_an_error_line_and_the_rest_goes_on(briefbot: Briefbot, bad: bytes) -> None:
    outcome = briefbot("summarize", "--jsonl", stdin=bad + b"\n" + _lines({"id": 2, "text": TEXT}))
    assert outcome.status == 0
    first, second = outcome.lines
    assert set(first) == {"error"}
    assert second["id"] == 2


def test_an_error_line_names_its_document(briefbot: Briefbot) -> None:
    (line,) = briefbot("summarize", "--jsonl", stdin=_lines({"id": "x"})).lines
    assert line == {"id": "x", "error": 'The line has no "text" that is a string.'}


def test_passages_are_ranked_all_of_them_or_the_best(briefbot: Briefbot) -> None:
    passages = [
        {"speaker": "A", "text": "On fisheries in the north."},
        {"text": "The interest rate of the central bank rose."},
    ]
    asked = _lines({"id": 1, "passages": passages, "query": "interest rate"}, {"id": 2, "passages": [], "query": "x"})
    every, none = briefbot("rank", "--jsonl", stdin=asked).lines
    assert every == {"id": 1, "ranked": [1, 0]}
    assert none == {"id": 2, "ranked": []}
    assert briefbot("rank", "--jsonl", "--top", "1", stdin=asked).lines[0]["ranked"] == [1]


def test_a_line_is_answered_before_the_next_one_comes() -> None:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "summarize", "--jsonl", "--engine", "lead"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(_lines({"id": 1, "text": TEXT}))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.close()
    assert process.returncode == 0
