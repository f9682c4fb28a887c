"""Signing in, passwords, the account page, organisations, and the account tables."""

from __future__ import annotations

from flask import Blueprint

from web.account import organisations, profile, registration, signing_in, signing_out

blueprint = Blueprint("account", __name__)
blueprint.add_url_rule("/deconnexion", view_func=signing_out.ask, endpoint="sign_out")
blueprint.add_url_rule("/inscription", view_func=registration.register, endpoint="register", methods=["GET", "POST"])
blueprint.add_url_rule("/compte/arrivee", view_func=signing_in.arrive, endpoint="arrive")
blueprint.add_url_rule("/compte", view_func=profile.show, endpoint="show", methods=["GET", "POST"])
blueprint.add_url_rule(
    "/compte/organisations/nouvelle",
    view_func=organisations.create,
    endpoint="new_organisation",
    methods=["GET", "POST"],
)
