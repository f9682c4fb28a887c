"""The colours, the name and the mark of the body that runs this Octroi.

A branding is a file of ``config/branding/``. Its accent colours are checked for contrast when it
is loaded (WCAG 2.2, 1.4.3: 4.5 to 1), and its logo is rebuilt from an allow-list of shapes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from web.colours import Colour, contrast, mixed
from web.drawings import UnsafeDrawing, safe_drawing
from workflow.kernel.errors import InvalidInput, Problem
from workflow.kernel.words import Words

FOLDER: Final = Path(__file__).resolve().parent.parent / "config" / "branding"
ENOUGH: Final = 4.5
PAPERS: Final[Mapping[str, tuple[Colour, Colour]]] = {
    "light": (Colour(0xF7, 0xF5, 0xF0), Colour(0xFF, 0xFF, 0xFF)),
    "dark": (Colour(0x14, 0x17, 0x1A), Colour(0x1E, 0x22, 0x26)),
}
"""The page and the raised surface of ``static/css/tokens.css``: a test keeps the two in step."""

_WHITE: Final = Colour(255, 255, 255)
_BLACK: Final = Colour(0, 0, 0)
_HEX: Final = r"^#[0-9a-f]{6}$"

Text = Annotated[str, Field(min_length=1, max_length=300)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Accent(_Part):
    """The accent on light paper and on dark paper, as ``#rrggbb``."""

    light: Annotated[str, Field(pattern=_HEX)]
    dark: Annotated[str, Field(pattern=_HEX)]


class Address(_Part):
    """Where people write to the body: shown in the footer, the notices and the legal page."""

    email: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+$")]
    telephone: str | None = None
    postal: Text


class BrandingFile(_Part):
    """A file of ``config/branding/``, as written."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Text
    service: Text
    accent: Accent
    contact: Address
    publisher: Text
    logo: Annotated[str, Field(min_length=20, max_length=4000)]


@dataclass(frozen=True, slots=True)
class Branding:
    """A branding that passed its checks. ``logo`` is safe markup, in the text's own colour."""

    id: str
    name: str
    service: str
    contact: Address
    publisher: str
    accent: Accent
    logo: Markup
    style_sheet: str
    digest: str


def load_branding(body: str, folder: Path = FOLDER) -> Branding:
    """The branding of ``body``.

    Raises:
        InvalidInput: no such file, unknown key, wrong type, unsafe logo, or too little contrast.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", body) or not (folder / f"{body}.yaml").is_file():
        raise InvalidInput([_unknown(body, folder)])
    path = folder / f"{body}.yaml"
    written = _read(path)
    problems = [*_contrast_problems(written, path.name)]
    try:
        logo = safe_drawing(written.logo)
    except UnsafeDrawing as unsafe:
        raise InvalidInput([*problems, _unsafe_logo(path.name, str(unsafe))]) from unsafe
    if problems:
        raise InvalidInput(problems)
    sheet = _style_sheet(written)
    return Branding(
        id=written.id,
        name=written.name,
        service=written.service,
        contact=written.contact,
        publisher=written.publisher,
        accent=written.accent,
        logo=Markup(logo),  # noqa: S704 - rebuilt from an allow-list of shapes by safe_drawing
        style_sheet=sheet,
        digest=hashlib.sha256(f"{sheet}{logo}".encode()).hexdigest()[:12],
    )


def _read(path: Path) -> BrandingFile:
    try:
        raw = YAML(typ="safe").load(path)
        return BrandingFile.model_validate(raw)
    except YAMLError as fault:
        raise InvalidInput([_fault(path.name, "", str(fault).splitlines()[0])]) from fault
    except ValidationError as faults:
        raise InvalidInput(
            [_fault(path.name, ".".join(map(str, fault["loc"])), fault["msg"]) for fault in faults.errors()]
        ) from faults


def _contrast_problems(written: BrandingFile, place: str) -> list[Problem]:
    problems = []
    for theme, text in (("light", written.accent.light), ("dark", written.accent.dark)):
        accent = Colour.parse(text)
        pairs = [*PAPERS[theme], _soft(accent, theme), _on(accent)]
        least = min(contrast(accent, other) for other in pairs)
        if least < ENOUGH:
            problems.append(_too_faint(place, theme, text, least))
    band = _band(Colour.parse(written.accent.light), "light")
    if contrast(band, _WHITE) < ENOUGH:
        problems.append(_too_faint(place, "light", written.accent.light, contrast(band, _WHITE)))
    return problems


def _style_sheet(written: BrandingFile) -> str:
    light = _rules(Colour.parse(written.accent.light), Colour.parse(written.accent.light), "light")
    dark = _rules(Colour.parse(written.accent.dark), Colour.parse(written.accent.light), "dark")
    return f"@layer tokens {{\n:root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n}}\n"


def _rules(accent: Colour, ground: Colour, theme: str) -> str:
    values = {
        "accent": accent,
        "accent-strong": mixed(accent, _BLACK if theme == "light" else _WHITE, 25),
        "accent-soft": _soft(accent, theme),
        "on-accent": _on(accent),
        "band": _band(ground, theme),
    }
    return " ".join(f"--{name}: {colour};" for name, colour in values.items())


def _soft(accent: Colour, theme: str) -> Colour:
    return mixed(PAPERS[theme][1], accent, 8)


def _on(accent: Colour) -> Colour:
    dark_ink = PAPERS["dark"][0]
    return _WHITE if contrast(accent, _WHITE) >= contrast(accent, dark_ink) else dark_ink


def _band(ground: Colour, theme: str) -> Colour:
    return ground if theme == "light" else mixed(ground, _BLACK, 40)


def _unknown(body: str, folder: Path) -> Problem:
    known = ", ".join(sorted(path.stem for path in folder.glob("*.yaml")))
    return Problem(
        "OCTROI_BODY",
        "branding_unknown",
        Words(
            fr=f"Aucune charte « {body[:60]} ». Chartes connues : {known}.",
            en=f"No branding “{body[:60]}”. Known brandings: {known}.",
        ),
    )


def _fault(place: str, key: str, message: str) -> Problem:
    return Problem(key, "branding_invalid", Words(fr=f"{key} : {message}", en=f"{key}: {message}"), place)


def _unsafe_logo(place: str, reason: str) -> Problem:
    words = Words(fr=f"Le logo est refusé : {reason}.", en=f"The logo is refused: {reason}.")
    return Problem("logo", "branding_logo", words, place)


def _too_faint(place: str, theme: str, colour: str, ratio: float) -> Problem:
    return Problem(
        f"accent.{theme}",
        "branding_contrast",
        Words(
            fr=f"{colour} n’a qu’un contraste de {ratio:.2f} avec le fond ou le texte ; il en faut {ENOUGH}.",
            en=f"{colour} has a contrast of only {ratio:.2f} with its background or text; {ENOUGH} is needed.",
        ),
        place,
    )
