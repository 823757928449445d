"""Two workspaces with rows of every kind under the same keys, and a call of each method that is about one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from storage.database import Database
from storage.delivery.job_records import JobState, NewJob, Schedule
from storage.delivery.progress import Halves, Step
from storage.delivery.records import (
    Change,
    ClaimedDelivery,
    DeliveryState,
    EventState,
    Executor,
    Hold,
    NewDelivery,
    NewEvent,
    NewPart,
    Room,
)
from storage.feeds import FeedState
from storage.records import UsageKind
from storage.scope import Scope
from storage.setting_records import Author, Place
from tests.storage.makings import NOON, add

if TYPE_CHECKING:
    from datetime import datetime

Call = Callable[[Database], Awaitable[object]]
MINE, THEIRS = "acme", "umbrella"
WORDS = {MINE: "anteaterword", THEIRS: "zebraword"}
"""What the texts of each workspace say."""

FEED = "https://a.example/feed"
SOON, LATER = NOON + timedelta(hours=1), NOON + timedelta(days=1)
ALL = Room(is_ordered=False, limit=99, share=99)
MY_EXECUTOR, OTHER_EXECUTOR = Executor(MINE, "00000001"), Executor("late", "00000002")
MY_CONVERSATION = Place(MINE, "channel")
BOB = Author("bob", LATER, "channel")


async def fill(database: Database, workspace: str) -> None:
    """Fill every repository for a workspace, each kind of row in each state that methods ask for."""
    word = WORDS[workspace]
    added = await add(database, f"We met in {word}.", scope=Scope.at(workspace), title="Talks", raw=word.encode())
    executor = Executor(workspace, "00000001")
    await database.executors.enter(executor, NOON)
    await _fill_inbox(database, workspace, Hold(executor, LATER))
    await _fill_outbox(database, workspace, Hold(executor, LATER), added.version_id)
    for state in ("waiting", "running", "given up"):
        await database.jobs.add(NewJob("read", f"{workspace} subject", workspace, state), NOON)
    for state in ("running", "given up"):
        begun = await database.jobs.begin(await job_id(database, workspace, state), executor.id, NOON)
        assert begun
        if state == "given up":
            await database.jobs.give_up(begun.id, begun.claim, "no reason", NOON)
    await database.schedules.set(Schedule("daily", "read", "0 3 * * *", "UTC", f"{workspace} subject", workspace), NOON)
    for kind in UsageKind:
        await database.usage.record(workspace, "ann", kind, NOON)
    await database.feeds.mark_seen(workspace, FEED, {"entry": word}, NOON)
    await database.feeds.keep_state(workspace, FEED, FeedState(1, NOON, word))
    await database.settings.change(Place(workspace, "channel"), "name", word, Author("ann", NOON, "channel"))
    await database.buttons.keep(workspace, {"key": word}, NOON)


async def fill_another_conversation(database: Database) -> None:
    """Have another conversation of my workspace set something, in a word of the other workspace's."""
    await database.settings.change(Place(MINE, "side room"), "name", WORDS[THEIRS], Author("ann", NOON, "side room"))


async def _fill_inbox(database: Database, workspace: str, hold: Hold) -> None:
    for key in ("held", "aside", "free"):
        event = NewEvent(workspace, key, {"text": WORDS[workspace]})
        await database.inbox.accept(event, NOON, None if key == "free" else hold)
    await database.inbox.set_aside(workspace, "aside", 1, "no reason")


async def _fill_outbox(database: Database, workspace: str, hold: Hold, version_id: int) -> None:
    payload = {"text": WORDS[workspace]}
    for key in ("held", "given up", "sent"):
        parts = (NewPart(payload), NewPart(payload)) if key == "held" else (NewPart(payload),)
        delivery = NewDelivery(workspace, key, "slack", f"C {key}", parts, set_up_by="ann", address="sealed")
        await database.outbox.put(delivery, NOON)
    for each in await database.outbox.claim_due(hold, NOON, ALL):
        step = Step(each.id, each.claim, "0", NOON)
        await database.outbox.begin(step)
        if each.key == "sent":
            await database.outbox.sent(step, f"{workspace} id")
        elif each.key == "given up":
            await database.outbox.give_up(step, "no reason", with_rest=True)
    free = NewDelivery(workspace, "free", "slack", "C free", (NewPart(payload),), versions=(version_id,))
    await database.outbox.put(free, SOON)


async def job_id(database: Database, workspace: str, key: str) -> str:
    """Give the id of a job: asked for twice under its key, it is the first one's."""
    return await database.jobs.add(NewJob("read", "", workspace, key), NOON)


def job(method: Callable[[Database], Callable[..., Awaitable[object]]], key: str, *arguments: object) -> Call:
    """Make a call about my job of a key."""

    async def call(database: Database) -> object:
        return await method(database)(await job_id(database, MINE, key), *arguments)

    return call


def step(
    method: Callable[[Database], Callable[..., Awaitable[object]]],
    *arguments: object,
    position: str = "0",
    **named: object,
) -> Call:
    """Make a call about a part of my delivery that is in hand: the first that was put in, with its first claim."""

    async def call(database: Database) -> object:
        return await method(database)(Step(1, 1, position, LATER), *arguments, **named)

    return call


