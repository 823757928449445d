from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.ingest.extracting.lanes import Lanes, TrialOverError

MEGABYTE = 1_000_000


class Readings:
    """Readings that go on until they are let go; `log` tells which began, and whether on trial."""

    def __init__(self) -> None:
        self.log: list[tuple[str, bool]] = []
        self.goes: dict[str, asyncio.Event] = {}

    def attempt(self, name: str, *, is_quick: bool = False) -> Callable[[bool], Awaitable[str]]:
        self.goes[name] = asyncio.Event()

        async def run(is_trial: bool) -> str:
            self.log.append((name, is_trial))
            if not is_quick:
                await self.goes[name].wait()
                if is_trial:
                    self.goes[name].clear()
                    raise TrialOverError
            return name

        return run


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_with_a_place_free_there_is_no_trial() -> None:
    readings = Readings()
    assert await Lanes(1, 1).run(1, readings.attempt("a", is_quick=True)) == "a"
    assert readings.log == [("a", False)]


async def test_a_quick_one_is_done_on_trial_while_all_places_are_taken() -> None:
    lanes, readings = Lanes(1, 1), Readings()
    long = asyncio.create_task(lanes.run(1, readings.attempt("long")))
    await settle()
    assert await lanes.run(1, readings.attempt("quick", is_quick=True)) == "quick"
    assert readings.log == [("long", False), ("quick", True)]
    readings.goes["long"].set()
    assert await long == "long"


async def test_what_is_not_done_on_trial_starts_anew_in_the_order_of_coming() -> None:
    lanes, readings = Lanes(1, 2), Readings()
    tasks = []
    for name in ("first", "second", "third"):
        tasks.append(asyncio.create_task(lanes.run(1, readings.attempt(name))))
        await settle()
    readings.goes["second"].set()
    await settle()
    readings.goes["third"].set()
    await settle()
    for name in ("first", "second", "third"):
        readings.goes[name].set()
        await settle()
    assert await asyncio.gather(*tasks) == ["first", "second", "third"]
    assert readings.log == [
        ("first", False),
        ("second", True),
        ("third", True),
        ("second", False),
        ("third", False),
    ]


async def test_large_ones_do_not_keep_small_ones_from_their_trial() -> None:
    lanes, readings = Lanes(1, 1), Readings()
    tasks = [
        asyncio.create_task(lanes.run(MEGABYTE, readings.attempt(name))) for name in ("full", "on trial", "waiting")
    ]
    await settle()
    assert await lanes.run(1000, readings.attempt("small", is_quick=True)) == "small"
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_of_those_that_wait_the_smaller_goes_first() -> None:
    lanes, readings = Lanes(1, 1), Readings()
    sizes = {"full": 1, "on trial": MEGABYTE, "larger": 9 * MEGABYTE, "smaller": MEGABYTE // 2}
    tasks = [asyncio.create_task(lanes.run(size, readings.attempt(name))) for name, size in sizes.items()]
    await settle()
    readings.goes["on trial"].set()
    await settle()
    assert readings.log[-1] == ("smaller", True)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("gives_up", ["waiting", "on trial"])
async def test_a_place_that_is_given_up_is_free_again(gives_up: str) -> None:
    lanes, readings = Lanes(1, 1), Readings()
    tasks = {}
    for name in ("full", "on trial", "waiting"):
        tasks[name] = asyncio.create_task(lanes.run(1, readings.attempt(name)))
        await settle()
    tasks[gives_up].cancel()
    if gives_up == "waiting":
        tasks["on trial"].cancel()
    await settle()
    last = "waiting" if gives_up == "on trial" else "newcomer"
    if last == "newcomer":
        tasks[last] = asyncio.create_task(lanes.run(1, readings.attempt(last)))
        await settle()
    assert readings.log[-1] == (last, True)
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
