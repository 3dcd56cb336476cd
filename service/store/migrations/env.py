"""Alembic's environment: runs on the connection that `service.store.engine.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from service.model import Table

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
