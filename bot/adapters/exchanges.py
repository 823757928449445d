"""Exchanges: what was asked and what was answered, the same on every platform.

An answer goes out under a key made of its request, so that it is sent once and can be found again when the request is
edited or deleted. What takes long shows what is being read, and that is gone when the answer stands.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.adapters.answers import Answer, replies_to
from bot.adapters.doing import Doing
from bot.answering.desk import refusal
from bot.answering.replies import Line, Reply
from bot.delivery.deliveries import Delivery
from bot.errors import BriefbotError
from storage.delivery.records import NewPart, PartState

if TYPE_CHECKING:
    from bot.answering.context import Tell
    from bot.answering.desk import Desk
    from bot.answering.requests import Request
    from bot.delivery.outbox import Outbox
    from storage.delivery.outbox import Outbox as StoredOutbox
    from storage.delivery.records import Payload

SHOWN_AFTER_S = 1.0
_MOST_REMEMBERED = 10_000
_NOWHERE = "nowhere"


class Exchange(Protocol):
    """A request as its surface brings it, and how its answer looks there."""

    @property
    def key(self) -> str:
        """What the answer is called: the same for the same request always."""
        ...

    @property
    def workspace(self) -> str:
        """The workspace it is asked in."""
        ...

    async def request(self, tell: Tell) -> Request:
        """Give the request, its files fetched; raises `BriefbotError` where a person can put something right."""
        ...

    async def show(self, doing: str) -> None:
        """Show what is being done. Shown twice it stands once."""
        ...

    async def hide(self) -> None:
        """Take away what was shown, also by a process that died."""
        ...

    def deliver(self, answer: Answer, key: str) -> Delivery:
        """Render an answer under a key."""
        ...

    def may_edit_to(self, payload: Payload) -> bool:
        """Say whether the platform lets a payload stand in the place of any other."""
        ...


@dataclass(slots=True)
class Exchanges:
    """Answers what is asked, renews answers to edited requests, and withdraws those to deleted ones."""

    desk: Desk
    outbox: Outbox
    shown_after_s: float = SHOWN_AFTER_S
    _running: dict[tuple[str, str], set[asyncio.Task[Sequence[Answer]]]] = field(default_factory=dict)
    _latest: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)

    async def answer(self, exchange: Exchange, *, is_repeated: bool = False) -> tuple[Delivery, ...]:
        """Give the answers to a request, each as one delivery; none where it was withdrawn meanwhile.

        `is_repeated`: a try before this one may have shown what it was doing.
        """
        answers = await self._answers(exchange, is_repeated=is_repeated)
        return tuple(exchange.deliver(each, _key(exchange.key, 0, at)) for at, each in enumerate(answers))

    async def renew(self, exchange: Exchange, edited: str) -> None:
        """Put the answer to a request as it reads now in the place of the former one; `edited` orders the edits."""
        place = (exchange.workspace, exchange.key)
        if not self._is_latest(place, edited):
            return
        self._cancel(place)
        answers = await self._answers(exchange, is_repeated=True)
        if answers and self._is_latest(place, edited):
            await self._replace(exchange, answers)

    async def withdraw(self, exchange_key: str, workspace: str, channel: str) -> None:
        """Take back what answers a request, and what is still being made or about to be sent."""
        self._cancel((workspace, exchange_key))
        revision = await self._revision(workspace, exchange_key)
        if revision is None:  # another process may be answering: an answer of that name is never sent then
            tombstone = Delivery(exchange_key, workspace, _NOWHERE, channel, (NewPart({}),))
            await self.outbox.put(tombstone)
            await self._stored.drop(workspace, exchange_key, self.outbox.sender.clock.now())
            return
        await self._delete(workspace, exchange_key, revision)

    async def _answers(self, exchange: Exchange, *, is_repeated: bool) -> Sequence[Answer]:
        place = (exchange.workspace, exchange.key)
        doing = Doing(exchange, self.shown_after_s)
        work = asyncio.create_task(self._work(exchange, doing.tell))
        self._running.setdefault(place, set()).add(work)
        showing = asyncio.create_task(doing.show())
        try:
            return await work
        except asyncio.CancelledError:
            if not work.cancelled() or _is_cancelling():
                work.cancel()
                raise
            return ()
        finally:
            self._forget(place, work)
            await doing.end(showing, is_repeated=is_repeated)

    async def _work(self, exchange: Exchange, tell: Tell) -> Sequence[Answer]:
        try:
            request = await exchange.request(tell)
            return await replies_to(self.desk, request, tell)
        except BriefbotError as error:
            return (Answer(refusal(error)),)

    async def _replace(self, exchange: Exchange, answers: Sequence[Answer]) -> None:
        workspace, key = exchange.workspace, exchange.key
        revision = await self._revision(workspace, key)
        if revision is None:
            made = [exchange.deliver(each, _key(key, 0, at)) for at, each in enumerate(answers)]
            if all([await self.outbox.put(each) for each in made]):
                return
            revision = 0  # the first answer was put meanwhile
        edited = exchange.deliver(answers[0], _key(key, revision, 0))
        may_edit = len(answers) == 1 and all(exchange.may_edit_to(each.payload) for each in edited.parts)
        if may_edit and await self._edit(edited):
            return
        await self._delete(workspace, key, revision)
        for at, each in enumerate(answers):
            await self.outbox.put(exchange.deliver(each, _key(key, revision + 1, at)))

    async def _edit(self, delivery: Delivery) -> bool:
        """Edit what stands, where it has as many parts and all of them stand or are about to."""
        parts = await self._stored.parts(delivery.workspace, delivery.key)
        if await self._stored.parts(delivery.workspace, f"{delivery.key}/1"):
            return False
        if [each.position for each in parts] != [str(at) for at in range(len(delivery.parts))]:
            return False
        if any(each.state in {PartState.GIVEN_UP, PartState.DROPPED} or each.change for each in parts):
            return False
        payloads: dict[str, Payload] = {str(at): each.payload for at, each in enumerate(delivery.parts)}
        edited = await self.outbox.edit(delivery.workspace, delivery.key, payloads, versions=delivery.versions)
        return edited == len(payloads)

    async def _revision(self, workspace: str, key: str) -> int | None:
        """Give which revision of an answer is the last one, if there is any."""
        found = None
        at = 0
        while await self._stored.parts(workspace, _key(key, at, 0)):
            found, at = at, at + 1
        return found

    async def _delete(self, workspace: str, key: str, revision: int) -> None:
        at = 0
        while await self._stored.parts(workspace, _key(key, revision, at)):
            await self.outbox.delete(workspace, _key(key, revision, at))
            at += 1

    @property
    def _stored(self) -> StoredOutbox:
        return self.outbox.sender.outbox

    def _cancel(self, place: tuple[str, str]) -> None:
        for work in self._running.get(place, ()):
            work.cancel()

    def _forget(self, place: tuple[str, str], work: asyncio.Task[Sequence[Answer]]) -> None:
        running = self._running.get(place, set())
        running.discard(work)
        if not running:
            self._running.pop(place, None)

    def _is_latest(self, place: tuple[str, str], edited: str) -> bool:
        latest = max(self._latest.get(place, ""), edited)
        self._latest[place] = latest
        self._latest.move_to_end(place)
        while len(self._latest) > _MOST_REMEMBERED:
            self._latest.popitem(last=False)
        return latest == edited


def apology() -> Reply:
    """Give what is said where a request failed again and again."""
    return Reply(
        (Line("Something went wrong here and was written down. Ask again, or in other words."),), is_refusal=True
    )


def _key(key: str, revision: int, at: int) -> str:
    """Name the deliveries of an answer: its first revision is called as its request."""
    return f"{key}{f'~{revision}' if revision else ''}{f'/{at}' if at else ''}"


def _is_cancelling() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
