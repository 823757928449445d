"""What hostile pages cost: `python -m benchmarks.fetching`.

Bombs: how much memory this process gains by fetching a page that unpacks to 1 GB, each in a process of its own, and how
long the event loop stands still at most beside an idle loop. Crowds: how long a normal page, which its host takes
100 ms to answer as one across a sea does, takes while 20 hostile ones (silent, dripping, endless, bombs) are being
fetched, as a ratio to the same page alone; both in turn, so that a machine whose speed drifts drifts for both; with the
processor time that fetching took meanwhile. The normal page and the hostile ones come from a process each.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import io
import json
import random
import subprocess
import sys
import time
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bot.ingest.fetch import Fetcher, FetchError, FetchPolicy, HostPort
from bot.ingest.fetching.unpacking import content_codings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from aiohttp import web

_BLOCK = bytes(10_000_000)
_BLOCKS = 100
_ROUNDS = 15
_HOSTILE = 20
_TICK_S = 0.001
_DISTANCE_S = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """What fetching one page took: seconds, longest stall of the loop in seconds, MiB gained, and how it ended."""

    seconds: float
    stall: float
    idle_stall: float
    mebibytes: float
    outcome: str


def main() -> None:
    """Serve, fetch one page, or run the whole measurement."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--serve", action="store_true")
    arguments.add_argument("--fetch", nargs=2, metavar=("PORT", "PATH"))
    chosen = arguments.parse_args()
    if chosen.serve:
        asyncio.run(serve())
    elif chosen.fetch:
        cost = asyncio.run(fetch_one(int(chosen.fetch[0]), chosen.fetch[1]))
        print(json.dumps([cost.seconds, cost.stall, cost.idle_stall, cost.mebibytes, cost.outcome]))
    else:
        with server() as port, server() as hostile:
            print_bombs(port)
            asyncio.run(print_crowd(port, hostile))


