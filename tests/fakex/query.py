"""X's query language: a parser of its own, and what a query finds.

Tokenised and boolean: a space is AND and binds tighter than OR, `-` negates a
term or a group. What X refuses is refused here with the position it names.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from tests.fakex.wording import Words, follows, words


class QueryError(Exception):
    """Why X would not take this query."""


@dataclass(frozen=True)
class Document:
    """A post as the search sees it."""

    words: Words
    hashtags: frozenset[str]
    mentions: frozenset[str]
    links: tuple[Words, ...]
    author: frozenset[str]
    language: str
    marks: frozenset[str]


Test = Callable[[Document], bool]


@dataclass(frozen=True)
class Query:
    """A query that X takes. Keyword searches find no reposts, since May 2026."""

    test: Test
    by_keyword: bool

    def finds(self, document: Document) -> bool:
        if self.by_keyword and "is:retweet" in document.marks:
            return False
        return self.test(document)


@dataclass(frozen=True)
class _Clause:
    """A part of a query; `alone` where it can stand as a query of its own."""

    test: Test
    alone: bool = False
    by_keyword: bool = False


_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<paren>[()])|(?P<minus>-(?=\S))
    |(?P<operator>[A-Za-z_]+):(?:"(?P<quoted_value>[^"]*)"|(?P<value>[^\s()"]+))
    |"(?P<phrase>[^"]*)"|(?P<sign>[#@])(?P<tag>\w+)|(?P<word>(?!-)[^\s()":#@]+)""",
    re.VERBOSE,
)
_MARKS = {
    *("is:retweet", "is:reply", "is:quote", "is:nullcast"),
    *("has:links", "has:hashtags", "has:mentions"),
}
_Token = tuple[re.Match[str] | None, int]


def parsed(text: str) -> Query:
    clause = _Parser(text).whole()
    if not clause.alone:
        raise QueryError(
            "Rules must contain at least one positive, non-stopword clause (at position 1)"
        )
    return Query(clause.test, clause.by_keyword)


class _Parser:
    """Recursive descent: `either` of `all` of `one`."""

    def __init__(self, text: str) -> None:
        self.tokens = [t for t in _tokens(text) if not (t[0] and t[0]["space"])]
        self.tokens.append((None, len(text) + 1))

    def whole(self) -> _Clause:
        clause = self.either()
        if self.peek() is not None:
            self.refuse()
        return clause

    def either(self) -> _Clause:
        clauses = [self.all()]
        while self.takes("OR"):
            clauses.append(self.all())
        return _any(clauses) if len(clauses) > 1 else clauses[0]

    def all(self) -> _Clause:
        clauses = [self.one()]
        while self.peek() not in (None, ")", "OR"):
            clauses.append(self.one())
        return _all(clauses)

    def one(self) -> _Clause:
        if self.takes("-"):
            inner = self.one()
            return _Clause(lambda d: not inner.test(d), by_keyword=False)
        if not self.takes("("):
            return self.term()
        inner = self.either()
        if not self.takes(")"):
            self.refuse()
        return inner

    def term(self) -> _Clause:
        found, position = self.tokens[0]
        if found is None or self.peek() in (")", "OR"):
            self.refuse()
        self.tokens.pop(0)
        return _term(found, position)

    def peek(self) -> str | None:
        found = self.tokens[0][0]
        return found and found[0]

    def takes(self, wanted: str) -> bool:
        taken = self.peek() == wanted
        if taken:
            self.tokens.pop(0)
        return taken

    def refuse(self) -> NoReturn:
        told, position = self.peek() or "<EOF>", self.tokens[0][1]
        raise QueryError(f"no viable alternative at input '{told}' (at position {position})")


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if not found:
            told = f"no viable alternative at character '{text[position]}'"
            raise QueryError(f"{told} (at position {position + 1})")
        tokens.append((found, position + 1))
        position = found.end()
    return tokens


def _term(found: re.Match[str], position: int) -> _Clause:
    if found["operator"]:
        return _operator(found, position)
    if found["sign"]:
        return _tag(found["sign"], found["tag"].lower())
    if (found["word"] or "").lower() in ("and", "or"):
        told = f"Ambiguous use of '{found['word']}' as a keyword."
        raise QueryError(f"{told} Use a space to join two clauses (at position {position})")
    wanted = words(found["word"] or found["phrase"] or "")
    if not wanted:
        raise QueryError(f"Empty phrases are not allowed (at position {position})")
    return _Clause(lambda d: follows(wanted, d.words), alone=True, by_keyword=True)


def _tag(sign: str, wanted: str) -> _Clause:
    if sign == "#":
        return _Clause(lambda d: wanted in d.hashtags, alone=True, by_keyword=True)
    return _Clause(lambda d: wanted in d.mentions, alone=True, by_keyword=True)


def _operator(found: re.Match[str], position: int) -> _Clause:
    name, told = found["operator"].lower(), found["quoted_value"] or found["value"] or ""
    value, parts = told.lower().removeprefix("@"), words(told)
    if name == "from":
        return _Clause(lambda d: value in d.author, alone=True)
    if name == "url" and parts:
        return _Clause(lambda d: any(follows(parts, u) for u in d.links), True, True)
    if name == "lang":
        return _Clause(lambda d: d.language == value)
    if f"{name}:{value}" in _MARKS:
        return _Clause(lambda d: f"{name}:{value}" in d.marks)
    raise QueryError(f"Reference to invalid operator '{name}:{told}' (at position {position})")


def _any(clauses: list[_Clause]) -> _Clause:
    return _Clause(
        lambda d: any(c.test(d) for c in clauses),
        all(c.alone for c in clauses),
        any(c.by_keyword for c in clauses),
    )


def _all(clauses: list[_Clause]) -> _Clause:
    return _Clause(
        lambda d: all(c.test(d) for c in clauses),
        any(c.alone for c in clauses),
        any(c.by_keyword for c in clauses),
    )
