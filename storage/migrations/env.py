"""Run by alembic: migrations go over the connection that `upgrade` was given, in its transaction."""

from alembic import context

from storage.schema import REVISION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=REVISION_TABLE)
context.run_migrations()
