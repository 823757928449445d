"""Events come once, whatever key they come under, and are in one hand at a time."""

import asyncio
import json
import os
import random
import sys
from collections import Counter
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from storage import schema
from storage.database import Database, open_database
from storage.delivery.asking import forget_statement, forget_workspace
from storage.delivery.records import ClaimedEvent, EventState, Executor, Hold, NewEvent
from tests.postgres import prepared_database
from tests.storage.makings import NOON, add, on_sqlite

MINUTE = timedelta(minutes=1)
NORMAL, FULL = 1, 2
ONE, OTHER = Executor("one"), Executor("other")


async def test_an_event_is_new_once(database: Database) -> None:
    event = NewEvent("acme", "e1", {"text": "hello"})
    assert await database.inbox.accept(event, NOON)
    assert not await database.inbox.accept(event, NOON)


async def test_an_event_is_known_by_each_of_its_keys(database: Database) -> None:
    accept = database.inbox.accept
    assert await accept(NewEvent("acme", "e1", {}, also=("c:1", "m1")), NOON)
    assert not await accept(NewEvent("acme", "e2", {}, also=("c:1",)), NOON)
    assert not await accept(NewEvent("acme", "e3", {}, also=("c:2", "m1")), NOON)
    assert not await accept(NewEvent("acme", "e4", {}, also=("c:2",)), NOON), "the key that e3 brought is known too"
    assert await accept(NewEvent("acme", "e5", {}, also=("c:5",)), NOON)
    assert [each.key for each in await database.inbox.unfinished(NOON)] == ["e1", "e5"]


async def test_what_is_due_can_be_asked_of_some_platforms_alone(database: Database) -> None:
    for workspace in ("slack:T1", "discord:1", "discord_x:1"):
        await database.inbox.accept(NewEvent(workspace, "e1", {}), NOON)
    due = await database.inbox.unfinished(NOON, beginnings=("slack:", "discord:"))
    assert sorted(each.workspace for each in due) == ["discord:1", "slack:T1"]


async def test_the_same_key_of_another_workspace_is_another_event(database: Database) -> None:
    assert await database.inbox.accept(NewEvent("acme", "e1", {"text": "ours"}), NOON)
    assert await database.inbox.accept(NewEvent("umbrella", "e1", {"text": "theirs"}), NOON)
    claimed = await database.inbox.claim("umbrella", "e1", Hold(ONE, NOON + MINUTE), NOON)
    assert claimed == ClaimedEvent("umbrella", "e1", {"text": "theirs"}, 1, 1)
    assert await database.inbox.finish("umbrella", "e1", 1)
    assert [each.workspace for each in await database.inbox.unfinished(NOON)] == ["acme"]


async def test_what_was_said_is_kept_as_it_was(database: Database) -> None:
    payload = {"text": "Zürich \u2028 \U0001f4e3 日本", "list": [1, None, {"a": True}]}
    await database.inbox.accept(NewEvent("acme", "e1", payload), NOON)
    claimed = await database.inbox.claim("acme", "e1", Hold(ONE, NOON + MINUTE), NOON)
    assert claimed
    assert claimed.payload == payload


async def test_of_many_that_claim_an_event_one_gets_it(database: Database) -> None:
    await database.inbox.accept(NewEvent("acme", "e1", {}), NOON)
    hold = Hold(ONE, NOON + MINUTE)
    claims = await asyncio.gather(*(database.inbox.claim("acme", "e1", hold, NOON) for _ in range(20)))
    assert len([claim for claim in claims if claim]) == 1


async def test_who_lost_an_event_to_another_changes_nothing_about_it(database: Database) -> None:
    inbox = database.inbox
    await inbox.accept(NewEvent("acme", "e1", {}), NOON, Hold(ONE, NOON + MINUTE))
    taken = await inbox.claim("acme", "e1", Hold(OTHER, NOON + 3 * MINUTE), NOON + MINUTE)
    assert taken
    assert taken.claim == 2
    assert not await inbox.finish("acme", "e1", 1)
    assert not await inbox.fail("acme", "e1", 1, "failed", NOON)
    assert not await inbox.set_aside("acme", "e1", 1, "failed")
    assert not await inbox.put_down("acme", "e1", 1, NOON)
    await inbox.renew([("acme", "e1", 1)], NOON + 100 * MINUTE)
    (record,) = await inbox.unfinished(NOON + 3 * MINUTE)
    assert (record.executor, record.due, record.tries) == (OTHER.id, NOON + 3 * MINUTE, 2)
    assert await inbox.finish("acme", "e1", 2)


async def test_what_is_done_when_an_event_is_finished_is_done_with_it_or_not_at_all(database: Database) -> None:
    inbox = database.inbox
    await inbox.accept(NewEvent("acme", "e1", {}), NOON, Hold(ONE, NOON + MINUTE))

    def break_off(_: object) -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - raised a line above
        await inbox.finish("acme", "e1", 1, break_off)
    assert len(await inbox.unfinished(NOON + MINUTE)) == 1
    done: list[object] = []
    assert await inbox.finish("acme", "e1", 1, done.append)
    assert not await inbox.finish("acme", "e1", 1, done.append)
    assert len(done) == 1


async def test_one_event_that_can_not_be_written_does_not_keep_others_from_it(database: Database) -> None:
    inbox = database.inbox
    await inbox.accept(NewEvent("acme", "e1", {}), NOON, Hold(ONE, NOON + MINUTE))

    def break_off(_: object) -> None:
        raise ValueError

    writes = (inbox.accept(NewEvent("acme", f"n{number}", {}), NOON) for number in range(5))
    broken, *accepted = await asyncio.gather(inbox.finish("acme", "e1", 1, break_off), *writes, return_exceptions=True)
    assert isinstance(broken, ValueError)
    assert accepted == [True] * 5


