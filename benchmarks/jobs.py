"""What serving costs, and how soon a job runs: `python -m benchmarks.jobs`.

The idle process is `briefbot serve` on an empty store, a process of its own. A job's way is measured from `submit` to
the first line of its runner, and beside it the way of an empty task of the event loop. The scans look for what is due
among 100,000 jobs and 100,000 schedules of which nothing, or little, is.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import Connection, insert

from bot.delivery.calendar import next_time
from bot.delivery.engine import engine_url
from bot.delivery.jobs import Jobs
from storage.database import open_database
from storage.delivery.job_schema import job, schedule
from storage.delivery.records import Executor

WARM_UP_S = 65
IDLE_S = 30
ROUNDS = 100
ROWS = 100_000
DUE = 500
BRIEFBOT = str(Path(sys.executable).parent / "briefbot")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def main() -> None:
    """Print the three."""
    with tempfile.TemporaryDirectory() as folder:
        measure_idle(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure_latency(Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure_scans(Path(folder)))


def measure_idle(folder: Path) -> None:
    """Print the share of a core and the memory that an idle `briefbot serve` takes (Linux)."""
    environment = {**os.environ, "BRIEFBOT_DATA": str(folder), "BRIEFBOT_DATABASE": ""}
    with subprocess.Popen([BRIEFBOT, "serve"], env=environment, stderr=subprocess.DEVNULL) as process:
        time.sleep(WARM_UP_S)  # the engine looks for schedules more often in its first minute
        before, started = cpu_seconds(process.pid), time.perf_counter()
        time.sleep(IDLE_S)
        share = (cpu_seconds(process.pid) - before) / (time.perf_counter() - started)
        memory = resident_mib(process.pid)
        asked = time.perf_counter()
        process.terminate()
        process.wait()
        stopping = time.perf_counter() - asked
    print(f"idle: {share:.2%} of a core, {memory:.0f} MiB; stops in {stopping:.1f} s")


def cpu_seconds(pid: int) -> float:
    """Give the CPU time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    """Give the memory that a process has in use."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


async def measure_latency(folder: Path) -> None:
    """Print how long it takes from `submit` to the runner's first line, one job after the other."""
    begun: dict[str, asyncio.Future[float]] = {}

    async def run(subject: str) -> None:
        begun[subject].set_result(time.perf_counter())

    async def once(jobs: Jobs, subject: str) -> tuple[float, float]:
        begun[subject] = asyncio.get_running_loop().create_future()
        asked = time.perf_counter()
        await jobs.submit("work", subject)
        kept = time.perf_counter()
        return kept - asked, await begun[subject] - asked

    store = folder / "store.sqlite3"
    async with open_database(store) as database:
        jobs = Jobs(database, {"work": run}, Executor("b"), engine_url(str(store)))
        running = asyncio.create_task(jobs.run())
        await once(jobs, "the first, which waits for the engine to start")
        spent = [await once(jobs, str(number)) for number in range(ROUNDS)]
        await jobs.stop()
        await running
    kept, waits = [each[0] for each in spent], [each[1] for each in spent]
    tasks = [await empty_task() for _ in range(ROUNDS)]
    print(f"submit: kept after {in_ms(kept)}, begun after {in_ms(waits)}; an empty task {in_ms(tasks)}")


async def empty_task() -> float:
    """Give how long an empty task takes from being made to being done."""
    started = time.perf_counter()
    await asyncio.create_task(asyncio.sleep(0))
    return time.perf_counter() - started


async def measure_scans(folder: Path) -> None:
    """Print how long it takes to look for what is due among very many rows."""
    async with open_database(folder / "store.sqlite3") as database:
        await database.store(fill)
        scans: dict[str, Callable[[], Awaitable[object]]] = {
            "is a job due": lambda: database.jobs.has_due(NOW, ("work",)),
            "when is a schedule due": database.schedules.next_due,
            "take 8 jobs that are due": lambda: database.jobs.claim_due("b 1", NOW + timedelta(hours=1), 8, ("work",)),
        }
        for name, scan in scans.items():
            print(f"of {ROWS:,}: {name}: {in_ms([await seconds(scan) for _ in range(ROUNDS)])}")
        after = NOW + timedelta(days=1)
        spent = await seconds(lambda: database.schedules.make_due_jobs(after, next_time, DUE))
        print(f"of {ROWS:,}: make the jobs of {DUE} schedules that are due: {spent:.2f} s, {DUE / spent:.0f} a second")


async def seconds(work: Callable[[], Awaitable[object]]) -> float:
    """Give how long some work takes."""
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


def fill(connection: Connection) -> None:
    """Keep very many jobs and schedules, all due later."""
    for start in range(0, ROWS, 10_000):
        numbers = range(start, start + 10_000)
        connection.execute(insert(job), [job_row(number) for number in numbers])
        connection.execute(insert(schedule), [schedule_row(number) for number in numbers])


def job_row(number: int) -> dict[str, object]:
    """Give a job that waits for its time."""
    fixed = {"workspace": "acme", "kind": "work", "state": "waiting", "claim": 0, "starts": 0, "tries": 0}
    due = NOW + timedelta(seconds=1 + number)
    return {**fixed, "id": f"{number:016x}", "subject": str(number), "key": str(number), "due": due, "created_at": NOW}


def schedule_row(number: int) -> dict[str, object]:
    """Give a schedule that waits for its time."""
    fixed = {"workspace": "acme", "kind": "work", "cron": "0 8 * * 1-5", "zone": "Europe/Berlin"}
    return {**fixed, "name": f"s{number}", "subject": str(number), "due": NOW + timedelta(seconds=1 + number)}


def in_ms(spent: list[float]) -> str:
    """Say the median and the slowest twentieth."""
    return f"{median(spent) * 1000:.1f} ms (95 %: {quantiles(spent, n=20)[-1] * 1000:.1f})"


if __name__ == "__main__":
    main()
