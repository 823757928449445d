"""What is set, for whom, and the history of it: of one workspace and place, never of another."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage import settings
from storage.database import Database
from storage.setting_records import Author, Place, SettingChange
from storage.settings import forget_workspace
from tests.storage.makings import NOON

ACME, LEFT, RIGHT = Place("acme"), Place("acme", "left"), Place("acme", "right")
ANN = Author("ann", NOON, "left")
BOB = Author("bob", NOON + timedelta(minutes=1), "right")


async def values(database: Database, place: Place) -> list[tuple[str, str | None, str, str]]:
    return [(each.name, each.conversation, each.value, each.set_by) for each in await database.settings.values(place)]


async def changed(
    database: Database, place: Place, name: str, value: str | None, author: Author = ANN
) -> SettingChange:
    change = await database.settings.change(place, name, value, author)
    assert change is not None
    return change


async def test_a_place_sees_what_is_set_for_it_and_for_its_workspace(database: Database) -> None:
    await changed(database, ACME, "a", "1")
    await changed(database, LEFT, "a", "2", BOB)
    await changed(database, RIGHT, "b", "3")
    assert await values(database, LEFT) == [("a", None, "1", "ann"), ("a", "left", "2", "bob")]
    assert await values(database, RIGHT) == [("a", None, "1", "ann"), ("b", "right", "3", "ann")]
    assert await values(database, ACME) == [("a", None, "1", "ann")]
    assert [each.set_at for each in await database.settings.values(LEFT)] == [ANN.at, BOB.at]


async def test_nothing_of_another_workspace_is_seen_or_undone(database: Database) -> None:
    change = await changed(database, LEFT, "a", "2")
    await changed(database, ACME, "a", "1")
    theirs = Place("umbrella", "left")
    assert await database.settings.values(theirs) == ()
    assert await database.settings.values(Place("umbrella")) == ()
    assert await database.settings.history(theirs, "a", 10) == ()
    assert await database.settings.last_change(theirs) is None
    assert await database.settings.last_change(theirs, "a") is None
    assert await database.settings.last_change_said("umbrella", "left") is None
    assert await database.settings.undo("umbrella", change.id, ANN) is None
    await changed(database, theirs, "a", "9", BOB)
    await changed(database, theirs, "a", None, BOB)
    assert await values(database, LEFT) == [("a", None, "1", "ann"), ("a", "left", "2", "ann")]
    assert [each.after for each in await database.settings.history(LEFT, "a", 10)] == ["1", "2"]


async def test_what_is_so_already_is_no_change(database: Database) -> None:
    assert await database.settings.change(LEFT, "a", None, ANN) is None
    await changed(database, LEFT, "a", "1")
    assert await database.settings.change(LEFT, "a", "1", BOB) is None
    assert [each.by for each in await database.settings.history(LEFT, "a", 10)] == ["ann"]


async def test_the_history_tells_who_changed_what_and_when_newest_first(database: Database) -> None:
    await changed(database, LEFT, "a", "1")
    await changed(database, ACME, "a", "2", BOB)
    await changed(database, LEFT, "b", "3")
    await changed(database, LEFT, "a", None, BOB)
    history = await database.settings.history(LEFT, "a", 10)
    assert [(each.conversation, each.before, each.after, each.by, each.at) for each in history] == [
        ("left", "1", None, "bob", BOB.at),
        (None, None, "2", "bob", BOB.at),
        ("left", None, "1", "ann", ANN.at),
    ]
    assert len(await database.settings.history(LEFT, "a", 2)) == 2
    assert [each.after for each in await database.settings.history(ACME, "a", 10)] == ["2"]


async def test_an_undo_is_a_change_that_gives_back_what_was_before(database: Database) -> None:
    await changed(database, LEFT, "a", "1")
    second = await changed(database, LEFT, "a", "2")
    undone = await database.settings.undo("acme", second.id, BOB)
    assert undone
    assert (undone.before, undone.after, undone.by, undone.undoes) == ("2", "1", "bob", second.id)
    assert await values(database, LEFT) == [("a", "left", "1", "bob")]
    again = await database.settings.undo("acme", undone.id, ANN)
    assert again
    assert (again.after, again.undoes) == ("2", undone.id)
    assert await database.settings.last_change(LEFT, "a") == again


async def test_what_was_set_first_is_set_no_longer_once_it_is_undone(database: Database) -> None:
    first = await changed(database, LEFT, "a", "1")
    assert await database.settings.undo("acme", first.id, ANN)
    assert await values(database, LEFT) == []


async def test_only_the_last_change_of_a_setting_in_its_place_can_be_undone(database: Database) -> None:
    first = await changed(database, LEFT, "a", "1")
    await changed(database, RIGHT, "a", "5")
    await changed(database, LEFT, "b", "5")
    second = await changed(database, LEFT, "a", "2", BOB)
    assert await database.settings.undo("acme", first.id, ANN) is None
    assert await database.settings.undo("acme", second.id, ANN)
    assert await database.settings.undo("acme", second.id, ANN) is None
    assert await database.settings.undo("acme", 10_000, ANN) is None


async def test_of_two_who_change_at_once_the_last_wins_and_both_are_recorded(database: Database) -> None:
    both = await asyncio.gather(changed(database, LEFT, "a", "1", ANN), changed(database, LEFT, "a", "2", BOB))
    first, last = sorted(both, key=lambda change: change.id)
    assert (first.before, last.before) == (None, first.after)
    assert await values(database, LEFT) == [("a", "left", last.after, last.by)]
    assert await database.settings.history(LEFT, "a", 10) == (last, first)


async def test_the_last_change_is_that_of_a_place_or_what_was_said_in_a_conversation(database: Database) -> None:
    here = await changed(database, LEFT, "a", "1")
    other = await changed(database, LEFT, "b", "2")
    whole = await changed(database, ACME, "a", "3")
    elsewhere = await changed(database, ACME, "b", "4", BOB)
    assert await database.settings.last_change(LEFT) == other
    assert await database.settings.last_change(LEFT, "a") == here
    assert await database.settings.last_change(ACME) == elsewhere
    assert await database.settings.last_change_said("acme", "left") == whole
    assert await database.settings.last_change_said("acme", "right") == elsewhere


async def test_the_history_does_not_grow_for_ever(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEPT", 3)
    await changed(database, RIGHT, "a", "0")
    for value in "12345":
        await changed(database, LEFT, "a", value)
    assert [each.after for each in await database.settings.history(LEFT, "a", 10)] == ["5", "4", "3"]
    assert [each.after for each in await database.settings.history(RIGHT, "a", 10)] == ["0"]
    last = await database.settings.last_change(LEFT, "a")
    assert last
    undone = await database.settings.undo("acme", last.id, ANN)
    assert undone
    assert undone.id > last.id, "a number is never given twice"


async def test_a_workspace_that_is_forgotten_takes_its_settings_along(database: Database) -> None:
    theirs = Place("umbrella", "left")
    for place in (ACME, LEFT, theirs):
        await changed(database, place, "a", "1")
    await database.store(lambda connection: forget_workspace(connection, "acme"))
    assert await database.settings.values(LEFT) == ()
    assert await database.settings.history(LEFT, "a", 10) == ()
    assert len(await database.settings.values(theirs)) == len(await database.settings.history(theirs, "a", 10)) == 1


async def test_a_conversation_without_a_name_is_not_taken_for_the_workspace(database: Database) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        await database.settings.change(Place("acme", ""), "a", "1", ANN)
