"""The application as servers run it: ``granian --interface wsgi --factory web.wsgi:compose``.

Settings, record, files, catalogue, pages and accounts are put together here and nowhere else.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from config.settings import Settings, read_settings
from web.account.demonstration import open_demonstration, read_demonstration
from web.account.signing_in import identify, install_accounts
from web.app import create_app
from web.work import Record, install_record
from workflow.kernel.clock import Clock, SystemClock
from workflow.schemes.catalogue import Catalogue
from workflow.schemes.loading import load_catalogue
from workflow.store.database import Database, open_database
from workflow.store.files import AttachmentStore


def compose(
    settings: Settings | None = None,
    *,
    clock: Clock | None = None,
    catalogue: Catalogue | None = None,
    database: Database | None = None,
) -> Flask:
    """The whole application; by default with the settings of the environment and the schemes that ship.

    The database must be migrated. Where ``octroi demo`` left its list of accounts, they are opened.

    Raises:
        InvalidInput: settings, branding, schemes or the demonstration's file are faulty.
        Unavailable: the database cannot be reached or written.
    """
    settings = settings or read_settings()
    listed = read_demonstration(settings.data_dir)
    if listed:
        settings = replace(settings, demonstration=True)
    record = Record(
        database=database or open_database(settings.database_url),
        files=AttachmentStore(settings.data_dir / "files"),
        catalogue=catalogue or load_catalogue(),
        clock=clock or SystemClock(),
    )
    app = create_app(settings, clock=record.clock, identify=identify)
    install_record(app, record)
    install_accounts(app, settings, record.database)
    open_demonstration(app, listed)
    return app
