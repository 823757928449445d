"""An event that was kept, handled: the answer to what was asked, or what is to be done about what happened."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.adapters.answers import Answer
from bot.adapters.exchanges import apology
from bot.adapters.sharing import may_be_shared
from bot.adapters.slack.events import Asked, Kind, read_asked
from bot.adapters.slack.exchange import Means, Route, SlackExchange, Way
from bot.adapters.slack.places import Place
from bot.answering import commands
from bot.answering.grammar import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.adapters.exchanges import Exchanges
    from bot.adapters.slack.client import Installation, Workspace
    from bot.adapters.slack.homes import Homes
    from bot.adapters.slack.lifecycle import Lifecycle
    from bot.adapters.slack.places import Places
    from bot.delivery.deliveries import Delivery
    from storage.delivery.records import ClaimedEvent

_FOR_ADMINS = (commands.Forget, commands.Settings, commands.Share, commands.Series)
"""What may depend on who somebody is in the workspace."""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Handling:
    """Handles what came from Slack. What it gives is sent; the rest of what it does may be done twice."""

    exchanges: Exchanges
    workspace: Workspace
    places: Places
    means: Means
    homes: Homes
    lifecycle: Lifecycle

    async def handle(self, event: ClaimedEvent) -> Sequence[Delivery]:
        """Handle an event."""
        asked = read_asked(event.payload)
        match asked.kind:
            case Kind.HOME:
                await self.homes.publish(asked.person, asked.channel, event.workspace)
                return ()
            case Kind.LEFT | Kind.MOVED | Kind.UNINSTALLED:
                await self.lifecycle.handle(asked, event.workspace)
                return ()
            case Kind.DELETED:
                await self.exchanges.withdraw(asked.message_key, event.workspace, asked.channel)
                return ()
            case Kind.CHANGED:
                exchange = await self._exchange(asked, event)
                await self.exchanges.renew(exchange, event.key.rpartition(":")[2])
                return ()
            case _:
                return await self._answer(asked, event)

    async def apologise(self, event: ClaimedEvent) -> Sequence[Delivery]:
        """Say that a request could not be answered."""
        asked = read_asked(event.payload)
        if asked.kind in {Kind.HOME, Kind.LEFT, Kind.MOVED, Kind.UNINSTALLED, Kind.DELETED, Kind.CHANGED}:
            return ()
        exchange = await self._exchange(asked, event)
        await exchange.hide()
        return (exchange.deliver(Answer(apology()), exchange.key),)

    async def _answer(self, asked: Asked, event: ClaimedEvent) -> Sequence[Delivery]:
        if asked.kind is Kind.SHARE and not may_be_shared(asked.text):
            _log.warning("what a Share button of %s held can't be shared", event.workspace)
            return ()
        exchange = await self._exchange(asked, event)
        deliveries = await self.exchanges.answer(exchange, is_repeated=event.claim > 1)
        if asked.is_home:
            await self.homes.publish(asked.person, exchange.place.channel, event.workspace)
        return deliveries

    async def _exchange(self, asked: Asked, event: ClaimedEvent) -> SlackExchange:
        installation = await self.workspace.installation()
        place = await self._place(asked)
        asked = replace(asked, channel=place.channel)
        is_message = asked.kind in {Kind.MENTION, Kind.DIRECT, Kind.CHANGED}
        thread, begins_thread = _thread_at_hand(asked)
        needs_rights = isinstance(parse(asked.text), _FOR_ADMINS)
        is_stranger = _is_stranger(asked, installation)
        return SlackExchange(
            asked=asked,
            key=asked.message_key if is_message else event.key,
            workspace=event.workspace,
            place=place,
            route=_route(asked, place),
            means=self.means,
            is_admin=needs_rights and not is_stranger and await self.places.is_admin(asked.person),
            is_stranger=is_stranger,
            thread=thread,
            begins_thread=begins_thread,
        )

    async def _place(self, asked: Asked) -> Place:
        """Give the place where the answer appears. Where an event came from, the bot is, and may post."""
        channel = asked.channel
        if asked.is_home and not channel:
            channel = await self.places.direct_channel(asked.person)
        if asked.is_direct or asked.is_home:
            return Place(channel or asked.person, may_post=True)
        place = await self.places.find(channel)
        if asked.kind in {Kind.MENTION, Kind.CHANGED}:
            place = replace(place, may_post=True)
        if asked.has_strangers:
            place = replace(place, has_strangers=True, is_open=False)
        return place


def _route(asked: Asked, place: Place) -> Route:
    """Give where the answer to something goes."""
    match asked.kind:
        case Kind.MENTION | Kind.DIRECT | Kind.CHANGED:
            return Route(Way.MESSAGE, place.channel, asked.thread if asked.is_direct else asked.thread or asked.ts)
        case Kind.SHARE:
            return _to_channel(place, asked)
        case Kind.PRESS | Kind.FORM if asked.ts and not asked.is_seen_by_one and place.may_post:
            in_thread = asked.thread if asked.is_direct else asked.thread or asked.ts
            return Route(Way.MESSAGE, place.channel, in_thread)
        case Kind.PRESS | Kind.FORM if not asked.address:  # asked in the Home tab, to be answered beside it
            return Route(Way.MESSAGE, place.channel)
        case Kind.PRESS:
            return Route(
                Way.RESPONSE,
                place.channel,
                replaces=asked.is_seen_by_one and _takes_the_place(asked),
                can_share=True,
                page=asked.page,
            )
        case _ if _is_public(asked):
            return _to_channel(place, asked)
        case _:
            return Route(Way.RESPONSE, place.channel, can_share=True)


def _to_channel(place: Place, asked: Asked) -> Route:
    """Give the way to everybody in a channel: as the bot where it may post, else through the address."""
    if place.may_post or not asked.address:
        return Route(Way.MESSAGE, place.channel)
    return Route(Way.RESPONSE, place.channel, is_public=True)


def _is_public(asked: Asked) -> bool:
    command = parse(asked.text)
    return isinstance(command, commands.Brief) and command.public


def _takes_the_place(asked: Asked) -> bool:
    """Say whether an answer takes the place of the message with the button: another page, or the same in another length."""
    return asked.turns_page or isinstance(parse(asked.text), commands.Brief)


def _thread_at_hand(asked: Asked) -> tuple[str, bool]:
    """Give the thread whose statement is at hand, and whether it begins with what was asked."""
    if asked.thread:
        return asked.thread, False
    begins = asked.kind in {Kind.MENTION, Kind.CHANGED} and not asked.is_direct
    is_on_message = asked.kind in {Kind.PRESS, Kind.FORM} and not asked.is_seen_by_one and not asked.is_direct
    if begins or is_on_message:
        return asked.ts, begins
    return "", False


def _is_stranger(asked: Asked, installation: Installation) -> bool:
    return bool(asked.team) and asked.team != installation.team
