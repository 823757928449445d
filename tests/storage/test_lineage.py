from datetime import date

import pytest

from storage.database import Database
from storage.errors import NoPredecessorError, NoSuchStatementError
from storage.records import StatementRecord
from storage.scope import Scope
from tests.storage.makings import ELSEWHERE, HERE, add

TITLE = "Statement of the Ministry on grain"
DECIDED = ("The Committee decided to keep its target at 2 percent.", "Growth is moderate and prices are stable.")
VOTED = (
    "The Committee voted to raise its target by 25 points.",
    "Growth is moderate now and prices are stable.",
    "Voting for the policy action were Ann Low, Bob High and Carol Mean.",
)


async def give(database: Database, month: int | None, *lines: str, title: str | None = TITLE, **rest: object) -> int:
    """Add a statement of a month's first day, and give its number."""
    day = None if month is None else date(2026, month, 1)
    text = lines or (f"Text of month {month}.",)
    return (await add(database, *text, title=title, day=day, **rest)).record.number  # type: ignore[arg-type]


async def before(database: Database, number: int, scope: Scope = HERE) -> int | None:
    record = await database.statements.predecessor(scope, number)
    return record.number if record else None


def numbers(records: tuple[StatementRecord, ...]) -> list[int]:
    return [record.number for record in records]


async def test_another_kind_or_issuer_is_another_series(database: Database) -> None:
    await give(database, 1, title="Statement of the Ministry on fish")
    await give(database, 1, "Another text.", issuer="Council")
    assert await before(database, await give(database, 2)) is None


async def test_untitled_statements_follow_what_they_repeat(database: Database) -> None:
    first = await give(database, 1, *DECIDED, *VOTED[2:], title=None, issuer="Committee")
    await give(database, 2, "The Committee opened an office.", "It is in the old town.", title=None, issuer="Committee")
    assert await before(database, await give(database, 3, *VOTED, title=None, issuer="Committee")) == first


async def test_an_untitled_statement_without_issuers_must_repeat_more(database: Database) -> None:
    first = await give(database, 1, *VOTED, title=None, issuer="Committee")
    others = "The minister opened a new office.", "The old town has a new harbour."
    second = await give(database, 2, *VOTED[1:], *others, title=None, issuer="")
    third = await give(database, 3, *VOTED, "They met in a tall and quiet building.", title=None, issuer="")
    assert [await before(database, number) for number in (second, third)] == [None, first]


async def test_a_correction_wins_until_its_predecessor_is_forgotten(database: Database) -> None:
    first, second, third = [await give(database, month) for month in (1, 2, 3)]
    other = await give(database, 2, "A text of fish.", title="Quite another title of fish")
    for after in (first, other, None):
        await database.statements.set_predecessor(HERE, third, after)
        assert await before(database, third) == after
    await database.statements.set_predecessor(HERE, third, other)
    assert numbers(await database.statements.series(HERE, third)) == [other, third]
    assert numbers(await database.statements.series(HERE, first)) == [first, second]
    await database.statements.forget(HERE, other, by="ann")
    assert await before(database, third) == second


async def test_an_undated_statement_can_be_given_a_predecessor(database: Database) -> None:
    first, undated = await give(database, 1), await give(database, None)
    await database.statements.set_predecessor(HERE, undated, first)
    assert numbers(await database.statements.series(HERE, first)) == [first, undated]


async def test_a_correction_that_can_not_be_is_refused(database: Database) -> None:
    first, second = await give(database, 1), await give(database, 2)
    private = await give(database, 1, audience="channel", title="Of the channel")
    for number, after in ((first, first), (first, second), (first, private)):
        with pytest.raises(NoPredecessorError, match=f"S{number} can't follow S{after}"):
            await database.statements.set_predecessor(HERE, number, after)
    with pytest.raises(NoSuchStatementError):
        await database.statements.set_predecessor(ELSEWHERE, first, private)
    assert await before(database, second) == first


async def test_a_correction_to_what_not_all_may_see_any_more_no_longer_counts(database: Database) -> None:
    private = await give(database, 1, audience="channel", title="Of the channel")
    later = await give(database, 2, audience="channel")
    await database.statements.set_predecessor(HERE, later, private)
    assert await before(database, later) == private
    await database.statements.share(HERE, later)
    assert await before(database, later) is None
