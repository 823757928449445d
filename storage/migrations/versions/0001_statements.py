"""Statements, their documents, and the full-text index."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    _make_statements()
    _make_documents()
    _make_versions()
    _make_caches()
    if op.get_bind().dialect.name == "sqlite":
        _make_sqlite_index()
    else:
        _make_postgres_index()


def _make_statements() -> None:
    op.create_table(
        "workspace",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("last_number", sa.Integer, nullable=False),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.name"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("latest", sa.Integer, nullable=False),
        sa.Column("added_by", sa.String, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace", "number"),
    )


def _make_documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("sentence_count", sa.Integer, nullable=False),
        sa.Column("structure", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("owner", "content_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("document_content", "document", ["content_hash"])
    op.create_table(
        "section",
        _document_key(),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("heading", sa.Text),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("heading_start", sa.Integer),
        sa.Column("heading_end", sa.Integer),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sentence",
        _document_key(),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("section", sa.Integer, nullable=False),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "indexed",
        _document_key(),
        sa.Column("forms", sa.Text, nullable=False),
        sa.Column("stems", sa.Text, nullable=False),
    )


def _make_versions() -> None:
    op.create_table(
        "version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("statement_id", sa.Integer, sa.ForeignKey("statement.id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False, index=True),
        sa.Column("raw_hash", sa.String),
        sa.Column("title", sa.Text),
        sa.Column("issuers", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text),
        sa.Column("event_date", sa.Date),
        sa.Column("published", sa.Date),
        sa.Column("place", sa.Text),
        sa.Column("head_words", sa.Text, nullable=False),
        sa.Column("issuer_words", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("statement_id", "ordinal"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer, primary_key=True),
        _version_key(index=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.Text, index=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )


def _make_caches() -> None:
    op.create_table(
        "briefing",
        _document_key(),
        sa.Column("predecessor_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key_hash", sa.String, primary_key=True),
        sa.Column("choices", sa.Text, nullable=False),
    )
    op.create_index("briefing_predecessor", "briefing", ["predecessor_id"])
    op.create_table(
        "conversation",
        sa.Column("workspace", sa.String, sa.ForeignKey("workspace.name"), primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        _version_key(index=True),
        sa.Column("engine", sa.String),
        sa.Column("choices", sa.Text),
    )
    op.create_table("chore", sa.Column("name", sa.String, primary_key=True))


def _make_sqlite_index() -> None:
    # "ascii" leaves every sign beyond ASCII as it is: the words are ours, cut and folded before they come here.
    op.execute(
        "CREATE VIRTUAL TABLE fulltext USING fts5("
        "forms, stems, content='indexed', content_rowid='document_id', columnsize=0, tokenize='ascii')"
    )
    op.execute(
        "CREATE TRIGGER indexed_inserted AFTER INSERT ON indexed BEGIN "
        "INSERT INTO fulltext(rowid, forms, stems) VALUES (new.document_id, new.forms, new.stems); END"
    )
    op.execute(
        "CREATE TRIGGER indexed_deleted AFTER DELETE ON indexed BEGIN "
        "INSERT INTO fulltext(fulltext, rowid, forms, stems) "
        "VALUES ('delete', old.document_id, old.forms, old.stems); END"
    )


def _make_postgres_index() -> None:
    words = postgresql.TSVECTOR
    key = sa.ForeignKey("indexed.document_id", ondelete="CASCADE")
    op.create_table(
        "fulltext",
        sa.Column("rowid", sa.Integer, key, primary_key=True, autoincrement=False),
        sa.Column("forms", words),
        sa.Column("stems", words),
    )
    for column in ("forms", "stems"):
        op.create_index(f"fulltext_{column}", "fulltext", [column], postgresql_using="gin")
        op.create_index(f"fulltext_no_{column}", "fulltext", ["rowid"], postgresql_where=sa.text(f"{column} IS NULL"))
    # No parser comes near the words: they are ours, cut and folded before they come here. What a tsvector can't hold
    # (2^20 bytes) has to be kept from it: more is accepted, and comes out as something else.
    op.execute(
        "CREATE FUNCTION different_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$ "
        "SELECT CASE WHEN coalesce(sum(octet_length(word)), 0) < 1000000 "
        "THEN array_to_tsvector(coalesce(array_agg(word), '{}')) END "
        "FROM (SELECT DISTINCT word FROM regexp_split_to_table(words, '[ \\n]+') AS word WHERE word <> '') AS every $$"
    )
    # As strpos, but known to be dear: the planner would else look into the texts of everybody before it asks whose they are.
    op.execute(
        "CREATE FUNCTION holds_words(words text, needle text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT "
        "PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN strpos(words, needle) > 0; END $$"
    )
    op.execute(
        "CREATE FUNCTION index_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "INSERT INTO fulltext (rowid, forms, stems) "
        "VALUES (new.document_id, different_words(new.forms), different_words(new.stems)); RETURN NULL; END $$"
    )
    op.execute("CREATE TRIGGER indexed_inserted AFTER INSERT ON indexed FOR EACH ROW EXECUTE FUNCTION index_words()")


def _document_key() -> sa.Column[Any]:
    key = sa.ForeignKey("document.id", ondelete="CASCADE")
    return sa.Column("document_id", sa.Integer, key, primary_key=True, autoincrement=False)


def _version_key(*, index: bool) -> sa.Column[Any]:
    key = sa.ForeignKey("version.id", ondelete="CASCADE")
    return sa.Column("version_id", sa.Integer, key, nullable=False, index=index)
