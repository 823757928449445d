"""Adding a text: whether it is a new statement, a new version, or one more source of what is there.

Plain functions of a connection: `Database.store` runs them in one thread, where rows cost no way to and fro.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select, update

from storage import schema
from storage.bands import insert_bands, keys_in
from storage.documents import Prepared, read_document, store_document
from storage.duplicates import dates_of, find_corrected, find_duplicate
from storage.known import Holder, Known, find_at_address, find_mirrored, find_text
from storage.raws import Packed, store_raw
from storage.records import Outcome, SourceRecord
from summarizers.comparing.corrections import names_itself_correction
from summarizers.comparing.dating import may_be_of_one_date
from summarizers.comparing.sameness import Wording, is_same_statement
from summarizers.comparing.sentences import came_and_went, is_read_alike

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class NewText:
    """A text on its way into the store; `raw` are the bytes that it was read from."""

    holder: Holder
    owner: str
    prepared: Prepared
    source: SourceRecord
    added_by: str
    raw_hash: str | None
    raw: Packed | None = None
    media_type: str | None = None


class Placed(NamedTuple):
    """Where a text ended up."""

    number: int
    version_id: int
    outcome: Outcome


def add_text(connection: Connection, text: NewText) -> Placed:
    """Place a text; the caller's transaction makes it all or nothing."""
    same_text = find_text(connection, text.holder, text.prepared.content_hash)
    if same_text is not None and same_text.is_latest:
        return _add_source(connection, text, same_text)
    same_address = _find_at_its_address(connection, text)
    if same_address is not None and text.source.address is not None:
        return _add_from_its_address(connection, text, text.source.address, same_address)
    if same_text is not None:
        return _add_source(connection, text, same_text)
    return _add_by_wording(connection, text)


def add_version(connection: Connection, text: NewText, known: Known) -> Placed:
    """Keep a text as a new version of a statement whose latest version is known."""
    statement = schema.statement
    raised = (
        update(statement)
        .where(statement.c.id == known.statement_id)
        .values(latest=statement.c.latest + 1)
        .returning(statement.c.latest)
    )
    ordinal = (connection.execute(raised)).scalar_one()
    changes = came_and_went(read_document(connection, known.document_id), text.prepared.document)
    kept = {"came": json.dumps(changes.came), "went": json.dumps(changes.went)}
    version_id = _insert_version(connection, text, known.statement_id, ordinal, **kept)
    return Placed(known.number, version_id, Outcome.NEW_VERSION)


def add_reading(connection: Connection, text: NewText, known: Known) -> Placed:
    """Keep another reading of a version's bytes, with its owner and, unless others came with it, with these bytes."""
    version, document = schema.version, schema.document
    tables = version.join(document, document.c.id == version.c.document_id)
    columns = (document.c.owner, document.c.content_hash, version.c.raw_hash, version.c.raw_id, version.c.media_type)
    kept = connection.execute(select(*columns).select_from(tables).where(version.c.id == known.version_id)).one()
    if kept.content_hash == text.prepared.content_hash:
        return Placed(known.number, known.version_id, Outcome.SEEN_BEFORE)
    placed = add_version(connection, replace(text, owner=kept.owner), known)
    if text.raw is None:
        values = {"raw_hash": kept.raw_hash, "raw_id": kept.raw_id, "media_type": kept.media_type}
        connection.execute(update(version).where(version.c.id == placed.version_id).values(values))
    return placed


def find_twin(connection: Connection, holder: Holder, prepared: Prepared) -> int | None:
    """Give the number of an audience's statement with the same latest text, or almost the same."""
    same_text = find_text(connection, holder, prepared.content_hash)
    if same_text is not None and same_text.is_latest:
        return same_text.number
    duplicate = find_duplicate(connection, holder, prepared)
    return duplicate.known.number if duplicate and duplicate.known.is_latest else None


def _add_by_wording(connection: Connection, text: NewText) -> Placed:
    """Place a text that is not there word for word, and whose address is not known with its date."""
    duplicate = find_duplicate(connection, text.holder, text.prepared)
    if duplicate is None or not names_itself_correction(duplicate.wording.document):
        corrected = find_corrected(connection, text.holder, text.prepared)
        if corrected is not None:
            return add_version(connection, text, corrected)
    if duplicate is not None:
        return _add_source(connection, text, duplicate.known)
    return _add_statement(connection, text)


