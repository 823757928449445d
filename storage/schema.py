"""The tables. The migrations make them; this is how the repositories name them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""The revisions of the schema in order; this release reads and writes the last."""

REVISION_TABLE = "briefbot_revision"
"""Where a store keeps its revision: a database without it is no store of ours."""

PUBLIC = "public"
"""The owner of documents that all workspaces share."""

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC: SQLite knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment with a zone into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def owner_of(workspace: str) -> str:
    """Give the owner of a workspace's private documents; never `PUBLIC`, whatever the workspace is called."""
    return f"workspace {workspace}"


workspace = Table(
    "workspace",
    metadata,
    Column("name", String, primary_key=True),
    Column("last_number", Integer, nullable=False),
)
"""`last_number` only grows, so that a forgotten statement's name is never another's."""

statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", ForeignKey("workspace.name"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("audience", String, nullable=False),
    Column("latest", Integer, nullable=False),
    Column("added_by", String, nullable=False),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("workspace", "number"),
)
"""`latest` is the ordinal of the statement's latest version."""

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("language", String, nullable=False),
    Column("sentence_count", Integer, nullable=False),
    Column("structure", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("size", Integer, nullable=False, server_default="0"),
    UniqueConstraint("owner", "content_hash"),
    Index("document_content", "content_hash"),
    Index("document_size", "owner", "size"),
    sqlite_autoincrement=True,
)
"""A text, read once. `structure` is what `storage.documents` makes of it besides sections and sentences; `size` are the
bytes of the body. Ids grow for ever: newest first is the order of their descent."""

raw = Table(
    "raw",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    UniqueConstraint("owner", "sha256"),
    Index("raw_size", "owner", "size"),
)
"""The bytes that a text was read from, kept with zlib; `size` are the bytes that it takes so."""

section = Table(
    "section",
    metadata,
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("heading", Text),
    Column("level", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading_start", Integer),
    Column("heading_end", Integer),
    sqlite_with_rowid=False,
)

sentence = Table(
    "sentence",
    metadata,
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("section", Integer, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("page", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

indexed = Table(
    "indexed",
    metadata,
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("forms", Text, nullable=False),
    Column("stems", Text, nullable=False),
)
"""The words of a document's lines, which the full-text index of each database is made of (`storage.search.lines`)."""

meaning = Table(
    "meaning",
    metadata,
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("bits", LargeBinary, nullable=False),
)
"""What the sentences of a document mean, 256 bits each in their order (`storage.search.meanings`); no row for a
language whose words have no vectors."""

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("statement_id", ForeignKey("statement.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("raw_hash", String),
    Column("raw_id", ForeignKey("raw.id"), index=True),
    Column("media_type", String),
    Column("came", Text),
    Column("went", Text),
    Column("title", Text),
    Column("issuers", Text, nullable=False),
    Column("publisher", Text),
    Column("event_date", Date),
    Column("published", Date),
    Column("place", Text),
    Column("head_words", Text, nullable=False),
    Column("issuer_words", Text, nullable=False),
    Column("series_issuers", Text, nullable=False, server_default=""),
    Column("kind", Text, nullable=False, server_default=""),
    Column("is_titled", Boolean, nullable=False, server_default=false()),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("statement_id", "ordinal"),
    Index("version_kind", "kind"),
    sqlite_autoincrement=True,
)
"""A statement's text as of a time, with the head it was read with. `head_words` are the words of title, issuers and
place, `issuer_words` those of the issuers, folded, each after a space. `series_issuers`, `kind` and `is_titled` are the
key of its series (`summarizers.reading.kinds`), the issuers a line each. `came` and `went` are the sentences that came
since the version before and that went, as JSON; null for a first version, and where they were not kept. Ids are never
reused, so that a quotation names one version for ever."""

band = Table(
    "band",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("version_id", ForeignKey("version.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
"""What versions with much the same wording share. The key stands for a band of the text and for the audience that holds
it: what another audience holds has other keys, and is not even read."""

correction = Table(
    "correction",
    metadata,
    Column("statement_id", ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("after_id", ForeignKey("statement.id", ondelete="CASCADE"), index=True),
)
"""Which statement a person says that another follows; none if `after_id` is null."""

source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("version.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, index=True),
    Column("seen_at", Moment, nullable=False),
)

briefing = Table(
    "briefing",
    metadata,
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("predecessor_id", Integer, primary_key=True, autoincrement=False),
    Column("key_hash", String, primary_key=True),
    Column("choices", Text, nullable=False),
    Index("briefing_predecessor", "predecessor_id"),
)
"""Chosen sentences. `predecessor_id` is a document, or 0 for none; `key_hash` stands for engine, budget, query and
release, so that nobody's query is kept."""

conversation = Table(
    "conversation",
    metadata,
    Column("workspace", ForeignKey("workspace.name"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("version_id", ForeignKey("version.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("engine", String),
    Column("choices", Text),
)
"""The version at hand in a conversation, with the briefing shown of it."""

usage = Table(
    "usage",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String, nullable=False),
    Column("person", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index("usage_of", "workspace", "kind", "at"),
)
"""What people asked for lately, to be counted against limits; swept after days."""

feed = Table(
    "feed",
    metadata,
    Column("owner", String, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("next_try", Moment),
    Column("etag", Text),
    Column("last_modified", Text),
)
"""How a feed answered last. Owned like documents: a public feed is read once for all workspaces."""

feed_entry = Table(
    "feed_entry",
    metadata,
    Column("owner", String, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("identity", String, primary_key=True),
    Column("first_seen", Moment, nullable=False),
    Column("text_hash", String),
)
"""When an entry of a feed was first seen, and the hash of its text when it was seen last."""

chore = Table("chore", metadata, Column("name", String, primary_key=True))
"""What is still to be done to the file itself after a commit, so that a killed process's successor does it."""
