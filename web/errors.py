"""What went wrong, as a page in plain words with a way back, or as JSON for a program.

One table says it all. Domain errors bring their own sentence; the table gives the status and
what to do next. Nothing typed is lost: the page of a refused save shows what was sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlsplit

import structlog
from flask import Flask, Response, jsonify, make_response, redirect, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from web.access import SIGN_IN, SignInNeeded, safe_target
from web.formats import words
from web.typed import can_send_again, typed_values
from workflow.kernel.errors import DomainError, InvalidInput, StaleVersion
from workflow.kernel.words import Words

_log: Final[Any] = structlog.get_logger("octroi.web")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one kind of error. ``again``: sending the same thing once more can succeed."""

    status: int
    title: object
    advice: object
    again: bool = False
    template: str = "errors/error.html"


_TRY_LATER: Final = _l(
    "Patientez un instant, puis réessayez. Si cela dure, écrivez-nous : l’adresse est en bas de page."
)
_CHECK: Final = _l("Vérifiez l’adresse, ou repartez de l’accueil.")

OUTCOMES: Final[Mapping[str, Outcome]] = {
    "invalid_input": Outcome(
        422,
        _l("Certaines réponses sont à corriger"),
        _l("Revenez à la page précédente : ce que vous avez saisi y est encore."),
    ),
    "sign_in_needed": Outcome(401, _l("Connectez-vous pour continuer"), _l("Cette page demande un compte.")),
    "not_found": Outcome(404, _l("Page introuvable"), _CHECK),
    "not_allowed": Outcome(
        403,
        _l("Accès non autorisé"),
        _l("Si vous pensez devoir y accéder, demandez à la personne qui gère les droits de votre organisme."),
    ),
    "stale_version": Outcome(
        409,
        _l("Ce dossier a changé entre-temps"),
        _l("Rien n’a été écrasé. Ouvrez la version à jour, comparez, puis reportez ce que vous aviez saisi."),
        template="errors/conflict.html",
    ),
    "refused": Outcome(409, _l("Cette étape n’est pas possible"), _l("Voici ce qui l’empêche. Rien n’a été modifié.")),
    "step_not_offered": Outcome(
        409,
        _l("Cette étape n’est plus proposée"),
        _l("Le dossier a sans doute avancé depuis l’affichage de la page. Ouvrez-le de nouveau."),
    ),
    "envelope_exceeded": Outcome(
        409,
        _l("L’enveloppe ne suffit pas"),
        _l("Rien n’a été réservé ni engagé. Réduisez le montant, ou choisissez une autre enveloppe."),
    ),
    "appropriations_exceeded": Outcome(
        409,
        _l("Les crédits de l’année ne suffisent pas"),
        _l("Rien n’a été payé. Réduisez le montant, ou attendez d’autres crédits de paiement."),
    ),
    "balance_exceeded": Outcome(
        409, _l("Ce montant dépasse ce qui reste"), _l("Rien n’a été modifié. Vérifiez le montant.")
    ),
    "session_state": Outcome(
        409,
        _l("La séance ne permet pas cette action"),
        _l("Elle n’est pas encore ouverte, ou elle est déjà close. Ouvrez-la de nouveau pour voir où elle en est."),
    ),
    "already_filed": Outcome(
        409, _l("Ce dossier est déjà déposé"), _l("Il ne se modifie plus. Vous pouvez le suivre, ou le retirer.")
    ),
    "record_not_ready": Outcome(503, _l("Le service n’est pas encore prêt"), _TRY_LATER),
    "unavailable": Outcome(503, _l("Enregistrement impossible pour le moment"), _TRY_LATER, again=True),
    "400": Outcome(400, _l("Demande illisible"), _l("Revenez à la page précédente et recommencez.")),
    "csrf": Outcome(
        400,
        _l("La page est restée ouverte trop longtemps"),
        _l("Par sécurité, rien n’a été enregistré. Ce que vous avez saisi est ci-dessous : renvoyez-le."),
        again=True,
    ),
    "401": Outcome(401, _l("Connectez-vous pour continuer"), _l("Cette page demande un compte.")),
    "403": Outcome(403, _l("Accès non autorisé"), _CHECK),
    "404": Outcome(404, _l("Page introuvable"), _l("L’adresse est peut-être incomplète, ou la page a été déplacée.")),
    "405": Outcome(405, _l("Cette adresse ne s’ouvre pas ainsi"), _l("Repartez de la page qui vous y a conduit.")),
    "413": Outcome(
        413,
        _l("C’est trop volumineux"),
        _l("Réduisez la taille du fichier, ou envoyez-le en plusieurs parties. Rien n’a été enregistré."),
    ),
    "429": Outcome(429, _l("Trop de tentatives"), _l("Patientez quelques minutes avant de réessayer."), again=True),
    "500": Outcome(500, _l("Une erreur est survenue de notre côté"), _TRY_LATER),
    "503": Outcome(503, _l("Le service est momentanément indisponible"), _TRY_LATER, again=True),
}
"""Codes of domain errors, then HTTP statuses."""

