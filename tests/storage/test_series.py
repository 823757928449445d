"""Which statement a statement follows: same issuers and kind, earlier, and seen by everybody who sees the later one."""

from __future__ import annotations

from datetime import date

import pytest

from storage.database import Database
from storage.errors import NoPredecessorError, NoSuchStatementError
from storage.records import StatementRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from summarizers.reading.document import Document
from summarizers.reading.reader import read
from tests.storage.makings import pasted

HERE = Scope.at("acme", "left")
THERE = Scope.at("acme", "right")


def decision(day: date | None, rate: str = "4.75") -> Document:
    text = (
        "Central Bank of Quell: Monetary Policy Decision\n\n"
        f"The Monetary Policy Committee decided to set the policy rate at {rate} percent. Inflation is above target.\n"
    )
    return read(text, source_date=day)


async def keep(
    database: Database, document: Document, *, scope: Scope = HERE, audience: str = WORKSPACE_AUDIENCE
) -> int:
    added = await database.statements.add(scope, audience, document, pasted(), added_by="ann")
    return added.record.number


async def follows(database: Database, number: int, scope: Scope = HERE) -> int | None:
    before: StatementRecord | None = await database.statements.predecessor(scope, number)
    return before.number if before else None


async def test_a_series_is_in_order_of_date_however_it_came_in(database: Database) -> None:
    third = await keep(database, decision(date(2026, 6, 3), "4.50"))
    first = await keep(database, decision(date(2026, 3, 11), "4.75"))
    second = await keep(database, decision(date(2026, 4, 22), "5.00"))
    assert [each.number for each in await database.statements.series(HERE, second)] == [first, second, third]
    assert [await follows(database, number) for number in (first, second, third)] == [None, first, second]


async def test_without_a_date_nothing_is_claimed(database: Database) -> None:
    await keep(database, decision(date(2026, 3, 11), "4.75"))
    undated = await keep(database, decision(None, "5.00"))
    assert await follows(database, undated) is None


async def test_an_untitled_text_without_a_date_follows_nothing(database: Database) -> None:
    lone = await keep(database, read("The Committee decided to keep the rate. Prices rose.\n"))
    assert await follows(database, lone) is None
    assert [each.number for each in await database.statements.series(HERE, lone)] == [lone]


async def test_of_two_of_one_day_neither_follows_the_other(database: Database) -> None:
    pair = [await keep(database, decision(date(2026, 3, 11), rate)) for rate in ("4.75", "5.00")]
    assert [await follows(database, number) for number in pair] == [None, None]


async def test_what_came_to_one_conversation_precedes_nothing_of_the_workspace(database: Database) -> None:
    await keep(database, decision(date(2026, 3, 11), "4.75"), audience="left")
    later = await keep(database, decision(date(2026, 4, 22), "5.00"))
    assert await follows(database, later) is None


async def test_what_the_workspace_sees_precedes_what_came_to_a_conversation(database: Database) -> None:
    first = await keep(database, decision(date(2026, 3, 11), "4.75"))
    later = await keep(database, decision(date(2026, 4, 22), "5.00"), audience="left")
    assert await follows(database, later) == first


async def test_another_conversation_or_workspace_precedes_nothing_here(database: Database) -> None:
    await keep(database, decision(date(2026, 3, 11), "4.75"), scope=THERE, audience="right")
    await keep(database, decision(date(2026, 3, 12), "4.75"), scope=Scope.at("other"))
    later = await keep(database, decision(date(2026, 4, 22), "5.00"), audience="left")
    assert await follows(database, later) is None
    assert len(await database.statements.series(HERE, later)) == 1


async def test_a_correction_wins_over_what_is_found(database: Database) -> None:
    numbers = [await keep(database, decision(date(2026, month, 1), f"{month}.00")) for month in (1, 2, 3)]
    await database.statements.set_predecessor(HERE, numbers[2], numbers[0])
    assert await follows(database, numbers[2]) == numbers[0]
    await database.statements.set_predecessor(HERE, numbers[2], None)
    assert await follows(database, numbers[2]) is None


async def test_a_statement_follows_neither_itself_nor_what_follows_it_nor_what_is_not_seen(database: Database) -> None:
    first, second = [await keep(database, decision(date(2026, month, 1), f"{month}.00")) for month in (1, 2)]
    hidden = await keep(database, decision(date(2025, 1, 1), "9.00"), scope=THERE, audience="right")
    for after in (first, second):
        with pytest.raises(NoPredecessorError):
            await database.statements.set_predecessor(HERE, first, after)
    with pytest.raises(NoSuchStatementError):
        await database.statements.set_predecessor(HERE, second, hidden)


async def test_forgetting_a_statement_forgets_who_followed_it(database: Database) -> None:
    first, second = [await keep(database, decision(date(2026, month, 1), f"{month}.00")) for month in (1, 2)]
    await database.statements.set_predecessor(HERE, second, first)
    await database.statements.forget(HERE, first, by="ann")
    assert await follows(database, second) is None
