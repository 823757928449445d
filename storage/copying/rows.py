"""Rows out of one database and into another, table by table, a few at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import Integer, LargeBinary, Text, column, func, inspect, select, table, text
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.copying.checksums import Checksum
from storage.copying.errors import UnfitRowError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection, Table

_AT_ONCE, _LARGE_AT_ONCE = 1000, 20
"""Rows read at once, and of tables that hold texts or files."""

_NUL, _IN_ITS_PLACE = "\0", "\ufffd"
"""PostgreSQL keeps no U+0000 in a text. What stands in its place is as long, so that spans stay what they were."""


def read_rows(connection: Connection, of: Table) -> Iterator[list[tuple[object, ...]]]:
    """Give the rows of a table in no order, as many at a time as memory has room for."""
    is_large = any(isinstance(each.type, Text | LargeBinary) for each in of.columns)
    options = {"yield_per": _LARGE_AT_ONCE if is_large else _AT_ONCE}
    for rows in connection.execute(select(of), execution_options=options).partitions():
        yield [tuple(row) for row in rows]


def add_up(connection: Connection, of: Table, advance: Callable[[int], None]) -> Checksum:
    """Give the checksum of a table."""
    checksum = Checksum()
    for rows in read_rows(connection, of):
        for row in rows:
            checksum.add(row)
        advance(len(rows))
    return checksum


def copy_rows(
    batches: Iterable[list[tuple[object, ...]]], connection: Connection, into: Table, advance: Callable[[int], None]
) -> tuple[Checksum, int]:
    """Copy rows into a table of a PostgreSQL database, in the order of its columns.

    Gives the checksum of what was copied, and in how many rows U+0000 was replaced by U+FFFD. Raises `UnfitRowError`.
    """
    checksum, mended = Checksum(), 0
    quoted = connection.dialect.identifier_preparer.quote
    names = ", ".join(quoted(each.name) for each in into.columns)
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101 - the only driver that we have for it
    try:
        with driver.cursor() as cursor, cursor.copy(f"COPY {quoted(into.name)} ({names}) FROM STDIN".encode()) as copy:
            for rows in batches:
                for row in rows:
                    fitting = _without_nul(row)
                    mended += fitting is not row
                    checksum.add(fitting)
                    copy.write_row(fitting)
                advance(len(rows))
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        raise UnfitRowError(into.name) from error
    except psycopg.OperationalError as error:
        raise OperationalError("COPY", None, error) from error
    except psycopg.Error as error:
        raise DBAPIError("COPY", None, error) from error
    return checksum, mended


def _without_nul(row: tuple[object, ...]) -> tuple[object, ...]:
    if not any(isinstance(value, str) and _NUL in value for value in row):
        return row
    return tuple(value.replace(_NUL, _IN_ITS_PLACE) if isinstance(value, str) else value for value in row)


def last_ids(connection: Connection, tables: Iterable[Table]) -> dict[str, int]:
    """Give the last id that a SQLite store gave out in each table that counts them by itself, forgotten ones included."""
    found = {}
    for each in tables:
        key = each.autoincrement_column
        if key is not None and isinstance(key.type, Integer):
            found[each.name] = connection.scalar(select(func.max(key))) or 0
    if inspect(connection).has_table("sqlite_sequence"):
        given = select(column("name", Text), column("seq", Integer)).select_from(table("sqlite_sequence"))
        for name, last in connection.execute(given):
            if name in found:
                found[name] = max(found[name], int(last))
    return found


def set_last_ids(connection: Connection, tables: Iterable[Table], last: dict[str, int]) -> None:
    """Let each table of a PostgreSQL database go on after the last id that was given out."""
    for each in tables:
        key = each.autoincrement_column
        if key is None or each.name not in last:
            continue
        name = connection.dialect.identifier_preparer.quote(each.name)
        sequence = connection.scalar(select(func.pg_get_serial_sequence(name, key.name)))
        if sequence is not None:
            setting = text("SELECT setval(CAST(:sequence AS regclass), :value, :is_given)")
            given = last[each.name]
            connection.execute(setting, {"sequence": sequence, "value": max(given, 1), "is_given": given > 0})
