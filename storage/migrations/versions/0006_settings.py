"""What is set for workspaces and their conversations, and who changed it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "setting",
        sa.Column("workspace", sa.String, primary_key=True),
        sa.Column("conversation", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("set_by", sa.String, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
    )
    op.create_table(
        "setting_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("conversation", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("changed_by", sa.String, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("said_in", sa.String, nullable=False),
        sa.Column("undoes", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_index("setting_change_of", "setting_change", ["workspace", "conversation", "name", "id"])
    op.create_index("setting_change_said", "setting_change", ["workspace", "said_in", "id"])
