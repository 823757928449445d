"""What near-duplicates are found by, the bytes that texts were read from, usage, and feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables; `storage.filling` makes the bands of what was stored before."""
    _measure_documents()
    _keep_raw_bytes()
    _find_duplicates()
    _count_usage()
    _follow_feeds()
    op.execute("INSERT INTO chore (name) SELECT 'bands' WHERE EXISTS (SELECT 1 FROM version)")


def _measure_documents() -> None:
    op.add_column("document", sa.Column("size", sa.Integer, nullable=False, server_default="0"))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    body: sa.ColumnClause[str] = sa.column("body")
    size = sa.func.length(sa.cast(body, sa.LargeBinary)) if is_sqlite else sa.func.octet_length(body)
    op.execute(sa.table("document", body, sa.column("size")).update().values(size=size))
    op.create_index("document_size", "document", ["owner", "size"])


def _keep_raw_bytes() -> None:
    op.create_table(
        "raw",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("owner", "sha256"),
    )
    op.create_index("raw_size", "raw", ["owner", "size"])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:  # which adds a column with its reference only in its own words
        op.execute("ALTER TABLE version ADD COLUMN raw_id INTEGER REFERENCES raw (id)")
    else:
        op.add_column("version", sa.Column("raw_id", sa.Integer, sa.ForeignKey("raw.id")))
    op.create_index("ix_version_raw_id", "version", ["raw_id"])
    op.add_column("version", sa.Column("media_type", sa.String))
    op.add_column("version", sa.Column("came", sa.Text))
    op.add_column("version", sa.Column("went", sa.Text))


def _find_duplicates() -> None:
    version_key = sa.ForeignKey("version.id", ondelete="CASCADE")
    op.create_table(
        "band",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("version_id", sa.Integer, version_key, primary_key=True, index=True),
        sqlite_with_rowid=False,
    )


def _count_usage() -> None:
    op.create_table(
        "usage",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_index("usage_of", "usage", ["workspace", "kind", "at"])


def _follow_feeds() -> None:
    op.create_table(
        "feed",
        sa.Column("owner", sa.String, primary_key=True),
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True)),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
    )
    op.create_table(
        "feed_entry",
        sa.Column("owner", sa.String, primary_key=True),
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("identity", sa.String, primary_key=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_hash", sa.String),
    )
