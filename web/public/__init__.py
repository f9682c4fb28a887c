"""What anyone may read, signed in or not."""

from __future__ import annotations

from flask import Blueprint

from web.public import about, check, home, listing, scheme, style

blueprint = Blueprint("public", __name__)
blueprint.add_url_rule("/", view_func=home.show, endpoint="home")
blueprint.add_url_rule("/dispositifs", view_func=listing.show, endpoint="schemes")
blueprint.add_url_rule("/dispositifs/<region>/<name>", view_func=scheme.show, endpoint="scheme")
blueprint.add_url_rule(
    "/dispositifs/<region>/<name>/verifier", view_func=check.show, endpoint="check", methods=["GET", "POST"]
)
blueprint.add_url_rule("/accessibilite", view_func=about.accessibility, endpoint="accessibility")
blueprint.add_url_rule("/mentions-legales", view_func=about.legal, endpoint="legal")
blueprint.add_url_rule("/contact", view_func=about.contact, endpoint="contact")
blueprint.add_url_rule("/style", view_func=style.show, endpoint="style")
