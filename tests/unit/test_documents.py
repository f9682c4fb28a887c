"""Official documents open, read well, carry the right figures, and never run what they are given."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from workflow.documents import agreement, decision, minutes, receipt
from workflow.documents.blocks import Document
from workflow.documents.setting import set_document
from workflow.kernel.money import Money
from workflow.kernel.words import Words

SCHEME = Words(fr="CAP’Création ESS", en="CAP’Création ESS (in English)")
REQUESTED = Money(2_000_001)
HOSTILE = '#panic("x") $1/0$ *gras* `code` <étiquette> @citation \\ "guillemets" [crochet] {accolade}'


def text_of(document: Document) -> str:
    """What a reader extracts, spaces folded."""
    reader = PdfReader(io.BytesIO(set_document(document)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def a_receipt(title: str = "Le jardin partagé", requested: Money | None = REQUESTED) -> receipt.ReceiptFacts:
    return receipt.ReceiptFacts(
        reference="BZH-2017-00042",
        title=title,
        scheme=SCHEME,
        issuer="Bretagne Active",
        applicant="Association d’essai",
        received_at=datetime(2017, 5, 5, 12, 2, tzinfo=UTC),
        requested=requested,
        filed_hash="ab" * 32,
        implicit_refusal_on=date(2017, 7, 5),
        service=Words(fr="Service d’essai", en="Test service"),
        contact="ess@bretagne.example",
        remedies=Words(fr="Des recours sont possibles.", en="Remedies exist."),
    )


AWARDED = decision.DecisionFacts(
    reference="NA-2017-00007",
    title="Un atelier",
    scheme=SCHEME,
    issuer="Région Nouvelle-Aquitaine",
    recipient=["Association d’essai", "1 rue d’Essai"],
    decided_on=date(2017, 7, 10),
    sent_on=date(2017, 7, 20),
    awarded=True,
    deliberation="2017.1234.SP",
    amount=Money(3_827_160),
    base=Money(5_000_000),
    shares=[
        decision.ShareLine("Région Nouvelle-Aquitaine", "2017.1234.SP", Money(2_827_160), agreement_required=True),
        decision.ShareLine("FEDER", "F-12", Money(1_000_000), agreement_required=False),
    ],
    reason="",
    contact="ess@nouvelle-aquitaine.example",
)


def test_a_receipt_says_what_the_law_asks_for() -> None:
    text = text_of(receipt.compose(a_receipt(), "fr"))
    for said in ("BZH-2017-00042", "5 mai 2017 à 14 h 02", "20 000,01 €", "5 juillet 2017", "L231-4", "ab" * 32):
        assert said in text


def test_a_receipt_in_english_carries_the_same_figures() -> None:
    text = text_of(receipt.compose(a_receipt(), "en"))
    for said in ("5 May 2017 at 14:02", "€20,000.01", "5 July 2017"):
        assert said in text


def test_a_receipt_without_money_or_silence_says_so() -> None:
    facts = a_receipt(requested=None)
    text = text_of(receipt.compose(facts, "fr"))
    assert "Aide demandée" not in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_hostile_text_is_set_as_text_and_never_run(language: str) -> None:
    text = text_of(receipt.compose(a_receipt(title=HOSTILE), language))
    assert '#panic("x")' in text
    assert "*gras*" in text


def test_an_award_letter_lists_each_share_and_their_exact_sum() -> None:
    text = text_of(decision.compose(AWARDED, "fr"))
    for said in ("38 271,60 €", "28 271,60 €", "10 000,00 €", "2017.1234.SP", "F-12", "convention doit être signée"):
        assert said in text
    assert "deux mois" in text


def test_a_refusal_letter_gives_its_reason_and_the_remedies() -> None:
    refused = replace(AWARDED, awarded=False, amount=None, shares=[], reason="Le projet vend déjà un service.")
    text = text_of(decision.compose(refused, "fr"))
    assert "Le projet vend déjà un service." in text
    assert "tribunal administratif" in text


def test_an_agreement_names_both_parties_and_the_share_of_the_payer() -> None:
    facts = agreement.AgreementFacts(
        "NA-2017-00007", "Un atelier", SCHEME, "Région Nouvelle-Aquitaine", "Association d’essai", "2017.1234.SP",
        date(2017, 7, 10), Money(2_827_160), Money(5_000_000),
    )  # fmt: skip
    text = text_of(agreement.compose(facts, "fr"))
    for said in ("28 271,60 €", "50 000,00 €", "Association d’essai", "2000-321"):
        assert said in text


def test_minutes_give_attendance_votes_and_the_total_awarded() -> None:
    def item(number: int, awarded: Money | None) -> minutes.MinutedItem:
        outcome = Words(fr="Accordé", en="Awarded") if awarded else Words(fr="Refusé", en="Refused")
        return minutes.MinutedItem(
            f"NA-2017-0000{number}", "Projet", "Association", outcome, 3, 1, 2, ["Membre C"], awarded
        )

    facts = minutes.MinutesFacts(
        7, Words(fr="Commission permanente", en="Standing committee"), "Région", date(2017, 7, 10),
        ["Membre A", "Membre B"], ["Membre C"], 2, closed=True,
        items=[item(1, Money(1_000_050)), item(2, None), item(3, Money(50))],
    )  # fmt: skip
    text = text_of(minutes.compose(facts, "fr"))
    for said in ("10 001,00 €", "3 pour, 1 contre, 2 abstentions", "Membre C", "2 présents, 2 nécessaires"):
        assert said in text
    assert "Projet de procès-verbal" not in text


def test_minutes_of_an_open_session_say_that_they_are_a_draft() -> None:
    facts = minutes.MinutesFacts(
        7, Words(fr="Commission", en="Committee"), "Région", date(2017, 7, 10), [], [], 2, closed=False, items=[]
    )
    assert "Projet de procès-verbal" in text_of(minutes.compose(facts, "fr"))


def test_a_document_is_archivable_tagged_and_has_its_language_and_title() -> None:
    reader = PdfReader(io.BytesIO(set_document(receipt.compose(a_receipt(), "fr"))))
    root = reader.root_object
    assert str(root["/Lang"]) == "fr"
    marked = root["/MarkInfo"]
    assert isinstance(marked, DictionaryObject)
    assert marked["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Accusé de réception"
    described = root["/Metadata"].get_object()
    assert isinstance(described, StreamObject)
    conformance = described.get_data().decode()
    assert "pdfaid:part>2<" in conformance
    assert "pdfuaid:part>1<" in conformance
