"""The manager's room: what was awarded and paid, and what the envelopes still hold."""

from __future__ import annotations

from flask import Blueprint

from web.manager import totals

blueprint = Blueprint("manager", __name__)
blueprint.add_url_rule("/pilotage", view_func=totals.show, endpoint="totals")
blueprint.add_url_rule("/pilotage/totaux.csv", view_func=totals.download, endpoint="csv")
