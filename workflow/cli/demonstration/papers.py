"""The documents that the invented applicants attach: real PDF files that say what they stand for."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from workflow.documents.blocks import Document, Paragraph
from workflow.documents.setting import set_document


def paper(title: str) -> BytesIO:
    """A one-page PDF that stands for ``title`` (« Statuts à jour »), ready to be attached."""
    return BytesIO(_set(title))


@cache
def _set(title: str) -> bytes:
    return set_document(
        Document(
            title=title,
            language="fr",
            issuer="Démonstration d’Octroi",
            reference="Document inventé",
            place_and_date="",
            blocks=(
                Paragraph(f"Ce document tient lieu de la pièce « {title} ».", strong=True),
                Paragraph("Il a été écrit pour la démonstration. Aucune personne ni aucun chiffre n’y est réel."),
            ),
        )
    )
