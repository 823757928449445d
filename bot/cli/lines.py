"""JSON lines: each is answered by itself, and a bad one does not stop the others."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from bot.answering.briefings import choose_briefing
from bot.cli.printing import to_json
from bot.errors import BriefbotError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.commands import Brief

DEFAULT_SENTENCES = 5
"""For sentences that come already split, where the shape of the document is not known."""

Line = dict[str, Any]


def answer_lines(answer: Callable[[Line], Line]) -> None:
    """Answer each line of standard input on standard output, as soon as it is there."""
    for raw in sys.stdin.buffer:
        if raw.strip():
            sys.stdout.write(f"{to_json(_answer(raw, answer))}\n")
            sys.stdout.flush()


def summarize_line(line: Line, command: Brief) -> Line:
    """Choose sentences of one text; spans of sentences that came split are into them joined by single spaces."""
    given = line.get("sentences")
    if given is None:
        return _summarize_text(_text(line, "text"), command)
    if not isinstance(given, list) or not all(isinstance(sentence, str) for sentence in given):
        raise SourceError('"sentences" is a list of strings.')
    return _summarize_sentences(given, command)


def rank_line(line: Line, top: int | None) -> Line:
    """Rank the passages of one line."""
    from summarizers.finding import rank_passages

    passages = line.get("passages")
    if not isinstance(passages, list):
        raise SourceError('"passages" is a list of {"text"}.')
    texts = [_passage_text(passage) for passage in passages]
    return {"ranked": list(rank_passages(texts, _text(line, "query")))[:top]}


def _answer(raw: bytes, answer: Callable[[Line], Line]) -> Line:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return {"error": "The line is not JSON."}
    if not isinstance(line, dict):
        return {"error": "The line is not a JSON object."}
    name = {"id": line["id"]} if "id" in line else {}
    try:
        return {**name, **answer(line)}
    except BriefbotError as error:
        return {**name, "error": error.sentence}
    except Exception as error:  # noqa: BLE001 - whatever one text does to its reader, the next one is read
        return {**name, "error": f"The line can't be answered ({type(error).__name__})."}


def _summarize_text(text: str, command: Brief) -> Line:
    from bot.ingest.incoming import pasted

    document = pasted(text, "The text").read()
    briefing = choose_briefing(document, command)
    chosen = [choice.index for choice in briefing.choices]
    sentences = [document.sentences[index] for index in chosen]
    spans = [{"text": sentence.text, "start": sentence.start, "end": sentence.end} for sentence in sentences]
    return {"chosen": chosen, "sentences": spans}


def _summarize_sentences(sentences: list[str], command: Brief) -> Line:
    from summarizers.choosing import DEFAULT_ENGINE, Budget, choose

    budget = Budget(sentences=command.sentences or DEFAULT_SENTENCES)
    choices = choose(sentences, None, budget, engine=command.engine or DEFAULT_ENGINE)
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    chosen = [choice.index for choice in choices]
    spans = [{"text": sentences[at], "start": starts[at], "end": starts[at] + len(sentences[at])} for at in chosen]
    return {"chosen": chosen, "sentences": spans}


def _text(line: Line, key: str) -> str:
    text = line.get(key)
    if not isinstance(text, str):
        raise SourceError(f'The line has no "{key}" that is a string.')
    return text


def _passage_text(passage: object) -> str:
    """Give a passage's words, the speaker's name among them."""
    if isinstance(passage, str):
        return passage
    if not isinstance(passage, dict):
        raise SourceError('A passage is {"text"}, with a "speaker" or without.')
    text = _text(passage, "text")
    speaker = passage.get("speaker")
    return f"{speaker}: {text}" if isinstance(speaker, str) and speaker else text
