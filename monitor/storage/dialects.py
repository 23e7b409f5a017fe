"""The SQL that is written differently on SQLite and on PostgreSQL."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def upsert(connection: Connection, table: Any) -> Any:
    """An INSERT that can be told what to do where the row is there already."""
    return _INSERTS[connection.dialect.name](table)


def in_byte_order(column: Any) -> ColumnElement[str]:
    """A text to order by, in the one order that Python, SQLite and any PostgreSQL share.

    PostgreSQL sorts as the language of its database does (`a B c`): ties would
    fall otherwise than on SQLite, and Python could not merge what comes sorted.
    """
    return _InByteOrder(column)


class _InByteOrder(FunctionElement[str]):
    inherit_cache = True
    type = String()


@compiles(_InByteOrder)
def _as_it_is(element: _InByteOrder, compiler: SQLCompiler, **more: Any) -> str:
    return compiler.process(element.clauses, **more)


@compiles(_InByteOrder, "postgresql")
def _as_c_does(element: _InByteOrder, compiler: SQLCompiler, **more: Any) -> str:
    return f'{compiler.process(element.clauses, **more)} COLLATE "C"'
