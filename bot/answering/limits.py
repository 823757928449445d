"""What one person and one workspace may use of the bot, and the sentence where it is used up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.answering.wording import count
from bot.errors import LimitError
from storage.records import UsageKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.answering.context import Context
    from bot.answering.requests import Request

    UsedSince = Callable[[str, str | None, datetime], Awaitable[int]]

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
    request, usage, limits = context.request, context.database.usage, await context.workspace_limits()
    most = (limits.links_of_person, limits.links_of_workspace)
    await _check_uses(request, usage.links_since, most, MINUTE, ("link", "a minute", "Try again in a minute."))
    await usage.record(request.workspace, request.person, UsageKind.LINK, request.at)


async def check_document(context: Context) -> None:
    """Raise where the documents of this day are used up, or the room for them."""
    request, usage, limits = context.request, context.database.usage, await context.workspace_limits()
    most = (limits.documents_of_person, limits.documents_of_workspace)
    await _check_uses(request, usage.documents_since, most, DAY, ("document", "a day", "Try again tomorrow."))
    if limits.stored_mb and await usage.stored_bytes(request.workspace) >= limits.stored_mb * MEGABYTE:
        who = "whoever runs the bot" if limits.stored_mb == context.limits.stored_mb else "an admin"
        raise LimitError(
            f"The workspace holds {limits.stored_mb:,} MB of texts, the most it may. "
            f'"forget <ref>" makes room, or {who} can raise the limit.'
        )


async def count_document(context: Context) -> None:
    """Count a document that was stored."""
    request = context.request
    await context.database.usage.record(request.workspace, request.person, UsageKind.DOCUMENT, request.at)


async def _check_uses(
    request: Request, used_since: UsedSince, most: tuple[int, int], window: timedelta, words: tuple[str, str, str]
) -> None:
    """Raise where a person, or the workspace, has used as many as each may within a window."""
    noun, time, then = words
    for limit, person, whose in zip(most, (request.person, None), ("each person", "the workspace"), strict=True):
        if limit and await used_since(request.workspace, person, request.at - window) >= limit:
            raise LimitError(
                f"That would be more than {count(limit, noun)} {time} for {whose}, the most there may be. {then}"
            )
