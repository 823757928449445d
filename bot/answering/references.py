"""Words to the statement meant: "S12", "latest", a title in quotation marks, words of a title, or the one at hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answering.grammar import is_reference
from bot.answering.replies import Action
from bot.answering.subjects import Subject, source_name
from bot.answering.wording import clipped
from bot.answering.words import split_words, unquoted
from bot.errors import NoSuchStatementError, NothingAtHandError, SeveralStatementsError
from summarizers.reading.dates import long_date
from summarizers.vocabulary.tokens import fold

if TYPE_CHECKING:
    from bot.answering.context import Context
    from storage.records import StatementRecord

LONGEST_REFERENCE = 300
"""Characters. Longer words are a text, not a title."""
_MOST_NAMED = 5
_SPACE = re.compile(r"\s+")


async def statement_meant(context: Context, words: str, command: str) -> Subject:
    """Give the statement that all the words mean, or the one at hand where there are none."""
    if not words:
        return await statement_at_hand(context, command)
    return await context.load(await record_meant(context, words))


async def record_meant(context: Context, words: str) -> StatementRecord:
    """Give the statement that all the words mean; raise where none does, or several."""
    record = await find_statement(context, words)
    if record is None:
        raise await no_such_statement(context, words)
    return record


async def split_reference(context: Context, words: str, command: str) -> tuple[Subject, str]:
    """Split words into the statement they begin with (else the one at hand) and the rest."""
    subject, rest = await leading_or_shown(context, words)
    return (subject, rest) if subject else (await statement_at_hand(context, command), rest)


async def leading_or_shown(context: Context, words: str) -> tuple[Subject | None, str]:
    """Split words into the statement they begin with, else the one at hand, if there is one, and the rest."""
    record, rest = await _leading_statement(context, words)
    if record:
        return await context.load(record), rest
    shown = await context.last_shown()
    return (shown[0] if shown else None), words


async def statement_at_hand(context: Context, command: str) -> Subject:
    """Give the statement shown last in this conversation; raise where there is none."""
    shown = await context.last_shown()
    if shown:
        return shown[0]
    records = await context.database.statements.all(context.scope, limit=_MOST_NAMED)
    total = await context.database.statements.count(context.scope)
    raise NothingAtHandError(command, [describe(record) for record in records], total)


async def find_statement(context: Context, words: str) -> StatementRecord | None:
    """Give the statement that all the words mean, if one fits; raise where several do, or where "S99" is none."""
    said = unquoted(words)
    is_quoted = said != words
    if not is_quoted and is_reference(said):
        return await _by_name(context, said)
    if len(said) > LONGEST_REFERENCE or not said.strip():
        return None
    fitting = await context.database.statements.all(context.scope, said)
    exact = [record for record in fitting if record.title and _flat(record.title) == _flat(said)]
    titled = [record for record in fitting if record.title and _flat(said) in _flat(record.title)]
    candidates = exact or titled or list(fitting)
    if len(candidates) > 1:
        raise _several(said, candidates)
    return candidates[0] if candidates else None


async def no_such_statement(context: Context, words: str) -> NoSuchStatementError:
    """Give the error that says that the words fit nothing here."""
    hint = f'Did you mean "S{words}"?' if words.isdecimal() else ""
    return NoSuchStatementError(words, await context.database.statements.count(context.scope), hint=hint)


def describe(record: StatementRecord) -> str:
    """Give a statement in a few words: "S12 US, Japan, S. Korea Hold Trilateral Talks (3 April 2025)"."""
    dated = f" ({long_date(record.dated)})" if record.dated else ""
    return f"{record.reference} {clipped(record.title or source_name(record), 60)}{dated}"


async def _leading_statement(context: Context, words: str) -> tuple[StatementRecord | None, str]:
    first = next(iter(split_words(words)), None)
    if first is None:
        return None, words
    rest = words[first.end :].strip()
    if first.is_quoted:
        record = await find_statement(context, words[first.start : first.end]) if rest else None
        return record, rest if record else words
    if is_reference(first.text.rstrip(":,")):
        return await _by_name(context, first.text.rstrip(":,")), rest
    return await _by_longest_title(context, words)


async def _by_longest_title(context: Context, words: str) -> tuple[StatementRecord | None, str]:
    """Give the statement whose whole title the words begin with, and what follows it."""
    flat = _flat(words)
    titles = await context.database.statements.titles(context.scope)
    leading = [(number, title) for number, title in titles if _begins_with(flat, _flat(title))]
    if not leading:
        return None, words
    longest = max(len(_flat(title)) for _, title in leading)
    numbers = [number for number, title in leading if len(_flat(title)) == longest]
    records = [await context.database.statements.get(context.scope, number) for number in numbers[: _MOST_NAMED + 1]]
    if len(records) > 1:
        raise _several(records[0].title or "", records)
    title_words = len(_SPACE.split(next(title for number, title in leading if number == numbers[0]).strip()))
    at = split_plain(words, title_words)
    return records[0], words[at:].strip(" ,:;\n")


def split_plain(words: str, count: int) -> int:
    """Give the place after the first `count` words."""
    match = re.match(rf"\s*(?:\S+(?:\s+|$)){{{count}}}", words)
    return match.end() if match else len(words)


def _begins_with(words: str, title: str) -> bool:
    return bool(title) and (words == title or words.startswith((f"{title} ", f"{title}:", f"{title},")))


def _flat(text: str) -> str:
    return _SPACE.sub(" ", fold(text)).strip()


async def _by_name(context: Context, name: str) -> StatementRecord:
    statements = context.database.statements
    if name.casefold() == "latest":
        record = await statements.latest(context.scope)
        if record is None:
            raise NoSuchStatementError(name, 0)
        return record
    return await statements.get(context.scope, int(name[1:]))


def _several(said: str, records: list[StatementRecord]) -> SeveralStatementsError:
    shown = records[:_MOST_NAMED]
    names = [
        f"{record.reference} ({long_date(record.dated)})" if record.dated else record.reference for record in shown
    ]
    actions = tuple(Action(describe(record), f"brief {record.reference}") for record in shown)
    return SeveralStatementsError(said, names, actions, len(records))
