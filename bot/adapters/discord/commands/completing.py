"""What is offered while somebody types: statements and headings of the place where the answer will appear."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.discord.interactions import place_of
from bot.adapters.discord.rendering.safety import shortened
from bot.answering.grammar import is_reference
from bot.answering.setting.registry import NAMES
from bot.answering.subjects import source_name
from storage.errors import StorageError
from storage.scope import Scope
from summarizers.reading.document import LEAD

if TYPE_CHECKING:
    import discord

    from storage.database import Database
    from storage.records import StatementRecord

MOST = 25
_LONGEST = 100
_MOST_SEARCHED = 200
Offer = tuple[str, str]
"""What is shown, and what it stands for; each at most 100 characters."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Completing:
    """Offers what can be seen at the place of the answer, and nothing else."""

    database: Database

    async def statements(self, interaction: discord.Interaction, typed: str) -> list[Offer]:
        """Offer statements by the words of their titles, or by their numbers."""
        scope = _scope(interaction)
        if is_reference(typed) and typed[1:].isdecimal():
            found = [each for each in [await self._get(scope, typed)] if each]
        else:
            found = list(await self.database.statements.all(scope, typed, limit=MOST))
        return [(_named(each), each.reference) for each in found]

    async def sections(self, interaction: discord.Interaction, reference: str, typed: str) -> list[Offer]:
        """Offer the headings of a statement, those that hold what is typed; of the latest where none is named."""
        scope = _scope(interaction)
        record = await self._get(scope, reference or "latest")
        if record is None:
            return []
        document = await self.database.statements.document(scope, record.version_id)
        wanted = typed.casefold()
        offers = [
            (shortened(f"{each.ordinal}  {each.heading or 'the lead'}", _LONGEST), str(each.ordinal))
            for each in document.sections
            if each.ordinal != LEAD or each.end > each.start
        ]
        return [each for each in offers if wanted in each[0].casefold()][:MOST]

    async def issuers(self, interaction: discord.Interaction, typed: str) -> list[Offer]:
        """Offer the issuers of what can be seen."""
        records = await self.database.statements.all(_scope(interaction), limit=_MOST_SEARCHED)
        names = dict.fromkeys(name for each in records for name in each.issuers if typed.casefold() in name.casefold())
        return [(shortened(name, _LONGEST), name) for name in names if name and len(name) <= _LONGEST][:MOST]

    async def settings(self, interaction: discord.Interaction, typed: str) -> list[Offer]:
        """Offer the names of settings."""
        return [(name, name) for name in NAMES if typed.casefold() in name.casefold()][:MOST]

    async def _get(self, scope: Scope, reference: str) -> StatementRecord | None:
        try:
            if reference.casefold() == "latest":
                return await self.database.statements.latest(scope)
            return await self.database.statements.get(scope, int(reference[1:]))
        except (StorageError, ValueError):
            return None


def _scope(interaction: discord.Interaction) -> Scope:
    place = place_of(interaction)
    return Scope.at(place.workspace, place.conversation)


def _named(record: StatementRecord) -> str:
    return shortened(f"{record.reference}  {record.title or source_name(record)}", _LONGEST)
