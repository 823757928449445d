"""What hostile input costs the rest: `python -m benchmarks.extraction_limits [folder ...]`.

Reads every file of the folders (those of `$BRIEFBOT_SHARED/corpus` and its bombs where that exists, else a few hostile
pages made here), one after the other: the longest stall of the event loop beside an idle loop's, the time, the parent's
memory. Then reads a normal page alone, and while twenty hostile pages are being read.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.ingest.extract import Extractor
from bot.ingest.extracted import Hint

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_TICK_S = 0.005
_IDLE_S = 3.0
_HOSTILE = 20
_RUNS = 9
_MEBIBYTE = 1024**2
_SENTENCE = "The Foreign Ministers met in Lisbon on 19 March and agreed to protect cable number {}. "


@dataclass(slots=True)
class Watch:
    """What was seen while something ran: the loop's longest stall and the process's largest resident size."""

    stall_s: float = 0.0
    resident: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading a file cost."""

    name: str
    taken_s: float
    stall_s: float
    growth: int
    outcome: str


def resident() -> int:
    """Give the bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


@asynccontextmanager
async def watching() -> AsyncIterator[Watch]:
    """Watch the loop and the memory while the block runs."""
    watch = Watch(resident=resident())

    async def tick() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_TICK_S)
            watch.stall_s = max(watch.stall_s, time.perf_counter() - before - _TICK_S)
            watch.resident = max(watch.resident, resident())

    ticking = asyncio.create_task(tick())
    try:
        yield watch
    finally:
        ticking.cancel()


async def read(extractor: Extractor, file: Path) -> Cost:
    """Read one file, as a feed where its name says so."""
    raw, hint = await asyncio.to_thread(file.read_bytes), Hint(file.name)
    is_feed = file.name.startswith("feed_") or file.parent.name == "feeds"
    gc.collect()
    before = resident()
    async with watching() as watch:
        started = time.perf_counter()
        try:
            await (extractor.feed(raw, hint) if is_feed else extractor.extract(raw, hint))
            outcome = "read"
        except SourceError as error:
            outcome = error.sentence
        taken = time.perf_counter() - started
    return Cost(file.name, taken, watch.stall_s, watch.resident - before, outcome)


async def idle_stall() -> float:
    """Give the longest stall of a loop that does nothing else."""
    async with watching() as watch:
        await asyncio.sleep(_IDLE_S)
    return watch.stall_s


def normal_page() -> bytes:
    """Give a page as publishers have it."""
    paragraphs = "".join(f"<p>{''.join(_SENTENCE.format(5 * n + m) for m in range(5))}</p>" for n in range(40))
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(80))
    return (
        f'<html lang="en"><head><title>Talks in Lisbon</title></head><body><nav><ul>{links}</ul></nav>'
        f"<article><h1>Talks in Lisbon</h1>{paragraphs}</article><footer>Imprint</footer></body></html>"
    ).encode()


def hostile_pages() -> list[bytes]:
    """Give pages that keep a parser busy for as long as it is let."""
    start = "<html><head><title>t</title></head><body>"
    shapes = [
        start + "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">hi</p>",
        start + "<div>" * 100_000 + "text",
        start + "<p>The ministers met and agreed to meet again soon.</p>" * 60_000,
        start + "<table>" + ("<tr>" + "<td>x</td>" * 500 + "</tr>") * 300,
    ]
    return [shape.encode() for shape in shapes]


async def normal_time(extractor: Extractor, page: bytes) -> float:
    """Give the seconds in which a page is read."""
    started = time.perf_counter()
    await extractor.extract(page, Hint("example.org"))
    return time.perf_counter() - started


async def beside_hostile(extractor: Extractor, delay_s: float) -> float:
    """Give the seconds in which a normal page is read that comes some time after twenty hostile ones."""
    shapes = hostile_pages()
    hostile = [
        asyncio.create_task(extractor.extract(shapes[number % len(shapes)], Hint(f"{number}.example.org")))
        for number in range(_HOSTILE)
    ]
    await asyncio.sleep(delay_s)
    taken = await normal_time(extractor, normal_page())
    for task in hostile:
        task.cancel()
    await asyncio.gather(*hostile, return_exceptions=True)
    return taken


def files_of(folders: list[Path], temporary: Path) -> list[Path]:
    """Give the files to read."""
    if not folders and os.environ.get("BRIEFBOT_SHARED"):
        corpus = Path(os.environ["BRIEFBOT_SHARED"], "corpus")
        subprocess.run([sys.executable, corpus / "make_bombs.py", temporary], check=False, capture_output=True)
        folders = [corpus / name for name in ("html", "pdf", "feeds", "strings")] + [temporary]
    if not folders:
        for number, page in enumerate(hostile_pages()):
            (temporary / f"hostile_{number}.html").write_bytes(page)
        folders = [temporary]
    return [file for folder in folders for file in sorted(folder.iterdir()) if file.is_file()]


async def measure(folders: list[Path]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as temporary:
        files = files_of(folders, Path(temporary))
        async with Extractor() as extractor:
            await extractor.warm()
            print(f"idle loop: longest stall {1000 * await idle_stall():.0f} ms")
            costs = [await read(extractor, file) for file in files]
            report(costs)
            alone = statistics.median([await normal_time(extractor, normal_page()) for _ in range(_RUNS)])
            print(f"\nnormal page alone: {1000 * alone:.0f} ms (median of {_RUNS})")
            for delay_s in (0.0, 0.5, 2.0):
                taken = statistics.median([await beside_hostile(extractor, delay_s) for _ in range(3)])
                print(
                    f"{delay_s:.1f} s after {_HOSTILE} hostile ones: {1000 * taken:.0f} ms, {taken / alone:.1f} times"
                )


async def compare(extractor: Extractor) -> None:
    """Print how long a normal page takes alone, and beside hostile ones."""
    alone = statistics.median([await normal_time(extractor, normal_page()) for _ in range(_RUNS)])
    print(f"\nnormal page alone: {1000 * alone:.0f} ms (median of {_RUNS})")
    for delay_s in (0.0, 0.5, 2.0):
        taken = statistics.median([await beside_hostile(extractor, delay_s) for _ in range(3)])
        print(f"{delay_s:.1f} s after {_HOSTILE} hostile ones: {1000 * taken:.0f} ms, {taken / alone:.1f} times")


def report(costs: list[Cost]) -> None:
    """Print the sums, and the worst files."""
    read_ones = sum(cost.outcome == "read" for cost in costs)
    print(f"{len(costs)} files: {read_ones} read, {len(costs) - read_ones} refused, 0 without an outcome")
    print(f"longest time {max(cost.taken_s for cost in costs):.1f} s", end=", ")
    print(f"longest stall {1000 * max(cost.stall_s for cost in costs):.0f} ms", end=", ")
    print(f"largest growth {max(cost.growth for cost in costs) / _MEBIBYTE:.0f} MiB")
    for title, worst in (
        ("time", sorted(costs, key=lambda cost: -cost.taken_s)),
        ("stall", sorted(costs, key=lambda cost: -cost.stall_s)),
        ("growth", sorted(costs, key=lambda cost: -cost.growth)),
    ):
        print(f"\nworst by {title}")
        for cost in worst[:5]:
            print(
                f"{cost.taken_s:6.1f} s {1000 * cost.stall_s:5.0f} ms {cost.growth / _MEBIBYTE:6.0f} MiB  "
                f"{cost.name}: {cost.outcome}"
            )


def main() -> None:
    """Read the arguments, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="*", type=Path)
    asyncio.run(measure(arguments.parse_args().folder))


if __name__ == "__main__":
    main()
