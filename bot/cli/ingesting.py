"""Files and folders into the store, with a bar that shows how far it is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.terminal.place import request
from bot.adapters.terminal.screen import console
from bot.answering.facts import AddedFacts, AdditionFacts
from bot.answering.replies import Line, Reply, Table
from bot.answering.wording import count
from bot.app import open_desk
from bot.errors import BriefbotError, SourceError
from bot.ingest.files import STDIN, files_in, read_source
from bot.ingest.storing import store_text
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from storage.database import Database

MOST_LISTED = 20


async def add_sources(names: Sequence[str], dated: date | None) -> Reply:
    """Store sources and say what became of each; raise where none could be stored."""
    paths = list(_sources(names))
    if not paths:
        raise SourceError(f"No text or Markdown file is in {', '.join(names)}. Nothing was stored.")
    added: list[AddedFacts] = []
    refused: list[tuple[str, str]] = []
    async with open_desk(Settings()) as desk:
        for path in _with_progress(paths):
            try:
                added.append(await _add(desk.database, path, dated))
            except BriefbotError as error:
                refused.append((path, error.sentence))
    if not added:
        raise SourceError(refused[0][1] if len(refused) == 1 else f"Nothing was stored. {refused[0][1]}")
    return _reply(added, refused)


async def _add(database: Database, name: str, dated: date | None) -> AddedFacts:
    incoming = read_source(name, dated)
    document = await asyncio.to_thread(incoming.read)
    added = await store_text(database, request(), incoming, document)
    return AddedFacts(incoming.name, added.record.reference, added.record.title, added.is_new)


def _sources(names: Sequence[str]) -> Iterable[str]:
    for name in names:
        folder = Path(name).expanduser()
        if name != STDIN and folder.is_dir():
            yield from map(str, files_in(folder))
        else:
            yield name


def _with_progress(paths: list[str]) -> Iterable[str]:
    """Show a bar on standard error where that is a terminal and there is something to wait for."""
    screen = console(to_stderr=True)
    if len(paths) == 1 or not screen.is_terminal:
        return paths
    from rich.progress import track

    return track(paths, description="Reading", console=screen, transient=True)


def _reply(added: list[AddedFacts], refused: list[tuple[str, str]]) -> Reply:
    new = sum(1 for source in added if source.new)
    known = len(added) - new
    parts = (f"{count(new, 'statement')} stored", f"{known} there already" if known else "")
    blocks: list[Table | Line] = []
    rows = tuple((source.id, source.title or source.source, "" if source.new else "there already") for source in added)
    blocks.append(Table(("", "title", ""), rows[:MOST_LISTED]))
    if len(rows) > MOST_LISTED:
        blocks.append(Line(f'and {len(rows) - MOST_LISTED} more: "briefbot list" shows them.'))
    blocks.append(Line(f"{', '.join(part for part in parts if part)}."))
    blocks.extend(Line(f"Not stored: {sentence}") for _, sentence in refused[:MOST_LISTED])
    if len(refused) > MOST_LISTED:
        blocks.append(Line(f"{len(refused)} files were not stored in all."))
    return Reply(tuple(blocks), facts=AdditionFacts(tuple(added), tuple(refused)))
