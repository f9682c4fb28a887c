"""The languages of the interface: French first, English by choice, kept in the session.

Messages have their French text as their name. The English catalogue is compiled in memory from
its ``.po`` file when the application starts, so that it can be neither stale nor absent.

``python -m web.languages`` extracts the messages again and merges them into the catalogue.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, Domain, get_locale
from werkzeug.exceptions import HTTPException

from workflow.kernel.words import LANGUAGES, Language

WEB: Final = Path(__file__).resolve().parent
PO: Final = WEB / "translations" / "en" / "LC_MESSAGES" / "messages.po"
MAPPING: Final = WEB / "babel.cfg"
KEYWORDS: Final[dict[str, Any]] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_parse: Final[Any] = parse_mapping_cfg

NAMES: Final[dict[Language, str]] = {"fr": "Français", "en": "English"}


def install_languages(app: Flask) -> None:
    """Choose the language of each request, and give templates what they need to offer the other."""
    domain = Domain()
    domain.get_translations = _translations
    Babel(app, default_locale="fr", default_timezone="Europe/Paris", locale_selector=_choose).domain_instance = domain
    app.before_request(_remember)
    app.jinja_env.globals.update(language_url=language_url, language_names=NAMES, current_language=current_language)


def current_language() -> Language:
    """The language of the request, or of ``force_locale``; French outside of both."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "fr"


def language_url(language: Language) -> str:
    """This page in ``language``; the home page where this one cannot be asked for again."""
    if request.method not in {"GET", "HEAD"} and not _can_be_read():
        return f"/?lang={language}"
    query = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return f"{request.path}?{urlencode([*query, ('lang', language)])}"


def extracted() -> Catalog:
    """Every message of the templates and the code of ``web/``, as they are now."""
    with MAPPING.open(encoding="utf-8") as mapping:
        methods, options = _parse(mapping, str(MAPPING))
    catalogue = Catalog(locale="en", project="Octroi", charset="utf-8", fuzzy=False)
    found = extract_from_dir(WEB, methods, options, keywords=KEYWORDS, comment_tags=())
    for filename, line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, None, [(f"web/{filename}", line)], auto_comments=comments, context=context)
    return catalogue


def written(path: Path = PO) -> Catalog:
    """The catalogue as it is kept."""
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def refresh(path: Path = PO) -> tuple[int, list[str]]:
    """Merge what the code says into the catalogue; answer how many messages there are, and which lack English."""
    catalogue = written(path) if path.exists() else extracted()
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, include_lineno=False)
    draft.replace(path)
    messages = [message for message in catalogue if message.id]
    return len(messages), [str(message.id) for message in messages if not _complete(message.string)]


class French(NullTranslations):
    """Messages are French already; zero and one are singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if abs(n) < 2 else msgid2

    ungettext = ngettext


_FRENCH: Final = French()


@cache
def english(path: Path = PO) -> Translations:
    """The English catalogue, compiled from its source."""
    compiled = BytesIO()
    write_mo(compiled, written(path))
    compiled.seek(0)
    return Translations(compiled, domain="messages")


def _translations() -> NullTranslations:
    return english() if current_language() == "en" else _FRENCH


def _choose() -> Language:
    if not has_request_context():
        return "fr"
    asked = request.args.get("lang") or session.get("language") or g.get("preferred_language")
    return "en" if asked == "en" else "fr"


def _remember() -> None:
    asked = request.args.get("lang")
    if asked in LANGUAGES and session.get("language") != asked:
        session["language"] = asked


def _can_be_read() -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(request.path, method="GET"))
    except HTTPException:
        return False


def _complete(string: str | Sequence[str] | None) -> bool:
    return bool(string) and (isinstance(string, str) or all(string or ()))


if __name__ == "__main__":
    total, missing = refresh()
    sys.stdout.write("\n".join([*missing, f"{total} messages, {len(missing)} without English", ""]))
    sys.exit(1 if missing else 0)
