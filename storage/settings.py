"""What is set for a workspace and for its conversations, and who changed what and when. Values are text here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, insert, or_, select

from storage.chat_schema import setting, setting_change
from storage.setting_records import KeptSetting, Place, SettingChange

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row, Select, Table

    from storage.database import Database
    from storage.setting_records import Author

KEPT = 500
"""Changes kept of one setting in one place: the newest. Nobody fills the store by changing to and fro."""
_WORKSPACE = ""
"""What stands in the place of a conversation's name where the workspace itself is meant."""


class Settings:
    """The settings of all workspaces; each method is about one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def values(self, place: Place) -> tuple[KeptSetting, ...]:
        """Give what is set for a place and, where that is a conversation, for its workspace."""
        query = select(setting).where(_concerns(setting, place)).order_by(setting.c.name, setting.c.conversation)
        async with self._database.read() as connection:
            return tuple(map(_kept, await connection.execute(query)))

    async def change(self, place: Place, name: str, value: str | None, author: Author) -> SettingChange | None:
        """Set a setting of a place, or (`None`) set it no longer; give the change, `None` where it was so already."""
        return await self._database.store(partial(_change, place=place, name=name, value=value, author=author))

    async def undo(self, workspace: str, change: int, author: Author) -> SettingChange | None:
        """Take a change back, as a change of its own; `None` where it is not the last of its setting and place."""
        return await self._database.store(partial(_undo, workspace=workspace, change=change, author=author))

    async def history(self, place: Place, name: str, limit: int) -> tuple[SettingChange, ...]:
        """Give the latest changes of a setting that concern a place, the newest first."""
        of_it = (_concerns(setting_change, place), setting_change.c.name == name)
        async with self._database.read() as connection:
            return tuple(map(_changed, await connection.execute(_newest(*of_it).limit(limit))))

    async def last_change(self, place: Place, name: str | None = None) -> SettingChange | None:
        """Give the last change of a setting (`None`: of any) of exactly this place."""
        of_it = [_is_at(setting_change, place)]
        if name is not None:
            of_it.append(setting_change.c.name == name)
        return await self._first(_newest(*of_it))

    async def last_change_said(self, workspace: str, conversation: str) -> SettingChange | None:
        """Give the last change that was made in a conversation, of its own settings or of the workspace's."""
        table = setting_change
        return await self._first(_newest(table.c.workspace == workspace, table.c.said_in == conversation))

    async def _first(self, query: Select[tuple[object, ...]]) -> SettingChange | None:
        async with self._database.read() as connection:
            row = (await connection.execute(query.limit(1))).first()
        return _changed(row) if row else None


def forget_workspace(connection: Connection, workspace: str) -> None:
    """Remove the settings of a workspace and their history."""
    for table in (setting_change, setting):
        connection.execute(delete(table).where(table.c.workspace == workspace))


def _change(connection: Connection, place: Place, name: str, value: str | None, author: Author) -> SettingChange | None:
    is_it = (_is_at(setting, place), setting.c.name == name)
    before = connection.scalar(select(setting.c.value).where(*is_it))
    return None if before == value else _write(connection, place, name, author, before=before, after=value)


def _undo(connection: Connection, workspace: str, change: int, author: Author) -> SettingChange | None:
    table = setting_change
    row = connection.execute(select(table).where(table.c.workspace == workspace, table.c.id == change)).first()
    if row is None:
        return None
    taken = _changed(row)
    place = Place(workspace, taken.conversation)
    last = connection.execute(_newest(_is_at(table, place), table.c.name == taken.name).limit(1)).one()
    if last.id != change:
        return None
    return _write(connection, place, taken.name, author, before=taken.after, after=taken.before, undoes=change)


def _write(
    connection: Connection,
    place: Place,
    name: str,
    author: Author,
    *,
    before: str | None,
    after: str | None,
    undoes: int | None = None,
) -> SettingChange:
    which = {"workspace": place.workspace, "conversation": _name_of(place.conversation), "name": name}
    connection.execute(delete(setting).where(_is_at(setting, place), setting.c.name == name))
    if after is not None:
        row = {**which, "value": after, "set_by": author.person, "set_at": author.at}
        connection.execute(insert(setting).values(row))
    change = {"before": before, "after": after, "changed_by": author.person, "changed_at": author.at, "undoes": undoes}
    inserting = insert(setting_change).values(**which, **change, said_in=author.conversation)
    number = connection.scalars(inserting.returning(setting_change.c.id)).one()
    _drop_old(connection, place, name)
    return SettingChange(number, name, place.conversation, before, after, author.person, author.at, undoes)


def _drop_old(connection: Connection, place: Place, name: str) -> None:
    of_it = (_is_at(setting_change, place), setting_change.c.name == name)
    too_old = connection.execute(_newest(*of_it).limit(1).offset(KEPT)).first()
    if too_old:
        connection.execute(delete(setting_change).where(*of_it, setting_change.c.id <= too_old.id))


def _newest(*conditions: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Give the changes that meet the conditions, newest first."""
    return select(setting_change).where(*conditions).order_by(setting_change.c.id.desc())


def _is_at(table: Table, place: Place) -> ColumnElement[bool]:
    return and_(table.c.workspace == place.workspace, table.c.conversation == _name_of(place.conversation))


def _concerns(table: Table, place: Place) -> ColumnElement[bool]:
    """Whether a row is of the place, or of its workspace."""
    return or_(_is_at(table, place), _is_at(table, Place(place.workspace)))


def _name_of(conversation: str | None) -> str:
    if conversation == _WORKSPACE:
        raise ValueError("a conversation needs a name")
    return _WORKSPACE if conversation is None else conversation


def _kept(row: Row[tuple[object, ...]]) -> KeptSetting:
    return KeptSetting(row.name, row.conversation or None, row.value, row.set_by, row.set_at)


def _changed(row: Row[tuple[object, ...]]) -> SettingChange:
    return SettingChange(
        id=row.id,
        name=row.name,
        conversation=row.conversation or None,
        before=row.before,
        after=row.after,
        by=row.changed_by,
        at=row.changed_at,
        undoes=row.undoes,
    )
