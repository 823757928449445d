"""Requests to Discord, each made once: what goes wrong comes back as what it means for the outbox."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bot.adapters.discord.errors import Doing, Refusal, RefusalError, meaning, raise_refusal
from bot.delivery.ports import DeliveryError, NotPostedError, RetryAfterError, UnknownOutcomeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import discord

Json = Any
_NOT_CONNECTED = "ConnectionTimeoutError"
"""What the library's client raises, besides an error with an `os_error`, where no connection came about."""
_log = logging.getLogger(__name__)


class Calls:
    """Makes requests over a logged-in client, in its rate limits; it waits and asks again for nobody.

    The library would repeat what met a 500 or a 429 by itself, also what Discord does twice when asked twice: here the
    outbox decides. So errors are raised before the library sees them.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    @property
    def own_id(self) -> str:
        """Give the bot's own user id; raises `NotPostedError` before it is logged in."""
        if self._client.user is None:
            raise NotPostedError("not logged in to Discord")
        return str(self._client.user.id)

    async def make(
        self,
        doing: Doing,
        method: str,
        path: str,
        names: Mapping[str, str],
        *,
        json: Mapping[str, object] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Json:
        """Make a request; `names` are what stands in the path. Raises the errors of the port."""
        from discord.http import Route

        if self._client.user is None or self._client.is_closed():
            raise NotPostedError("not logged in to Discord")
        more: dict[str, Any] = {"json": json} if json is not None else {}
        if params is not None:
            more["params"] = params
        try:
            return await self._client.http.request(Route(method, path, **names), raise_for_status=raise_refusal, **more)
        except RefusalError as error:
            _note(method, path, error.refusal)
            raise meaning(error.refusal, doing) from None
        except Exception as error:
            raise _meaning_of(error, doing) from error


def _note(method: str, path: str, refusal: Refusal) -> None:
    """Write down what was refused, for whoever runs the bot: nothing of what was said, and no token."""
    fields = ", ".join(sorted(str(name)[:40] for name in refusal.fields)[:5])
    _log.info("%s %s: %s, code %s %s", method, path, refusal.status, refusal.code, fields)


def _meaning_of(error: Exception, doing: Doing) -> Exception:
    """Give what an exception of the library's means."""
    import discord

    if isinstance(error, DeliveryError):
        return error
    if isinstance(error, discord.RateLimited):  # its own count said so: nothing was sent
        return RetryAfterError(error.retry_after)
    if isinstance(error, discord.HTTPException):
        return meaning(Refusal(error.status, error.code), doing)
    is_unconnected = isinstance(getattr(error, "os_error", None), OSError) or type(error).__name__ == _NOT_CONNECTED
    if is_unconnected:  # the client never got a connection
        return NotPostedError("Discord was not reached")
    return UnknownOutcomeError(type(error).__name__)
