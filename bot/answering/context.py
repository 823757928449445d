"""What a use case works with: the request, the store, the surface's files, and the statement at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answering.limits import NO_LIMITS, Limits
from bot.answering.running import Running
from bot.answering.subjects import Subject, subject_of
from storage.records import Briefing, Shown, StatementRecord

if TYPE_CHECKING:
    from bot.answering.requests import Request
    from bot.ingest.incoming import Upload
    from bot.ingest.intake import Intake
    from storage.database import Database
    from storage.scope import Scope

OpenFile = Callable[[str], "Upload | None"]
"""Gives the file that a word names, or nothing where it names none: a path of the terminal, an upload elsewhere."""

Tell = Callable[[str], None]
"""Shows what is being done, such as "Reading example.org ...", until the answer takes its place."""


def no_files(_: str) -> Upload | None:
    """Open nothing: for surfaces where a word can't name a file."""
    return None


def tell_nobody(_: str) -> None:
    """Show nothing: for scripts."""


@dataclass(frozen=True, slots=True)
class Context:
    """One request being answered."""

    request: Request
    database: Database
    intake: Intake
    open_file: OpenFile = no_files
    tell: Tell = tell_nobody
    limits: Limits = NO_LIMITS
    running: Running = field(default_factory=Running)

    @property
    def scope(self) -> Scope:
        """What the place of the answer may see."""
        return self.request.scope

    async def workspace_limits(self) -> Limits:
        """Give what people of the workspace may use: the limits of whoever runs the bot, or the workspace's own."""
        from bot.answering.setting.values import limits_of

        return await limits_of(self.database, self.request.workspace, self.limits)

    async def load(self, record: StatementRecord) -> Subject:
        """Give a statement with the document of its latest version."""
        return subject_of(record, await self.database.statements.document(self.scope, record.version_id))

    def file_named(self, word: str) -> Upload | None:
        """Give the file that a word names: one that came with the request, else one that the surface opens."""
        came = next((upload for upload in self.request.uploads if upload.name == word), None)
        return came or self.open_file(word)

    async def last_shown(self) -> tuple[Subject, Briefing | None] | None:
        """Give the statement at hand, in the version shown, with what was quoted from it."""
        shown = await self._at_hand()
        if shown is None:
            return None
        record = await self.database.statements.get(self.scope, shown.number)
        document = await self.database.statements.document(self.scope, shown.version_id)
        return subject_of(record, document, shown.version_id), shown.briefing

    async def remember(self, subject: Subject, briefing: Briefing | None = None) -> None:
        """Make a stored statement the one at hand; what was quoted from it stays unless something is quoted now."""
        if not subject.record:
            return
        shown = Shown(subject.record.number, subject.version_id or subject.record.version_id, briefing)
        if briefing is None:
            last = await self._at_hand()
            if last and (last.number, last.version_id) == (shown.number, shown.version_id):
                if not self.request.thread:
                    return
                shown = last
        for name in self.request.remembers_in:
            await self.database.conversations.show(self.scope, name, shown)

    async def _at_hand(self) -> Shown | None:
        for name in self.request.looks_in:
            if shown := await self.database.conversations.last_shown(self.scope, name):
                return shown
        return None