_OTHER_DOMAIN: Final = Outcome(409, _l("Cette action n’a pas pu être faite"), _CHECK)


def install_errors(app: Flask) -> None:
    """Answer every error from the table; tracebacks go to the log, never to the page."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """Whether the request prefers JSON to a page."""
    if request.path.startswith("/api/") or request.is_json:
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def outcome_of(kind: type[DomainError]) -> Outcome:
    """The line of the table for a domain error, or for the nearest kind of error that it is."""
    codes = (ancestor.code for ancestor in kind.__mro__ if issubclass(ancestor, DomainError))
    return next((OUTCOMES[code] for code in codes if code in OUTCOMES), _OTHER_DOMAIN)


def _domain(error: DomainError) -> AnyResponse:
    outcome = outcome_of(type(error))
    if isinstance(error, SignInNeeded) and request.method in {"GET", "HEAD"} and not wants_json():
        return redirect(f"{SIGN_IN}?next={quote(request.full_path.rstrip('?'))}")
    return _answer(error.code, outcome, error.words, _details(error))


def _csrf(_error: CSRFError) -> AnyResponse:
    return _answer("csrf", OUTCOMES["csrf"], None, {})


def _http(error: HTTPException) -> AnyResponse:
    if error.response is not None or error.code is None or error.code < 400:
        return AnyResponse.force_type(error.get_response(), request.environ)
    known = OUTCOMES.get(str(error.code))
    outcome = known or Outcome(error.code, OUTCOMES["400"].title, OUTCOMES["400"].advice)
    answer = _answer(str(error.code), outcome, None, {})
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _unexpected(error: Exception) -> AnyResponse:
    incident = secrets.token_hex(4)
    _log.error("unexpected_error", incident=incident, path=request.path, exc_info=error)
    return _answer("500", OUTCOMES["500"], None, {"incident": incident})


def _details(error: DomainError) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if isinstance(error, InvalidInput):
        details["problems"] = error.problems
    if isinstance(error, StaleVersion):
        details |= {"expected": error.expected, "actual": error.actual}
    findings = getattr(error, "findings", ())
    return details | {"findings": findings} if findings else details


def _answer(code: str, outcome: Outcome, sentence: Words | None, details: dict[str, Any]) -> Response:
    if wants_json():
        answer = jsonify(error=_as_json(code, outcome, sentence, details))
    else:
        answer = make_response(_page(outcome, sentence, details))
    answer.status_code = outcome.status
    return answer


def _page(outcome: Outcome, sentence: Words | None, details: dict[str, Any]) -> str:
    return render_template(
        outcome.template,
        title=outcome.title,
        sentence=sentence,
        advice=outcome.advice,
        status=outcome.status,
        again=outcome.again and can_send_again(),
        typed=typed_values(),
        details=details,
        back=_back(),
    )


def _as_json(code: str, outcome: Outcome, sentence: Words | None, details: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {"code": code, "message": words(sentence) or str(outcome.title)}
    if "problems" in details:
        body["problems"] = [
            {"field": problem.field, "code": problem.code, "message": words(problem.message)}
            for problem in details["problems"]
        ]
    if "findings" in details:
        body["findings"] = [
            {
                "rule": finding.rule,
                "status": finding.status,
                "actual": finding.actual,
                "limit": finding.limit,
                "headroom": finding.headroom,
                "explanation": words(finding.explanation),
                "basis": words(finding.basis),
            }
            for finding in details["findings"]
        ]
    return body | {key: details[key] for key in ("expected", "actual", "incident") if key in details}


def _back() -> str | None:
    referrer = urlsplit(request.referrer or "")
    if referrer.netloc != request.host:
        return None
    return safe_target(f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path)
