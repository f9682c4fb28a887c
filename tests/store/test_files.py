"""Attachments on disk: whole or not at all."""

from __future__ import annotations

import errno
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from workflow.kernel.errors import InvalidInput, NotFound, Unavailable
from workflow.store.files import AttachmentStore


@pytest.fixture
def store(tmp_path: Path) -> AttachmentStore:
    return AttachmentStore(tmp_path / "attachments")


def kept(store: AttachmentStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_what_was_put_comes_back(store: AttachmentStore) -> None:
    content = b"%PDF-1.7 " + bytes(range(256)) * 3000
    stored = store.put(BytesIO(content), limit=len(content))
    assert (stored.size, stored.sha256) == (len(content), sha256(content).hexdigest())
    with store.open(stored.key) as file:
        assert file.read() == content


def test_the_same_file_twice_has_two_keys(store: AttachmentStore) -> None:
    first, second = (store.put(BytesIO(b"x"), limit=1) for _ in range(2))
    assert first.key != second.key
    store.remove(first.key)
    store.remove(first.key)
    with store.open(second.key) as file:
        assert file.read() == b"x"


@pytest.mark.parametrize(("content", "code"), [(b"123456", "file_too_large"), (b"", "file_empty")])
def test_a_file_that_is_too_large_or_empty_is_refused_and_leaves_nothing(
    store: AttachmentStore, content: bytes, code: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        store.put(BytesIO(content), limit=5, field="statutes")
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [("statutes", code)]
    assert kept(store) == []


class BrokenUpload(BytesIO):
    """A connection that ends in the middle of the file."""

    def __init__(self, error: Exception) -> None:
        super().__init__(b"half")
        self.error = error

    def read(self, size: int | None = -1) -> bytes:
        if chunk := super().read(size):
            return chunk
        raise self.error


@pytest.mark.parametrize("error", [ConnectionResetError("gone"), RuntimeError("gone")])
def test_an_upload_that_breaks_leaves_nothing(store: AttachmentStore, error: Exception) -> None:
    with pytest.raises(type(error)):
        store.put(BrokenUpload(error), limit=100)
    assert kept(store) == []


def test_a_full_disk_is_unavailable_and_leaves_nothing(store: AttachmentStore) -> None:
    with pytest.raises(Unavailable):
        store.put(BrokenUpload(OSError(errno.ENOSPC, "no space left on device")), limit=100)
    assert kept(store) == []


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "a" * 31, "A" * 32, "0" * 32, "0" * 32 + "\n", "/" * 32])
def test_a_key_that_is_not_ours_opens_nothing(store: AttachmentStore, key: str) -> None:
    with pytest.raises(NotFound):
        store.open(key)
