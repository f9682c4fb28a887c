"""The unit of work of a request: one transaction, opened here, committed once when the block ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask, current_app

from web.access import current_identity
from workflow.kernel.clock import Clock
from workflow.schemes.catalogue import Catalogue
from workflow.services.context import Actor, Context
from workflow.store.database import Database
from workflow.store.files import AttachmentStore

NOBODY = Actor(person_id=None)


@dataclass(frozen=True, slots=True)
class Record:
    """What every request works on, opened once per process."""

    database: Database
    files: AttachmentStore
    catalogue: Catalogue
    clock: Clock


def install_record(app: Flask, record: Record) -> None:
    """Let the rooms of ``app`` work on ``record``."""
    app.extensions["octroi_record"] = record


def record() -> Record:
    """The record of the present application."""
    found: Record = current_app.extensions["octroi_record"]
    return found


def actor() -> Actor:
    """Who acts in this request; nobody where no one is signed in."""
    identity = current_identity()
    return identity if isinstance(identity, Actor) else NOBODY


@contextmanager
def reading() -> Iterator[Context]:
    """A context in which a page is read: it sees one state of the record and cannot change it."""
    here = record()
    with here.database.reading() as session:
        yield Context(session, actor(), here.clock, here.catalogue, here.files)


@contextmanager
def writing() -> Iterator[Context]:
    """A context in which one verb is carried out: committed once at the end, undone by any error."""
    here = record()
    with here.database.writing() as session:
        yield Context(session, actor(), here.clock, here.catalogue, here.files)
