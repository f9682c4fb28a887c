"""The committee room: sessions, attendance, withdrawals, votes, and the way to each decision."""

from __future__ import annotations

from flask import Blueprint

from web.committee import items, planning, session, sessions

blueprint = Blueprint("committee", __name__)
blueprint.add_url_rule("/comites", view_func=sessions.show, endpoint="sessions")
blueprint.add_url_rule("/comites/prevoir", view_func=planning.plan, endpoint="plan", methods=["GET", "POST"])
blueprint.add_url_rule("/comites/<int:session_id>", view_func=session.show, endpoint="session")
blueprint.add_url_rule(
    "/comites/<int:session_id>/presences", view_func=session.attend, endpoint="attend", methods=["POST"]
)
blueprint.add_url_rule("/comites/<int:session_id>/ouvrir", view_func=session.begin, endpoint="open", methods=["POST"])
blueprint.add_url_rule("/comites/<int:session_id>/clore", view_func=session.end, endpoint="close", methods=["POST"])
blueprint.add_url_rule("/comites/<int:session_id>/proces-verbal.pdf", view_func=session.minutes, endpoint="minutes")
blueprint.add_url_rule("/comites/<int:session_id>/<reference>", view_func=items.show, endpoint="item")
blueprint.add_url_rule(
    "/comites/<int:session_id>/<reference>/votes", view_func=items.vote, endpoint="vote", methods=["POST"]
)
blueprint.add_url_rule(
    "/comites/<int:session_id>/<reference>/deport", view_func=items.recuse, endpoint="recuse", methods=["POST"]
)
