"""Alembic runs this for each upgrade, on the connection that `bot.store.schema` gives it."""

from alembic import context

from bot.store.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
context.run_migrations()
