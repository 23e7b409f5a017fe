"""A statement becomes SQL once for all tests, as it does in a process that lives long.

Each test opens engines of its own, and each engine would make the same SQL anew:
a quarter of all that the tests do in this process.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event

_MOST = 5_000
"""Tables of long gone schemas are forgotten with all the rest."""


class Compiled(dict[Any, Any]):
    """By dialect and statement; the engines of one dialect are all set up alike."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        if len(self) >= _MOST:
            self.clear()
        super().__setitem__((key[0].name, *key[1:]), compiled)


def share_statements() -> None:
    compiled = Compiled()

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)
