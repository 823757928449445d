"""The kinds that series are found by, what people correct of them, and the vectors that meanings are found by."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables; `storage.filling` fills them for what was stored before."""
    op.add_column("version", sa.Column("series_issuers", sa.Text, nullable=False, server_default=""))
    op.add_column("version", sa.Column("kind", sa.Text, nullable=False, server_default=""))
    op.add_column("version", sa.Column("is_titled", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("version_kind", "version", ["kind"])
    statement_key = sa.ForeignKey("statement.id", ondelete="CASCADE")
    op.create_table(
        "correction",
        sa.Column("statement_id", sa.Integer, statement_key, primary_key=True, autoincrement=False),
        sa.Column("after_id", sa.Integer, sa.ForeignKey("statement.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    document_key = sa.ForeignKey("document.id", ondelete="CASCADE")
    op.create_table(
        "meaning",
        sa.Column("document_id", sa.Integer, document_key, primary_key=True, autoincrement=False),
        sa.Column("bits", sa.LargeBinary, nullable=False),
    )
    op.execute("INSERT INTO chore (name) SELECT 'fill' WHERE EXISTS (SELECT 1 FROM document)")
