"""Answers in words to the questions of the forms, by field. Written once, around a theme and a place.

Between braces: ``title``, ``people``, ``need``, ``idea`` (of the theme), ``place``, ``of_place``,
``partner``, ``partner_person``, ``holder``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PROJECT: Final[Mapping[str, str]] = {
    "project_title": "{title}",
    "project_summary": "{need} {idea} Le projet se prépare à {place} avec {partner} et avec {people}. Nous voulons "
    "l’essayer un an, à petite échelle, avant de décider s’il doit durer.",
    "summary": "{need} {idea} Le projet réunit sur le territoire {of_place} des partenaires qui ne travaillaient pas "
    "ensemble. Ses résultats seront partagés avec les autres territoires bretons.",
    "idea": "{idea} Tout part de rencontres tenues à {place} avec {people}. Nous commencerons petit, dans un lieu "
    "prêté, "
    "puis nous ajusterons avec celles et ceux qui s’en servent.",
    "activity": "{idea} Nous l’avons lancée à {place} et nous y accueillons surtout {people}.",
    "host_activity": "Nous faisons vivre à {place} des activités utiles aux habitants : accueil, ateliers, emploi. "
    "Douze personnes y travaillent.",
    "other_domain": "Vie quotidienne en milieu rural",
    "context": "{need} Deux ans de rencontres ont précédé ce dossier. Un premier essai a eu lieu à {place}, avec "
    "{partner}. "
    "Il a montré ce qui manque : du temps de coordination, des outils communs et une règle de partage.",
    "novelty": "{idea} La nouveauté tient à la place donnée aux personnes concernées : elles décident du service, de "
    "ses "
    "horaires et de son prix.",
    "break_with_existing": "Les services existants s’adressent à chacun séparément. Ici, {people} et les structures "
    "décident ensemble de ce qui est fait, et chacun donne de son temps.",
    "service_innovation": "{idea}",
    "organisational_innovation": "{idea} Les décisions se prennent en assemblée, une personne comptant pour une voix.",
    "territorial_innovation": "{idea} Collectivités, associations et habitants {of_place} s’y engagent par écrit.",
    "social_change": "Si l’essai réussit, {people} auront une réponse près de chez eux, qu’ils auront construite. Les "
    "structures du territoire sauront la reprendre ailleurs.",
}
NEED: Final[Mapping[str, str]] = {
    "social_need": "{need} Autour {of_place}, ce besoin touche surtout {people}.",
    "need_seen": "{need} Personne ne porte encore de réponse à {place}.",
    "need_signs": "Trois réunions publiques, une enquête auprès de cent vingt foyers et l’expérience des associations.",
    "need_evidence": "Nous avons interrogé cent vingt foyers et réuni trois fois les associations. Deux tiers des "
    "réponses citent ce besoin en premier.",
    "existing_answers": "Quelques structures répondent à une part de ce besoin, à plus de vingt kilomètres. Il manque "
    "une "
    "réponse de proximité, ouverte à tous, et un lien entre elles.",
    "need_of_the_area": "Autour {of_place}, les distances sont longues et les services rares. Le tissu associatif est "
    "en "
    "revanche dense, et la collectivité prête un local.",
    "resources_of_the_area": "Un local communal libre, quinze bénévoles, une entreprise voisine qui offre du matériel.",
    "expected_from_tag": "Réunir les acteurs, vérifier le besoin et trouver qui pourrait porter une réponse.",
    "people_involved": "Une quinzaine d’habitants, deux associations et l’équipe municipale.",
    "why_together": "Chacun détient une part de la réponse : l’accueil, le lieu, la méthode. Seul, aucun ne peut "
    "tenir le "
    "service toute la semaine ni le faire connaître.",
    "question": "Qui peut nous aider à savoir si notre idée tient debout, et à quelle aide pouvons-nous prétendre ?",
    "request": "Un regard extérieur sur notre modèle économique et des contacts avec des financeurs.",
    "place_sought": "Un local de cent mètres carrés, au rez-de-chaussée, proche du centre {of_place}.",
}
PARTICIPATION: Final[Mapping[str, str]] = {
    "participation": "Un groupe de quinze personnes parmi {people} prépare le projet depuis le début. Il choisit les "
    "horaires, essaie chaque étape et peut demander d’arrêter ce qui ne convient pas.",
    "governance": "Un comité se réunit chaque mois : un tiers d’usagers, un tiers de salariés, un tiers de "
    "partenaires. "
    "Il décide par consentement, et vote en cas de blocage.",
    "accessibility": "Le prix dépend des revenus. Le lieu est accessible en fauteuil, et des bénévoles vont chercher "
    "celles et ceux qui ne conduisent pas.",
    "cooperation": "Une rencontre chaque mois, un outil de suivi commun, et une personne chargée de la coordination.",
    "collective_nature": "L’activité appartiendra à celles et ceux qui la font vivre : salariés, usagers et "
    "partenaires, "
    "une personne comptant pour une voix.",
    "lead_capacity": "Nous conduisons des projets à plusieurs depuis huit ans. Une personne s’y consacre à plein "
    "temps et "
    "nos comptes sont suivis par un cabinet extérieur.",
    "steering": "Un comité de pilotage tous les deux mois, où chaque partenaire a une voix. En cas de départ, les "
    "autres se "
    "répartissent les tâches ou cherchent un remplaçant ensemble.",
    "sharing_rules": "Chaque partenaire se sert librement des résultats ; toute vente est décidée ensemble.",
    "organisation_link": "Ce projet s’adresse à un public que nous n’accueillons pas encore et demande un métier "
    "nouveau.",
    "host_motivation": "Le projet prolonge ce que nous faisons. Nous voulons qu’il devienne une entreprise à part, et "
    "nous "
    "offrons le temps de la construire.",
    "future_link": "Nous serons associés de l’entreprise à sa création, sans la diriger.",
}
ACTION: Final[Mapping[str, str]] = {
    "action": "Trois étapes : préparer le lieu et l’équipe avec {people}, ouvrir six mois à titre d’essai, puis "
    "mesurer et "
    "décider. {idea}",
    "already_done": "Une enquête, trois réunions publiques et deux journées d’essai, qui ont réuni quarante personnes.",
    "done_so_far": "Nous avons rencontré une trentaine d’habitants, visité deux projets proches et tenu un premier "
    "essai.",
    "laboratory_name": "Laboratoire d’étude des coopérations (invention de la démonstration)",
    "research_question": "À quelles conditions la participation tient-elle dans la durée ?",
    "research_work": "Entretiens et observations pendant l’essai, menés avec les personnes concernées.",
    "environment": "Moins de trajets et moins de gaspillage. Le seul effet négatif prévu est l’énergie du local, que "
    "nous "
    "suivrons chaque mois.",
    "risks": "Que l’équipe bénévole s’épuise : nous limitons les horaires. Que le lieu ne soit plus prêté : deux "
    "autres sont "
    "repérés.",
    "main_risks": "Un public trop peu nombreux pour payer le service, ou un partenaire qui se retire.",
    "if_not_viable": "Nous rendrons publics les résultats et proposerons l’idée à une structure existante.",
    "economic_model": "Un tiers de recettes versées par les usagers, un tiers par les collectivités qui y gagnent, un "
    "tiers "
    "par des prestations aux entreprises.",
    "spread": "Un guide sera publié. Deux territoires voisins nous ont déjà demandé d’en suivre la préparation.",
    "market": "Les clients sont {people} et une dizaine de structures locales. Les services comparables les plus "
    "proches "
    "sont à plus de vingt kilomètres.",
    "study_question": "Combien de personnes se serviraient de ce service, à quel prix, et avec quels partenaires ?",
    "study_content": "Une enquête auprès de cent cinquante foyers, des entretiens avec quinze structures, un budget "
    "sur trois "
    "ans et un choix de statut. Un rapport public conclut sur la viabilité.",
    "provider_reason": "Il connaît l’économie sociale et le territoire, et a remis le devis le plus complet.",
    "own_work": "Nous menons les entretiens et l’enquête ; nous tenons le carnet de bord de l’étude.",
    "rest_of_cost": "L’entreprise d’accueil prend le reste à sa charge, sur ses fonds propres.",
    "holder_background": "Dix ans d’expérience dans l’animation et la gestion d’équipes. Le projet est né d’un "
    "engagement "
    "bénévole à {place}.",
    "holder_abilities": "Une formation à la gestion, trois ans de conduite d’équipe, et un réseau local solide.",
    "change": "Nous dépendons d’un seul financeur et l’équipe est débordée. Il faut revoir le modèle et "
    "l’organisation.",
    "next_twelve_months": "Avoir essayé le service avec trente personnes, écrit les statuts et trouvé le lieu.",
    "label_answers": "Le comité demandait de préciser le rôle des usagers : ils occupent désormais un tiers des "
    "sièges.",
    "expected_effects": "{need} En trois ans, le projet vise trois cents bénéficiaires et une coopération qui dure "
    "entre "
    "ses partenaires.",
    "separate_accounts": "Un code analytique propre au projet est ouvert chez chaque partenaire.",
    "procurement_plan": "Deux achats de prestations, chacun après demande de trois devis.",
    "horizontal_principles": "Le comité est paritaire, l’accueil est ouvert à tous et les déplacements sont "
    "mutualisés.",
    "economic_activity_note": "Quelques prestations seront vendues à des entreprises par le chef de file.",
}
FINANCE: Final[Mapping[str, str]] = {
    "money_use": "Payer un poste de coordination pendant un an et l’équipement du lieu.",
    "strategic_question": "Rester une association ou devenir une coopérative d’intérêt collectif ?",
    "strategic_obstacles": "Nous connaissons mal les conséquences sur l’emploi et sur la fiscalité.",
    "decision_makers": "Le conseil d’administration, sur proposition de l’équipe",
    "sustainable_commitment": "Nos statuts limitent les bénéfices et fixent une part réservée aux salariés.",
    "study_findings": "L’étude conclut à une activité viable en trois ans, avec deux emplois puis quatre, si le local "
    "est "
    "partagé avec un partenaire.",
    "cash_need": "Les six premiers mois : les salaires courent avant les premières recettes. Il manque environ 15 000 "
    "€.",
    "second_hand_note": "Matériel révisé et garanti douze mois par le vendeur.",
    "repayment_reason": "Les recettes montent lentement la première année ; elles suffisent ensuite.",
    "lessons": "L’accueil collectif des idées marche mieux que les rendez-vous isolés. Les projets aboutissent quand "
    "une "
    "collectivité s’engage tôt.",
    "year_1_revelateur": "Quatre explorations de besoins, dans quatre intercommunalités, avec leurs associations.",
    "year_1_ideateur": "Deux groupes de huit idées, accompagnés pendant quatre mois.",
    "year_1_incubateur": "Six projets accompagnés pendant douze à dix-huit mois.",
    "year_2_changes": "Un atelier de plus sur le modèle économique, demandé par les porteurs de projet.",
    "year_2_revelateur": "Quatre nouvelles explorations, dont deux sur l’alimentation.",
    "year_2_ideateur": "Deux groupes de huit idées.",
    "year_2_incubateur": "Six nouveaux projets, et le suivi de ceux de la première année.",
    "if_a_funder_refuses": "Nous réduirons le nombre d’explorations, pas l’accompagnement des projets.",
    "jury": "Neuf personnes : réseaux de l’ESS, pôles, collectivités et anciens porteurs de projet. Il siège deux "
    "fois l’an.",
    "link_with_poles": "Les pôles reçoivent les idées en premier et nous les transmettent avec une fiche commune.",
    "indicators": "Nombre d’idées reçues, de projets accompagnés, d’entreprises et d’emplois créés, un an après.",
    "past_year_review": "Les permanences ont doublé. Les projets collaboratifs demandent plus de temps que prévu.",
    "priorities": "Aller vers les communes éloignées et faire naître deux coopérations entre associations et "
    "entreprises.",
    "reception_method": "Un rendez-vous sous dix jours, une heure d’écoute, puis une fiche transmise au TAg avec "
    "l’accord de "
    "la personne.",
    "network_part": "Nous animons le groupe régional sur l’alimentation et siégeons au comité du TAg du département.",
    "local_support": "Les deux intercommunalités du pays versent une aide et prêtent des salles.",
}
SHORT: Final[Mapping[str, str]] = {
    "accompanied_by_whom": "L’équipe d’accueil du pôle de l’ESS {of_place}",
    "contact_when": "En semaine, après 17 heures",
    "pole_name": "Pôle de l’ESS du pays {of_place} (démonstration)",
    "pole_area": "Pays {of_place}",
    "current_post": "Animatrice, libérée trois jours par semaine",
    "leader_group": "Groupe d’action locale du pays {of_place}",
    "earlier_dla": "Il y a trois ans, sur l’organisation du travail.",
    "lead_contact_name": "{holder}",
    "holder_name": "{holder}",
    "host_manager_name": "{partner_person}",
    "previous_award_difference": "Le premier projet portait sur un autre public et s’est terminé l’an dernier.",
}
WORDS: Final[Mapping[str, str]] = {**PROJECT, **NEED, **PARTICIPATION, **ACTION, **FINANCE, **SHORT}
