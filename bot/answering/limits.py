"""What one person and one workspace may use of the bot, and the sentence where it is used up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.answering.wording import count
from bot.errors import LimitError
from storage.records import UsageKind

if TYPE_CHECKING:
    from bot.answering.context import Context

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each; 0 is no limit. Links are counted by the minute, documents by the day, stored text in MB."""

    links_of_person: int = 10
    links_of_workspace: int = 60
    documents_of_person: int = 500
    documents_of_workspace: int = 2_000
    stored_mb: int = 1_024


NO_LIMITS = Limits(0, 0, 0, 0, 0)


async def use_link(context: Context) -> None:
    """Count a link that is about to be fetched; raise where this minute's are used up."""
    request, usage, limits = context.request, context.database.usage, context.limits
    since = request.at - MINUTE
    if limits.links_of_person:
        used = await usage.links_since(request.workspace, request.person, since)
        _check(used, limits.links_of_person, "link", "a minute for each person", "Try again in a minute.")
    if limits.links_of_workspace:
        used = await usage.links_since(request.workspace, None, since)
        _check(used, limits.links_of_workspace, "link", "a minute for the workspace", "Try again in a minute.")
    await usage.record(request.workspace, request.person, UsageKind.LINK, request.at)


async def check_document(context: Context) -> None:
    """Raise where the documents of this day are used up, or the room for them."""
    request, usage, limits = context.request, context.database.usage, context.limits
    since = request.at - DAY
    if limits.documents_of_person:
        used = await usage.documents_since(request.workspace, request.person, since)
        _check(used, limits.documents_of_person, "document", "a day for each person", "Try again tomorrow.")
    if limits.documents_of_workspace:
        used = await usage.documents_since(request.workspace, None, since)
        _check(used, limits.documents_of_workspace, "document", "a day for the workspace", "Try again tomorrow.")
    if limits.stored_mb and await usage.stored_bytes(request.workspace) >= limits.stored_mb * MEGABYTE:
        raise LimitError(
            f"The workspace holds {limits.stored_mb:,} MB of texts, the most it may. "
            '"forget <ref>" makes room, or whoever runs the bot can raise the limit.'
        )


async def count_document(context: Context) -> None:
    """Count a document that was stored."""
    request = context.request
    await context.database.usage.record(request.workspace, request.person, UsageKind.DOCUMENT, request.at)


def _check(used: int, most: int, noun: str, whose: str, then: str) -> None:
    if used >= most:
        raise LimitError(f"That would be more than {count(most, noun)} {whose}, the most there may be. {then}")
