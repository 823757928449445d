"""`jobs`: what waits, runs, failed, was given up or set aside, and can be tried again or dropped. From the rows alone."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.left import Left, change_left, is_left_id, left_facts, left_table, list_left
from bot.errors import StoreError, UnclearError
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from bot.answering.replies import Reply
    from storage.database import Database
    from storage.delivery.job_records import JobRecord, JobState

MOST_SHOWN = 50
_ACTIONS = ("retry", "drop")


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(jobs)


def jobs(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[retry ID | drop ID]", help="What to do, and with which job, event or delivery."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the jobs that wait, run, failed or were given up, and what was set aside; try one again, or drop it."""
    import asyncio

    if not words:
        asyncio.run(_list(as_json=json))
        return
    if len(words) != 2 or words[0] not in _ACTIONS:
        raise UnclearError(
            '"briefbot jobs" lists them; "briefbot jobs retry ID" and "briefbot jobs drop ID" change one.'
        )
    asyncio.run(_act(words[0], words[1], as_json=json))


async def _list(*, as_json: bool) -> None:
    from storage.delivery.job_records import JobState

    states = (JobState.GIVEN_UP, JobState.RUNNING, JobState.WAITING)
    async with _open_store() as database:
        counts = await database.jobs.count()
        records = [each for state in states for each in await database.jobs.list_jobs(state, MOST_SHOWN)]
        left = await list_left(database)
    if as_json:
        _print_json(records, left)
    else:
        _print(_reply(records, counts, left))


async def _act(action: str, beginning: str, *, as_json: bool) -> None:
    now = datetime.now(UTC)
    async with _open_store() as database:
        if is_left_id(beginning):
            _print_line(await change_left(database, action, beginning, now))
            return
        record = await _find(database, beginning)
        change = database.jobs.retry if action == "retry" else database.jobs.drop
        if not await change(record.id, now):
            raise UnclearError(_refusal(action, record))
        changed = await _find(database, record.id)
    if as_json:
        _print_json([changed])
    else:
        said = "is tried again at once" if action == "retry" else "is dropped"
        _print_line(f"Job {record.id} ({record.kind}) {said}.")


async def _find(database: Database, beginning: str) -> JobRecord:
    found = await database.jobs.find(beginning) if beginning else ()
    if not found:
        raise UnclearError(f'No job begins with "{beginning}". "briefbot jobs" lists them.')
    if len(found) > 1:
        raise UnclearError(f'"{beginning}" fits several jobs. Give more of the id.')
    return found[0]


def _refusal(action: str, record: JobRecord) -> str:
    able = "failed or was given up" if action == "retry" else "waits or was given up"
    doing = "try a job again" if action == "retry" else "drop a job"
    return f"Job {record.id} is {record.state}. You can {doing} that {able}."


def _reply(records: Sequence[JobRecord], counts: Mapping[JobState, int], left: Sequence[Left] = ()) -> Reply:
    from bot.answering.replies import Block, Context, Line, Reply, Table

    columns = ("", "stands", "kind", "workspace", "due", "tries", "reason")
    blocks: list[Block] = [Line("No job waits, runs, failed or was given up.")]
    if records:
        blocks = [Table(columns, tuple(map(_row, records))), Context((_summary(counts),))]
    return Reply((*blocks, *((left_table(left),) if left else ())))


def _row(record: JobRecord) -> tuple[str, ...]:
    tries = str(record.tries) if record.tries else ""
    return (record.id, _standing(record), record.kind, record.workspace, _time(record.due), tries, record.reason or "")


def _standing(record: JobRecord) -> str:
    from storage.delivery.job_records import JobState

    return "failed" if record.state is JobState.WAITING and record.reason else record.state


def _time(moment: datetime) -> str:
    from bot.answering.wording import short_date

    return f"{short_date(moment.date())}, {moment:%H:%M} UTC"


def _summary(counts: Mapping[JobState, int]) -> str:
    from bot.answering.wording import count
    from storage.delivery.job_records import JobState

    waiting, *others = (JobState.WAITING, JobState.RUNNING, JobState.GIVEN_UP)
    said = [f"{count(counts.get(waiting, 0), 'job')} waiting or to be tried again"]
    return ", ".join([*said, *(f"{counts.get(state, 0)} {state}" for state in others)])


def _print(reply: Reply) -> None:
    from bot.cli.printing import print_reply

    print_reply(reply, as_json=False)


def _print_line(line: str) -> None:
    from bot.answering.replies import Line, Reply

    _print(Reply((Line(line),)))


def _print_json(records: Sequence[JobRecord], left: Sequence[Left] = ()) -> None:
    from dataclasses import asdict

    from bot.cli.printing import to_json

    facts = [{**asdict(each), "stands": _standing(each)} for each in records]
    sys.stdout.write(f"{to_json({'jobs': facts, 'left': left_facts(left)}, indent=2)}\n")


@asynccontextmanager
async def _open_store() -> AsyncIterator[Database]:
    from bot.settings import Settings
    from storage.database import open_database

    settings = Settings()
    try:
        async with open_database(settings.store) as database:
            yield database
    except StorageError as error:
        raise StoreError(str(error)) from error
