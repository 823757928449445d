"""The engine of jobs: `dbos`, which keeps the steps that were taken and goes on after the last.

It keeps ids only, as JSON, in a database of its own: neither arguments nor results nor errors hold any text. Which jobs
there are and where they stand is said by our own rows; the engine is told which to run, and tells when to begin.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import Context
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bot.delivery.loops import OwnLoop, do_in, end_tasks
from bot.delivery.steps import Value, Work, run_step
from storage.errors import StoreUnavailableError

if TYPE_CHECKING:
    from dbos import DBOSConfig

T = TypeVar("T")
Perform = Callable[[str], Awaitable[None]]
"""Runs a job once, in the loop that opened the engine, and keeps how it went."""

_VERSION = "1"
"""Jobs that another release began are taken up by this one; where their steps differ they begin anew."""
_GRACE_S = 2.0
"""How long the engine may take to note what our own rows say already."""
_THREADS = 16
_CONNECTIONS = 4
_TIDIED_AT_ONCE = 1000
_OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_log = logging.getLogger(__name__)


class EngineUnavailableError(StoreUnavailableError):
    """The engine's own database can't be used now."""

    def __init__(self) -> None:
        super().__init__("The database of the jobs can't be used: the disk may be full, or the database away.")


class StepFailedError(Exception):
    """Stands for what a step raised, which may hold a text, where the engine keeps it."""


class Engine:
    """Runs jobs by their ids; one in a process, in a thread and a loop of its own."""

    def __init__(self, url: str, executor: str, perform: Perform) -> None:
        self._url = url
        self._executor = executor
        self._perform = perform
        self._loop = OwnLoop()
        self._ours: asyncio.AbstractEventLoop | None = None
        self._active: set[str] = set()
        self._afresh: set[str] = set()
        self._workflow: Any = None

    async def open(self) -> None:
        """Start the engine, and in it what its former life did not finish; raises `EngineUnavailableError`."""
        self._ours = asyncio.get_running_loop()
        self._loop.start()
        await self._there(self._launch())

    async def start(self, job_id: str, *, is_first: bool) -> None:
        """Have a job run soon, by this process or another; asked for twice, it runs once at a time.

        What was run before goes on after its last step. Raises `EngineUnavailableError`.
        """
        await self._there(self._start(job_id) if is_first else self._start_again(job_id))

    async def tidy(self, before: datetime) -> int:
        """Forget the steps of jobs that were over before a moment; give how many jobs they were."""
        return await self._there(self._tidy(before))

    async def close(self) -> None:
        """Stop the engine; what is not over goes on in another process, or in the next life of this one."""
        if self._loop.is_running:
            await self._loop.do(end_tasks(_GRACE_S))
            await asyncio.get_running_loop().run_in_executor(None, self._destroy)
            await asyncio.get_running_loop().run_in_executor(None, self._loop.stop)

    def _destroy(self) -> None:
        from dbos import DBOS

        DBOS.destroy(destroy_registry=True)

    async def _there(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something with the engine in its own loop, outside of the context of any job: it would be kept as a step."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            return await asyncio.create_task(self._loop.do(work), context=Context())
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise EngineUnavailableError from error

    async def _launch(self) -> None:
        from dbos import DBOS

        _prepare_file(self._url)
        DBOS(config=self._config())

        async def run(job_id: str) -> None:
            await self._run(job_id)

        self._workflow = DBOS.workflow(name="job", max_recovery_attempts=None)(run)
        try:
            DBOS.launch()  # in this loop: so it is the engine's
        except BaseException:
            DBOS.destroy(destroy_registry=True)
            raise

    def _config(self) -> DBOSConfig:
        from dbos import DBOSPortableJSONSerializer

        return {
            "name": "briefbot",
            "system_database_url": self._url,
            "executor_id": self._executor,
            "application_version": _VERSION,
            "serializer": DBOSPortableJSONSerializer(),
            "max_executor_threads": _THREADS,
            "sys_db_pool_size": _CONNECTIONS,
            "log_level": "ERROR",
        }

    async def _start(self, job_id: str) -> None:
        from dbos import DBOS, SetWorkflowID

        with SetWorkflowID(job_id):
            await DBOS.start_workflow_async(self._workflow, job_id)

    async def _start_again(self, job_id: str) -> None:
        from dbos import DBOS

        status = await DBOS.get_workflow_status_async(job_id)
        if job_id in self._active:
            return
        if status is None:
            await self._start(job_id)
        elif status.status in {"SUCCESS", "ERROR"}:
            await DBOS.rewind_workflow_async(job_id, start_step=await self._first_step_to_take(job_id))
        elif status.status not in {"ENQUEUED", "DELAYED"}:
            await DBOS.resume_workflow_async(job_id)

    async def _first_step_to_take(self, job_id: str) -> int:
        from dbos import DBOS

        if job_id in self._afresh:
            self._afresh.discard(job_id)
            return 1
        steps = await DBOS.list_workflow_steps_async(job_id)
        failed = [each["function_id"] for each in steps if each["error"] is not None]
        return min(failed, default=max((each["function_id"] for each in steps), default=0) + 1)

    async def _tidy(self, before: datetime) -> int:
        from dbos import DBOS

        moment, count = before.isoformat(), 0
        while over := await DBOS.list_workflows_async(
            status=_OVER, completed_before=moment, limit=_TIDIED_AT_ONCE, load_input=False, load_output=False
        ):
            await DBOS.delete_workflows_async([each.workflow_id for each in over])
            count += len(over)
        return count

    async def _run(self, job_id: str) -> None:
        """The workflow, in the engine's loop: the work itself is done in the loop that opened the engine."""

        async def perform() -> None:
            run_step.set(partial(self._run_step, job_id))
            await self._perform(job_id)

        self._active.add(job_id)
        try:
            await do_in(self._ours, perform())
        finally:
            self._active.discard(job_id)

    async def _run_step(self, job_id: str, name: str, work: Work) -> Value:
        from dbos import DBOS
        from dbos import error as errors
        from sqlalchemy.exc import SQLAlchemyError

        raised: list[Exception] = []

        async def guarded() -> Value:
            try:
                return await work()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again outside of the engine
                raised.append(error)
                raise StepFailedError(name) from None

        async def in_our_loop() -> Value:
            return await do_in(self._ours, guarded())

        async def keep() -> Value:
            return await DBOS.run_step_async({"name": name}, in_our_loop)

        try:
            return await self._loop.do(keep())
        except SQLAlchemyError as error:
            raise EngineUnavailableError from error
        except errors.DBOSUnexpectedStepError:  # another release took other steps
            self._afresh.add(job_id)
            raise
        except Exception:
            if raised:
                raise raised[0] from None
            raise


def engine_url(store: str) -> str:
    """Give where the engine of a store keeps its steps: a file beside its file, or the same server."""
    if "://" in store and not store.startswith("sqlite"):
        return store
    path = Path(store.partition(":///")[2] if "://" in store else store)
    return f"sqlite:///{path.expanduser().absolute().with_name('jobs.sqlite3')}"


def _prepare_file(url: str) -> None:
    """Make the file of a SQLite database that only its owner may read, with a write-ahead log."""
    if not url.startswith("sqlite:///"):
        return
    path = Path(url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
