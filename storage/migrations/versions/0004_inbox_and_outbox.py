"""What came in and is not handled yet, and what is to go out."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Add the tables."""
    _add_inbox()
    _add_deliveries()
    _add_parts()


def _add_inbox() -> None:
    op.create_table(
        "event",
        sa.Column("workspace", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("payload", sa.Text),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("executor", sa.String),
        sa.Column("claim", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("received_at", MOMENT, nullable=False, index=True),
    )
    op.create_index("event_due", "event", ["due"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "event_key",
        sa.Column("workspace", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False, index=True),
    )


def _add_deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("is_ordered", sa.Boolean, nullable=False),
        sa.Column("on_unknown", sa.String, nullable=False),
        sa.Column("set_up_by", sa.String),
        sa.Column("is_told", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("address", sa.Text),
        sa.Column("address_until", MOMENT),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("executor", sa.String),
        sa.Column("claim", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, index=True),
        sa.UniqueConstraint("workspace", "key"),
        sqlite_autoincrement=True,
    )
    op.create_index("delivery_due", "delivery", ["is_ordered", "due"], sqlite_where=OPEN, postgresql_where=OPEN)
    order = ["workspace", "platform", "channel", "id"]
    op.create_index("delivery_order", "delivery", order, sqlite_where=OPEN, postgresql_where=OPEN)


def _add_parts() -> None:
    delivery_key = sa.ForeignKey("delivery.id", ondelete="CASCADE")
    op.create_table(
        "part",
        sa.Column("delivery_id", sa.Integer, delivery_key, primary_key=True, autoincrement=False),
        sa.Column("position", sa.String, primary_key=True),
        sa.Column("parent", sa.String),
        sa.Column("payload", sa.Text),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("platform_id", sa.String),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("first_tried_at", MOMENT),
        sa.Column("tried_at", MOMENT),
        sa.Column("is_doubtful", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("change", sa.String),
        sa.Column("changed_payload", sa.Text),
        sa.Column("reason", sa.Text),
    )
    delivery_key = sa.ForeignKey("delivery.id", ondelete="CASCADE")
    version_key = sa.ForeignKey("version.id", ondelete="CASCADE")
    op.create_table(
        "delivery_version",
        sa.Column("delivery_id", sa.Integer, delivery_key, primary_key=True, autoincrement=False),
        sa.Column("version_id", sa.Integer, version_key, primary_key=True, index=True),
    )