def _find_at_its_address(connection: Connection, text: NewText) -> Known | None:
    """Find the newest statement of the audience that was seen at the text's address and may be of its date.

    A page may change its date of publication when it says that it was corrected, but never that of the event.
    """
    if text.source.address is None:
        return None
    dates = dates_of(text.prepared)
    is_correction = names_itself_correction(text.prepared.document)
    for known in find_at_address(connection, text.holder, text.source.address):
        is_event_known = known.dates.event and dates.event
        if may_be_of_one_date(known.dates, dates) or (is_correction and not is_event_known):
            return known
    return None


def _add_from_its_address(connection: Connection, text: NewText, address: str, known: Known) -> Placed:
    """Keep what an address says now, unless nothing changed but what is set aside (a page's notices and links).

    A page that was a mirror of a version stays its mirror for as long as it says almost the same.
    """
    document = text.prepared.document
    mirrored = find_mirrored(connection, known, address)
    if mirrored is not None:
        wording = Wording(document)
        for version in (mirrored, known):
            if is_same_statement(Wording(read_document(connection, version.document_id)), wording):
                return _add_source(connection, text, version)
    elif is_read_alike(read_document(connection, known.document_id), document):
        return _add_source(connection, text, known)
    return add_version(connection, text, known)


def _add_source(connection: Connection, text: NewText, known: Known) -> Placed:
    source, seen = schema.source, text.source
    same = (
        source.c.version_id == known.version_id,
        source.c.kind == seen.kind,
        source.c.name == seen.name,
        source.c.address.is_not_distinct_from(seen.address),
    )
    result = connection.execute(update(source).where(*same).values(seen_at=seen.seen_at))
    if result.rowcount:
        return Placed(known.number, known.version_id, Outcome.SEEN_BEFORE)
    _insert_source(connection, known.version_id, seen)
    return Placed(known.number, known.version_id, Outcome.NEW_SOURCE)


def _add_statement(connection: Connection, text: NewText) -> Placed:
    number = _next_number(connection, text.holder.workspace)
    row = {
        "workspace": text.holder.workspace,
        "number": number,
        "audience": text.holder.audience,
        "latest": 1,
        "added_by": text.added_by,
        "added_at": text.source.seen_at,
    }
    result = connection.execute(insert(schema.statement).values(row).returning(schema.statement.c.id))
    version_id = _insert_version(connection, text, result.scalar_one(), 1)
    return Placed(number, version_id, Outcome.NEW_STATEMENT)


def _next_number(connection: Connection, name: str) -> int:
    table = schema.workspace
    raised = (
        update(table)
        .where(table.c.name == name)
        .values(last_number=table.c.last_number + 1)
        .returning(table.c.last_number)
    )
    number = (connection.execute(raised)).scalar_one_or_none()
    if number is None:
        number = 1
        connection.execute(insert(table).values(name=name, last_number=number))
    return int(number)


def _insert_version(connection: Connection, text: NewText, statement_id: int, ordinal: int, **changes: str) -> int:
    row = {
        "statement_id": statement_id,
        "ordinal": ordinal,
        "document_id": store_document(connection, text.owner, text.prepared),
        "raw_hash": text.raw_hash,
        "raw_id": store_raw(connection, text.owner, text.raw) if text.raw else None,
        "media_type": text.media_type,
        "added_at": text.source.seen_at,
        **changes,
        **text.prepared.head,
    }
    result = connection.execute(insert(schema.version).values(row).returning(schema.version.c.id))
    version_id = int(result.scalar_one())
    insert_bands(connection, version_id, keys_in(*text.holder, text.prepared.bands))
    _insert_source(connection, version_id, text.source)
    return version_id


def _insert_source(connection: Connection, version_id: int, source: SourceRecord) -> None:
    row = {
        "version_id": version_id,
        "kind": source.kind,
        "name": source.name,
        "address": source.address,
        "seen_at": source.seen_at,
    }
    connection.execute(insert(schema.source).values(row))