async def _changed(database: Database) -> object:
    await database.outbox.edit(MINE, "sent", {"0": {"text": "edited"}}, NOON)
    held = await _claim(database, "sent")
    return await database.outbox.changed(Step(held.id, held.claim, "0", LATER), Change.EDIT, {"text": "edited"})


async def _claim(database: Database, key: str) -> ClaimedDelivery:
    found = await database.outbox.claim_due(Hold(MY_EXECUTOR, LATER), NOON, ALL)
    return next(each for each in found if (each.workspace, each.key) == (MINE, key))


async def _not_found(database: Database) -> object:
    await database.outbox.unknown(Step(1, 1, "0", NOON), NOON, "no answer")
    held = await _claim(database, "held")
    return await database.outbox.not_found(Step(held.id, held.claim, "0", LATER))


async def _undo(database: Database) -> object:
    last = await database.settings.last_change(MY_CONVERSATION)
    return last and await database.settings.undo(MINE, last.id, BOB)


def _accept(workspace: str, key: str, at: datetime) -> Call:
    return lambda database: database.inbox.accept(NewEvent(workspace, key, {"text": WORDS[MINE]}, ("free",)), at)


CALLS: dict[str, Call] = {
    "Usage.record": lambda database: database.usage.record(MINE, "bob", UsageKind.LINK, NOON),
    "Usage.links_since": lambda database: database.usage.links_since(MINE, None, NOON),
    "Usage.documents_since": lambda database: database.usage.documents_since(MINE, "ann", NOON),
    "Usage.stored_bytes": lambda database: database.usage.stored_bytes(MINE),
    "Usage.statements_before": lambda database: database.usage.statements_before(MINE, LATER),
    "Usage.expire": lambda database: database.usage.expire(MINE, LATER),
    "Feeds.seen": lambda database: database.feeds.seen(MINE, FEED, ["entry"]),
    "Feeds.entries": lambda database: database.feeds.entries(MINE, FEED, ["entry"]),
    "Feeds.mark_seen": lambda database: database.feeds.mark_seen(MINE, FEED, {"entry": "other"}, LATER),
    "Feeds.state": lambda database: database.feeds.state(MINE, FEED),
    "Feeds.keep_state": lambda database: database.feeds.keep_state(MINE, FEED, FeedState(2)),
    "Feeds.drop": lambda database: database.feeds.drop(MINE, FEED),
    "Buttons.keep": lambda database: database.buttons.keep(MINE, {"key": "another", "new": "one"}, LATER),
    "Buttons.recall": lambda database: database.buttons.recall(MINE, "key"),
    "Settings.values": lambda database: database.settings.values(MY_CONVERSATION),
    "Settings.change": lambda database: database.settings.change(MY_CONVERSATION, "name", None, BOB),
    "Settings.undo": _undo,
    "Settings.history": lambda database: database.settings.history(MY_CONVERSATION, "name", 10),
    "Settings.last_change": lambda database: database.settings.last_change(MY_CONVERSATION),
    "Settings.last_change_said": lambda database: database.settings.last_change_said(MINE, "channel"),
    "Inbox.accept": _accept(MINE, "new", LATER),
    "Inbox.claim": lambda database: database.inbox.claim(MINE, "free", Hold(OTHER_EXECUTOR, LATER), NOON),
    "Inbox.renew": lambda database: database.inbox.renew([(MINE, "held", 1)], LATER + timedelta(days=1)),
    "Inbox.finish": lambda database: database.inbox.finish(MINE, "held", 1),
    "Inbox.fail": lambda database: database.inbox.fail(MINE, "held", 1, "no reason", LATER),
    "Inbox.set_aside": lambda database: database.inbox.set_aside(MINE, "held", 1, "no reason"),
    "Inbox.put_down": lambda database: database.inbox.put_down(MINE, "held", 1, LATER),
    "Inbox.retry": lambda database: database.inbox.retry(MINE, "aside", LATER),
    "Inbox.drop": lambda database: database.inbox.drop(MINE, "aside"),
    "Outbox.put": lambda database: database.outbox.put(
        NewDelivery(MINE, "new", "slack", "C new", (NewPart({"text": WORDS[MINE]}),)), LATER
    ),
    "Outbox.edit": lambda database: database.outbox.edit(MINE, "sent", {"0": {"text": "edited"}}, LATER),
    "Outbox.delete": lambda database: database.outbox.delete(MINE, "sent", LATER),
    "Outbox.retry": lambda database: database.outbox.retry(MINE, "given up", LATER),
    "Outbox.drop": lambda database: database.outbox.drop(MINE, "free", LATER),
    "Outbox.parts": lambda database: database.outbox.parts(MINE, "free"),
    "Outbox.mark_told": lambda database: database.outbox.mark_told(MINE, "given up"),
    "Outbox.postpone": lambda database: database.outbox.postpone(MINE, "slack", None, LATER),
    "Outbox.renew": lambda database: database.outbox.renew([(1, 1)], LATER + timedelta(days=1)),
    "Outbox.hand_over": lambda database: database.outbox.hand_over([(1, 1)], NOON),
    "Outbox.begin": step(lambda database: database.outbox.begin, position="1"),
    "Outbox.sent": step(lambda database: database.outbox.sent, "id"),
    "Outbox.unknown": step(lambda database: database.outbox.unknown, LATER, "no reason"),
    "Outbox.not_posted": step(lambda database: database.outbox.not_posted, LATER, "no reason", counts=True),
    "Outbox.not_found": _not_found,
    "Outbox.give_up": step(lambda database: database.outbox.give_up, "no reason", with_rest=True),
    "Outbox.halve": step(lambda database: database.outbox.halve, Halves({"text": "a"}, {"text": "b"})),
    "Outbox.changed": _changed,
    "Outbox.failed": step(lambda database: database.outbox.failed, LATER, "no reason"),
    "Outbox.settle": step(lambda database: database.outbox.settle),
    "Outbox.put_off": step(lambda database: database.outbox.put_off, LATER),
    "Jobs.add": lambda database: database.jobs.add(NewJob("read", "S2", MINE, "waiting"), LATER),
    "Jobs.add of a new key": lambda database: database.jobs.add(NewJob("read", "S2", MINE, "new"), LATER),
    "Jobs.begin": job(lambda database: database.jobs.begin, "waiting", MY_EXECUTOR.id, NOON),
    "Jobs.starts": job(lambda database: database.jobs.starts, "running"),
    "Jobs.finish": job(lambda database: database.jobs.finish, "running", 1, LATER),
    "Jobs.fail": job(lambda database: database.jobs.fail, "running", 1, "no reason", LATER),
    "Jobs.give_up": job(lambda database: database.jobs.give_up, "running", 1, "no reason", LATER),
    "Jobs.put_off": job(lambda database: database.jobs.put_off, "running", 1, LATER),
    "Jobs.retry": job(lambda database: database.jobs.retry, "given up", LATER),
    "Jobs.drop": job(lambda database: database.jobs.drop, "waiting", LATER),
    "Jobs.find": job(lambda database: database.jobs.find, "waiting"),
    "Schedules.set": lambda database: database.schedules.set(
        Schedule("daily", "read", "0 4 * * *", "UTC", "S2", MINE), LATER
    ),
    "Schedules.remove": lambda database: database.schedules.remove(MINE, "daily"),
    "Schedules.of_workspace": lambda database: database.schedules.of_workspace(MINE),
    "Executors.enter": lambda database: database.executors.enter(Executor(MINE, "00000003"), LATER),
    "Executors.beat": lambda database: database.executors.beat(MY_EXECUTOR, LATER),
    "Executors.leave": lambda database: database.executors.leave(MY_EXECUTOR),
    "Executors.remove": lambda database: database.executors.remove(MINE, "00000001"),
}
"""About one workspace, or one row of it that its id and claim name; each method by its name."""


