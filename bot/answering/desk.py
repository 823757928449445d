"""The desk: a request in, a reply out, the same on every surface."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from bot.answering import commands
from bot.answering.arriving import fetch_page, keep
from bot.answering.asking import ask_all
from bot.answering.briefing import brief
from bot.answering.cancelling import CANCELLED, cancel
from bot.answering.context import Context, OpenFile, Tell, no_files, tell_nobody
from bot.answering.explaining import cite, explain
from bot.answering.feeds import check_feed
from bot.answering.finding import find_words
from bot.answering.grammar import parse
from bot.answering.help import show_help
from bot.answering.keeping import forget, share
from bot.answering.limits import NO_LIMITS, Limits
from bot.answering.listing import list_statements
from bot.answering.looking import answer_question, show_section, show_sections
from bot.answering.replies import Action, Line, Reply
from bot.answering.rereading import reread
from bot.answering.running import Running
from bot.answering.series import show_series
from bot.answering.setting.changing import settings
from bot.answering.similar import show_similar
from bot.answering.wording import quoted
from bot.errors import BriefbotError, StoreError, UnclearError
from storage.errors import StorageError

if TYPE_CHECKING:
    from bot.answering.requests import Request
    from bot.ingest.incoming import Incoming
    from bot.ingest.intake import Intake
    from storage.database import Database
    from storage.records import Added

UseCase = Callable[[Context, Any], Awaitable[Reply]]

_USE_CASES: dict[type, UseCase] = {
    commands.Brief: brief,
    commands.ListStatements: list_statements,
    commands.Sections: show_sections,
    commands.Section: show_section,
    commands.Ask: answer_question,
    commands.AskAll: ask_all,
    commands.Find: find_words,
    commands.Why: explain,
    commands.Cite: cite,
    commands.Reread: reread,
    commands.Cancel: cancel,
    commands.CheckFeed: check_feed,
    commands.Share: share,
    commands.Forget: forget,
    commands.Series: show_series,
    commands.Similar: show_similar,
    commands.Settings: settings,
    commands.Help: show_help,
}


class Desk:
    """Answers requests from one store.

    `open_file` gives the files that a surface's words can name; `limits` is what people may use.
    """

    def __init__(
        self, database: Database, intake: Intake, open_file: OpenFile = no_files, limits: Limits = NO_LIMITS
    ) -> None:
        self.database = database
        self.intake = intake
        self._open_file = open_file
        self._limits = limits
        self._running = Running()

    async def answer(self, request: Request, tell: Tell = tell_nobody) -> Reply:
        """Answer words; what a person can put right comes back as a refusal that says how."""
        try:
            return await self.perform(parse(request.text), request, tell)
        except BriefbotError as error:
            return refusal(error)

    async def perform(self, command: commands.Command, request: Request, tell: Tell = tell_nobody) -> Reply:
        """Answer a command; raises `BriefbotError` where a person can put something right."""
        with self._running.enter(request) as run:
            try:
                return await _perform(self._context(request, run.telling(tell)), command)
            except StorageError as error:
                raise StoreError(str(error)) from error
            except asyncio.CancelledError:
                if not run.is_cancelled:
                    raise
                run.task.uncancel()
                return Reply((Line(CANCELLED),))

    async def fetch(self, request: Request, address: str) -> Incoming:
        """Fetch a page's text; raises `BriefbotError` where a person can put something right."""
        try:
            return await fetch_page(self._context(request), address)
        except StorageError as error:
            raise StoreError(str(error)) from error

    async def store(self, request: Request, incoming: Incoming, audience: str | None = None) -> Added:
        """Store an incoming text; raises `BriefbotError` where a person can put something right."""
        try:
            return (await keep(self._context(request), incoming, audience))[0]
        except StorageError as error:
            raise StoreError(str(error)) from error

    def _context(self, request: Request, tell: Tell = tell_nobody) -> Context:
        return Context(request, self.database, self.intake, self._open_file, tell, self._limits, self._running)


async def _perform(context: Context, command: commands.Command) -> Reply:
    match command:
        case commands.NearMiss(said=said, meant=meant):
            raise await _near_miss(context, said, meant)
        case commands.Unclear(sentence=sentence):
            raise UnclearError(sentence)
        case _:
            return await _USE_CASES[type(command)](context, command)


def refusal(error: BriefbotError) -> Reply:
    """Give an error as a reply."""
    return Reply((Line(error.sentence),), error.actions, is_refusal=True)


async def _near_miss(context: Context, said: str, meant: str) -> UnclearError:
    """Give the error that offers the closest command, with the statement it would be about."""
    name = meant.split(" ", 1)[0]
    shown = await context.last_shown() if name in {"section", "sections"} and " S" not in meant else None
    about = f" (of {shown[0].name})" if shown else ""
    return UnclearError(
        f"{quoted(said)} is not a command. Did you mean {quoted(meant)}{about}?", (Action("Yes", meant),)
    )
