import pytest

from storage.database import Database
from storage.errors import NoSuchVersionError
from storage.records import Briefing, Shown
from storage.scope import Scope
from summarizers.choosing.engine import Choice
from tests.storage.makings import ELSEWHERE, HERE, OTHER_WORKSPACE, add

BRIEFING = Briefing("structure", (Choice(0, 1.5, "names a commitment"),))


async def test_nothing_is_at_hand_at_first(database: Database) -> None:
    assert await database.conversations.last_shown(HERE, "channel") is None


async def test_what_was_shown_last_is_at_hand(database: Database) -> None:
    first, second = await add(database, "One."), await add(database, "Two.")
    shown = Shown(second.record.number, second.version_id, BRIEFING)
    await database.conversations.show(HERE, "channel", Shown(first.record.number, first.version_id))
    await database.conversations.show(HERE, "channel", shown)
    assert await database.conversations.last_shown(HERE, "channel") == shown


async def test_a_conversation_may_have_a_statement_at_hand_without_a_briefing(database: Database) -> None:
    added = await add(database, "One.")
    await database.conversations.show(HERE, "channel", Shown(1, added.version_id))
    assert await database.conversations.last_shown(HERE, "channel") == Shown(1, added.version_id, None)


async def test_conversations_and_workspaces_are_apart(database: Database) -> None:
    added = await add(database, "One.")
    await database.conversations.show(HERE, "channel", Shown(1, added.version_id))
    assert await database.conversations.last_shown(HERE, "another channel") is None
    assert await database.conversations.last_shown(OTHER_WORKSPACE, "channel") is None


async def test_a_statement_that_is_not_seen_is_not_at_hand(database: Database) -> None:
    added = await add(database, "One.", audience="channel")
    await database.conversations.show(HERE, "channel", Shown(1, added.version_id))
    assert await database.conversations.last_shown(ELSEWHERE, "channel") is None


@pytest.mark.parametrize("scope", [ELSEWHERE, OTHER_WORKSPACE, Scope.at("acme")])
async def test_only_what_is_seen_can_be_shown(database: Database, scope: Scope) -> None:
    added = await add(database, "One.", audience="channel")
    with pytest.raises(NoSuchVersionError):
        await database.conversations.show(scope, "channel", Shown(1, added.version_id))


async def test_a_version_is_shown_under_its_own_number(database: Database) -> None:
    added = await add(database, "One.")
    with pytest.raises(NoSuchVersionError):
        await database.conversations.show(HERE, "channel", Shown(2, added.version_id))


async def test_a_forgotten_statement_is_no_longer_at_hand(database: Database) -> None:
    added = await add(database, "One.")
    await database.conversations.show(HERE, "channel", Shown(1, added.version_id, BRIEFING))
    await database.statements.forget(HERE, 1, by="ann")
    assert await database.conversations.last_shown(HERE, "channel") is None
