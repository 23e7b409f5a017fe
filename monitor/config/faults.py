"""pydantic's errors in words for people: what is wrong, where, what to write."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from monitor.config.document import Document, PathKey, dotted
from monitor.config.schema import WatchEntry
from monitor.config.words import close_to
from monitor.errors import Fault

_ELSEWHERE = {
    "archive": "Files come in by: monitor import FILE",
    "sample": "The invented posts come in by: monitor demo",
}


def from_file(error: ValidationError, document: Document) -> list[Fault]:
    """Every error as a fault of config.yaml, each with its line."""
    faults = [_fault(detail, document) for detail in error.errors()]
    return list(dict.fromkeys(faults))


def from_environment(error: ValidationError) -> list[Fault]:
    """Every error as a fault of an environment variable."""
    faults = []
    for detail in error.errors():
        problem, fix = _said(detail)
        name = str(detail["loc"][0])
        where = name if name.isupper() else f"MONITOR_{name}".upper()
        faults.append(Fault(where, None, problem, fix))
    return faults


def _fault(detail: ErrorDetails, document: Document) -> Fault:
    path = _path(detail["loc"], document.values)
    kind = detail["type"]
    if kind == "extra_forbidden":
        problem, fix = "there is no such key", _nearest_key(path)
    elif kind == "missing":
        problem, fix = "is missing", _EXAMPLES.get(path[-1], "Add it")
    elif kind.endswith("_type"):
        problem, fix = _mistaken(kind, path, document)
    else:
        problem, fix = _said(detail)
    return Fault(dotted(path) or "config.yaml", document.line_of(path), problem, fix)


_EXAMPLES: dict[Any, str] = {
    "title": "Add a line: title: Your film",
    "topics": 'Add a topic: topics: {film: {phrases: ["your film"]}}',
    "on": "Add the day: on: 2020-07-02",
    "label": 'Add a few words: label: "Open letter"',
}


def _path(location: Sequence[str | int], values: Any) -> PathKey:
    """pydantic's location without what it says of union branches and validators."""
    path: list[str | int] = []
    for step in location:
        within = isinstance(values, Mapping) and (step in values or _is_field(step))
        if within or (isinstance(values, list) and isinstance(step, int)):
            path.append(step)
            values = _inside(values, step)
    return tuple(path)


def _inside(values: Any, step: str | int) -> Any:
    if isinstance(values, Mapping):
        return values.get(step)
    return values[int(step)] if int(step) < len(values) else None


def _is_field(step: str | int) -> bool:
    return step in _EXAMPLES


def _said(detail: ErrorDetails) -> tuple[str, str]:
    context = detail.get("ctx", {})
    if detail["type"] == "fault":
        return context["problem"], context["fix"]
    return detail["msg"].replace("Input should be", "must be"), "Write such a value"


def _mistaken(kind: str, path: PathKey, document: Document) -> tuple[str, str]:
    """A value of another kind than asked: often YAML's doing, not the writer's."""
    written = document.written.get(path)
    if written is not None and _at(path, document.values) is None:
        return _EMPTY
    if kind == "list_type":
        return "should be a list", f"Write [{written}]" if written else "Write it in [ ]"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return "should be a group of keys", "Write its keys below it, indented"
    if kind == "string_type" and written is not None:
        return _not_text(written, _at(path, document.values))
    asked = _KINDS.get(kind, kind.removesuffix("_type"))
    if written is None:
        return f"should be {asked}, not several values", f"Write {asked}"
    return f"{written!r} is not {asked}", f"Write {asked}"


_EMPTY = (
    "is empty: YAML takes nothing for null, and what follows # for a remark",
    'Put it in quotes, as "#365dni", or leave the key out',
)
_KINDS = {
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "string_type": "one text",
}


def _not_text(written: str, value: Any) -> tuple[str, str]:
    taken = "true or false" if isinstance(value, bool) else "a number"
    taken = "a date" if isinstance(value, date) else taken
    return f"YAML takes {written} for {taken}, not for text", f'Write it in quotes: "{written}"'


def _at(path: PathKey, values: Any) -> Any:
    for step in path:
        values = _inside(values, step)
    return values


def _nearest_key(path: PathKey) -> str:
    if path[:-1] == ("sources",) and path[-1] in _ELSEWHERE:
        return _ELSEWHERE[str(path[-1])]
    known = _keys_at(path[:-1])
    near = close_to(str(path[-1]), known)
    return f"Did you mean {near}?" if near else f"Keys here: {', '.join(known)}"


def _keys_at(path: PathKey) -> list[str]:
    """The keys that the schema has at a path."""
    model: Any = WatchEntry
    for step in path:
        if isinstance(step, str) and step in getattr(model, "model_fields", {}):
            model = _model_of(model.model_fields[step].annotation) or model
    return list(model.model_fields)


def _model_of(annotation: Any) -> type[BaseModel] | None:
    """The group of keys that an annotation leads to, through lists, dicts and unions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_of(part) for part in get_args(annotation))
    return next((model for model in found if model), None)
