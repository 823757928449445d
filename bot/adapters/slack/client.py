"""Slack's own libraries as we use them: nothing is read from the environment, and nothing said gets into a log."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

API_URL = "https://slack.com/api/"
_TIMEOUT_S = 20
_HEAD = re.compile(r"[\w .,'#-]{0,80}")


class _Discreet(logging.Filter):
    """Lets through what a library says up to the first sign that may begin something of a payload or an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        head = _HEAD.match(record.getMessage())
        name = f": {record.exc_info[0].__name__}" if record.exc_info and record.exc_info[0] else ""
        record.msg, record.args = f"Slack's library says: {head[0].strip() if head else ''}{name}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def discreet_logger() -> logging.Logger:
    """Give the logger for the libraries: warnings alone, whatever the level of ours, and nothing of what was said."""
    logger = logging.getLogger("bot.adapters.slack.library")
    logger.setLevel(logging.WARNING)
    if not logger.filters:
        logger.addFilter(_Discreet())
    return logger


def web_client(token: str | None, api_url: str = API_URL) -> AsyncWebClient:
    """Give a client of the Web API that repeats nothing by itself and uses no proxy of the environment."""
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient(
        token=token,
        base_url=f"{api_url.rstrip('/')}/",
        timeout=_TIMEOUT_S,
        logger=discreet_logger(),
        retry_handlers=[],
    )
    client.proxy = None
    return client


@contextmanager
def without_slack_variables() -> Iterator[None]:
    """Hide the variables that bolt reads by itself while it is set up."""
    hidden = {name: os.environ.pop(name) for name in tuple(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)


@dataclass(frozen=True, slots=True)
class Installation:
    """The bot as it is installed in a workspace, and what it may do there."""

    team: str
    bot_user: str
    bot: str
    scopes: frozenset[str] = frozenset()

    @property
    def workspace(self) -> str:
        """The name of the workspace."""
        return f"slack:{self.team}"


@dataclass(slots=True)
class Workspace:
    """The workspace of a token: asked for once, when it is first needed."""

    client: AsyncWebClient
    _found: Installation | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def scopes(self) -> frozenset[str] | None:
        """What the bot may do; `None` while that is not known."""
        return self._found.scopes if self._found else None

    async def installation(self) -> Installation:
        """Give the installation; raises what slack_sdk raises where Slack can't be asked."""
        async with self._asking:
            if self._found is None:
                answer = await self.client.auth_test()
                scopes = str(answer.headers.get("x-oauth-scopes") or answer.headers.get("X-OAuth-Scopes") or "")
                self._found = Installation(
                    str(answer["team_id"]),
                    str(answer["user_id"]),
                    str(answer.get("bot_id") or ""),
                    frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()),
                )
            return self._found
