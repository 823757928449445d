"""`db`: back-ups of the store, bringing one back, and moving up to a PostgreSQL server."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import StoreError, UnclearError
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.copying.files import Tell
    from storage.copying.moving import Moved

_group = typer.Typer(rich_markup_mode=None)

REPLACE = typer.Option("--replace", help="Put it in the place of what is there.")


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.add_typer(_group, name="db")


@_group.callback(invoke_without_command=True)
def db(context: typer.Context) -> None:
    """Back up the store, bring a back-up back, move to a server."""
    if context.invoked_subcommand is None:
        raise UnclearError(
            '"briefbot db backup FILE" makes a back-up, "briefbot db restore FILE" brings it back, '
            'and "briefbot db move SQLITE POSTGRES" moves a store to a server.'
        )


@_group.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the back-up is written.")],
    replace: Annotated[bool, REPLACE] = False,
) -> None:
    """Write a checked back-up of the store; what serves it may go on."""
    from storage.copying.backing_up import back_up

    store, file = _store_file(), file.expanduser()
    with _sentences(), _progress() as tell:
        size = back_up(store, file, tell, replace=replace)
    _print_line(f"{file} holds all of {store.name} ({_size(size)}), and is checked.")


@_group.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The back-up.")],
    replace: Annotated[bool, REPLACE] = False,
) -> None:
    """Bring a back-up back; what is there is kept under another name. Stop what serves first."""
    from datetime import UTC, datetime

    from bot.delivery.engine import engine_url
    from storage.copying.restoring import restore as bring_back

    store, file = _store_file(), file.expanduser()
    steps = Path(engine_url(str(store)).removeprefix("sqlite:///"))
    with _sentences(), _progress() as tell:
        kept = bring_back(file, store, datetime.now(UTC), tell, replace=replace, also=(steps,))
    was_there = f" What was there is kept as {kept.name}." if kept else ""
    _print_line(f"{store} is as it was in {file.name}.{was_there}")


@_group.command()
def move(
    sqlite: Annotated[str, typer.Argument(metavar="SQLITE", help="The file of the store that is moved.")],
    postgres: Annotated[str, typer.Argument(metavar="POSTGRES", help="The address of an empty database.")],
) -> None:
    """Move a store up to a PostgreSQL server; the file stays as it is. Stop what serves first."""
    import asyncio
    from datetime import UTC, datetime

    from storage.copying import moving

    source = _file_at(sqlite, "Only a file is moved: name it first, then the address of an empty database on a server.")
    with _sentences(), _progress(counts=True) as tell:
        moved = asyncio.run(moving.move(source, postgres, datetime.now(UTC), tell))
    _print_line(_arrived(source, moved))


def _arrived(source: Path, moved: Moved) -> str:
    from bot.answering.wording import count

    mended = f" In {count(moved.mended, 'row')} a character that the server can't keep became U+FFFD."
    return (
        f"All of {source.name} is on the server, {count(moved.rows, 'row')} in {count(len(moved.tables), 'table')}, "
        f"and each table was compared with what it was.{mended if moved.mended else ''} Set DATABASE_URL to the "
        f"server's address from now on; {source.name} stays as it was and is no longer used."
    )


def _store_file() -> Path:
    from bot.settings import Settings

    return _file_at(
        Settings().store,
        "The store is kept by a PostgreSQL server: back it up and bring it back with the server's pg_dump and pg_restore.",
    )


def _file_at(location: str, refusal: str) -> Path:
    """Give the file of a store; raise, with the sentence given, where it is kept by a server."""
    from storage.copying.places import sqlite_file

    with _sentences():
        path = sqlite_file(location)
    if path is None:
        raise UnclearError(refusal)
    return path


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except StorageError as error:
        raise StoreError(str(error)) from error


@contextmanager
def _progress(*, counts: bool = False) -> Iterator[Tell]:
    """Show a bar on standard error where that is a terminal, with counts or per cent; give what moves it."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    from bot.adapters.terminal.screen import console

    screen = console(to_stderr=True)
    done = MofNCompleteColumn() if counts else TaskProgressColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), done, TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def tell(doing: str, done: int, total: int) -> None:
            bar.update(task, description=doing)
            if total:
                bar.update(task, completed=done, total=total)

        yield tell


def _size(count: int) -> str:
    size, unit = float(count), "bytes"
    for larger in ("KiB", "MiB", "GiB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"


def _print_line(line: str) -> None:
    from bot.answering.replies import Line, Reply
    from bot.cli.printing import print_reply

    print_reply(Reply((Line(line),)), as_json=False)
