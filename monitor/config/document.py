"""config.yaml as text: plain values, and on which line each of them stands.

YAML's own loader forgets lines, lets the last of two equal keys win, and
reads the key `on` as true. Keys are text here, and nothing is forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from monitor.errors import ConfigError, Fault

LARGEST_BYTES = 1_000_000
DEEPEST = 20
PathKey = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """What a configuration says, with where it says it."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[PathKey, int] = field(default_factory=dict)
    written: dict[PathKey, str] = field(default_factory=dict)
    """Scalars as they are written, before YAML takes them for something else."""
    faults: list[Fault] = field(default_factory=list)

    def line_of(self, path: PathKey) -> int | None:
        """The line of the nearest thing that stands in the file, from 1."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read_document(path: Path) -> Document:
    """Read the file; raises `ConfigError` where it is no YAML mapping at all."""
    node = _compose(_text(path), path.name)
    if not isinstance(node, MappingNode):
        raise _single(path.name, None, "holds no keys", "It begins with: title: Your film")
    document = Document()
    document.values = _plain(node, (), document)
    return document


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST_BYTES:
            raise _single(str(path), None, "is larger than 1 MB", "It should hold a few lines")
        return raw.decode("utf-8-sig")
    except FileNotFoundError as error:
        fix = 'Write one with: monitor init "Title of the film"'
        raise _single(str(path), None, "there is no such file", fix) from error
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
        raise _single(str(path), None, problem, "Check the path and its rights") from error
    except UnicodeDecodeError as error:
        raise _single(str(path), None, "is not UTF-8 text", "Save it as UTF-8") from error


def _compose(text: str, name: str) -> Node | None:
    try:
        _survey(text, name)
        return yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        fix = "Look there or just above for a missing quote, bracket or colon, a tab, or a bare #"
        raise _single(name, line, f"is not YAML: {error.problem}", fix) from error
    except yaml.YAMLError as error:
        problem = "holds characters that YAML does not allow"
        raise _single(name, None, problem, "Write it anew as plain text") from error


def _survey(text: str, name: str) -> None:
    """Refuse what no watch needs, before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else None
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _single(name, line, "is nested too deeply", "Close the brackets before it")
        if isinstance(event, yaml.AliasEvent):
            raise _single(name, line, "uses a YAML alias (*name)", "Write the value out")


def _single(where: str, line: int | None, problem: str, fix: str) -> ConfigError:
    return ConfigError([Fault(where, line, problem, fix)])


def _plain(node: Node, path: PathKey, document: Document) -> Any:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return {
            key: _plain(value, (*path, key), document)
            for key, value in _items(node, path, document)
        }
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, i), document) for i, item in enumerate(node.value)]
    return _scalar(node, path, document)


def _items(node: MappingNode, path: PathKey, document: Document) -> Iterator[tuple[str, Node]]:
    for key_node, value in node.value:
        key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
        line, first = key_node.start_mark.line + 1, document.lines.get((*path, key))
        if first is None:
            document.lines[(*path, key)] = line
            yield key, value
        else:
            problem = f"is given twice, first in line {first}"
            fault = Fault(dotted((*path, key)), line, problem, "Keep one of them")
            document.faults.append(fault)


def _scalar(node: Node, path: PathKey, document: Document) -> Any:
    document.written[path] = str(node.value)
    try:
        return SafeConstructor().construct_object(node)
    except (yaml.YAMLError, ValueError, OverflowError, LookupError, AttributeError, TypeError):
        problem = f"YAML cannot read {node.value!r} as what it looks like"
        fault = Fault(dotted(path), node.start_mark.line + 1, problem, "Put it in quotes")
        document.faults.append(fault)
        return str(node.value)


def dotted(path: PathKey) -> str:
    """The key as people write it: `topics.film.phrases.1`."""
    return ".".join(map(str, path))
