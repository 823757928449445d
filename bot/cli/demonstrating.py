"""The first run: the samples are stored, and one of them is briefed, looked into and searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.terminal.place import request
from bot.adapters.terminal.renderer import Rendered
from bot.adapters.terminal.screen import console
from bot.answering.commands import Brief, Command, Find, Section
from bot.answering.replies import Line, Reply
from bot.answering.wording import count
from bot.app import open_desk
from bot.samples import load_samples
from storage.scope import WORKSPACE_AUDIENCE

if TYPE_CHECKING:
    from bot.answering.desk import Desk
    from bot.settings import Settings
    from storage.records import StatementRecord

LOOKUP = "cybercrime"
SEARCH = "undersea cables"


async def demonstrate(settings: Settings, *, with_lookups: bool) -> None:
    """Store the samples and show a briefing of one; with `with_lookups` also a section of it and a search."""
    async with open_desk(settings) as desk:
        shown = await _store_samples(desk)
        await _show(desk, Brief(shown.reference))
        if with_lookups:
            await _show(desk, Section(f"{shown.reference} {LOOKUP}"), f"section {shown.reference} {LOOKUP}")
            await _show(desk, Find(SEARCH), f"find {SEARCH}")


async def _store_samples(desk: Desk) -> StatementRecord:
    """Store the samples for the whole workspace, and give the one to show."""
    samples = load_samples()
    new = 0
    for sample in samples:
        added = await desk.store(request(), sample, WORKSPACE_AUDIENCE)
        new += added.is_new
    counted = f"{count(new, 'sample statement')} stored." if new else f"The {len(samples)} sample statements are there."
    _print(Reply((Line(counted),)))
    return added.record


async def _show(desk: Desk, command: Command, said: str = "") -> None:
    if said:
        _print(Reply((Line(f"> {said}"),)))
    _print(await desk.perform(command, request()))


def _print(reply: Reply) -> None:
    screen = console()
    screen.print(Rendered(reply))
    screen.print()
