"""The tables of inbox and outbox.

A row that somebody has in hand names its executor, and `due` is then the end of the lease; else `due` is when it is
to be tried. So an open row may be taken whenever it is due. `claim` counts how often it was taken: whoever took it
names the count, and is ignored once somebody else has taken the row.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, false, text

from storage.schema import Moment, metadata

OPEN = text("state = 'open'")
"""The rows that are looked for again and again: few, beside all that is kept to know what is a repetition."""

event = Table(
    "event",
    metadata,
    Column("workspace", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("payload", Text),
    Column("state", String, nullable=False),
    Column("due", Moment, nullable=False),
    Column("executor", String),
    Column("claim", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text),
    Column("received_at", Moment, nullable=False, index=True),
    Index("event_due", "due", sqlite_where=OPEN, postgresql_where=OPEN),
)
"""What a platform told. `payload` is null once it is handled: what is kept is that it came."""

event_key = Table(
    "event_key",
    metadata,
    Column("workspace", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("event", String, nullable=False),
    Column("received_at", Moment, nullable=False, index=True),
)
"""Every key that an event came under; `event` is the one that its row has."""

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String, nullable=False),
    Column("key", String, nullable=False),
    Column("platform", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("is_ordered", Boolean, nullable=False),
    Column("on_unknown", String, nullable=False),
    Column("set_up_by", String),
    Column("is_told", Boolean, nullable=False, server_default=false()),
    Column("address", Text),
    Column("address_until", Moment),
    Column("state", String, nullable=False),
    Column("due", Moment, nullable=False),
    Column("executor", String),
    Column("claim", Integer, nullable=False),
    Column("reason", Text),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment, index=True),
    UniqueConstraint("workspace", "key"),
    Index("delivery_due", "is_ordered", "due", sqlite_where=OPEN, postgresql_where=OPEN),
    Index("delivery_order", "workspace", "platform", "channel", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    sqlite_autoincrement=True,
)
"""Something to be sent. Ids grow for ever: the order of a channel is theirs. `address` is where an answer goes, encrypted,
until `address_until`; `set_up_by` is told when it can't be delivered, and `is_told` once that was done."""

part = Table(
    "part",
    metadata,
    Column("delivery_id", ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("position", String, primary_key=True),
    Column("parent", String),
    Column("payload", Text),
    Column("state", String, nullable=False),
    Column("platform_id", String),
    Column("tries", Integer, nullable=False),
    Column("first_tried_at", Moment),
    Column("tried_at", Moment),
    Column("is_doubtful", Boolean, nullable=False, server_default=false()),
    Column("change", String),
    Column("changed_payload", Text),
    Column("reason", Text),
)
"""One message of a delivery. `position` is "2", or "2.1" and "2.2" for the halves of what was too long. `payload` is
null once it is sent. `is_doubtful`: an earlier try may have posted it. `change` is what is still to be done to a part
that was sent."""

delivery_version = Table(
    "delivery_version",
    metadata,
    Column("delivery_id", ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("version_id", ForeignKey("version.id", ondelete="CASCADE"), primary_key=True, index=True),
)
"""The versions that a delivery quotes: it goes with them."""
