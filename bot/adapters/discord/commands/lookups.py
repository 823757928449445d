"""`/lookup ...`: what shows something of statements that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.adapters.discord.commands.offering import complete
from bot.adapters.discord.commands.wording import command_words, narrowing_words, question_words, reference_words

if TYPE_CHECKING:
    from bot.adapters.discord.commands.completing import Completing, Offer
    from bot.adapters.discord.receiving import Receiving

_STATEMENT = "A statement, such as S12; without one, the one at hand"
_Passages = app_commands.Range[int, 1, 20]


def lookup_group(receiving: Receiving, completing: Completing) -> app_commands.Group:
    """Give the group."""
    group = app_commands.Group(name="lookup", description="Look something up in the statements that are here")
    for add in (_add_sections, _add_questions, _add_searches, _add_sources):
        add(group, receiving, completing)
    return group


def _add_sections(group: app_commands.Group, receiving: Receiving, completing: Completing) -> None:
    @group.command(name="sections", description="List the sections of a statement")
    @app_commands.describe(statement=_STATEMENT)
    async def sections(interaction: discord.Interaction, statement: str = "") -> None:
        await receiving.take_command(interaction, command_words("sections", reference_words(statement)))

    @group.command(name="section", description="Quote a section, found by its number or by words")
    @app_commands.describe(section="Its number, or words of it", statement=_STATEMENT)
    async def section(interaction: discord.Interaction, section: str, statement: str = "") -> None:
        words = command_words("section", reference_words(statement), question_words(section))
        await receiving.take_command(interaction, words)

    async def headings(interaction: discord.Interaction, typed: str) -> list[Offer]:
        reference = getattr(interaction.namespace, "statement", None) or ""
        return await completing.sections(interaction, str(reference), typed)

    complete("section", headings, section)
    complete("statement", completing.statements, sections, section)


def _add_questions(group: app_commands.Group, receiving: Receiving, completing: Completing) -> None:
    @group.command(name="ask", description="Quote the passage that answers a question best")
    @app_commands.describe(
        question="The question",
        statement=_STATEMENT,
        everywhere="Ask every statement that is here",
        passages="How many passages",
    )
    async def ask(
        interaction: discord.Interaction,
        question: str,
        statement: str = "",
        everywhere: bool = False,
        passages: _Passages | None = None,
    ) -> None:
        about = "all" if everywhere else reference_words(statement)
        many = f"in {passages} passages" if passages else ""
        await receiving.take_command(interaction, command_words("ask", about, question_words(question), many))

    @group.command(name="why", description="Say why each sentence of the last briefing was chosen")
    async def why(interaction: discord.Interaction) -> None:
        await receiving.take_command(interaction, "why")

    complete("statement", completing.statements, ask)


def _add_searches(group: app_commands.Group, receiving: Receiving, completing: Completing) -> None:
    @group.command(name="find", description="Search all statements that are here")
    @app_commands.describe(
        words="Words; quotation marks keep them together",
        issuer="Only from this issuer",
        since="A date, such as 2025-04",
    )
    async def find(interaction: discord.Interaction, words: str, issuer: str = "", since: str = "") -> None:
        said = command_words("find", question_words(words), narrowing_words(issuer, since))
        await receiving.take_command(interaction, said)

    @group.command(name="list", description="List the statements that are here")
    @app_commands.describe(words="Words of their titles or issuers")
    async def list_statements(interaction: discord.Interaction, words: str = "") -> None:
        await receiving.take_command(interaction, command_words("list", question_words(words)))

    @group.command(name="similar", description="List the statements nearest to one")
    @app_commands.describe(statement=_STATEMENT)
    async def similar(interaction: discord.Interaction, statement: str = "") -> None:
        await receiving.take_command(interaction, command_words("similar", reference_words(statement)))

    complete("issuer", completing.issuers, find)
    complete("statement", completing.statements, similar)


def _add_sources(group: app_commands.Group, receiving: Receiving, completing: Completing) -> None:
    @group.command(name="cite", description="Give a quotation of the last briefing with its citation, to copy")
    @app_commands.describe(number="Which quotation", statement=_STATEMENT, markdown="As Markdown")
    async def cite(
        interaction: discord.Interaction,
        number: app_commands.Range[int, 1, 1000] | None = None,
        statement: str = "",
        markdown: bool = False,
    ) -> None:
        ending = "as markdown" if markdown else ""
        words = command_words("cite", reference_words(statement), number or (1 if markdown else None), ending)
        await receiving.take_command(interaction, words)

    @group.command(name="series", description="Show which statements a statement follows")
    @app_commands.describe(statement=_STATEMENT)
    async def series(interaction: discord.Interaction, statement: str = "") -> None:
        await receiving.take_command(interaction, command_words("series", reference_words(statement)))

    @group.command(name="feed", description="Read a feed once and say what it gives")
    @app_commands.describe(address="The feed's address")
    async def feed(interaction: discord.Interaction, address: str) -> None:
        await receiving.take_command(interaction, command_words("feed check", question_words(address)))

    complete("statement", completing.statements, cite, series)
