"""The addresses to which reports and alerts go: each one is a secret, and is shown to nobody."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import SecretStr

from monitor.errors import ConfigError, Fault
from monitor.redaction import hide

NAME = "MONITOR_NOTIFY_URLS"
_BETWEEN = re.compile(r"\s*,\s*(?=[A-Za-z][A-Za-z0-9+.-]*://)|\s+")
"""A comma within an address parts its own recipients."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s/?#]\S*|[A-Za-z][\w+.-]{0,30}:///\S+")
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}
_LONGEST_WORD, _TURNS = 24, 3
"""What is longer, or goes so often from letters to digits or back, is taken for an id."""


def addresses(said: SecretStr | None, file: Path | None) -> tuple[SecretStr, ...]:
    """Each address once, in order; of the file where the variable itself says nothing.

    Raises `ConfigError` naming the place of what is no address, never its text.
    """
    text = said.get_secret_value() if said else _read(file) if file else ""
    found = list(dict.fromkeys(filter(None, _BETWEEN.split(text.strip()))))
    faults = [
        Fault(NAME, None, f"its {ordinal(n)} address is none", "Write it as ntfy://host/topic")
        for n, address in enumerate(found, 1)
        if not _ADDRESS.fullmatch(address)
    ]
    for address in found:
        for secret in secrets_of(address):
            hide(secret)
    if faults:
        raise ConfigError(faults)
    return tuple(map(SecretStr, found))


def ordinal(n: int) -> str:
    """`2nd`: how an address is spoken of."""
    return _ORDINALS.get(n, f"{n}th")


def _read(path: Path) -> str:
    """The path is not shown: some write the address itself in its place."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no plain text"
        problem = f"names a file that cannot be read: {why}"
        raise ConfigError([Fault(f"{NAME}_FILE", None, problem, "Check the path")]) from error


def secrets_of(address: str) -> Iterator[str]:
    """The address, and each piece that would tell what it holds: logs tell some alone."""
    yield address
    try:
        parts = urlsplit(address)
    except ValueError:  # half an address of IPv6
        return
    mailbox = f"{unquote(parts.username)}@{parts.hostname}" if parts.username else None
    *login, host = parts.netloc.rpartition("@")
    yield from filter(None, (login[0], parts.password, mailbox))
    if not re.fullmatch(r"[^:]*(:\d*)?|\[.*", host):
        yield host  # no host, but a token in its place
    pieces = [*parts.path.split("/"), *(value for _, value in parse_qsl(parts.query))]
    # Of some services the token stands where others have their host, or their user.
    pieces += [parts.username or "", *re.split(r"[@:]", parts.netloc)]
    for piece in map(unquote, pieces):
        if _is_id(piece):
            yield piece


def _is_id(piece: str) -> bool:
    """A word that posts may hold, as `365daysnews`, is none: it would be taken out of them."""
    if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", piece):
        return False  # a host, by its name
    if re.fullmatch(r"\d+(\.\d+){3}|\[[0-9a-fA-F:]+\]?", piece):
        return False  # a host, by its number
    turns = len(re.findall(r"(?<=\d)(?=\D)|(?<=\D)(?=\d)", piece))
    return len(piece) >= _LONGEST_WORD or "@" in piece or turns >= _TURNS or piece.isdigit()
