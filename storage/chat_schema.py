"""The tables of what is set in workspaces and conversations, and of what buttons there stand for."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from storage.schema import Moment, metadata

setting = Table(
    "setting",
    metadata,
    Column("workspace", String, primary_key=True),
    Column("conversation", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("set_by", String, nullable=False),
    Column("set_at", Moment, nullable=False),
)
"""What is set; the conversation is empty where it is set for the workspace itself."""

setting_change = Table(
    "setting_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String, nullable=False),
    Column("conversation", String, nullable=False),
    Column("name", String, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("changed_by", String, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("said_in", String, nullable=False),
    Column("undoes", Integer),
    Index("setting_change_of", "workspace", "conversation", "name", "id"),
    Index("setting_change_said", "workspace", "said_in", "id"),
    sqlite_autoincrement=True,
)
"""Who changed what and when: null is not set. `said_in` is the conversation in which it was said, `undoes` the change
that this one takes back. Ids grow for ever: their order is that of the changes."""

button = Table(
    "button",
    metadata,
    Column("workspace", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("command", Text, nullable=False),
    Column("kept_at", Moment, nullable=False, index=True),
)
"""Commands behind buttons that have no room for them, by the keys that the buttons carry."""
