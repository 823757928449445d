"""The tables of jobs: what is to be done, what comes round again, and who is at work.

A row that somebody has in hand names its executor; `claim` counts how often it was taken, and whoever has it names the
count. `starts` counts how often it was begun without an end: what ends its process is known by that.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from storage.schema import Moment, metadata

WAITING = text("state = 'waiting'")
RUNNING = text("state = 'running'")

job = Table(
    "job",
    metadata,
    Column("id", String, primary_key=True),
    Column("workspace", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("key", String, nullable=False),
    Column("state", String, nullable=False),
    Column("due", Moment, nullable=False),
    Column("executor", String),
    Column("claim", Integer, nullable=False),
    Column("starts", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text),
    Column("created_at", Moment, nullable=False),
    Column("begun_at", Moment),
    Column("closed_at", Moment, index=True),
    UniqueConstraint("workspace", "key"),
    Index("job_due", "due", sqlite_where=WAITING, postgresql_where=WAITING),
    Index("job_in_hand", "executor", sqlite_where=RUNNING, postgresql_where=RUNNING),
)
"""Something to be done once. `subject` is an id, never a text; `workspace` is "" for the installation's own. `reason` is
why the last try failed, in words that hold nothing of any text. `begun_at` is null until whoever took it begins."""

schedule = Table(
    "schedule",
    metadata,
    Column("workspace", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("cron", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("due", Moment, nullable=False, index=True),
)
"""A job that comes round again. `due` is its next time."""

executor = Table(
    "executor",
    metadata,
    Column("name", String, primary_key=True),
    Column("life", String, nullable=False),
    Column("beat", Integer, nullable=False),
    Column("seen_at", Moment, nullable=False),
)
"""Who is at work. `beat` grows while it lives: others go by that and by their own clock, never by `seen_at`, which is
for people."""
