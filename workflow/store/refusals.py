"""What the record refuses, beside the errors of the kernel: money that is not there."""

from __future__ import annotations

from workflow.kernel.errors import DomainError
from workflow.kernel.formats import euros
from workflow.kernel.money import Money
from workflow.kernel.words import Words


class EnvelopeExceeded(DomainError):
    """The envelope has less authority left than was asked (R17)."""

    code = "envelope_exceeded"

    def __init__(self, envelope: str, asked: Money, available: Money) -> None:
        self.envelope = envelope
        self.asked = asked
        self.available = available
        super().__init__(
            Words(
                fr=f"L’enveloppe « {envelope} » ne suffit pas : {euros(asked).fr} demandés, "
                f"{euros(available).fr} disponibles.",
                en=f"The envelope “{envelope}” is not enough: {euros(asked).en} asked, "
                f"{euros(available).en} available.",
            )
        )


class AppropriationsExceeded(DomainError):
    """The payment appropriations of the year are less than the payment (R17)."""

    code = "appropriations_exceeded"

    def __init__(self, envelope: str, year: int, asked: Money, available: Money) -> None:
        self.envelope = envelope
        self.year = year
        self.asked = asked
        self.available = available
        super().__init__(
            Words(
                fr=f"Les crédits de paiement {year} de l’enveloppe « {envelope} » ne suffisent pas : "
                f"{euros(asked).fr} à verser, {euros(available).fr} disponibles.",
                en=f"The {year} payment appropriations of the envelope “{envelope}” are not enough: "
                f"{euros(asked).en} to pay, {euros(available).en} available.",
            )
        )


class BalanceExceeded(DomainError):
    """More would be released, paid or recovered than the envelope holds for it."""

    code = "balance_exceeded"

    def __init__(self, envelope: str, asked: Money, available: Money) -> None:
        self.envelope = envelope
        self.asked = asked
        self.available = available
        super().__init__(
            Words(
                fr=f"L’enveloppe « {envelope} » n’en porte pas autant : {euros(asked).fr} demandés, "
                f"{euros(available).fr} inscrits.",
                en=f"The envelope “{envelope}” does not hold that much: {euros(asked).en} asked, "
                f"{euros(available).en} held.",
            )
        )
