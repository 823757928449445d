from datetime import timedelta

from storage.buttons import forget_workspace
from storage.database import Database
from tests.storage.makings import NOON

DAY = timedelta(days=1)


async def test_a_button_says_what_it_stood_for_last(database: Database) -> None:
    await database.buttons.keep("acme", {"k": "find cables", "l": "ask all who pays?"}, NOON)
    await database.buttons.keep("acme", {"k": "find ports"}, NOON + DAY)
    assert await database.buttons.recall("acme", "k") == "find ports"
    assert await database.buttons.recall("acme", "l") == "ask all who pays?"
    assert await database.buttons.recall("acme", "m") is None
    assert await database.buttons.recall("umbrella", "k") is None


async def test_what_was_kept_long_ago_is_forgotten(database: Database) -> None:
    await database.buttons.keep("acme", {"k": "find cables", "l": "find ports"}, NOON)
    await database.buttons.keep("acme", {"l": "find ports"}, NOON + DAY)
    assert await database.buttons.sweep(NOON + DAY) == 1
    assert await database.buttons.recall("acme", "k") is None
    assert await database.buttons.recall("acme", "l") == "find ports"


async def test_the_buttons_of_a_workspace_go_with_it(database: Database) -> None:
    for workspace in ("acme", "umbrella"):
        await database.buttons.keep(workspace, {"k": "find cables"}, NOON)
    await database.store(lambda connection: forget_workspace(connection, "acme"))
    assert await database.buttons.recall("acme", "k") is None
    assert await database.buttons.recall("umbrella", "k") == "find cables"
