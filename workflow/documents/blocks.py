"""What an official document is made of: a heading, its parties, and blocks in reading order.

Everything here is text already in the reader's language. The template receives it as
data and never as source, so that nothing in a name or a reason can become markup.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the document; ``level`` 1 is the largest."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``strong`` sets the whole of it apart."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and a value, one under the other."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the columns listed in ``amounts`` (from 0) are aligned right.

    ``total`` is a last row set in bold, empty where there is none.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    amounts: tuple[int, ...] = ()
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """A list with a bullet before each item."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, side by side, each under its party's name."""

    parties: tuple[str, ...]


Block = Heading | Paragraph | Facts | Table | Points | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """One official document, ready to be set.

    ``issuer`` is the body in whose name it is sent; ``recipient`` the lines of an address,
    empty where the document is not a letter; ``footer`` runs under every page.
    """

    title: str
    language: str
    issuer: str
    reference: str
    place_and_date: str
    blocks: tuple[Block, ...]
    recipient: tuple[str, ...] = ()
    footer: str = ""


def as_data(document: Document) -> dict[str, object]:
    """The document as plain values for the template, each block with its ``kind``."""
    data = asdict(document)
    data["blocks"] = [{"kind": type(block).__name__.lower(), **asdict(block)} for block in document.blocks]
    return data
