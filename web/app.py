"""The application, put together: the one place that knows every room."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from config.settings import Settings
from web import account, admin, applicant, committee, desk, manager, public
from web.access import Identify, Identity, install_access
from web.branding import load_branding
from web.errors import install_errors
from web.formats import install_filters
from web.languages import install_languages
from web.layout import install_layout
from web.logs import configure_logs
from web.security_headers import install_security_headers
from web.static_files import install_static_files
from workflow.kernel.clock import Clock, SystemClock

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    public.blueprint,
    applicant.blueprint,
    desk.blueprint,
    committee.blueprint,
    manager.blueprint,
    admin.blueprint,
    account.blueprint,
)
"""The rooms, in the order of the main menu."""

FORM_FIELDS: Final = 5000
FORM_MEMORY: Final = 4 * 1024 * 1024


def nobody() -> Identity | None:
    """Who acts where there are no accounts."""
    return None


def create_app(settings: Settings, *, clock: Clock | None = None, identify: Identify = nobody) -> Flask:
    """The web application for ``settings``.

    ``identify`` says who acts in the present request, ``None`` for a visitor.

    Raises:
        InvalidInput: the branding that the settings name is unknown or faulty.
    """
    configure_logs()
    app = Flask(__name__, static_folder="static", template_folder="templates")
    _configure(app, settings)
    install_static_files(app)
    install_security_headers(app, https=settings.secure_cookies)
    install_languages(app)
    install_filters(app, clock or SystemClock())
    install_errors(app)
    CSRFProtect(app)
    install_access(app, identify)
    install_layout(app, load_branding(settings.body), demonstration=settings.demonstration)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="octroi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=settings.upload_limit + FORM_MEMORY,
        MAX_FORM_MEMORY_SIZE=FORM_MEMORY,
        MAX_FORM_PARTS=FORM_FIELDS,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
        WTF_CSRF_SSL_STRICT=settings.secure_cookies,
        TRAP_HTTP_EXCEPTIONS=False,
    )
    app.extensions["octroi_settings"] = settings
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # Flask's own advice
