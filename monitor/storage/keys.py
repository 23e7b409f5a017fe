"""Keyed hashes: authors, wordings and tombstones are known by nothing else."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from monitor.errors import StorageError
from monitor.redaction import hide

_MISSING = (
    "the database was made with an author key that is not at {path}. Put the key file back "
    "(it is not in backups), or name it in MONITOR_AUTHOR_KEY_FILE; without it the same "
    "author would count as two."
)
_UNREADABLE = (
    "{path} holds no author key ({why}). Put the right key file back, or name it in "
    "MONITOR_AUTHOR_KEY_FILE; for a new database move the file away, and a key is made."
)
_WRONG = (
    "{path} is not the author key that this database was made with. "
    "Put the right key file back, or name it in MONITOR_AUTHOR_KEY_FILE."
)


class Key:
    """The secret that keeps hashes from being guessed by trying names."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @property
    def fingerprint(self) -> str:
        """Tells two keys apart without telling the key."""
        return self.hash("fingerprint", "")[:16]

    def hash(self, purpose: str, *parts: str) -> str:
        """HMAC-SHA256 of the parts, as 32 hexadecimal digits (128 bits)."""
        message = "\x1f".join((purpose, *parts)).encode("utf-8", "replace")
        return hmac.new(self._secret, message, sha256).hexdigest()[:32]


def load_key(path: Path, expected: str | None) -> Key:
    """Read the key, or make one where the database has none yet.

    Raises `StorageError` where the database expects another key.
    """
    if not path.exists():
        if expected:
            raise StorageError(_MISSING.format(path=path))
        _make(path)
    secret = _read(path)
    hide(secret.hex())
    key = Key(secret)
    if expected and key.fingerprint != expected:
        raise StorageError(_WRONG.format(path=path))
    return key


def _make(path: Path) -> None:
    """Write a new key for its owner's eyes alone; whoever comes first makes it."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link appears whole or not at all, and never over another's key.
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise StorageError(
            f"the author key {path} cannot be written: {error.strerror}. "
            "Mend that, or name another place in MONITOR_AUTHOR_KEY_FILE."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text("ascii").strip())
    except OSError as error:
        raise StorageError(_UNREADABLE.format(path=path, why=error.strerror)) from error
    except ValueError as error:
        why = "it is not a line of hexadecimal digits"
        raise StorageError(_UNREADABLE.format(path=path, why=why)) from error
    if len(secret) < 32:
        raise StorageError(_UNREADABLE.format(path=path, why="it was cut"))
    return secret
