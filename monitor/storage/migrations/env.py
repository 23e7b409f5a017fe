"""How Alembic reaches our tables: always with a connection that is handed in."""

from typing import Any

from alembic import context

from monitor.storage.tables import Row


def ours(item: Any, name: str | None, kind: str, reflected: bool, _against: Any) -> bool:
    """Hide foreign tables: autogenerate would propose to drop what it does not know."""
    return not (kind == "table" and reflected and name not in Row.metadata.tables)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    include_object=ours,
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
