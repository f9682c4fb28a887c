"""The officer's desk: the queue, an application, and every step that can be made of it."""

from __future__ import annotations

from flask import Blueprint

from web.desk import application, files, queue, steps
from web.desk.lines import install_lines

blueprint = Blueprint("desk", __name__)
install_lines(blueprint)
blueprint.add_url_rule("/instruction", view_func=queue.show, endpoint="queue")
blueprint.add_url_rule("/instruction/<reference>", view_func=application.show, endpoint="application")
blueprint.add_url_rule(
    "/instruction/<reference>/etape/<event>", view_func=steps.take, endpoint="step", methods=["GET", "POST"]
)
blueprint.add_url_rule(
    "/instruction/<reference>/pieces/<int:attachment_id>", view_func=files.download, endpoint="attachment"
)
blueprint.add_url_rule("/instruction/<reference>/decision.pdf", view_func=files.letter, endpoint="letter")
blueprint.add_url_rule(
    "/instruction/<reference>/convention/<payer>.pdf", view_func=files.agreement, endpoint="agreement"
)
