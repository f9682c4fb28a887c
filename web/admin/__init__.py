"""The administrator's room: people and roles, bodies, messages, and the proof that nothing was altered."""

from __future__ import annotations

from flask import Blueprint

from web.admin import integrity, lists, roles

blueprint = Blueprint("admin", __name__)
blueprint.add_url_rule("/administration", view_func=roles.show, endpoint="home")
blueprint.add_url_rule("/administration/roles", view_func=roles.give, endpoint="give", methods=["GET", "POST"])
blueprint.add_url_rule(
    "/administration/roles/<int:grant_id>/fin", view_func=roles.end, endpoint="end", methods=["POST"]
)
blueprint.add_url_rule("/administration/organismes", view_func=lists.bodies_page, endpoint="bodies")
blueprint.add_url_rule("/administration/messages", view_func=lists.messages_page, endpoint="messages")
blueprint.add_url_rule(
    "/administration/integrite", view_func=integrity.check, endpoint="integrity", methods=["GET", "POST"]
)