async def _taken_jobs(database: Database) -> object:
    job = await database.jobs.claim_due(OTHER_EXECUTOR.id, LATER, 99, ("read",))
    assert job
    return job


CLAIMING: dict[str, Call] = {
    "Outbox.claim_due": lambda database: database.outbox.claim_due(Hold(OTHER_EXECUTOR, LATER), SOON, ALL),
    "Jobs.claim_due": _taken_jobs,
}
"""Work of all workspaces for an executor: each piece is of one, and says of which."""

LISTING: dict[str, Call] = {
    "Inbox.unfinished": lambda database: database.inbox.unfinished(NOON),
    "Inbox.list_events": lambda database: database.inbox.list_events(EventState.OPEN),
    "Outbox.list_deliveries": lambda database: database.outbox.list_deliveries(DeliveryState.OPEN),
    "Outbox.untold": lambda database: database.outbox.untold(),
    "Jobs.list_jobs": lambda database: database.jobs.list_jobs(JobState.WAITING),
}
"""Rows of all workspaces, for who runs the program: nothing of what any of them says is in them."""


OF_ALL = {
    **dict.fromkeys(
        ("Inbox.sweep", "Outbox.sweep", "Jobs.sweep", "Buttons.sweep"), "forgets by age alone, in every workspace"
    ),
    **dict.fromkeys(
        ("Inbox.set_clock_back", "Outbox.set_clock_back", "Jobs.set_clock_back"), "there is one clock for all"
    ),
    **dict.fromkeys(
        ("Inbox.take_up", "Outbox.take_up", "Jobs.take_up", "Jobs.hand_over", "Jobs.release"),
        "puts down what an executor has in hand, whosever it is; gives no row",
    ),
    **dict.fromkeys(("Outbox.count_open", "Jobs.count", "Jobs.has_due"), "gives a number, to who runs the program"),
    "Jobs.executors": "names executors, which are of no workspace",
    "Executors.pulses": "names executors, which are of no workspace",
    "Schedules.next_due": "gives a moment, to who waits for it",
    "Schedules.make_due_jobs": "makes jobs of all schedules; tried by itself",
}
"""Methods that are about all workspaces at once, and why they may be."""