def print_bombs(port: int) -> None:
    """Print what each bomb costs."""
    for path in ("page", *content_codings(), "double", "endless"):
        command = [sys.executable, "-m", "benchmarks.fetching", "--fetch", str(port), f"/{path}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        cost = Cost(*json.loads(done.stdout))
        print(
            f"{path:8s} {cost.outcome:20s} {cost.seconds:5.2f} s, memory +{cost.mebibytes:5.1f} MiB, "
            f"longest stall {cost.stall * 1000:5.1f} ms (idle loop {cost.idle_stall * 1000:.1f} ms)"
        )
    missing = {"br", "zstd"} - set(content_codings())
    if missing:
        print(f"not advertised, and so not unpacked: {', '.join(sorted(missing))} (no library is installed)")


async def fetch_one(port: int, path: str) -> Cost:
    """Fetch a page after a normal one that warms everything up; give what it cost on top."""
    async with fetcher(port) as fetching:
        await fetching.get(f"http://127.0.0.1:{port}/page")
        idle = await longest_stall(asyncio.sleep(1, "idle"))
        before = peak_memory()
        started = time.perf_counter()
        stall = await longest_stall(outcome_of(fetching, f"http://127.0.0.1:{port}{path}"))
        return Cost(time.perf_counter() - started, stall[0], idle[0], (peak_memory() - before) / 1024**2, stall[1])


async def longest_stall(work: Any) -> tuple[float, str]:  # noqa: ANN401 - anything to wait for
    """Run something beside a ticker; give the longest time between two ticks in seconds, and what came of it."""
    running = asyncio.ensure_future(work)
    longest, last = 0.0, time.perf_counter()
    while not running.done():
        await asyncio.wait([running], timeout=_TICK_S)
        now = time.perf_counter()
        longest, last = max(longest, now - last - _TICK_S), now
    return longest, running.result()


async def print_crowd(port: int, hostile: int) -> None:
    """Print how long a normal page takes alone and among hostile ones."""
    alone, among, worked = [], [], []
    normal = f"http://localhost:{port}/page"
    async with fetcher(port, hostile) as fetching:
        await timed(fetching, normal)
        for _ in range(_ROUNDS):
            alone.append(await timed(fetching, normal))
            async with crowd(fetching, hostile):
                before = time.process_time()
                among.append(await timed(fetching, normal))
                worked.append(time.process_time() - before)
    print(
        f"\na normal page: alone {median(alone) * 1000:.0f} ms, among {_HOSTILE} hostile ones {median(among) * 1000:.0f} ms "
        f"({min(among) * 1000:.0f} to {max(among) * 1000:.0f}), ratio {median(among) / median(alone):.2f}; "
        f"processor time meanwhile {median(worked) * 1000:.0f} ms"
    )


@asynccontextmanager
async def crowd(fetching: Fetcher, port: int) -> AsyncIterator[None]:
    """Fetch 20 hostile pages at once for as long as the block runs."""
    paths = ["drip", "endless", "gzip", "silent"]
    addresses = [f"http://127.0.0.1:{port}/{paths[number % len(paths)]}" for number in range(_HOSTILE)]
    running = [asyncio.ensure_future(outcome_of(fetching, address)) for address in addresses]
    await asyncio.sleep(0)
    try:
        yield
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def timed(fetching: Fetcher, address: str) -> float:
    """Give the seconds that fetching a page takes."""
    started = time.perf_counter()
    assert (await fetching.get(address)).raw
    return time.perf_counter() - started


async def outcome_of(fetching: Fetcher, address: str) -> str:
    """Fetch a page; give how it ended."""
    try:
        return f"{len((await fetching.get(address)).raw):,} bytes"
    except FetchError as error:
        return type(error).__name__


@asynccontextmanager
async def fetcher(*ports: int) -> AsyncIterator[Fetcher]:
    """Give a fetcher that may reach the servers of this measurement under two names: one for each kind of page."""
    allow = frozenset(HostPort(host, port) for host in ("127.0.0.1", "localhost") for port in ports)
    async with Fetcher(FetchPolicy(allow=allow, per_host=_HOSTILE)) as fetching:
        yield fetching


def peak_memory() -> int:
    """Give the most bytes that this process has held."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("this system does not tell")


@contextmanager
def server() -> Iterator[int]:
    """Serve the pages from another process; give the port."""
    command = [sys.executable, "-m", "benchmarks.fetching", "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as serving:
        assert serving.stdout is not None
        try:
            yield int(serving.stdout.readline())
        finally:
            serving.terminate()


async def serve() -> None:
    """Serve until the process ends; print the port."""
    from aiohttp import web

    packed = bombs()
    letters = random.Random(1)  # noqa: S311 - no secret
    text = " ".join("".join(letters.choices("etaoinshrdlu", k=5)) for _ in range(10_000)).encode()

    async def normal(_: web.Request) -> web.Response:
        await asyncio.sleep(_DISTANCE_S)
        return web.Response(body=text, content_type="text/html")

    async def bomb(request: web.Request) -> web.Response:
        coding = request.path.strip("/")
        header = "gzip" if coding == "double" else coding
        return web.Response(body=packed[coding], headers={"Content-Encoding": header})

    application = web.Application()
    application.router.add_get("/page", normal)
    application.router.add_get("/{kind:drip|endless|silent}", endless)
    for coding in packed:
        application.router.add_get(f"/{coding}", bomb)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "localhost", 0).start()
    port = runner.addresses[0][1]
    for host in ("127.0.0.1", "::1"):
        with suppress(OSError):
            await web.TCPSite(runner, host, port).start()
    print(port, flush=True)
    await asyncio.Event().wait()


async def endless(request: web.Request) -> web.StreamResponse:
    """Send without end: nothing, a few bytes a second, or all that goes through."""
    from aiohttp import web

    kind = request.match_info["kind"]
    answer = web.StreamResponse()
    with suppress(ConnectionError):
        await answer.prepare(request)
        while True:
            await answer.write({"drip": b"<p>", "silent": b" ", "endless": bytes(65_536)}[kind])
            await asyncio.sleep({"drip": 0.1, "silent": 60, "endless": 0}[kind])
    return answer


def bombs() -> dict[str, bytes]:
    """Give 1 GB of zeros in each content-coding that can be made here, and a gzip of a gzip of them."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        for _ in range(_BLOCKS):
            file.write(_BLOCK)
    made = {"gzip": packed.getvalue(), "double": gzip.compress(packed.getvalue())}
    made["deflate"] = b"\x78\x9c" + packed.getvalue()[10:-8] + b"\0\0\0\0"
    if "br" in content_codings():
        compressor = import_module("brotli").Compressor(quality=5)
        made["br"] = b"".join(compressor.process(_BLOCK) for _ in range(_BLOCKS)) + compressor.finish()
    if "zstd" in content_codings():
        name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
        compressor = import_module(name).ZstdCompressor()
        made["zstd"] = b"".join(compressor.compress(_BLOCK) for _ in range(_BLOCKS)) + compressor.flush()
    return made


if __name__ == "__main__":
    main()
