"""`find`: words in everything that can be seen here."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.answering.facts import FoundFacts, HitFacts
from bot.answering.found import head_of_found, offer_briefings
from bot.answering.replies import Block, Line, Quote, Reply
from bot.answering.replies import Context as SmallPrint
from bot.answering.wording import clipped, count
from storage.records import Found, Hit, HitKind
from summarizers.reading.dates import long_date
from summarizers.reading.document import LEAD

if TYPE_CHECKING:
    from bot.answering.commands import Find
    from bot.answering.context import Context

MOST_FOUND = 10


async def find_words(context: Context, command: Find) -> Reply:
    """Answer `find`."""
    found = await context.database.search.find(
        context.scope, command.words, issuer=command.issuer, since=command.since, limit=MOST_FOUND
    )
    facts = FoundFacts(command.words, tuple(map(_facts, found.hits)), found.total_is_capped)
    if not found.hits:
        return Reply((Line(await _nothing(context, command)),), facts=facts)
    blocks: list[Block] = []
    by_statement = _in_order_of_best(found.hits)
    for hits in by_statement:
        blocks.append(Line(head_of_found(hits[0])))
        blocks.extend(_quote(hit) for hit in hits if hit.kind is not HitKind.TITLE)
    blocks.append(SmallPrint(_foot(found, command)))
    actions = offer_briefings(hits[0].number for hits in by_statement)
    return Reply(tuple(blocks), actions, facts)


def _in_order_of_best(hits: tuple[Hit, ...]) -> list[list[Hit]]:
    """Group hits by statement, the statement with the best hit first, within a statement the best first."""
    first_place = {hit.number: place for place, hit in reversed(list(enumerate(hits)))}
    ordered = sorted(hits, key=lambda hit: first_place[hit.number])
    return [list(group) for _, group in groupby(ordered, key=lambda hit: hit.number)]


def _quote(hit: Hit) -> Quote:
    place = "the lead" if hit.section == LEAD or not hit.heading else f"section {hit.section}, {hit.heading}"
    return Quote(
        text=hit.text,
        start=hit.start,
        end=hit.end,
        paragraph=hit.paragraph,
        version=hit.version_id,
        lit=hit.lit,
        where=f"heading of section {hit.section}" if hit.kind is HitKind.HEADING else place,
    )


def _foot(found: Found, command: Find) -> tuple[str, ...]:
    shown = len(found.hits)
    counted = count(shown, "place") if found.total <= shown else f"{shown} of {found.total:,} places, best first"
    searched = "the newest that hold the words were searched, there are more" if found.total_is_capped else ""
    partly = "" if found.holds_all_words else "none holds all the words"
    within = f"from {clipped(command.issuer, 40)}" if command.issuer else ""
    since = f"since {long_date(command.since)}" if command.since else ""
    return tuple(part for part in (counted, partly, within, since, searched) if part)


async def _nothing(context: Context, command: Find) -> str:
    total = await context.database.statements.count(context.scope)
    where = f"the {count(total, 'statement')} here" if total != 1 else "the one statement here"
    limits = (f"from {clipped(command.issuer, 40)}" if command.issuer else "", _since(command))
    narrowed = " ".join(part for part in limits if part)
    return f"Nothing in {where}{f' {narrowed}' if narrowed else ''} holds {_as_said(command.words)}."


def _since(command: Find) -> str:
    return f"since {long_date(command.since)}" if command.since else ""


def _as_said(words: str) -> str:
    flat = clipped(words)
    return flat if flat[:1] in '"“„«' and flat[-1:] in '"”“»' else f'"{flat}"'


def _facts(hit: Hit) -> HitFacts:
    return HitFacts(
        statement=f"S{hit.number}",
        title=hit.title,
        date=hit.dated,
        kind=hit.kind.value,
        text=hit.text,
        start=hit.start,
        end=hit.end,
        section=hit.section,
        heading=hit.heading,
        paragraph=hit.paragraph,
        score=hit.score,
    )
