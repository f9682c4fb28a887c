"""The schemes of Bretagne say what was published, figure by figure, and nothing that was not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

import pytest

from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.form import Field
from workflow.schemes.loading import CONFIG, load_scheme
from workflow.schemes.model import FundingNode, Scheme
from workflow.schemes.parts import Part

NAMES = (
    "appel-projets-collaboratifs",
    "avance-remboursable-innovation-sociale",
    "cap-creation-ess",
    "fonds-de-confiance",
    "poles-ess",
    "tag-bzh-parcours",
    "tag-bzh-structures",
    "trajectoire-ess",
)
DELEGATED = ("cap-creation-ess", "fonds-de-confiance")
DEMONSTRATION_DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def bretagne() -> dict[str, LoadedScheme]:
    folder = CONFIG / "schemes" / "bretagne"
    return {path.stem: load_scheme(path) for path in sorted(folder.glob("*.yaml"))}


def test_the_eight_schemes_of_bretagne_ship_and_no_other(bretagne: dict[str, LoadedScheme]) -> None:
    assert tuple(bretagne) == NAMES
    assert {loaded.id for loaded in bretagne.values()} == {f"bretagne/{name}" for name in NAMES}
    assert all(loaded.scheme.region == "bretagne" for loaded in bretagne.values())
    assert all(loaded.scheme.territory.nuts2 == ("FRH0",) for loaded in bretagne.values())


def test_the_instruments_are_those_of_the_published_schemes(bretagne: dict[str, LoadedScheme]) -> None:
    assert {name: loaded.scheme.instrument for name, loaded in bretagne.items()} == {
        "appel-projets-collaboratifs": "grant",
        "avance-remboursable-innovation-sociale": "repayable_advance",
        "cap-creation-ess": "grant",
        "fonds-de-confiance": "grant",
        "poles-ess": "operating_support",
        "tag-bzh-parcours": "accompaniment",
        "tag-bzh-structures": "operating_support",
        "trajectoire-ess": "path",
    }


# ---------------------------------------------------------------------- figures


def test_cap_creation_pays_from_2_000_to_20_000_euros_and_states_no_rate(bretagne: dict[str, LoadedScheme]) -> None:
    caps = bretagne["cap-creation-ess"].scheme.caps
    assert caps.amount_floor == Money.parse("2000.00")
    assert caps.amount_cap == Money.parse("20000.00")
    assert (caps.aid_rate, caps.base_cap, caps.public_aid_rate, caps.period_cap, caps.feder_rate) == (None,) * 5


def test_cap_creation_has_been_open_since_2014_to_individuals_too(bretagne: dict[str, LoadedScheme]) -> None:
    scheme = bretagne["cap-creation-ess"].scheme
    assert "individual" in scheme.beneficiaries.kinds
    assert [(call.opens.year, call.closes) for call in scheme.calls] == [(2014, None)]
    assert scheme.phases == ("emergence",)


def test_the_fonds_de_confiance_pays_50_to_70_per_cent_without_vat_up_to_20_000_euros(
    bretagne: dict[str, LoadedScheme],
) -> None:
    scheme = bretagne["fonds-de-confiance"].scheme
    assert scheme.caps.aid_rate == Fraction(70, 100)
    assert scheme.caps.aid_rate_from == Fraction(50, 100)
    assert scheme.caps.amount_cap == Money.parse("20000.00")
    assert scheme.caps.amount_floor is None
    assert scheme.costs is not None
    assert scheme.costs.vat == "excluded"
    assert scheme.calls[0].opens.year == 2007


def test_the_fonds_de_confiance_knows_two_people_and_six_to_nine_months(bretagne: dict[str, LoadedScheme]) -> None:
    loaded = bretagne["fonds-de-confiance"]
    assert loaded.scheme.beneficiaries.host_and_holder
    assert "individual" not in loaded.scheme.beneficiaries.kinds
    asked = {one.id: one for one in loaded.visible_fields({})}
    assert {"host_manager_name", "host_manager_email", "holder_name", "holder_email"} <= set(asked)
    assert (asked["employment_months"].minimum, asked["employment_months"].maximum) == (6, 9)


def test_a_tag_receives_30_000_to_45_000_euros_over_the_two_years_together(bretagne: dict[str, LoadedScheme]) -> None:
    caps = bretagne["tag-bzh-structures"].scheme.caps
    assert caps.amount_floor == Money.parse("30000.00")
    assert caps.period_cap is not None
    assert (caps.period_cap.amount, caps.period_cap.years) == (Money.parse("45000.00"), 2)
    assert caps.amount_cap is None
    assert caps.aid_rate is None


def test_the_advance_is_15_per_cent_of_at_most_100_000_euros(bretagne: dict[str, LoadedScheme]) -> None:
    scheme = bretagne["avance-remboursable-innovation-sociale"].scheme
    assert scheme.caps.aid_rate == Fraction(15, 100)
    assert scheme.caps.base_cap == Money.parse("100000.00")
    assert scheme.caps.amount_cap is None
    assert scheme.costs is not None
    assert scheme.costs.minimum_unit_price == Money.parse("300.00")


def test_the_advance_is_free_of_interest_over_60_months_with_12_of_deferral(bretagne: dict[str, LoadedScheme]) -> None:
    loaded = bretagne["avance-remboursable-innovation-sociale"]
    advance = loaded.scheme.advance
    assert advance is not None
    assert (advance.interest_free, advance.deferral_months, advance.total_months) == (True, 12, 60)
    assert not advance.secured
    assert loaded.scheme.state_aid == "de_minimis"
    asked = {one.id: one for one in loaded.visible_fields({})}
    assert asked["deferral_months"].maximum == advance.deferral_months
    assert asked["total_months"].maximum == advance.total_months


@pytest.mark.parametrize("name", ["appel-projets-collaboratifs", "poles-ess", "tag-bzh-parcours", "trajectoire-ess"])
def test_a_scheme_with_no_published_amount_states_none(bretagne: dict[str, LoadedScheme], name: str) -> None:
    scheme = bretagne[name].scheme
    assert not scheme.caps.model_fields_set
    assert all(call.envelope is None for call in scheme.calls)


def test_only_the_collaborative_call_asks_for_a_partner(bretagne: dict[str, LoadedScheme]) -> None:
    asked = {name: loaded.scheme.partners.minimum for name, loaded in bretagne.items() if loaded.scheme.partners}
    assert asked == {"appel-projets-collaboratifs": 1}


# -------------------------------------------------------------- bodies and money


def test_bretagne_active_decides_and_pays_in_its_own_name(bretagne: dict[str, LoadedScheme]) -> None:
    for name in DELEGATED:
        scheme = bretagne[name].scheme
        assert (scheme.running_body.id, scheme.running_body.kind) == ("bretagne-active", "delegated_manager")
        assert [(body.id, body.body) for body in scheme.committees if body.role == "decides"] == [
            ("comite-engagement-bretagne-active", "bretagne-active")
        ]
        assert _payers(scheme) == {"bretagne-active": ("scheme",)}


def test_cap_creation_and_the_fonds_de_confiance_share_one_committee(bretagne: dict[str, LoadedScheme]) -> None:
    one, other = (bretagne[name].scheme.committees[0] for name in DELEGATED)
    assert (one.id, one.title, one.role, one.body, one.quorum) == (
        other.id,
        other.title,
        other.role,
        other.body,
        other.quorum,
    )


def test_the_fonds_de_confiance_hears_an_expert_before_its_committee(bretagne: dict[str, LoadedScheme]) -> None:
    guards = {event.id: event.guards for event in bretagne["fonds-de-confiance"].workflow.events}
    assert "expert_opinion_given" in guards["put_on_agenda"]
    others = {event.id: event.guards for event in bretagne["cap-creation-ess"].workflow.events}
    assert "expert_opinion_given" not in others["put_on_agenda"]


def test_every_scheme_of_the_region_bears_its_siren(bretagne: dict[str, LoadedScheme]) -> None:
    bodies = [loaded.scheme.running_body for loaded in bretagne.values()]
    assert {body.siren for body in bodies if body.id == "region-bretagne"} == {"233500016"}
    assert {body.id for body in bodies} == {"region-bretagne", "bretagne-active", "tag-bzh"}


def test_the_standing_committee_sits_only_with_more_than_half_of_its_members(
    bretagne: dict[str, LoadedScheme],
) -> None:
    quorums = {
        body.quorum
        for loaded in bretagne.values()
        for body in loaded.scheme.committees
        if body.id == "commission-permanente-bretagne"
    }
    assert len(quorums) == 1
    quorum = quorums.pop()
    for members in range(1, 300):
        needed = -(-quorum.numerator * members // quorum.denominator)
        assert needed == members // 2 + 1


def test_a_tag_is_funded_by_the_region_beside_the_state_feder_and_other_authorities(
    bretagne: dict[str, LoadedScheme],
) -> None:
    assert _payers(bretagne["tag-bzh-structures"].scheme) == {
        "region-bretagne": ("region",),
        "etat": ("state",),
        "feder-bretagne": ("feder",),
        "autres-collectivites-bretonnes": ("department", "epci", "commune"),
    }


def test_the_call_is_feder_and_a_guichet_unique_of_the_region_and_other_authorities(
    bretagne: dict[str, LoadedScheme],
) -> None:
    scheme = bretagne["appel-projets-collaboratifs"].scheme
    assert scheme.co_financing is not None
    tree = scheme.co_financing.tree
    assert tree is not None
    assert [node.id for node in tree.children] == ["feder", "guichet_unique"]
    assert [node.id for node in tree.children[1].children] == ["region", "other_local_authorities"]
    assert _payers(scheme) == {
        "feder-bretagne": ("feder",),
        "region-bretagne": ("region",),
        "autres-collectivites-bretonnes": ("department", "epci", "commune"),
    }


def test_the_call_is_labelled_then_programmed_then_decided_by_every_payer(bretagne: dict[str, LoadedScheme]) -> None:
    loaded = bretagne["appel-projets-collaboratifs"]
    assert [(body.id, body.role) for body in loaded.scheme.committees] == [
        ("comite-labellisation", "advises"),
        ("comite-regional-programmation", "decides"),
        ("commission-permanente-bretagne", "decides"),
    ]
    guards = {event.id: event.guards for event in loaded.workflow.events}
    assert "every_payer_decided" in guards["award"]
    early = [section.id for section in loaded.scheme.form.sections if section.pre_application]
    assert early == ["project", "partnership"]


@pytest.mark.parametrize("name", NAMES)
def test_every_public_source_that_a_scheme_admits_has_its_place_in_the_tree(
    bretagne: dict[str, LoadedScheme], name: str
) -> None:
    co_financing = bretagne[name].scheme.co_financing
    placed = () if co_financing is None else _sources(co_financing.tree)
    admitted = () if co_financing is None else co_financing.admits
    assert sorted(placed) == sorted(set(admitted) - {"private", "own"})


# ---------------------------------------------------------------------- windows


def test_a_newcomer_finds_every_scheme_open_on_the_day_of_the_demonstration(
    bretagne: dict[str, LoadedScheme],
) -> None:
    closed = {
        name
        for name, loaded in bretagne.items()
        if not any(
            call.opens <= DEMONSTRATION_DAY and (call.closes is None or call.closes >= DEMONSTRATION_DAY)
            for call in loaded.scheme.calls
        )
    }
    assert closed == {"trajectoire-ess"}


@pytest.mark.parametrize("name", NAMES)
def test_an_invented_window_says_that_it_is_one(bretagne: dict[str, LoadedScheme], name: str) -> None:
    for call in bretagne[name].scheme.calls:
        assert call.demonstration == (call.opens.year > 2017)
        assert call.demonstration == ("démonstration" in call.title.fr)


def test_the_period_2017_2018_of_the_tag_can_be_asked_for_in_2017(bretagne: dict[str, LoadedScheme]) -> None:
    call = bretagne["tag-bzh-structures"].scheme.calls[0]
    assert (call.id, call.opens.year) == ("2017-2018", 2017)


# ------------------------------------------------------------------------ forms


def test_somebody_alone_is_not_asked_for_a_group_nor_for_an_organisation(bretagne: dict[str, LoadedScheme]) -> None:
    loaded = bretagne["cap-creation-ess"]
    alone = _asked(loaded, {"holder_status": "in_own_name"})
    assert not {"group_members", "organisation_link"} & alone
    assert "group_members" in _asked(loaded, {"holder_status": "group"})
    assert "organisation_link" in _asked(loaded, {"holder_status": "organisation"})
    assert {"idea", "social_need", "study_content", "economic_model", "participation"} <= alone


def test_a_study_made_by_others_asks_for_its_providers_and_their_prices(bretagne: dict[str, LoadedScheme]) -> None:
    loaded = bretagne["cap-creation-ess"]
    by_others = {one.id: one for one in loaded.visible_fields({"study_by": "provider"})}
    assert {"provider_name", "provider_work", "provider_price"} <= {one.id for one in by_others["providers"].fields}
    assert "own_work" not in by_others
    assert "providers" not in _asked(loaded, {"study_by": "ourselves"})


def test_an_individual_attaches_an_identity_document_and_an_organisation_its_statutes(
    bretagne: dict[str, LoadedScheme],
) -> None:
    loaded = bretagne["cap-creation-ess"]
    of_person = {document.id for document in loaded.required_documents({}, "individual")}
    of_association = {document.id for document in loaded.required_documents({}, "association")}
    assert "identity" in of_person
    assert "statutes" not in of_person
    assert "statutes" in of_association
    assert "identity" not in of_association
    assert "quotations" in {document.id for document in loaded.required_documents({"study_by": "both"}, "individual")}


def test_each_programme_of_the_tag_asks_its_own_questions(bretagne: dict[str, LoadedScheme]) -> None:
    loaded = bretagne["tag-bzh-parcours"]
    players = _asked(loaded, {"parcours": "revelateur"})
    idea = _asked(loaded, {"parcours": "ideateur"})
    project = _asked(loaded, {"parcours": "incubateur"})
    assert "need_seen" in players
    assert not {"idea", "economic_model"} & players
    assert "idea" in idea
    assert not {"need_seen", "economic_model"} & idea
    assert {"idea", "economic_model", "available_for_jury"} <= project
    assert [body.id for body in loaded.scheme.committees] == ["jury-tag-bzh"]


def test_the_four_tag_can_be_named(bretagne: dict[str, LoadedScheme]) -> None:
    for name in ("tag-bzh-parcours", "tag-bzh-structures"):
        department = next(one for one in bretagne[name].visible_fields({}) if one.id == "department")
        assert [option.value for option in department.options] == ["tag_22", "tag_29", "tag_35", "tag_56"]


def test_the_advance_asks_for_earlier_aid_only_where_there_was_some(bretagne: dict[str, LoadedScheme]) -> None:
    loaded = bretagne["avance-remboursable-innovation-sociale"]
    assert "de_minimis_aid" in _asked(loaded, {"received_de_minimis": True})
    assert "de_minimis_aid" not in _asked(loaded, {"received_de_minimis": False})
    assert "equipment_items" in _asked(loaded, {"buys_equipment": True})
    assert "equipment_items" not in _asked(loaded, {})


def test_the_questions_on_feder_appear_where_the_plan_has_feder(bretagne: dict[str, LoadedScheme]) -> None:
    loaded = bretagne["appel-projets-collaboratifs"]
    with_feder = {"asks_feder": True, "public_buyer": True, "generates_income": True}
    assert {"separate_accounts", "procurement_plan", "income_estimate"} <= _asked(loaded, with_feder)
    without = _asked(loaded, with_feder | {"asks_feder": False})
    assert not {"separate_accounts", "procurement_plan", "income_estimate"} & without


@pytest.mark.parametrize("name", NAMES)
def test_a_commitment_is_made_anew_each_time(bretagne: dict[str, LoadedScheme], name: str) -> None:
    declarations = [one for one in _every_field(bretagne[name].scheme) if one.type == "declaration"]
    assert bool(declarations) == bretagne[name].has_workflow
    assert not any(one.carry_over for one in declarations)


# ------------------------------------------------------------------------- path


def test_the_path_goes_from_the_pole_to_the_advance(bretagne: dict[str, LoadedScheme]) -> None:
    loaded = bretagne["trajectoire-ess"]
    assert not loaded.has_workflow
    assert [step.scheme.removeprefix("bretagne/") for step in loaded.scheme.path] == [
        "poles-ess",
        "tag-bzh-parcours",
        "cap-creation-ess",
        "fonds-de-confiance",
        "avance-remboursable-innovation-sociale",
    ]


def test_what_a_step_carries_was_asked_before_and_fits_the_new_form(bretagne: dict[str, LoadedScheme]) -> None:
    before: dict[str, Field] = {}
    carried = 0
    for step in bretagne["trajectoire-ess"].scheme.path:
        asked = {one.id: one for one in _every_field(bretagne[step.scheme.removeprefix("bretagne/")].scheme)}
        for field_id in step.carries:
            old, new = before[field_id], asked[field_id]
            assert old.type == new.type
            assert new.carry_over
            assert [option.value for option in old.options] == [option.value for option in new.options]
            assert (old.maximum or 0) <= (new.maximum or 0)
            carried += 1
        before |= asked
    assert carried > 20


# ------------------------------------------------------------------------ words


@pytest.mark.parametrize("name", NAMES)
def test_the_french_is_set_as_french_is_printed(bretagne: dict[str, LoadedScheme], name: str) -> None:
    faults = re.compile(r"[ ][;:!?»€%]|«[^\u202f]|[^\u202f]»|[a-zé)][;!?](?=\s|$)|[\"']|\d \d{3}|\s\s|\d\d{4} €")
    found = [words.fr for words in _texts(bretagne[name].scheme) if faults.search(words.fr)]
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_the_english_is_not_set_as_french_is(bretagne: dict[str, LoadedScheme], name: str) -> None:
    found = [words.en for words in _texts(bretagne[name].scheme) if re.search("[«»\u202f\"']", words.en)]
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_help_is_written_to_an_invented_mailbox(bretagne: dict[str, LoadedScheme], name: str) -> None:
    assert bretagne[name].scheme.contact.email.endswith(".example")


@pytest.mark.parametrize("name", NAMES)
def test_the_law_on_the_social_economy_stands_behind_every_scheme(bretagne: dict[str, LoadedScheme], name: str) -> None:
    assert any("2014-856" in reference.title.fr for reference in bretagne[name].scheme.legal)
    assert any("SRDEII" in reference.title.fr for reference in bretagne[name].scheme.policies)


def _asked(loaded: LoadedScheme, answers: Mapping[str, object]) -> set[str]:
    return {one.id for one in loaded.visible_fields(answers)}


def _every_field(scheme: Scheme) -> list[Field]:
    return [one for section in scheme.form.sections for one in section.fields]


def _leaves(node: FundingNode | None) -> list[FundingNode]:
    if node is None:
        return []
    return [leaf for child in node.children for leaf in _leaves(child)] if node.children else [node]


def _payers(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The sources that each payer of the scheme's award answers for."""
    tree = scheme.co_financing.tree if scheme.co_financing else None
    return {leaf.payer: leaf.sources for leaf in _leaves(tree) if leaf.payer}


def _sources(tree: FundingNode | None) -> list[str]:
    return [source for leaf in _leaves(tree) for source in leaf.sources]


def _texts(part: object) -> Iterator[Words]:
    """Every text of ``part``, in order."""
    if isinstance(part, Words):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        for item in part.values():
            yield from _texts(item)
    elif isinstance(part, Part):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name))
