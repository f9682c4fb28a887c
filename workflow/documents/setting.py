"""Sets a document as an accessible, archivable PDF (PDF/A-2a, PDF/UA-1) with typst.

The data travels through ``sys_inputs`` as JSON, see https://typst.app/docs/reference/foundations/sys/.
Only the fonts bundled with typst are used, and nothing outside the templates can be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import typst

from workflow.documents.blocks import Document, as_data

TEMPLATES: Final = Path(__file__).parent / "templates"


def set_document(document: Document) -> bytes:
    """The bytes of the PDF of ``document``."""
    return typst.compile(
        TEMPLATES / "official.typ",
        root=TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(as_data(document), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
    )
