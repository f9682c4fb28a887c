"""Identifiers: what was typed comes out in one form, or is refused with what was expected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workflow.kernel.errors import InvalidInput
from workflow.kernel.identifiers import (
    read_bic,
    read_commune,
    read_email,
    read_epci,
    read_iban,
    read_naf,
    read_rna,
    read_siren,
    read_siret,
    read_telephone,
)

Read = Callable[[object, str], str]


@pytest.mark.parametrize(
    ("read", "typed", "normal"),
    [
        (read_siren, "200 053 759", "200053759"),
        (read_siren, "233500016", "233500016"),
        (read_siret, "732 829 320 00074", "73282932000074"),
        (read_siret, "35600000000048", "35600000000048"),
        (read_siret, "35600000049837", "35600000049837"),
        (read_epci, "243500139", "243500139"),
        (read_rna, "w751234567", "W751234567"),
        (read_naf, "9499z", "94.99Z"),
        (read_naf, "94.99Z", "94.99Z"),
        (read_commune, "35238", "35238"),
        (read_commune, "2a004", "2A004"),
        (read_iban, "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
        (read_iban, "be68 5390 0754 7034", "BE68539007547034"),
        (read_bic, "psstfrppren", "PSSTFRPPREN"),
        (read_telephone, "02 99 00 00 00", "+33299000000"),
        (read_telephone, "02.99.00.00.00", "+33299000000"),
        (read_telephone, "+33 (0)2 99 00 00 00", "+33299000000"),
        (read_telephone, "0032 2 555 12 12", "+3225551212"),
        (read_email, " Contact@Exemple.FR ", "contact@exemple.fr"),
    ],
)
def test_what_is_right_comes_out_in_its_normal_form(read: Read, typed: str, normal: str) -> None:
    assert read(typed, "") == normal


@pytest.mark.parametrize(
    ("read", "typed", "code"),
    [
        (read_siren, "200053758", "siren_checksum"),
        (read_siren, "20005375", "siren_format"),
        (read_siren, 200053759, "siren_format"),
        (read_siren, "٢٠٠٠٥٣٧٥٩", "siren_format"),
        (read_siret, "73282932000079", "siret_checksum"),
        (read_siret, "35600000049838", "siret_checksum"),
        (read_siret, "7328293200007", "siret_format"),
        (read_epci, "243500138", "epci_checksum"),
        (read_rna, "751234567", "rna_format"),
        (read_rna, "W75123456", "rna_format"),
        (read_naf, "94.99", "naf_format"),
        (read_commune, "2C004", "commune_format"),
        (read_commune, 35238, "commune_format"),
        (read_iban, "FR1420041010050500013M02607", "iban_checksum"),
        (read_iban, "FR14", "iban_format"),
        (read_bic, "PSST", "bic_format"),
        (read_telephone, "0199", "telephone_format"),
        (read_telephone, "12", "telephone_format"),
        (read_email, "contact@exemple", "email_format"),
        (read_email, "a..b@exemple.fr", "email_format"),
        (read_email, "a@b.fr\nBcc: x@y.fr", "email_format"),
        (read_email, f"{'a' * 65}@exemple.fr", "email_format"),
        (read_email, None, "email_format"),
        (read_siren, "2" * 200, "siren_format"),
    ],
)
def test_what_is_wrong_is_refused_with_what_was_expected(read: Read, typed: object, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(typed, "organisation.number")
    (problem,) = refused.value.problems
    assert (problem.field, problem.code) == ("organisation.number", code)
    assert problem.message.fr
    assert problem.message.en
