"""The receipt of an application and the application as it was signed, each on one sheet of A4, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import force_locale

from housing.notices.pdf import Paper, Sheet
from housing.notices.reading import read_text

#: Type is set smaller step by step until the text stands on one page; what even the last does not hold has a back.
SCALES = (1.0, 0.92, 0.85, 0.78, 0.72)


@dataclass(frozen=True, slots=True)
class Filing:
    """What the papers say. `doc`: the signed document; `signed`: who, when and how; `language`: kk or ru.

    `code`: of the signed bytes, by which anyone may verify the papers.
    """

    number: str
    doc: dict[str, Any]
    signer: str
    by_key: bool
    sha256: str
    code: str
    signed_at: datetime
    accepted_at: datetime
    due_at: datetime
    branch: str
    language: str
    address: str


def make_filing_pdf(filing: Filing, kind: str) -> bytes:
    """`kind`: receipt or application. The same filing makes the same bytes."""
    with force_locale(filing.language):
        body = render_template(f"notices/{kind}.html", f=filing, doc=filing.doc, language=filing.language)
        paper = Paper(
            kind=kind,
            number=filing.number,
            code=filing.code,
            texts={filing.language: body},
            fingerprint="",
            issued_at=filing.signed_at,
            language=filing.language,
            address=filing.address,
        )
        for scale in SCALES:
            sheet = Sheet(paper, sealed=False, scale=scale)
            sheet.add_language(filing.language, read_text(body), first=True)
            if len(sheet.pages) == 1:
                break
        return sheet.to_bytes()
