"""Attachments on disk: written whole or not at all, named by us, never by who sends them."""

from __future__ import annotations

import errno
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from workflow.kernel.errors import InvalidInput, NotFound, Problem, Unavailable
from workflow.kernel.words import Words

_CHUNK: Final = 1 << 18
_KEY: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it was kept: the key to open it with, its size in bytes, its SHA-256 in hexadecimal."""

    key: str
    size: int
    sha256: str


@dataclass(frozen=True)
class AttachmentStore:
    """Files under the folder ``root``, spread over 256 folders. Keys are random and say nothing."""

    root: Path

    def put(self, stream: BinaryIO, limit: int, field: str = "file") -> StoredFile:
        """Keep what ``stream`` holds, at most ``limit`` bytes.

        The bytes are on the disk, under their final name, when this returns.

        Raises:
            InvalidInput: the file is empty or larger than ``limit``; nothing is kept.
            Unavailable: the disk is full or cannot be written; nothing is kept.
        """
        key = secrets.token_hex(16)
        path = self._path(key)
        partial = path.with_suffix(".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            size, digest = _copy(stream, partial, limit, field)
            partial.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            _forget(partial)
            if error.errno in _NO_ROOM:
                raise Unavailable from error
            raise
        except BaseException:
            _forget(partial)
            raise
        return StoredFile(key, size, digest)

    def open(self, key: str) -> BinaryIO:
        """The bytes kept under ``key``, to be closed by the caller. Raises NotFound."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as error:
            raise NotFound from error

    def remove(self, key: str) -> None:
        """Forget what is kept under ``key``: for an upload whose transaction failed. Nothing happens twice."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise NotFound
        return self.root / key[:2] / key


def _copy(stream: BinaryIO, target: Path, limit: int, field: str) -> tuple[int, str]:
    digest, size = sha256(), 0
    with target.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise InvalidInput([_too_large(field, limit)])
            digest.update(chunk)
            file.write(chunk)
        if size == 0:
            raise InvalidInput([_empty(field)])
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _too_large(field: str, limit: int) -> Problem:
    megabytes = limit // 1_000_000
    return Problem(
        field,
        "file_too_large",
        Words(
            fr=f"Ce fichier est trop lourd. Envoyez un fichier de {megabytes} Mo au plus.",
            en=f"This file is too large. Send a file of at most {megabytes} MB.",
        ),
    )


def _empty(field: str) -> Problem:
    return Problem(
        field,
        "file_empty",
        Words(fr="Ce fichier est vide. Choisissez-en un autre.", en="This file is empty. Choose another one."),
    )
