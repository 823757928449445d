"""Deliveries are kept once, in one hand at a time, and go with the texts that they quote."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from storage import schema
from storage.database import Database
from storage.delivery.asking import forget_statement, forget_workspace
from storage.delivery.progress import Halves, Step
from storage.delivery.records import (
    ClaimedDelivery,
    DeliveryState,
    EventState,
    Executor,
    Hold,
    NewDelivery,
    NewEvent,
    NewPart,
    PartState,
    Room,
)
from storage.errors import NoSuchVersionError
from tests.storage.makings import HERE, NOON, add

MINUTE = timedelta(minutes=1)
ONE = Executor("one")


def delivery(key: str = "d", workspace: str = "acme", *, channel: str = "c", **more: object) -> NewDelivery:
    """Make a delivery of one part that holds a marker word."""
    parts = (NewPart({"text": f"{workspace}marker"}),)
    return NewDelivery(workspace, key, "fake", channel, parts, **more)  # type: ignore[arg-type]


async def claim(database: Database, *, is_ordered: bool = False) -> tuple[ClaimedDelivery, ...]:
    return await database.outbox.claim_due(Hold(ONE, NOON + MINUTE), NOON, Room(is_ordered, 10, 10))


def step(held: ClaimedDelivery, position: str = "0") -> Step:
    return Step(held.id, held.claim, position, NOON)


async def test_the_key_of_a_delivery_is_its_own_in_each_workspace(database: Database) -> None:
    assert await database.outbox.put(delivery(), NOON)
    assert not await database.outbox.put(delivery(channel="another"), NOON)
    assert await database.outbox.put(delivery(workspace="umbrella"), NOON)


async def test_of_many_that_put_a_delivery_one_does(database: Database) -> None:
    puts = await asyncio.gather(*(database.outbox.put(delivery(), NOON) for _ in range(20)))
    assert puts.count(True) == 1
    assert len(await database.outbox.parts("acme", "d")) == 1


async def test_a_delivery_has_parts(database: Database) -> None:
    with pytest.raises(ValueError, match="parts"):
        await database.outbox.put(NewDelivery("acme", "d", "fake", "c", ()), NOON)


async def test_nothing_of_a_workspace_is_done_or_told_under_the_name_of_another(database: Database) -> None:
    outbox = database.outbox
    await outbox.put(delivery(set_up_by="ann"), NOON)
    (held,) = await claim(database)
    assert await outbox.begin(step(held))
    assert await outbox.give_up(step(held), "refused", with_rest=True) is None
    assert await outbox.parts("umbrella", "d") == ()
    assert await outbox.edit("umbrella", "d", {"0": {"text": "theirs"}}, NOON) == 0
    assert await outbox.delete("umbrella", "d", NOON) == 0
    assert not await outbox.retry("umbrella", "d", NOON)
    assert not await outbox.drop("umbrella", "d", NOON)
    await outbox.mark_told("umbrella", "d")
    await outbox.postpone("umbrella", "fake", None, NOON + MINUTE)
    assert [each.key for each in await outbox.untold()] == ["d"]
    assert [part.payload for part in await outbox.parts("acme", "d")] == [{"text": "acmemarker"}]


NAMING_A_WORKSPACE = {
    *("Outbox.put", "Outbox.parts", "Outbox.edit", "Outbox.delete", "Outbox.retry", "Outbox.drop", "Outbox.mark_told"),
    *("Outbox.postpone", "Inbox.accept", "Inbox.claim", "Inbox.finish", "Inbox.fail", "Inbox.set_aside", "Inbox.renew"),
    *("Inbox.put_down", "Inbox.retry", "Inbox.drop"),
}
"""Tried under the name of another workspace, here and in `test_inbox`."""

NAMING_A_CLAIM = {
    *("Outbox.begin", "Outbox.sent", "Outbox.unknown", "Outbox.not_posted", "Outbox.not_found", "Outbox.give_up"),
    *("Outbox.halve", "Outbox.changed", "Outbox.failed", "Outbox.settle", "Outbox.put_off", "Outbox.renew"),
    "Outbox.hand_over",
}
"""They name what their caller has in hand."""

OF_THE_PROGRAM = {
    *("Outbox.claim_due", "Outbox.list_deliveries", "Outbox.untold", "Outbox.count_open", "Outbox.take_up"),
    *("Outbox.set_clock_back", "Inbox.set_clock_back"),
    *("Outbox.sweep", "Inbox.unfinished", "Inbox.list_events", "Inbox.take_up", "Inbox.sweep"),
}
"""They are about all workspaces and answer nobody in one: what is listed holds no text."""


async def test_every_method_names_a_workspace_or_a_claim_or_answers_nobody(database: Database) -> None:
    methods = {
        f"{type(repository).__name__}.{name}"
        for repository in (database.inbox, database.outbox)
        for name, _ in inspect.getmembers(repository, inspect.iscoroutinefunction)
        if not name.startswith("_")
    }
    assert methods == NAMING_A_WORKSPACE | NAMING_A_CLAIM | OF_THE_PROGRAM


async def test_an_event_of_a_workspace_is_not_touched_under_the_name_of_another(database: Database) -> None:
    inbox = database.inbox
    await inbox.accept(NewEvent("acme", "e1", {"text": "acmemarker"}), NOON, Hold(ONE, NOON + MINUTE))
    before = await inbox.list_events(EventState.OPEN)
    place = ("umbrella", "e1", 1)
    assert await inbox.claim("umbrella", "e1", Hold(ONE, NOON + 3 * MINUTE), NOON + 2 * MINUTE) is None
    assert not await inbox.finish(*place)
    assert not await inbox.fail(*place, "failed", NOON)
    assert not await inbox.set_aside(*place, "failed")
    assert not await inbox.put_down(*place, NOON)
    assert not await inbox.drop("umbrella", "e1")
    assert not await inbox.retry("umbrella", "e1", NOON)
    await inbox.renew([place], NOON + 3 * MINUTE)
    assert await inbox.list_events(EventState.OPEN) == before


async def test_a_workspace_that_waits_keeps_no_other_waiting(database: Database) -> None:
    await database.outbox.put(delivery(), NOON)
    await database.outbox.put(delivery(workspace="umbrella"), NOON)
    await database.outbox.postpone("acme", "fake", None, NOON + MINUTE)
    assert [each.workspace for each in await claim(database)] == ["umbrella"]


async def test_the_order_of_a_channel_is_not_that_of_the_same_channel_elsewhere(database: Database) -> None:
    for workspace in ("acme", "umbrella"):
        for key in ("1", "2"):
            await database.outbox.put(delivery(key, workspace, is_ordered=True), NOON)
    assert [(each.workspace, each.key) for each in await claim(database, is_ordered=True)] == [
        ("acme", "1"),
        ("umbrella", "1"),
    ]


async def test_lists_hold_nothing_of_what_is_said(database: Database) -> None:
    await database.outbox.put(delivery(address="sealed"), NOON)
    listed = repr(await database.outbox.list_deliveries(DeliveryState.OPEN))
    assert "marker" not in listed
    assert "sealed" not in listed


async def test_the_text_of_a_part_is_forgotten_once_it_is_sent(database: Database, location: Path) -> None:
    await database.outbox.put(delivery(), NOON)
    (held,) = await claim(database)
    assert await database.outbox.begin(step(held))
    assert await database.outbox.sent(step(held), "m1") is None
    await database.wipe()
    assert b"acmemarker" not in b"".join(path.read_bytes() for path in location.parent.iterdir())
    (part,) = await database.outbox.parts("acme", "d")
    assert (part.state, part.platform_id) == (PartState.SENT, "m1")


@pytest.mark.parametrize("step_name", ["begin", "sent", "unknown", "not_posted", "give_up", "halve", "put_off"])
async def test_a_step_of_who_lost_the_delivery_changes_nothing(database: Database, step_name: str) -> None:
    outbox, later = database.outbox, NOON + 2 * MINUTE
    await outbox.put(delivery(), NOON)
    (lost,) = await claim(database)
    (held,) = await outbox.claim_due(
        Hold(Executor("other"), later + MINUTE), later, Room(is_ordered=False, limit=1, share=1)
    )
    steps: dict[str, Callable[[Step], Awaitable[object]]] = {
        "begin": outbox.begin,
        "sent": lambda each: outbox.sent(each, "m1"),
        "unknown": lambda each: outbox.unknown(each, later, "late"),
        "not_posted": lambda each: outbox.not_posted(each, later, "late", counts=True),
        "give_up": lambda each: outbox.give_up(each, "refused", with_rest=False),
        "halve": lambda each: outbox.halve(each, Halves({"text": "a"}, {"text": "b"})),
        "put_off": lambda each: outbox.put_off(each, later),
    }
    before = await outbox.parts("acme", "d")
    assert not await steps[step_name](step(lost))
    assert await outbox.parts("acme", "d") == before
    assert await outbox.claim_due(Hold(ONE, later + MINUTE), later, Room(is_ordered=False, limit=1, share=1)) == ()
    await steps[step_name](step(held))
    listed = [each for state in DeliveryState for each in await outbox.list_deliveries(state)]
    is_put_down = [each.executor for each in listed] == [None]
    assert await outbox.parts("acme", "d") != before or is_put_down


async def test_a_part_is_not_begun_once_its_delivery_was_dropped(database: Database) -> None:
    await database.outbox.put(delivery(), NOON)
    (held,) = await claim(database)
    await database.outbox.drop("acme", "d", NOON)
    assert not await database.outbox.begin(step(held))


async def test_a_part_that_was_posted_while_its_delivery_was_dropped_can_be_named(database: Database) -> None:
    await database.outbox.put(delivery(), NOON)
    (held,) = await claim(database)
    await database.outbox.begin(step(held))
    await database.outbox.drop("acme", "d", NOON)
    await database.outbox.sent(step(held), "m1")
    assert [part.platform_id for part in await database.outbox.parts("acme", "d")] == ["m1"]


def statement_id(connection: Connection, version_id: int) -> int:
    query = select(schema.version.c.statement_id).where(schema.version.c.id == version_id)
    return int(connection.execute(query).scalar_one())


async def test_a_delivery_goes_with_the_text_that_it_quotes(database: Database, location: Path) -> None:
    quoted, other = await add(database, "We met."), await add(database, "We met elsewhere.")
    await database.outbox.put(delivery("quotes", versions=(quoted.version_id,)), NOON)
    await database.outbox.put(delivery("quotes another", "umbrella", versions=(other.version_id,)), NOON)
    await database.store(lambda connection: forget_statement(connection, statement_id(connection, quoted.version_id)))
    await database.statements.forget(HERE, quoted.record.number, by="ann")
    assert [each.key for each in await claim(database)] == ["quotes another"]
    assert b"acmemarker" not in b"".join(path.read_bytes() for path in location.parent.iterdir())


async def test_a_text_that_was_forgotten_is_not_quoted_any_more(database: Database) -> None:
    quoted = await add(database, "We met.")
    await database.statements.forget(HERE, quoted.record.number, by="ann")
    with pytest.raises(NoSuchVersionError):
        await database.outbox.put(delivery(versions=(quoted.version_id,)), NOON)
    assert await database.outbox.parts("acme", "d") == ()


async def test_a_workspace_that_is_forgotten_leaves_nothing(database: Database, location: Path) -> None:
    for workspace in ("acme", "umbrella"):
        await database.outbox.put(delivery(f"{workspace}key", workspace), NOON)
    await database.store(lambda connection: forget_workspace(connection, "acme"))
    await database.wipe()
    contents = b"".join(path.read_bytes() for path in location.parent.iterdir())
    assert b"acme" not in contents
    assert b"umbrellamarker" in contents


async def test_a_sweep_removes_what_was_over_long_ago_and_addresses_that_are_of_no_use(database: Database) -> None:
    outbox = database.outbox
    await outbox.put(delivery("done"), NOON)
    (held,) = await claim(database)
    await outbox.begin(step(held))
    await outbox.sent(step(held), "m1")
    await outbox.put(delivery("open", address="sealedmarker", address_until=NOON + MINUTE), NOON)
    assert await outbox.sweep(NOON, NOON) == 0
    assert await outbox.sweep(NOON + MINUTE, NOON + MINUTE) == 1
    assert await outbox.parts("acme", "done") == ()
    (again,) = await claim(database)
    assert (again.key, again.address) == ("open", None)


async def test_what_is_put_in_the_place_of_a_part_goes_with_the_text_that_it_quotes(database: Database) -> None:
    version = (await add(database, "The word is zanzibarmarker.")).version_id
    marked = {"0": {"text": "zanzibarmarker"}}
    for key in ("d", "e"):
        await database.outbox.put(NewDelivery("acme", key, "slack", "C1", (NewPart({"text": "Reading ..."}),)), NOON)
    await database.outbox.edit("acme", "d", marked, NOON, versions=(version, version))
    await database.statements.forget(HERE, 1, by="ann")
    assert "zanzibarmarker" not in repr(await database.outbox.parts("acme", "d"))
    with pytest.raises(NoSuchVersionError):
        await database.outbox.edit("acme", "e", marked, NOON, versions=(version,))
