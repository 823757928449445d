from dataclasses import replace

import pytest

from storage.database import Database
from storage.errors import NoSuchVersionError
from storage.records import BriefingKey
from storage.scope import Scope
from summarizers.choosing.engine import Choice
from tests.storage.makings import ELSEWHERE, HERE, OTHER_WORKSPACE, add

CHOICES = (Choice(0, 1.5, "names a commitment"), Choice(3, 0.25, "central to “Trade”"))


def key_of(version_id: int, predecessor_id: int | None = None) -> BriefingKey:
    return BriefingKey(version_id, predecessor_id, "structure", "5 sentences", None, "1.0")


async def test_a_briefing_is_given_as_it_was_kept(database: Database) -> None:
    key = key_of((await add(database, "We met.")).version_id)
    assert await database.briefings.get(HERE, key) is None
    await database.briefings.put(HERE, key, CHOICES)
    await database.briefings.put(HERE, key, CHOICES)
    assert await database.briefings.get(HERE, key) == CHOICES


@pytest.mark.parametrize(
    "change",
    [{"engine": "lead"}, {"budget": "3 sentences"}, {"query": "trade"}, {"release": "1.1"}, {"predecessor_id": 1}],
)
async def test_another_key_is_another_briefing(database: Database, change: dict[str, object]) -> None:
    await add(database, "We met before.")
    key = key_of((await add(database, "We met.")).version_id)
    await database.briefings.put(HERE, key, CHOICES)
    assert await database.briefings.get(HERE, replace(key, **change)) is None  # type: ignore[arg-type]


async def test_workspaces_share_the_briefings_of_public_documents(database: Database) -> None:
    ours = await add(database, "We met.", public=True)
    theirs = await add(database, "We met.", public=True, scope=OTHER_WORKSPACE)
    await database.briefings.put(HERE, key_of(ours.version_id), CHOICES)
    assert await database.briefings.get(OTHER_WORKSPACE, key_of(theirs.version_id)) == CHOICES


@pytest.mark.parametrize("scope", [ELSEWHERE, OTHER_WORKSPACE, Scope.at("acme")])
async def test_a_briefing_needs_a_version_that_is_seen(database: Database, scope: Scope) -> None:
    key = key_of((await add(database, "We met.", audience="channel")).version_id)
    with pytest.raises(NoSuchVersionError):
        await database.briefings.get(scope, key)
    with pytest.raises(NoSuchVersionError):
        await database.briefings.put(scope, key, CHOICES)


async def test_a_briefing_needs_a_predecessor_that_is_seen(database: Database) -> None:
    secret = await add(database, "We met before.", scope=ELSEWHERE, audience="another channel")
    version = await add(database, "We met.")
    with pytest.raises(NoSuchVersionError):
        await database.briefings.put(HERE, key_of(version.version_id, secret.version_id), CHOICES)


async def test_a_briefing_goes_with_its_predecessor(database: Database) -> None:
    before = await add(database, "We met before.")
    key = key_of((await add(database, "We met.")).version_id, before.version_id)
    await database.briefings.put(HERE, key, CHOICES)
    await database.statements.forget(HERE, before.record.number, by="ann")
    with pytest.raises(NoSuchVersionError):
        await database.briefings.get(HERE, key)
