"""Alembic runs this: migrate over the connection that the program hands in."""

from alembic import context

from api.database.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()
