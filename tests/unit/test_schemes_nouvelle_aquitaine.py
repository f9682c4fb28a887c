"""The schemes of Nouvelle-Aquitaine say what was published, figure by figure, and nothing that was not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from workflow.kernel.money import Money
from workflow.kernel.words import Words
from workflow.rules.plan import Applicant, CostLine, FundingPlan, ResourceLine
from workflow.rules.verdict import assess
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.graph import Graph
from workflow.schemes.loading import CONFIG, load_scheme
from workflow.schemes.model import FundingNode
from workflow.schemes.parts import Part
from workflow.schemes.regulations import load_regulations

AMI = "ami-innovation-sociale"
MODALITIES = (
    "ri-actions-collectives",
    "ri-aide-conseil",
    "ri-aide-recrutement",
    "ri-dynamiques-territoriales",
    "ri-projets-innovants",
    "ri-renforcement-competences",
)
WITHOUT_MONEY = ("adi-na-accompagnement", "atis-accompagnement", "guichet-unique-orientation")
NAMES = tuple(sorted((AMI, *MODALITIES, *WITHOUT_MONEY)))
DEMONSTRATION_DAY = date(2026, 11, 21)

Schemes = dict[str, LoadedScheme]


@pytest.fixture(scope="module")
def schemes() -> Schemes:
    folder = CONFIG / "schemes" / "nouvelle-aquitaine"
    return {path.stem: load_scheme(path) for path in sorted(folder.glob("*.yaml"))}


def test_the_ten_schemes_of_nouvelle_aquitaine_ship_and_no_other(schemes: Schemes) -> None:
    assert tuple(schemes) == NAMES
    assert {loaded.id for loaded in schemes.values()} == {f"nouvelle-aquitaine/{name}" for name in NAMES}
    assert all(loaded.scheme.territory.nuts2 == ("FRI1", "FRI2", "FRI3") for loaded in schemes.values())


def test_the_instruments_are_those_of_the_published_schemes(schemes: Schemes) -> None:
    assert {name for name in NAMES if schemes[name].scheme.instrument == "grant"} == {AMI, *MODALITIES}
    assert schemes["guichet-unique-orientation"].scheme.instrument == "orientation"
    assert schemes["adi-na-accompagnement"].scheme.instrument == "accompaniment"
    assert schemes["atis-accompagnement"].scheme.instrument == "accompaniment"


def test_the_region_bears_its_siren_and_its_agency_and_partner_run_their_own(schemes: Schemes) -> None:
    bodies = {name: loaded.scheme.running_body for name, loaded in schemes.items()}
    assert {bodies[name].siren for name in (AMI, *MODALITIES, "guichet-unique-orientation")} == {"200053759"}
    assert (bodies["adi-na-accompagnement"].id, bodies["adi-na-accompagnement"].kind) == ("adi-na", "agency")
    assert (bodies["atis-accompagnement"].id, bodies["atis-accompagnement"].kind) == ("atis", "partner")


# --------------------------------------------------------------------------- AMI


def test_the_ami_caps_an_award_at_40_000_euros_and_states_no_other_figure(schemes: Schemes) -> None:
    caps = schemes[AMI].scheme.caps
    assert caps.amount_cap == Money.parse("40000.00")
    assert caps.model_fields_set == {"amount_cap", "basis"}


@pytest.mark.parametrize(("request_", "status"), [("40000.00", "pass"), ("40000.01", "fail")])
def test_one_cent_above_the_cap_of_the_ami_fails(schemes: Schemes, request_: str, status: str) -> None:
    asked, costs = Money.parse(request_), Money.parse("60000.00")
    plan = FundingPlan(
        applicant=Applicant("association", "FRI3"),
        request=asked,
        costs=(CostLine("Expérimentation", costs, "64"),),
        resources=(ResourceLine("region", asked), ResourceLine("own", costs - asked)),
        partners=1,
        phase="emergence",
    )
    verdict = assess(schemes[AMI].scheme, load_regulations(), plan, date(2017, 5, 5))
    assert {one.rule: one.status for one in verdict.findings}["amount_cap"] == status
    assert verdict.passed == (status == "pass")
    assert verdict.max_award == Money.parse("40000.00")


def test_the_ami_of_2017_opened_on_3_april_with_cut_offs_on_5_may_and_25_august(schemes: Schemes) -> None:
    call = schemes[AMI].scheme.calls[0]
    assert (call.id, call.demonstration) == ("2017", False)
    assert call.opens == date(2017, 4, 3)
    assert call.cut_offs == (date(2017, 5, 5), date(2017, 8, 25))
    assert call.closes == date(2017, 8, 25)
    assert call.envelope is None


def test_the_invented_call_of_the_ami_says_that_it_is_one(schemes: Schemes) -> None:
    call = schemes[AMI].scheme.calls[1]
    assert call.demonstration
    assert "démonstration" in call.title.fr
    assert (call.opens, call.closes) == (date(2026, 9, 1), date(2027, 6, 25))
    assert call.cut_offs == (date(2027, 1, 29), date(2027, 6, 25))


def test_the_ami_is_for_collective_projects_in_emergence(schemes: Schemes) -> None:
    scheme = schemes[AMI].scheme
    assert scheme.phases == ("emergence",)
    assert scheme.partners is not None
    assert scheme.partners.minimum == 1
    assert "individual" not in scheme.beneficiaries.kinds
    assert scheme.state_aid == "none"


def test_each_project_of_the_ami_is_analysed_twice_before_the_committee(schemes: Schemes) -> None:
    guards = {event.id: event.guards for event in schemes[AMI].workflow.events}
    assert "expert_opinion_given" in guards["give_opinion"]
    assert {"expert_opinion_given", "opinion_given"} <= set(guards["put_on_agenda"])
    others = {event.id: event.guards for event in schemes["ri-aide-conseil"].workflow.events}
    assert "expert_opinion_given" not in others["put_on_agenda"]


def test_the_first_analysis_is_against_the_twelve_criteria_of_social_innovation(schemes: Schemes) -> None:
    titles = [criterion.title.fr for criterion in schemes[AMI].scheme.scoring]
    assert len(titles) == 12
    assert {"Portage collectif", "Rupture avec l’existant", "Ouverture à la recherche"} <= set(titles)


def test_committees_that_advise_on_the_ami_are_not_the_one_that_decides(schemes: Schemes) -> None:
    assert [(body.id, body.role) for body in schemes[AMI].scheme.committees] == [
        ("comite-technique-ami", "advises"),
        ("commission-attribution-ami", "advises"),
        ("commission-permanente-nouvelle-aquitaine", "decides"),
    ]


# ------------------------------------------------------------- the six modalities


@pytest.mark.parametrize("name", MODALITIES)
def test_a_modality_rests_on_the_reglement_of_february_2017_and_states_no_figure(schemes: Schemes, name: str) -> None:
    scheme = schemes[name].scheme
    assert any("février 2017" in reference.title.fr for reference in scheme.legal)
    assert not scheme.caps.model_fields_set
    assert [(call.opens.year, call.opens.month, call.closes) for call in scheme.calls] == [(2017, 2, None)]
    assert (scheme.calls[0].envelope, scheme.phases) == (None, ())


@pytest.mark.parametrize("name", MODALITIES)
def test_a_modality_is_decided_by_the_standing_committee_and_paid_after_it(schemes: Schemes, name: str) -> None:
    loaded = schemes[name]
    assert [(body.id, body.role) for body in loaded.scheme.committees] == [
        ("commission-permanente-nouvelle-aquitaine", "decides")
    ]
    graph = Graph.of(loaded.workflow)
    paid = {edge.target for edge in graph.edges if "record_payment" in edge.event.effects}
    assert paid
    assert graph.walk_to(["draft"], paid, lambda edge: "vote_in_favour" not in edge.event.guards) is None


def test_the_standing_committee_sits_only_with_more_than_half_of_its_members(schemes: Schemes) -> None:
    bodies = [body for loaded in schemes.values() for body in loaded.scheme.committees if body.role == "decides"]
    (quorum,) = {body.quorum for body in bodies if body.id == "commission-permanente-nouvelle-aquitaine"}
    for members in range(1, 200):
        assert -(-quorum.numerator * members // quorum.denominator) == members // 2 + 1


def test_the_seed_of_places_names_the_eight_published_kinds(schemes: Schemes) -> None:
    asked = {one.id: one for one in schemes["ri-dynamiques-territoriales"].visible_fields({"dynamic_kind": "place"})}
    assert [option.value for option in asked["place_kind"].options] == [
        "accelerator",
        "co_working",
        "living_lab",
        "fab_lab",
        "tech_shop",
        "experimentation_centre",
        "technical_platform",
        "design_thinking_centre",
    ]


# ------------------------------------------------------------------------- money


@pytest.mark.parametrize("name", [AMI, *MODALITIES])
def test_a_plan_may_hold_feder_and_leader_and_the_region_pays_only_its_own_share(schemes: Schemes, name: str) -> None:
    co_financing = schemes[name].scheme.co_financing
    assert co_financing is not None
    assert {"feder", "leader", "region"} <= set(co_financing.admits)
    leaves = _leaves(co_financing.tree)
    assert sorted(source for leaf in leaves for source in leaf.sources) == sorted(
        set(co_financing.admits) - {"private", "own"}
    )
    assert {leaf.payer: leaf.sources for leaf in leaves if leaf.payer} == {"region-nouvelle-aquitaine": ("region",)}


@pytest.mark.parametrize("name", WITHOUT_MONEY)
def test_a_scheme_without_money_has_no_costs_no_caps_and_no_co_financing(schemes: Schemes, name: str) -> None:
    scheme = schemes[name].scheme
    assert (scheme.costs, scheme.co_financing) == (None, None)
    assert not scheme.caps.model_fields_set
    effects = {effect for event in schemes[name].workflow.events for effect in event.effects}
    assert not {"reserve_award", "commit_award", "record_payment"} & effects


def test_the_one_stop_desk_directs_follows_up_and_awards_nothing(schemes: Schemes) -> None:
    workflow = schemes["guichet-unique-orientation"].workflow
    assert {"qualify", "direct", "follow_up"} <= {event.id for event in workflow.events}
    assert not any(state.awarded for state in workflow.states)


def test_adi_na_offers_its_three_services_without_a_jury(schemes: Schemes) -> None:
    loaded = schemes["adi-na-accompagnement"]
    asked = {one.id: one for one in loaded.visible_fields({})}
    assert [option.value for option in asked["services"].options] == [
        "qualified_orientation",
        "seeking_finance",
        "strategic_support",
    ]
    assert loaded.scheme.committees == ()


def test_atis_offers_its_three_programmes_since_2010(schemes: Schemes) -> None:
    loaded = schemes["atis-accompagnement"]
    programme = next(one for one in loaded.visible_fields({}) if one.id == "programme")
    assert [option.value for option in programme.options][:3] == ["fabrique_a_initiatives", "incubator", "dla"]
    assert loaded.scheme.calls[0].opens.year == 2010


# ----------------------------------------------------------------- words and days


@pytest.mark.parametrize("name", NAMES)
def test_a_newcomer_finds_the_scheme_open_on_the_day_of_the_demonstration(schemes: Schemes, name: str) -> None:
    calls = schemes[name].scheme.calls
    assert any(one.opens <= DEMONSTRATION_DAY and (one.closes or date.max) >= DEMONSTRATION_DAY for one in calls)


@pytest.mark.parametrize("name", NAMES)
def test_the_law_on_the_social_economy_and_the_srdeii_stand_behind_every_scheme(schemes: Schemes, name: str) -> None:
    scheme = schemes[name].scheme
    assert any("2014-856" in one.title.fr and "15" in (one.article or "") for one in scheme.legal)
    assert any("SRDEII" in one.title.fr for one in scheme.policies)


@pytest.mark.parametrize("name", NAMES)
def test_help_is_written_to_an_invented_mailbox(schemes: Schemes, name: str) -> None:
    assert schemes[name].scheme.contact.email.endswith(".example")


@pytest.mark.parametrize("name", NAMES)
def test_each_language_is_set_as_it_is_printed(schemes: Schemes, name: str) -> None:
    texts = list(_texts(schemes[name].scheme))
    french = re.compile(r"[ \xa0][;:!?»€%]|«[^\u202f]|[^\u202f]»|\w[;!?](?=\s|$)|\w:(?=\s|$)|[\"']|\d \d{3}|\s\s")
    english = re.compile("[«»\u202f\"']|\\s\\s")
    assert [words.fr for words in texts if french.search(words.fr)] == []
    assert [words.en for words in texts if english.search(words.en)] == []


def _leaves(node: FundingNode | None) -> list[FundingNode]:
    if node is None:
        return []
    return [leaf for child in node.children for leaf in _leaves(child)] if node.children else [node]


def _texts(part: Any) -> Iterator[Words]:
    """Every text of ``part``, in order."""
    if isinstance(part, Words):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        yield from _texts(tuple(part.values()))
    elif isinstance(part, Part):
        yield from _texts(tuple(getattr(part, name) for name in type(part).model_fields))
