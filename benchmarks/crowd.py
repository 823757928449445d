"""What twenty hostile links cost somebody who asks for a normal one: `python -m benchmarks.crowd`.

A server of this process answers after 100 ms, as a distant one does. A normal link is briefed alone, from the words that
ask for it to the reply, and then while twenty hostile pages were asked for at the same time, half a second before, and two
seconds before. The figure is the ratio; each run has a store and texts of its own.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.extraction_limits import hostile_pages, normal_page
from bot.answering.desk import Desk
from bot.answering.requests import Request
from bot.ingest.fetch import FetchPolicy, HostPort
from bot.ingest.intake import Intake
from storage.database import open_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import web

_HOSTILE = 20
_RUNS = 5
_DISTANCE_S = 0.1


def main() -> None:
    """Measure and print."""
    asyncio.run(_measure())


async def _measure() -> None:
    async with _server() as port:
        alone = [await _briefed(port, run, None) for run in range(_RUNS)]
        usual = statistics.median(alone)
        print(f"a normal link alone: {1000 * usual:.0f} ms (median of {_RUNS}), first sentence to reply")
        for delay_s in (0.0, 0.5, 2.0):
            taken = [await _briefed(port, run, delay_s) for run in range(_RUNS)]
            ratio = statistics.median(taken) / usual
            print(
                f"{delay_s:.1f} s after {_HOSTILE} hostile ones: {1000 * statistics.median(taken):.0f} ms, {ratio:.1f} times"
            )


async def _briefed(port: int, run: int, delay_s: float | None) -> float:
    """Give the seconds from asking for a normal link to its briefing; with a delay, after hostile ones were asked for."""
    policy = FetchPolicy(allow=frozenset({HostPort("127.0.0.1", port)}), per_host=64)
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"{folder}/store.sqlite3") as database, Intake(policy) as intake:
            desk = Desk(database, intake)
            await desk.answer(_request(f"http://127.0.0.1:{port}/normal/warm-{run}"))
            hostile = []
            if delay_s is not None:
                for number in range(_HOSTILE):
                    asked = _request(f"http://127.0.0.1:{port}/hostile/{number}", person=f"stranger {number}")
                    hostile.append(asyncio.create_task(desk.answer(asked)))
                await asyncio.sleep(delay_s)
            started = time.perf_counter()
            reply = await desk.answer(_request(f"http://127.0.0.1:{port}/normal/{run}"))
            taken = time.perf_counter() - started
            assert not reply.is_refusal
            for task in hostile:
                task.cancel()
            await asyncio.gather(*hostile, return_exceptions=True)
    return taken


def _request(address: str, person: str = "ann") -> Request:
    return Request(f"brief {address}", "acme", person, person, datetime.now(UTC))


@asynccontextmanager
async def _server() -> AsyncIterator[int]:
    from aiohttp import web

    shapes = hostile_pages()

    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(_DISTANCE_S)
        kind, name = request.match_info["kind"], request.match_info["name"]
        body = shapes[int(name) % len(shapes)] if kind == "hostile" else _own(normal_page(), name)
        return web.Response(body=body, content_type="text/html")

    application = web.Application()
    application.router.add_get("/{kind}/{name}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _own(page: bytes, name: str) -> bytes:
    """Give a page a text of its own, so that it is not the statement that is there already."""
    return page.replace(b"Lisbon", f"Lisbon {name}".encode()).replace(b"cable number", f"cable {name} number".encode())


if __name__ == "__main__":
    main()
