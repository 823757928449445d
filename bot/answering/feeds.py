"""`feed check`: one look at a feed, and what it would give to somebody who follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.arriving import full_address, host_of
from bot.answering.facts import EntryFacts, FeedFacts
from bot.answering.limits import use_link
from bot.answering.replies import Action, Line, Reply, Table, Title
from bot.answering.replies import Context as SmallPrint
from bot.answering.wording import count, short_date

if TYPE_CHECKING:
    from datetime import timedelta

    from bot.answering.commands import CheckFeed
    from bot.answering.context import Context
    from bot.ingest.feeds.checking import CheckedEntry, FeedCheck

MOST_SHOWN = 5
_HOUR_S, _DAY_S = 3_600, 86_400


async def check_feed(context: Context, command: CheckFeed) -> Reply:
    """Answer `feed check`."""
    from bot.ingest.feeds.checking import check_feed as look

    await use_link(context)
    context.tell(f"Reading {host_of(command.address)} ...")
    intake = context.intake
    check = await look(
        full_address(command.address), await intake.fetcher(), await intake.extractor(), now=context.request.at
    )
    return _reply(check)


def _reply(check: FeedCheck) -> Reply:
    entries = check.entries[:MOST_SHOWN]
    rows = tuple(_row(entry) for entry in entries)
    total = count(check.total, "entry")
    newest = f"newest of {short_date(check.newest.date())}" if check.newest else ""
    counted = (check.format, total, newest, _pace(check.cadence))
    found = (Line(f"{host_of(check.found_on)} names this feed."),) if check.found_on else ()
    others = (Line(f"It also names {', '.join(check.others)}."),) if check.others else ()
    shown = (Table(("date", "title", ""), rows),) if rows else ()
    blocks = (
        Title(check.title, check.address),
        SmallPrint(tuple(part for part in counted if part)),
        *found,
        *others,
        *shown,
        *(Line(warning) for warning in check.warnings),
    )
    newest_entry = next((entry for entry in entries if entry.address), None)
    actions = (Action("Brief the newest", f"brief {newest_entry.address}"),) if newest_entry else ()
    return Reply(blocks, actions, _facts(check))


def _row(entry: CheckedEntry) -> tuple[str, str, str]:
    dated = short_date(entry.dated.date()) if entry.dated else "undated"
    return dated, entry.title or entry.address or "untitled", "full text" if entry.has_full_text else "teaser"


def _pace(cadence: timedelta | None) -> str:
    """Say how often entries come, in the unit in which one would say it."""
    if cadence is None:
        return ""
    seconds = cadence.total_seconds()
    if seconds < _HOUR_S:
        return "several an hour"
    if seconds < _DAY_S:
        return f"about every {count(round(seconds / _HOUR_S), 'hour')}"
    return f"about every {count(round(seconds / _DAY_S), 'day')}"


def _facts(check: FeedCheck) -> FeedFacts:
    return FeedFacts(
        title=check.title,
        address=check.address,
        format=check.format,
        found_on=check.found_on,
        others=check.others,
        total=check.total,
        dated=check.dated,
        newest=check.newest.isoformat() if check.newest else None,
        cadence_s=check.cadence.total_seconds() if check.cadence else None,
        warnings=check.warnings,
        entries=tuple(
            EntryFacts(
                entry.title,
                entry.address,
                entry.dated.isoformat() if entry.dated else None,
                entry.has_full_text,
                entry.words,
            )
            for entry in check.entries
        ),
    )