async def test_only_the_former_lives_of_an_executor_are_taken_up(database: Database) -> None:
    inbox = database.inbox
    now = Executor("one")
    for key, executor in (("former", ONE), ("mine", now), ("other", Executor("one more")), ("any", Executor("o%"))):
        await inbox.accept(NewEvent("acme", key, {}), NOON, Hold(executor, NOON + MINUTE))
    assert await inbox.take_up(now, NOON) == 1
    assert [each.key for each in await inbox.unfinished(NOON)] == ["former"]


async def test_what_a_person_drops_is_not_tried_again(database: Database) -> None:
    inbox = database.inbox
    await inbox.accept(NewEvent("acme", "e1", {"text": "said"}), NOON)
    assert not await inbox.drop("umbrella", "e1")
    assert await inbox.drop("acme", "e1")
    assert not await inbox.drop("acme", "e1")
    assert await inbox.unfinished(NOON) == ()
    assert not await inbox.accept(NewEvent("acme", "e1", {"text": "said"}), NOON)


async def test_what_is_in_hand_is_not_dropped(database: Database) -> None:
    await database.inbox.accept(NewEvent("acme", "e1", {}), NOON, Hold(ONE, NOON + MINUTE))
    assert not await database.inbox.drop("acme", "e1")


async def test_an_event_that_was_set_aside_is_forgotten_with_the_statements_of_its_workspace(
    database: Database, location: Path
) -> None:
    inbox = database.inbox
    for workspace in ("acme", "umbrella"):
        event = NewEvent(workspace, "e1", {"text": f"{workspace}marker"})
        await inbox.accept(event, NOON, Hold(ONE, NOON + MINUTE))
        await inbox.set_aside(workspace, "e1", 1, "failed")
    added = await add(database, "We met.")

    def forget_its_texts(connection: Connection) -> None:
        query = select(schema.version.c.statement_id).where(schema.version.c.id == added.version_id)
        forget_statement(connection, connection.execute(query).scalar_one())

    await database.store(forget_its_texts)
    assert not await inbox.retry("acme", "e1", NOON)
    assert await inbox.retry("umbrella", "e1", NOON)
    await database.wipe()
    assert [path.name for path in location.parent.iterdir() if b"acmemarker" in path.read_bytes()] == []


async def test_a_workspace_that_is_forgotten_leaves_nothing(database: Database, location: Path) -> None:
    for workspace in ("acme", "umbrella"):
        await database.inbox.accept(NewEvent(workspace, f"{workspace}key", {"text": f"{workspace}marker"}), NOON)
    await database.store(lambda connection: forget_workspace(connection, "acme"))
    await database.wipe()
    contents = b"".join(path.read_bytes() for path in location.parent.iterdir())
    assert b"acme" not in contents
    assert b"umbrellamarker" in contents


ARRIVING = """
import asyncio, json, sys
from datetime import UTC, datetime
from storage.database import open_database
from storage.delivery.records import Executor, Hold, NewEvent

async def main():
    keys = json.loads(sys.stdin.read())
    now = datetime.now(UTC)
    async with open_database(sys.argv[1]) as database:
        async def arrive(key):
            event = NewEvent("acme", key, {"text": key}, also=(f"also {key}",))
            return key if await database.inbox.accept(event, now, Hold(Executor(sys.argv[2]), now)) else None
        print(json.dumps([key for key in await asyncio.gather(*map(arrive, keys)) if key]))

asyncio.run(main())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="two processes on one file need its locks")
@pytest.mark.parametrize("is_on_server", [False, True], ids=["sqlite", "postgres"])
async def test_each_event_is_new_at_one_of_two_processes(tmp_path: Path, is_on_server: bool) -> None:
    with prepared_database() if is_on_server else nullcontext(str(tmp_path / "store.sqlite3")) as place:
        await deliver_to_two_processes(place)


async def deliver_to_two_processes(location: str) -> None:
    events = int(os.environ.get("BRIEFBOT_SOAK_EVENTS", "250"))
    async with open_database(location):
        pass
    arrivals = [f"e{number}" for number in range(events)] * 4
    random.Random(4).shuffle(arrivals)  # noqa: S311 - the same order each time
    halves = arrivals[::2], arrivals[1::2]
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", ARRIVING, location, f"replica{number}"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        for number in range(2)
    ]
    answers = await asyncio.gather(
        *(each.communicate(json.dumps(half).encode()) for each, half in zip(processes, halves, strict=True))
    )
    new = Counter(key for out, _ in answers for key in json.loads(out))
    assert len(new) == events
    assert set(new.values()) == {1}
    async with open_database(location) as database:
        assert len(await database.inbox.list_events(EventState.OPEN, limit=2 * events)) == events


async def test_payloads_are_in_no_list(database: Database) -> None:
    await database.inbox.accept(NewEvent("acme", "e1", {"text": "zanzibarmarker"}), NOON)
    listed = (await database.inbox.unfinished(NOON), await database.inbox.list_events(EventState.OPEN))
    assert "zanzibarmarker" not in repr(listed)
    async with database.read() as connection:
        assert "zanzibarmarker" in str(await connection.scalar(text("SELECT payload FROM event")))


@on_sqlite
async def test_what_is_acknowledged_is_on_the_disk(database: Database) -> None:
    def synchronous(connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())

    await database.inbox.accept(NewEvent("acme", "e1", {}), NOON, Hold(ONE, NOON + MINUTE))
    seen: list[int] = []
    await database.inbox.finish("acme", "e1", 1, lambda connection: seen.append(synchronous(connection)))
    assert seen == [FULL]
    assert await database.store(synchronous) == NORMAL, "other writing does not pay for it"
