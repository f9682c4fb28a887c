"""The agreement (*convention*) between one payer and the beneficiary, ready to be signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.documents.blocks import Document, Facts, Heading, Paragraph, Signatures
from workflow.documents.wording import amount, day
from workflow.kernel.money import Money
from workflow.kernel.words import Words


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What an agreement says. ``share`` is the payer's own part of the award."""

    reference: str
    title: str
    scheme: Words
    payer: str
    beneficiary: str
    decision_number: str
    decided_on: date
    share: Money
    base: Money | None


def compose(facts: AgreementFacts, language: str) -> Document:
    """The agreement in ``language``; French is the one that binds."""
    say = _FR if language == "fr" else _EN
    share = amount(facts.share, language)
    base = amount(facts.base, language) if facts.base is not None else "—"
    return Document(
        title=say["title"],
        language=language,
        issuer=facts.payer,
        reference=facts.reference,
        place_and_date=day(facts.decided_on, language),
        blocks=(
            Facts(
                (
                    (say["payer"], facts.payer),
                    (say["beneficiary"], facts.beneficiary),
                    (say["scheme"], facts.scheme.in_language(language)),
                    (say["project"], facts.title or "—"),
                    (say["decision"], facts.decision_number),
                )
            ),
            Heading(say["object"]),
            Paragraph(say["object_text"].format(payer=facts.payer, share=share, beneficiary=facts.beneficiary)),
            Heading(say["payment"]),
            Paragraph(say["payment_text"].format(base=base)),
            Heading(say["report"]),
            Paragraph(say["report_text"]),
            Heading(say["recovery"]),
            Paragraph(say["recovery_text"]),
            Signatures((facts.payer, facts.beneficiary)),
        ),
        footer=f"{facts.payer} — {say['law']}",
    )


_FR = {
    "title": "Convention attributive d’une aide",
    "payer": "Financeur",
    "beneficiary": "Bénéficiaire",
    "scheme": "Dispositif",
    "project": "Projet",
    "decision": "Décision",
    "object": "Article 1 — Objet",
    "object_text": "{payer} attribue à {beneficiary} une aide de {share} pour le projet désigné ci-dessus.",
    "payment": "Article 2 — Versement",
    "payment_text": "L’aide est calculée sur une base éligible de {base}. Le solde est versé au prorata des "
    "dépenses réalisées et justifiées, dans la limite de l’aide attribuée.",
    "report": "Article 3 — Compte rendu",
    "report_text": "Le bénéficiaire remet un compte rendu financier dans les six mois qui suivent la fin de "
    "l’exercice pour lequel l’aide est attribuée.",
    "recovery": "Article 4 — Reversement",
    "recovery_text": "Toute somme versée au-delà de ce qui est dû est reversée sur demande du financeur, après "
    "que le bénéficiaire a pu présenter ses observations.",
    "law": "Loi n° 2000-321 du 12 avril 2000, art. 10 ; décret n° 2001-495",
}
_EN = {
    "title": "Grant agreement",
    "payer": "Payer",
    "beneficiary": "Beneficiary",
    "scheme": "Scheme",
    "project": "Project",
    "decision": "Decision",
    "object": "Article 1 — Purpose",
    "object_text": "{payer} grants {beneficiary} aid of {share} for the project named above.",
    "payment": "Article 2 — Payment",
    "payment_text": "The aid is worked out on an eligible base of {base}. The balance is paid in proportion to the "
    "costs incurred and evidenced, up to the aid granted.",
    "report": "Article 3 — Report",
    "report_text": "The beneficiary sends a financial report within six months of the end of the financial year "
    "for which the aid is granted.",
    "recovery": "Article 4 — Recovery",
    "recovery_text": "Any sum paid beyond what is due is paid back at the payer’s request, once the beneficiary "
    "has been able to comment.",
    "law": "Law 2000-321 of 12 April 2000, art. 10; decree 2001-495",
}
