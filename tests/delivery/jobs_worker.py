"""A process that runs jobs, to be killed: `python -m tests.delivery.jobs_worker FOLDER NAME`.

What its runners do is written, a line each, to `effects` in the folder; they wait for `gate` to be there.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.delivery.engine import engine_url
from bot.delivery.jobs import Jobs
from bot.delivery.steps import step
from bot.logs import write_logs
from storage.delivery.records import Executor
from tests.delivery.workshop import QUICK, RHYTHM, store_in, until


class Runners:
    """What the jobs of a test do."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _note(self, effect: str) -> None:
        with (self._folder / "effects").open("a", encoding="utf-8") as file:
            file.write(f"{effect}\n")

    async def quick(self, subject: str) -> None:
        """Have one effect."""
        self._note(subject)

    async def slow(self, subject: str) -> None:
        """Take half a second to have one effect."""
        await asyncio.sleep(0.5)
        self._note(subject)

    async def in_steps(self, subject: str) -> None:
        """Have one effect, wait for the gate, have another."""

        async def first() -> str:
            self._note(f"{subject} first")
            return subject

        async def second() -> str:
            self._note(f"{subject} waits")
            await until(self._is_gate_open)
            self._note(f"{subject} second")
            return subject

        await step("first", first)
        await step("second", second)

    async def _is_gate_open(self) -> bool:
        return (self._folder / "gate").exists()

    async def ends_its_process(self, subject: str) -> None:
        """Take the process down."""
        self._note(subject)
        os.kill(os.getpid(), signal.SIGKILL)


async def work(folder: Path, name: str) -> None:
    """Run jobs until SIGTERM."""
    runners = Runners(folder)
    kinds = {"quick": runners.quick, "slow": runners.slow, "steps": runners.in_steps}
    kinds["poison"] = runners.ends_its_process
    async with store_in(folder) as database:
        url = engine_url(str(folder / "store.sqlite3"))
        jobs = Jobs(database, kinds, Executor(name), url, patience=QUICK, rhythm=RHYTHM)
        asked = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asked.set)
        running = asyncio.create_task(jobs.run())
        await asyncio.wait({running, asyncio.create_task(asked.wait())}, return_when=asyncio.FIRST_COMPLETED)
        await jobs.stop()
        await running


if __name__ == "__main__":
    write_logs()
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2]))
