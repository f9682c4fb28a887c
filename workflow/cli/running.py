"""``octroi serve`` and ``octroi worker``: what runs until it is stopped."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from config.settings import Settings, read_settings
from workflow.cli.answers import DONE, Answer, command, option, table
from workflow.cli.environment import attachments, installation, migrated_record, opened_record
from workflow.cli.refusals import report
from workflow.cli.sign_ins import SignIn, kept_sign_ins
from workflow.cli.values import Whole
from workflow.kernel.clock import SystemClock
from workflow.kernel.errors import DomainError, InvalidInput, Problem
from workflow.kernel.words import Words
from workflow.notices.delivery import deliver_due
from workflow.notices.mail import MailServer
from workflow.schemes.loading import Catalogue, load_catalogue
from workflow.services.clocks import run_due_clocks
from workflow.services.installation import synchronise
from workflow.store.database import Database

APPLICATION: Final = "web.wsgi:compose"
"""Named, never imported: the command and the web stand beside each other."""

MAXIMUM_PORT: Final = 65_535
THREADS: Final = 8
"""Of each process: as many as the record has connections for."""


@command(
    "serve",
    Words(
        fr="Mettre la base à jour, puis servir Octroi dans le navigateur.",
        en="Bring the database up to date, then serve Octroi in the browser.",
    ),
)
@option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    words=Words(fr="L’adresse à écouter.", en="The address to listen on."),
)
@option(
    "--port", type=Whole(1, MAXIMUM_PORT), default=8000, show_default=True, words=Words(fr="Le port.", en="The port.")
)
@option(
    "--workers",
    type=Whole(1, 64),
    default=1,
    show_default=True,
    words=Words(fr="Le nombre de processus.", en="The number of processes."),
)
def serve(answer: Answer, host: str, port: int, workers: int) -> int:
    """Migrate, print the address and, in a demonstration, one sign-in a role; then serve until stopped."""
    settings = read_settings()
    _check_address(host, port)
    sign_ins = kept_sign_ins(settings.data_dir)
    with migrated_record(settings) as database, database.writing() as session:
        synchronise(installation(session, settings.data_dir, load_catalogue()))
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    answer.give(_served(address, sign_ins, answer), _welcome(address, sign_ins, answer))
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        factory=True,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
    ).serve()
    return DONE


@command(
    "worker",
    Words(
        fr="Envoyer les messages en attente et faire ce que les délais échus demandent, jusqu’à l’arrêt.\n\n"
        "Sans SMTP_URL, les messages restent en attente, où les administrateurs les lisent.",
        en="Deliver the messages that wait and do what elapsed deadlines ask for, until stopped.\n\n"
        "Without SMTP_URL, messages stay in the outbox, where administrators read them.",
    ),
)
@option("--once", is_flag=True, words=Words(fr="Faire un seul tour, puis s’arrêter.", en="Do one round, then stop."))
@option(
    "--every",
    type=Whole(1, 3600),
    default=15,
    show_default=True,
    words=Words(fr="Les secondes entre deux tours.", en="The seconds between two rounds."),
)
def worker(answer: Answer, once: bool, every: int) -> int:
    """Print what each round did, where it did something; one round only with ``once``."""
    settings = read_settings()
    transport = MailServer.from_url(settings.smtp_url) if settings.smtp_url else None
    catalogue = load_catalogue()
    with opened_record() as database:
        work = partial(_round, database, settings, transport, catalogue)
        if once:
            return _tell(answer, *work())
        while True:
            try:
                steps, messages = work()
            except DomainError as error:
                report(error, answer.language)
            else:
                if steps or messages:
                    _tell(answer, steps, messages)
            time.sleep(every)


def _round(
    database: Database, settings: Settings, transport: MailServer | None, catalogue: Catalogue
) -> tuple[int, int]:
    """How many steps the clocks took, and how many messages left."""
    clock = SystemClock()
    steps = run_due_clocks(database, clock, catalogue, attachments(settings.data_dir))
    messages = deliver_due(database, transport, settings.mail_from, clock) if transport is not None else 0
    return steps, messages


def _tell(answer: Answer, steps: int, messages: int) -> int:
    said = Words(
        fr=f"Étapes automatiques : {steps} ; messages envoyés : {messages}.",
        en=f"Automatic steps: {steps}; messages sent: {messages}.",
    )
    return answer.give({"steps": steps, "messages": messages}, answer.say(said))


def _check_address(host: str, port: int) -> None:
    """Refuse an address that cannot be listened on, before anything is written.

    Raises:
        InvalidInput: the port is taken, or the host is not of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        words = Words(
            fr=f"On ne peut pas écouter sur {host}:{port} ({error.strerror}). Choisissez --host ou --port.",
            en=f"Cannot listen on {host}:{port} ({error.strerror}). Choose --host or --port.",
        )
        raise InvalidInput([Problem("--port", "address_unusable", words)]) from error


def _served(address: str, sign_ins: Sequence[SignIn], answer: Answer) -> dict[str, Any]:
    return {"address": address, "sign_ins": sign_in_documents(sign_ins, answer)}


def sign_in_documents(sign_ins: Sequence[SignIn], answer: Answer) -> list[dict[str, str]]:
    """The sign-ins of a demonstration as JSON."""
    return [{"label": answer.say(one.label), "email": one.email, "password": one.password} for one in sign_ins]


def sign_in_table(sign_ins: Sequence[SignIn], answer: Answer) -> str:
    """The sign-ins of a demonstration as people read them."""
    rows = [(answer.say(one.label), one.email, one.password) for one in sign_ins]
    return table([answer.say(heading) for heading in _HEADINGS], rows)


def _welcome(address: str, sign_ins: Sequence[SignIn], answer: Answer) -> str:
    ready = f"{answer.say(_READY)} {address}"
    if not sign_ins:
        return ready
    return f"{sign_in_table(sign_ins, answer)}\n\n{answer.say(_INVENTED)}\n\n{ready}"


_READY: Final = Words(fr="Octroi vous attend sur", en="Octroi awaits you at")
_INVENTED: Final = Words(
    fr="Démonstration : ces personnes et leurs organisations sont inventées.",
    en="Demonstration: these people and their organisations are invented.",
)
_HEADINGS: Final = (
    Words(fr="rôle", en="role"),
    Words(fr="adresse", en="e-mail"),
    Words(fr="mot de passe", en="password"),
)
