"""Rows as text: a table, one JSON value, or a JSON object on each line."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from monitor import csvs
from monitor.text import harmless_json

Form = Literal["csv", "json", "jsonl"]
Row = Mapping[str, Any]


def written(form: Form, name: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """The rows under this name, part after part, never all of them held."""
    if form == "csv":
        yield from csvs.table(columns, rows)
    elif form == "jsonl":
        yield from (f"{_object(columns, row)}\n" for row in rows)
    else:
        yield f'{{"{name}": ['
        for number, row in enumerate(rows):
            yield f"{',' if number else ''}\n  {_object(columns, row)}"
        yield "\n]}\n"


def _object(columns: Sequence[str], row: Row) -> str:
    plain = {name: row[name] for name in columns}
    told = json.dumps(plain, ensure_ascii=False, allow_nan=False)
    return harmless_json(told)
