"""The evidence pack: files with their sums, in a folder or a zip, whole or not at all.

The same files give the same bytes: a zip knows no time but its own.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from monitor.errors import UsageError
from monitor.files import explained, write_bytes
from monitor.redaction import redacted

MANIFEST = "MANIFEST.sha256"
Parts = Iterable[str]
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can hold."""


class _Room(Protocol):
    """Where files are put: a folder or a zip."""

    def __call__(self, name: str, parts: Iterable[bytes]) -> None: ...


def write_pack(path: Path, files: Mapping[str, Parts]) -> str:
    """Write the files and a manifest of their sums; the sum of the manifest itself.

    A name that ends in .zip makes a zip, any other a new folder. Raises
    `UsageError` where something stands there already.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise UsageError(f"{path} is there already. Name another folder or zip.")
    sums: list[str] = []
    if path.suffix.lower() == ".zip":
        write_bytes(path, lambda file: _zip(file, files, sums))
    else:
        with _new_folder(path) as folder:
            _fill(files, lambda name, parts: _put(folder / name, parts), sums)
    return sums[-1]


def _zip(file: BinaryIO, files: Mapping[str, Parts], sums: list[str]) -> None:
    with ZipFile(file, "w") as packed:

        def put(name: str, parts: Iterable[bytes]) -> None:
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            with packed.open(entry, "w", force_zip64=True) as inside:
                for part in parts:
                    inside.write(part)

        _fill(files, put, sums)


def _fill(files: Mapping[str, Parts], put: _Room, sums: list[str]) -> None:
    for name, parts in files.items():
        summed = sha256()
        put(name, _summed(parts, summed.update))
        sums.append(f"{summed.hexdigest()}  {name}\n")
    manifest = "".join(sums).encode()
    put(MANIFEST, [manifest])
    sums.append(sha256(manifest).hexdigest())


def _summed(parts: Parts, add: "_Add") -> Iterator[bytes]:
    for part in parts:
        plain = redacted(part).encode()
        add(plain)
        yield plain


class _Add(Protocol):
    def __call__(self, part: bytes, /) -> None: ...


def _put(path: Path, parts: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for part in parts:
            file.write(part)


@contextmanager
def _new_folder(path: Path) -> Iterator[Path]:
    """A folder that stands under its name only once it is whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with explained(path):
        try:
            draft.mkdir(parents=True)
            yield draft
            with suppress(FileNotFoundError):
                path.rmdir()
            draft.rename(path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
