"""Files, folders, patterns and addresses into the store, with a bar that shows how far it is."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.terminal.place import request
from bot.adapters.terminal.screen import console
from bot.answering.facts import AddedFacts, AdditionFacts
from bot.answering.replies import Line, Reply, Table
from bot.answering.wording import count
from bot.app import open_desk
from bot.errors import BriefbotError, SourceError
from bot.ingest.files import STDIN, expand, read_source
from bot.settings import Settings
from storage.records import Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
    from datetime import date

    from bot.answering.desk import Desk
    from bot.ingest.incoming import Incoming

MOST_LISTED = 20
_AHEAD = 4
"""Sources that are read while one is stored: as many as there are parsers, or a few."""

_BECAME = {
    Outcome.NEW_STATEMENT: "",
    Outcome.NEW_VERSION: "new version",
    Outcome.NEW_SOURCE: "one more source",
    Outcome.SEEN_BEFORE: "there already",
}


async def ingest_sources(names: Sequence[str], dated: date | None) -> Reply:
    """Store sources and say what became of each; raise where none could be stored."""
    paths = list(expand(names))
    if not paths:
        raise SourceError(f"No file that can be read is in {', '.join(names)}. Nothing was stored.")
    added: list[AddedFacts] = []
    refused: list[tuple[str, str]] = []
    async with open_desk(Settings()) as desk:
        with _progress(len(paths)) as advance:
            async for path, incoming in _taken(desk, paths, dated):
                try:
                    added.append(await _store(desk, path, await incoming))
                except BriefbotError as error:
                    refused.append((name_of(path), error.sentence))
                advance()
    if not added:
        raise SourceError(
            refused[0][1] if len(refused) == 1 else f"Nothing was stored. {refused[0][0]}: {refused[0][1]}"
        )
    return _reply(added, refused)


async def _taken(
    desk: Desk, paths: Iterable[str], dated: date | None
) -> AsyncIterator[tuple[str, asyncio.Task[Incoming]]]:
    """Yield sources in order, each with the reading of it; a few are read ahead."""
    ahead: deque[tuple[str, asyncio.Task[Incoming]]] = deque()
    try:
        for path in paths:
            ahead.append((path, asyncio.create_task(_take(desk, path, dated))))
            if len(ahead) > _AHEAD:
                yield ahead.popleft()
        while ahead:
            yield ahead.popleft()
    finally:
        for _, task in ahead:
            task.cancel()


async def _take(desk: Desk, name: str, dated: date | None) -> Incoming:
    from bot.answering.grammar import is_address

    if is_address(name):
        return await desk.fetch(request(), name)
    return await desk.intake.take_upload(await asyncio.to_thread(read_source, name, dated))


async def _store(desk: Desk, path: str, incoming: Incoming) -> AddedFacts:
    added = await desk.store(request(), incoming)
    record = added.record
    return AddedFacts(
        incoming.name, record.reference, record.title, added.is_new, _BECAME[added.outcome], record.version_ordinal
    )


def name_of(path: str) -> str:
    """Give the name of a source for people: a file's own, an address as it is."""
    return path if "://" in path or path == STDIN else Path(path).name


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error where that is a terminal and there is something to wait for; give what moves it."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    screen = console(to_stderr=True)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    is_shown = total > 1 and screen.is_terminal
    with Progress(*columns, console=screen, transient=True, disable=not is_shown) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def _reply(added: list[AddedFacts], refused: list[tuple[str, str]]) -> Reply:
    new = sum(1 for source in added if source.new)
    known = len(added) - new
    parts = (f"{count(new, 'statement')} stored", f"{known} there already" if known else "")
    blocks: list[Table | Line] = []
    rows = tuple((source.id, source.title or source.source, source.became) for source in added)
    blocks.append(Table(("", "title", ""), rows[:MOST_LISTED]))
    if len(rows) > MOST_LISTED:
        blocks.append(Line(f'and {len(rows) - MOST_LISTED} more: "briefbot list" shows them.'))
    blocks.append(Line(f"{', '.join(part for part in parts if part)}."))
    blocks.extend(Line(f"Not stored: {name}. {sentence}") for name, sentence in refused[:MOST_LISTED])
    if len(refused) > MOST_LISTED:
        blocks.append(Line(f"{len(refused)} sources were not stored in all."))
    return Reply(tuple(blocks), facts=AdditionFacts(tuple(added), tuple(refused)))
