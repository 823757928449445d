"""The fake Slack: its state, its port, its ways to the app, and what tests read from it."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from tests.fakes.slack.control import Control
from tests.fakes.slack.delivering import ACKNOWLEDGE_SECONDS, Delivered, Http
from tests.fakes.slack.dispatch import Dispatch
from tests.fakes.slack.echoes import Echoes
from tests.fakes.slack.faults import SHARES, Fault, Faults
from tests.fakes.slack.limits import Limits, Rate
from tests.fakes.slack.mishaps import Mishaps
from tests.fakes.slack.people import People, Where, Whose
from tests.fakes.slack.records import SCOPES, Channel, Message, Request, Team, User, View
from tests.fakes.slack.server import Server
from tests.fakes.slack.sockets import Sockets
from tests.fakes.slack.state import State


class FakeSlack(People, Mishaps):
    """A Slack of one's own: `async with FakeSlack() as slack`, then `AsyncWebClient(base_url=slack.api_url)`.

    It begins with one workspace in which the app is installed (`team`, `token`, `app_token`), and nobody in it.
    """

    def __init__(self, *, now: Callable[[], float] = time.time, scopes: frozenset[str] = SCOPES, seed: int = 0) -> None:
        self.state = State(now)
        self.faults = Faults()
        self.limits = Limits(now)
        self.dispatch = Dispatch(chance=random.Random(seed))  # noqa: S311 - repeatable
        self.socket = Sockets(self.state, chance=random.Random(seed))  # noqa: S311 - repeatable
        self.echoes = Echoes(self.state, self.dispatch)
        self.state.heard.append(self.echoes.hear)
        self.control = Control(self)
        self.downloads: list[tuple[str, str | None]] = []
        self.team = self.state.add_team("Newsroom", scopes=scopes)
        self.token = next(iter(self.state.tokens))
        self.app_token = self.state.add_token(self.team, "app", {"connections:write"}).value
        self._server = Server(self)
        self._https: list[Http] = []

    async def __aenter__(self) -> Self:
        """Open the port."""
        return await self.start()

    async def start(self, port: int = 0) -> Self:
        """Open a port of loopback."""
        self.state.url = f"http://127.0.0.1:{await self._server.start(port)}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close everything."""
        await self.echoes.stop()
        await asyncio.gather(*(each.close() for each in self._https))
        await self._server.stop()

    async def until(self, condition: Callable[[], object], *, seconds: float = 10.0) -> None:
        """Wait until something holds that requests to the fake bring about, such as a message standing there."""
        async with self._server.changed:
            await asyncio.wait_for(self._server.changed.wait_for(lambda: bool(condition())), seconds)

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.state.url

    @property
    def api_url(self) -> str:
        """Where its Web API answers: the base of slack_sdk's clients."""
        return f"{self.state.url}/api/"

    def http(
        self, url: str, secret: str, *, now: Callable[[], float] = time.time, timeout: float = ACKNOWLEDGE_SECONDS
    ) -> Http:
        """Let deliveries go to an endpoint from now on (to any of several, by chance, if called again)."""
        way = Http(url, secret, now, timeout)
        self._https.append(way)
        self.dispatch.ways.append(way)
        return way

    def use_socket_mode(self) -> Sockets:
        """Let deliveries go through the Socket Mode connections from now on."""
        if self.socket not in self.dispatch.ways:
            self.dispatch.ways.append(self.socket)
        return self.socket

    def misbehave(self, method: str, *faults: Fault | str | None) -> None:
        """Say what goes wrong with the next requests to a method (a pattern): see `Faults`."""
        self.faults.misbehave(method, *faults)

    def misbehave_by_chance(self, method: str = "*", shares: Mapping[Fault, float] = SHARES, seed: int = 0) -> None:
        """Let requests go wrong by chance from now on."""
        self.faults.misbehave_by_chance(method, shares, seed)

    def act_as_distributed(self) -> None:
        """Hold the app to what one outside the Marketplace may read: 15 messages, once a minute."""
        self.state.most_in_history = 15
        for method in ("conversations.history", "conversations.replies"):
            self.limits.rates[method] = Rate(1, 60.0, by_channel=False)

    def add_user(self, name: str, *, admin: bool = False, bot: bool = False, team: Team | None = None) -> User:
        """Add a person, or another app's bot, to a workspace."""
        home = team or self.team
        made = User(self.state.new_id("U"), name, home.id, admin, bot, is_stranger=home is not self.team)
        self.state.users[made.id] = made
        return made

    def add_channel(
        self, name: str, *members: Whose, kind: str = "channel", bot: bool = True, shared_with: tuple[Team, ...] = ()
    ) -> Channel:
        """Add a channel with people in it, and the bot unless told otherwise (kinds: channel, group, mpim)."""
        inside = {self.user(each).id for each in members} | ({self.team.bot_user} if bot else set())
        teams = {self.team.id, *(each.id for each in shared_with)}
        prefix = "C" if kind == "channel" else "G"
        made = Channel(self.state.new_id(prefix), name, self.team.id, kind, inside, teams)
        self.state.channels[made.id] = made
        return made

    @property
    def posted(self) -> list[Message]:
        """Every message that the app ever made, in order, the deleted and the ephemeral too."""
        return self.state.posted

    @property
    def updated(self) -> list[Message]:
        """Every message that the app changed, once a change."""
        return self.state.updated

    @property
    def deleted(self) -> list[Message]:
        """Every message that the app deleted."""
        return self.state.deleted

    @property
    def deliveries(self) -> list[Delivered]:
        """Everything that was sent to the app, and how it was taken."""
        return self.dispatch.record

    def requests(self, method: str) -> list[Request]:
        """Give the requests to a method (`response_url` as well), in order, with their answers."""
        return [each for each in self.state.requests if each.method == method]

    def messages(self, where: Where | User) -> list[Message]:
        """Give what stands in a channel before all eyes, oldest first, the replies too."""
        every = self.state.messages.get(self.channel(where).id, {}).values()
        return [each for each in every if not each.is_deleted]

    def thread(self, message: Message) -> list[Message]:
        """Give what stands in the thread of a message, without its beginning."""
        return self.state.replies(message.channel, message.thread_ts or message.ts)

    def ephemerals(self, user: Whose, where: Where | User | None = None) -> list[Message]:
        """Give what only one person sees, oldest first."""
        who = self.user(user)
        place = self.channel(where).id if where else None
        own = (each for each in self.state.posted if each.seen_by == who.id and each.is_shown and not each.is_deleted)
        return [each for each in own if place in {None, each.channel}]

    def modal(self, user: Whose) -> View | None:
        """Give the modal that a person has before the eyes: the topmost one that is open."""
        who = self.user(user).id
        homes = {each.id for each in self.state.homes.values()}
        views = (each for each in self.state.views.values() if each.user == who and each.id not in homes)
        return next((each for each in reversed(list(views)) if not each.is_closed), None)

    def home(self, user: Whose) -> View | None:
        """Give a person's Home tab."""
        who = self.user(user)
        return self.state.homes.get((who.team, who.id))
