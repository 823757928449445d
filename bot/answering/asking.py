"""`ask all`: what everything that can be seen here says about a question, one passage a statement first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.facts import AnswersFacts, FoundPassageFacts
from bot.answering.found import head_of_found, offer_briefings
from bot.answering.lookups import check_question, lit_spans, shown_part
from bot.answering.quoting import quote_sentences
from bot.answering.replies import Action, Block, Line, Quote, Reply
from bot.answering.replies import Context as SmallPrint
from bot.answering.subjects import section_name, subject_of
from bot.answering.wording import and_list, clipped, count, quoted
from bot.answering.words import unquoted
from bot.errors import NothingAtHandError
from summarizers.reading.dates import long_date

if TYPE_CHECKING:
    from bot.answering.commands import AskAll
    from bot.answering.context import Context
    from storage.records import Answers, FoundPassage

STATEMENTS = 3
"""Statements that answer at once; `in N passages` asks for others."""
_NEAREST = 2
_MORE_PASSAGES = 8


async def ask_all(context: Context, command: AskAll) -> Reply:
    """Answer `ask all`."""
    command = replace(command, question=check_question(unquoted(command.question)))
    total = await context.database.statements.count(context.scope)
    if not total:
        raise NothingAtHandError("ask <ref> ...", (), 0)
    answers, command = await _answers(context, command)
    facts = _facts(command, answers)
    if answers.passages:
        return replace(await _answered(context, command, answers, total), facts=facts)
    if answers.nearest:
        return replace(await _nearest(context, command, answers, total), facts=facts)
    return Reply((Line(f"Nothing in {_where(command, total)} comes near {_asked(command)}."),), facts=facts)


async def _answers(context: Context, command: AskAll) -> tuple[Answers, AskAll]:
    """Ask; where no statement is from what follows "from", the words belong to the question."""
    limit = command.passages or STATEMENTS
    search = context.database.search
    answers = await search.ask_all(
        context.scope, command.question, issuer=command.issuer, since=command.since, limit=limit
    )
    is_empty = not answers.passages and not answers.nearest
    if is_empty and command.issuer and command.whole:
        plain = replace(command, question=command.whole, issuer=None, since=None)
        return await search.ask_all(context.scope, plain.question, limit=limit), plain
    return answers, command


async def _answered(context: Context, command: AskAll, answers: Answers, total: int) -> Reply:
    blocks: list[Block] = [Line(f"{_asked(command)}, asked of {_where(command, total)}:")]
    actions: list[Action] = []
    for passage in answers.passages:
        blocks += await _shown(context, passage)
        further = sum(each.number == passage.number for each in answers.more)
        if further:
            name = f"S{passage.number}"
            actions.append(Action(f"More of {name}", f"ask {name} {command.question} in {further + 1} passages"))
    if len(answers.passages) == (command.passages or STATEMENTS) < total:
        actions.append(Action("More statements", f"ask all {_said(command)} in {_MORE_PASSAGES} passages"))
    return Reply((*blocks, *_foot(answers)), (*actions, *offer_briefings(each.number for each in answers.passages)))


async def _nearest(context: Context, command: AskAll, answers: Answers, total: int) -> Reply:
    """Say that nothing answers for certain, and quote what comes nearest as just that, one passage a statement."""
    passages = tuple({each.number: each for each in reversed(answers.nearest)}.values())[::-1][:_NEAREST]
    what = "The nearest:" if len(passages) == 1 else f"The {len(passages)} nearest:"
    blocks: list[Block] = [Line(f"No passage in {_where(command, total)} is sure to answer {_asked(command)}. {what}")]
    for passage in passages:
        blocks += await _shown(context, passage)
    return Reply(tuple(blocks), offer_briefings(each.number for each in passages))


async def _shown(context: Context, passage: FoundPassage) -> tuple[Line, Quote]:
    record = await context.database.statements.get(context.scope, passage.number)
    document = await context.database.statements.document(context.scope, passage.version_id)
    subject = subject_of(record, document, passage.version_id)
    quote = quote_sentences(subject, shown_part(document, passage), lit=lit_spans(passage))
    where = section_name(document, passage.section)
    return Line(head_of_found(passage)), replace(quote, where=where)


def _foot(answers: Answers) -> tuple[SmallPrint, ...]:
    """Say where further passages stand, and what was not looked at."""
    places: dict[int, list[str]] = {}
    for passage in answers.more:
        places.setdefault(passage.number, []).append(f"¶{passage.paragraph}")
    further = [f"S{number} {and_list(paragraphs)}" for number, paragraphs in places.items()]
    also = (f"also: {'; '.join(further)}",) if further else ()
    capped = ("of the lines with the question's words, the newest were looked at",) if answers.words_are_capped else ()
    return (SmallPrint((*also, *capped)),) if also or capped else ()


def _asked(command: AskAll) -> str:
    return quoted(clipped(command.question))


def _said(command: AskAll) -> str:
    """Give the question with what narrows it, as it would be typed."""
    issuer = f'from "{command.issuer}"' if command.issuer else ""
    since = f"since {command.since.isoformat()}" if command.since else ""
    return " ".join(filter(None, (command.question, issuer, since)))


def _where(command: AskAll, total: int) -> str:
    narrowed = (
        f"from {clipped(command.issuer, 40)}" if command.issuer else "",
        f"since {long_date(command.since)}" if command.since else "",
    )
    if any(narrowed):
        return " ".join(("the statements here", *filter(None, narrowed)))
    return f"the {count(total, 'statement')} here" if total != 1 else "the one statement here"


def _facts(command: AskAll, answers: Answers) -> AnswersFacts:
    return AnswersFacts(
        question=command.question,
        issuer=command.issuer,
        since=command.since,
        passages=tuple(map(_passage_facts, answers.passages)),
        more=tuple(map(_passage_facts, answers.more)),
        nearest=tuple(map(_passage_facts, answers.nearest)),
        capped=answers.words_are_capped,
    )


def _passage_facts(passage: FoundPassage) -> FoundPassageFacts:
    return FoundPassageFacts(
        statement=f"S{passage.number}",
        title=passage.title,
        issuers=passage.issuers,
        date=passage.dated,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        section=passage.section,
        heading=passage.heading,
        paragraph=passage.paragraph,
        score=passage.score,
    )
