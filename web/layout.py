"""What the layout of every page shows: the body's name and colours, the menus, the warnings."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request

from web.access import current_identity, public_page
from web.branding import Branding
from web.navigation import account_menu, footer_menu, home_url, main_menu, search_url
from web.static_files import LONG


def install_layout(app: Flask, branding: Branding, demonstration: bool) -> None:
    """Give templates the branding and the menus, and serve the branding's style sheet and mark."""

    @app.context_processor
    def what_the_layout_needs() -> dict[str, Any]:
        return {
            "branding": branding,
            "demonstration": demonstration,
            "identity": current_identity(),
            "main_menu": main_menu,
            "account_menu": account_menu,
            "footer_menu": footer_menu,
        }

    app.jinja_env.globals.update(url_for_home=home_url, url_for_search=search_url, endpoints=app.view_functions)

    @public_page
    def style_sheet() -> Response:
        return _kept(branding.style_sheet, "text/css", branding.digest)

    @public_page
    def mark() -> Response:
        drawing = str(branding.logo).replace('class="logo"', 'xmlns="http://www.w3.org/2000/svg"')
        coloured = drawing.replace("currentColor", branding.accent.light)
        return _kept(coloured, "image/svg+xml", branding.digest)

    app.add_url_rule("/charte.css", endpoint="branding_style", view_func=style_sheet)
    app.add_url_rule("/marque.svg", endpoint="branding_mark", view_func=mark)


def _kept(body: str, kind: str, digest: str) -> Response:
    answer = Response(body, mimetype=kind)
    answer.headers["Cache-Control"] = LONG if request.args.get("v") == digest else "no-cache"
    return answer
