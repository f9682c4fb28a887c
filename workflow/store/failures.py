"""What the database refuses, in the domain's own terms: one table, used by every session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from workflow.kernel.errors import InvalidInput, Problem, StaleVersion, Unavailable
from workflow.kernel.words import Words
from workflow.store.base import Base

_UNAVAILABLE_STATES: Final = ("08", "40", "53", "55P03", "57", "58", "25006")
"""PostgreSQL: connection lost, deadlock, no room left, lock not available, shut down, disk error, read-only."""

_UNAVAILABLE_MESSAGES: Final = re.compile(
    r"locked|disk is full|disk I/O|unable to open|readonly database|malformed|not a database|busy", re.IGNORECASE
)

_SQLITE_NAMED: Final = re.compile(r"(?:CHECK constraint failed: |index ')([a-z0-9_]+)")
_SQLITE_COLUMNS: Final = re.compile(r"UNIQUE constraint failed: ([a-z0-9_., ]+)")

REFUSALS: Final[dict[str, Problem]] = {
    "uq_people_email": Problem(
        "email",
        "email_taken",
        Words(fr="Cette adresse électronique a déjà un compte.", en="This e-mail address already has an account."),
    ),
    "uq_accounts_email": Problem(
        "email",
        "email_taken",
        Words(fr="Cette adresse électronique a déjà un compte.", en="This e-mail address already has an account."),
    ),
    "uq_accounts_person_id": Problem(
        "person",
        "account_exists",
        Words(fr="Cette personne a déjà un compte.", en="This person already has an account."),
    ),
    "uq_award_shares_payer_decision_number": Problem(
        "decision_number",
        "decision_number_taken",
        Words(
            fr="Ce financeur a déjà une décision qui porte ce numéro.",
            en="This payer already has a decision with this number.",
        ),
    ),
    "uq_payer_decisions_payer_number": Problem(
        "number",
        "decision_number_taken",
        Words(
            fr="Ce financeur a déjà une décision qui porte ce numéro.",
            en="This payer already has a decision with this number.",
        ),
    ),
    "pk_payer_decisions": Problem(
        "payer",
        "payer_already_decided",
        Words(
            fr="Ce financeur a déjà décidé pour ce dossier.",
            en="This payer has already decided on this application.",
        ),
    ),
    "uq_awards_application_id": Problem(
        "application",
        "already_awarded",
        Words(fr="Ce dossier a déjà reçu une aide.", en="This application already has an award."),
    ),
    "uq_agenda_items_session_id_application_id": Problem(
        "application",
        "already_on_agenda",
        Words(
            fr="Ce dossier est déjà à l’ordre du jour de cette séance.",
            en="This application is already on the agenda of this session.",
        ),
    ),
    "pk_votes": Problem(
        "person",
        "already_voted",
        Words(fr="Cette personne a déjà voté sur ce dossier.", en="This person has already voted on this item."),
    ),
    "pk_recusals": Problem(
        "person",
        "already_recused",
        Words(
            fr="Cette personne s’est déjà déportée sur ce dossier.",
            en="This person has already withdrawn from this item.",
        ),
    ),
    "pk_memberships": Problem(
        "person",
        "already_member",
        Words(
            fr="Cette personne fait déjà partie de l’organisation.",
            en="This person already belongs to the organisation.",
        ),
    ),
    "uq_envelopes_slug": Problem(
        "slug",
        "envelope_exists",
        Words(fr="Une enveloppe porte déjà ce nom.", en="An envelope already has this name."),
    ),
    "uq_calls_scheme_id_slug": Problem(
        "slug",
        "call_exists",
        Words(fr="Ce dispositif a déjà un appel de ce nom.", en="This scheme already has a call of this name."),
    ),
    "ck_award_shares_paid_within_amount": Problem(
        "amount",
        "payment_beyond_award",
        Words(
            fr="Le total versé dépasserait la part accordée par ce financeur.",
            en="The total paid would exceed what this payer has granted.",
        ),
    ),
}
"""Constraint of the database -> what to tell the person. Any other broken constraint is our own mistake."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLAlchemy raises inside into domain errors; see :meth:`Database.writing`."""
    try:
        yield
    except StaleDataError as error:
        raise StaleVersion(expected=0, actual=0) from error
    except PoolTimeout as error:
        raise Unavailable from error
    except IntegrityError as error:
        problem = REFUSALS.get(broken_constraint(error))
        if problem is None:
            raise
        raise InvalidInput([problem]) from error
    except DBAPIError as error:
        if not _is_unavailable(error):
            raise
        raise Unavailable from error


def broken_constraint(error: IntegrityError) -> str:
    """The name of the constraint that ``error`` reports, or an empty string."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    message = str(error.orig)
    if named := _SQLITE_NAMED.search(message):
        return named[1]
    if columns := _SQLITE_COLUMNS.search(message):
        return _unique_over(columns[1].split(", "))
    return ""


def _unique_over(columns: list[str]) -> str:
    """SQLite names the columns of a unique constraint; find its name among our tables."""
    table = Base.metadata.tables.get(columns[0].partition(".")[0])
    if table is None:
        return ""
    names = {column.partition(".")[2] for column in columns}
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint) and names == set(constraint.columns.keys()):
            return str(constraint.name)
    return ""


def _is_unavailable(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_UNAVAILABLE_STATES)
    if error.connection_invalidated:
        return True
    if isinstance(error, DatabaseError) and _UNAVAILABLE_MESSAGES.search(str(error.orig)) is not None:
        return True
    return isinstance(error, OperationalError) and _never_connected(error)


def _never_connected(error: OperationalError) -> bool:
    """psycopg reports a server that it cannot reach without any state."""
    return hasattr(error.orig, "sqlstate")
