"""The control of a fake that is a process of its own: reads its record, sets its faults."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from tests.fakes.slack.faults import SHARES, Fault
from tests.fakes.slack.limits import Rate
from tests.fakes.slack.records import Json, Message, Token

if TYPE_CHECKING:
    from aiohttp import web

    from tests.fakes.slack.fake import FakeSlack


class Control:
    """JSON under `/_control/`."""

    def __init__(self, fake: FakeSlack) -> None:
        self.fake = fake

    def add_routes(self, app: web.Application) -> None:
        """Add what it answers."""
        app.router.add_get("/_control/record", self._record)
        app.router.add_get("/_control/settings", self._settings)
        app.router.add_post("/_control/faults", self._set_faults)
        app.router.add_post("/_control/users", self._add_user)
        app.router.add_post("/_control/channels", self._add_channel)
        app.router.add_post("/_control/state", self._set_state)
        app.router.add_post("/_control/ways", self._set_ways)
        app.router.add_post("/_control/people", self._act)

    async def _record(self, _: web.Request) -> web.Response:
        fake = self.fake
        return _json(
            {
                "posted": [_shown(each) for each in fake.posted],
                "updated": [each.id for each in fake.updated],
                "deleted": [each.id for each in fake.deleted],
                "requests": [dataclasses.asdict(each) for each in fake.state.requests],
                "faults": [(method, str(fault)) for method, fault in fake.faults.drawn],
                "limited": fake.limits.refused,
            }
        )

    async def _settings(self, _: web.Request) -> web.Response:
        fake = self.fake
        return _json(
            {
                "api_url": fake.api_url,
                "token": fake.token,
                "app_token": fake.app_token,
                "team": dataclasses.asdict(fake.team),
            }
        )

    async def _set_faults(self, request: web.Request) -> web.Response:
        """Set faults: `next` by method (names of faults or error codes), `chance` by method, `seed`, `behave`."""
        given, faults = await request.json(), self.fake.faults
        if given.get("behave"):
            faults.behave()
        for method, names in given.get("next", {}).items():
            faults.misbehave(method, *(Fault.__members__.get(name, name) for name in names))
        for method, shares in given.get("chance", {}).items():
            drawn = {Fault[name]: share for name, share in shares.items()} if shares else SHARES
            faults.misbehave_by_chance(method, drawn, given.get("seed", 0))
        faults.retry_after = given.get("retry_after", faults.retry_after)
        faults.slowness = given.get("slowness", faults.slowness)
        for method, (calls, seconds) in given.get("rates", {}).items():
            self.fake.limits.rates[method] = Rate(calls, seconds)
        return _json({"ok": True})

    async def _add_user(self, request: web.Request) -> web.Response:
        given = await request.json()
        return _json(dataclasses.asdict(self.fake.add_user(given["name"], admin=given.get("admin", False))))

    async def _add_channel(self, request: web.Request) -> web.Response:
        given = await request.json()
        members = given.get("members", [])
        kind, bot = given.get("kind", "channel"), given.get("bot", True)
        made = self.fake.add_channel(given["name"], *members, kind=kind, bot=bot)
        return _json({"id": made.id, "name": made.name, "kind": made.kind, "members": sorted(made.members)})

    async def _set_ways(self, request: web.Request) -> web.Response:
        """Set where deliveries go: `http` (an address and a secret) or `socket`; `retries`, `copies`, `hold`."""
        given, fake = await request.json(), self.fake
        if given.get("forget"):
            fake.dispatch.ways.clear()
        if "http" in given:
            fake.http(given["http"]["url"], given["http"]["secret"])
        if given.get("socket"):
            fake.use_socket_mode()
        fake.dispatch.retries = given.get("retries", fake.dispatch.retries)
        fake.dispatch.copies = given.get("copies", fake.dispatch.copies)
        fake.dispatch.is_holding = given.get("hold", fake.dispatch.is_holding)
        return _json({"ok": True})

    async def _act(self, request: web.Request) -> web.Response:
        """Let people act: `says`, `commands`, `presses` (a message by its id), `release` what was held back."""
        given, fake = await request.json(), self.fake
        match given.pop("do"):
            case "says":
                return _json(_shown(await fake.says(**given)))
            case "commands":
                return _json(dataclasses.asdict(await fake.commands(**given)))
            case "presses":
                channel, _, ts = given.pop("message").partition("/")
                message = fake.state.message(channel, ts)
                assert message, "no such message stands in that channel"
                return _json(dataclasses.asdict(await fake.presses(where=message, **given)))
            case "release":
                taken = await fake.dispatch.release(**given)
                return _json([(each.kind, each.status, each.seconds) for each in taken])
            case other:
                return _json({"ok": False, "error": f"nobody can {other}"})

    async def _set_state(self, request: web.Request) -> web.Response:
        """Set plain fields of the state, such as `most_in_blocks`; `scopes` of the bot token."""
        given = await request.json()
        token: Token = self.fake.state.tokens[self.fake.token]
        token.scopes = set(given.pop("scopes", token.scopes))
        for name, value in given.items():
            setattr(self.fake.state, name, value)
        return _json({"ok": True})


def _shown(message: Message) -> Json:
    return dataclasses.asdict(message) | {"key": message.key, "id": message.id}


def _json(value: object) -> web.Response:
    from aiohttp import web

    return web.Response(text=json.dumps(value, default=str), content_type="application/json")
