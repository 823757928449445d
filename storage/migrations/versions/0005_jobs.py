"""What is to be done, what comes round again, and who is at work."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("state = 'waiting'")
RUNNING = sa.text("state = 'running'")


def upgrade() -> None:
    """Add the tables."""
    _add_jobs()
    op.create_table(
        "schedule",
        sa.Column("workspace", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("cron", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("due", MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "executor",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("life", sa.String, nullable=False),
        sa.Column("beat", sa.Integer, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
    )


def _add_jobs() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("executor", sa.String),
        sa.Column("claim", sa.Integer, nullable=False),
        sa.Column("starts", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("begun_at", MOMENT),
        sa.Column("closed_at", MOMENT, index=True),
        sa.UniqueConstraint("workspace", "key"),
    )
    op.create_index("job_due", "job", ["due"], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_index("job_in_hand", "job", ["executor"], sqlite_where=RUNNING, postgresql_where=RUNNING)
