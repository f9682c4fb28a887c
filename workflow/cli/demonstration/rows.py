"""Rows for the repeated questions of the forms: partners, steps, indicators, posts, funders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from workflow.cli.demonstration.project import Project

Rows = list[dict[str, object]]


def partners(project: Project) -> Rows:
    """Two partners, without money of theirs."""
    return [
        {
            "partner_name": project.partner,
            "partner_kind": "association",
            "partner_type": "association",
            "partner_role": "Accueille le projet dans ses murs et fait le lien avec les habitants.",
            "partner_brings": "Un lieu, deux soirs par semaine, et ses bénévoles",
            "partner_support": "Un lieu et ses bénévoles",
            "partner_spends": True,
        },
        {
            "partner_name": project.second_partner,
            "partner_kind": "local_authority",
            "partner_type": "local_authority",
            "partner_role": "Prête du matériel et relaie l’information auprès de ses services.",
            "partner_brings": "Du matériel et l’appui de ses services",
            "partner_support": "Du matériel et un local d’essai",
            "partner_spends": False,
        },
    ]


def steps(project: Project) -> Rows:
    """Three steps that share the length of the project."""
    third = (project.ends - project.begins) // 3
    titles = (
        ("Préparer", "Le lieu, l’équipe et les règles sont prêts"),
        ("Essayer", "Six mois d’ouverture, avec un carnet de bord"),
        ("Mesurer et décider", "Un bilan public et une décision sur la suite"),
    )
    return [
        {
            "step_title": title,
            "step_lead": project.partner if rank == 0 else "L’équipe du projet",
            "step_period": {
                "from": (project.begins + third * rank).isoformat(),
                "to": (project.begins + third * (rank + 1) - timedelta(days=1)).isoformat(),
            },
            "step_result": result,
        }
        for rank, (title, result) in enumerate(titles)
    ]


def indicators(_project: Project) -> Rows:
    """Two measures, with where they stand and where they should go."""
    lines = (("Personnes qui se servent du service chaque mois", "0", "60"), ("Personnes qui en décident", "6", "20"))
    return [
        {
            "indicator_name": name,
            "indicator_title": name,
            "indicator_now": now,
            "indicator_target": target,
            "indicator_how": "Registre tenu chaque semaine par l’équipe",
        }
        for name, now, target in lines
    ]


def work_packages(project: Project) -> Rows:
    """Three packages whose costs make the cash costs of the plan."""
    whole = project.total_cost
    parts = (whole // 4, whole // 2, whole - whole // 4 - whole // 2)
    lines = (
        ("Préparation et règles communes", 1, 6, "Une charte et un outil de suivi"),
        ("Expérimentation sur le territoire", 5, 24, "Un service ouvert et évalué"),
        ("Évaluation et partage", 20, 30, "Un guide et des journées de transmission"),
    )
    return [
        {
            "package_title": title,
            "package_leader": project.partner,
            "package_content": f"{title} : réunions, essais, écriture, avec toutes les parties.",
            "package_first_month": first,
            "package_last_month": last,
            "package_results": result,
            "package_cost": f"{cost}.00",
        }
        for (title, first, last, result), cost in zip(lines, parts, strict=True)
    ]


def _listed(*rows: dict[str, object]) -> Callable[[Project], Rows]:
    return lambda _project: [dict(row) for row in rows]


def _people(project: Project) -> Rows:
    return [
        {"person_name": project.holder, "person_part": "Porte le projet et son animation"},
        {"person_name": project.partner_person, "person_part": "Connaît la gestion et les comptes"},
    ]


def _members(project: Project) -> Rows:
    return [
        {"member_name": project.partner_person, "member_role": "Suit l’étude", "member_organisation": project.partner},
        {
            "member_name": "Direction du pôle de l’ESS (démonstration)",
            "member_role": "Relie le projet au territoire",
            "member_organisation": "Pôle de l’ESS",
        },
    ]


def _areas(project: Project) -> Rows:
    return [{"area": project.place.epci, "epci": project.place.epci, "epci_supports": True}]


def _providers(project: Project) -> Rows:
    return [
        {
            "provider_name": f"Cabinet {project.second_word} (démonstration)",
            "provider_work": "Étude de marché, modèle économique et choix du statut.",
            "provider_price": f"{project.total_cost * 3 // 5}.00",
            "provider_price_with_vat": True,
        }
    ]


ROWS: Final[Mapping[str, Callable[[Project], Rows]]] = {
    "partners": partners,
    "local_partners": partners,
    "steps": steps,
    "indicators": indicators,
    "work_packages": work_packages,
    "people": _people,
    "group_members": _members,
    "members": _members,
    "steering_committee": _members,
    "project_areas": _areas,
    "project_area": _areas,
    "intercommunalities": _areas,
    "providers": _providers,
    "local_players": _listed(
        {"player_name": "Association d’habitants (démonstration)", "player_interest": "Accueille déjà ce public"},
        {"player_name": "Maison de services (démonstration)", "player_interest": "Reçoit les demandes"},
    ),
    "already_met": _listed({"met_body": "Pôle de l’ESS", "met_result": "Un conseil : rencontrer un accompagnateur"}),
    "money_asked": _listed({"asked_from": "Une fondation", "asked_amount": "8000.00", "asked_answer": "waiting"}),
    "study_stages": _listed(
        {"stage_title": "Enquête et entretiens", "stage_month": 3, "stage_result": "Un besoin chiffré"},
        {"stage_title": "Modèle et statut", "stage_month": 6, "stage_result": "Un budget sur trois ans et un statut"},
    ),
    "posts": _listed(
        {
            "post_title": "Coordination et accueil",
            "post_contract": "permanent",
            "post_working_time": 100,
            "post_cost_year_1": "36000.00",
            "post_cost_year_2": "37000.00",
        }
    ),
    "equipment_items": _listed(
        {"item_title": "Véhicule équipé", "item_unit_price": "18000.00", "item_quantity": 1, "item_second_hand": True}
    ),
    "other_finance": _listed(
        {
            "finance_source": "Banque coopérative (démonstration)",
            "finance_kind": "loan",
            "finance_amount": "25000.00",
            "finance_obtained": True,
        }
    ),
    "team": _listed(
        {
            "post_title": "Coordination du TAg",
            "post_working_time": 100,
            "post_tasks": "Animation, accompagnement des projets, lien avec les pôles",
        }
    ),
    "other_funders": _listed(
        {
            "funder_name": "État, direction régionale",
            "funder_kind": "state",
            "funder_two_years": "30000.00",
            "funder_answer": "requested",
        }
    ),
    "actions": _listed(
        {
            "action_task": "reception",
            "action_title": "Permanences dans cinq communes",
            "action_content": "Une demi-journée par mois dans chaque commune, ouverte à toute personne qui a une idée.",
            "action_calendar": "De janvier à décembre",
            "action_target": "Cinquante personnes reçues",
        },
        {
            "action_task": "emergence",
            "action_title": "Ateliers de coopération",
            "action_content": "Quatre ateliers qui réunissent associations, entreprises et collectivités.",
            "action_calendar": "Mars, juin, septembre, novembre",
            "action_target": "Deux projets collaboratifs",
        },
    ),
    "authorities": _listed(),
}


def rows(block: str, project: Project, asked: frozenset[str]) -> list[dict[str, Any]]:
    """The rows of ``block``, with the questions that are ``asked`` and no other."""
    return [{key: value for key, value in row.items() if key in asked} for row in ROWS[block](project)]
