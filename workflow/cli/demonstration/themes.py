"""What the invented projects are about: needs and ideas of the kind that the schemes were made for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Theme:
    """One subject, in words that fit into the answers of every form.

    ``people`` is a plural with its article; ``need`` and ``idea`` are sentences; ``kind`` is one of the
    three types of social innovation; ``domain`` an option of the AMI.
    """

    title: str
    people: str
    need: str
    idea: str
    kind: str
    domain: str


THEMES: Final = (
    Theme(
        "Cuisine partagée",
        "les habitants qui mangent seuls",
        "Beaucoup de personnes du bourg mangent seules et renoncent à cuisiner.",
        "Une cuisine collective ouverte trois jours par semaine, où chacun vient préparer des repas, les partager et "
        "en emporter.",
        "service_or_product",
        "food",
    ),
    Theme(
        "Autopartage solidaire",
        "les personnes sans voiture",
        "Sans voiture, on refuse un emploi ou on retarde un soin : les cars passent deux fois par jour.",
        "Une flotte de véhicules prêtés par des associations et des collectivités, conduits par des bénévoles formés.",
        "organisational",
        "mobility",
    ),
    Theme(
        "Habitat intergénérationnel",
        "les personnes âgées isolées et les jeunes en formation",
        "Des logements trop grands se vident pendant que des apprentis ne trouvent pas où loger.",
        "Un service qui réunit des propriétaires âgés et de jeunes locataires, avec un accompagnement de chaque "
        "binôme.",
        "service_or_product",
        "housing",
    ),
    Theme(
        "Recyclerie de matériaux",
        "les artisans et les bricoleurs modestes",
        "Les matériaux des petits chantiers partent à la benne alors que des familles rénovent sans moyens.",
        "Un lieu qui collecte, trie et revend à bas prix les matériaux des chantiers voisins, avec des ateliers.",
        "territorial",
        "environment",
    ),
    Theme(
        "Conciergerie de village",
        "les familles et les aidants",
        "Les services ferment un à un, et les aidants passent leurs journées en démarches.",
        "Un guichet unique tenu par plusieurs associations : colis, papiers, petits travaux, relais auprès des "
        "services "
        "publics.",
        "organisational",
        "solidarity",
    ),
    Theme(
        "Maraîchage d’insertion",
        "les personnes éloignées de l’emploi",
        "Les cantines cherchent des légumes locaux et les parcours d’insertion manquent de métiers en plein air.",
        "Des parcelles partagées entre maraîchers et structures d’insertion, qui vendent ensemble aux cantines.",
        "territorial",
        "employment",
    ),
    Theme(
        "Répit à domicile",
        "les aidants de proches malades",
        "Les aidants s’épuisent : le relais proposé dure deux heures, jamais une nuit.",
        "Des relayeurs salariés qui prennent la place de l’aidant, au domicile, pendant deux à quatre jours.",
        "service_or_product",
        "health",
    ),
    Theme(
        "Fabrique de récits",
        "les jeunes sortis de l’école",
        "Les jeunes sans diplôme ne se reconnaissent pas dans les formations qu’on leur propose.",
        "Un atelier où des jeunes réalisent des films et des émissions avec des professionnels et des habitants.",
        "service_or_product",
        "culture",
    ),
    Theme(
        "Énergie citoyenne",
        "les ménages en précarité énergétique",
        "Des ménages se chauffent mal et ne connaissent pas les aides ; les toits publics restent vides.",
        "Une société citoyenne qui équipe des toits et consacre une part de ses recettes à des visites chez "
        "l’habitant.",
        "territorial",
        "environment",
    ),
    Theme(
        "Épicerie coopérative",
        "les habitants aux revenus modestes",
        "Le dernier commerce a fermé : il faut faire vingt kilomètres pour acheter du frais.",
        "Une épicerie tenue par ses clients, qui donnent trois heures par mois et décident de ce qu’elle vend.",
        "organisational",
        "food",
    ),
    Theme(
        "Santé communautaire",
        "les habitants sans médecin traitant",
        "Un habitant sur cinq n’a pas de médecin traitant et renonce à se soigner.",
        "Des médiateurs formés parmi les habitants, qui préparent et suivent les soins avec une maison de santé.",
        "organisational",
        "health",
    ),
    Theme(
        "Atelier de réparation",
        "les foyers qui remplacent faute de réparer",
        "On jette des appareils qui marcheraient encore, faute de réparateur à moins d’une heure.",
        "Un camion-atelier qui passe dans dix communes, où l’on répare avec les habitants et où l’on forme des jeunes.",
        "service_or_product",
        "environment",
    ),
    Theme(
        "Groupement d’employeurs culturels",
        "les salariés à temps très partiel des associations",
        "Les associations emploient quelques heures par semaine : personne n’en vit et tout le monde part.",
        "Un groupement qui réunit ces heures en emplois durables, partagés entre une douzaine d’associations.",
        "organisational",
        "employment",
    ),
    Theme(
        "Transport à la demande associatif",
        "les habitants des hameaux",
        "Depuis les hameaux, aucun transport ne mène au marché, à la gare ou à la piscine.",
        "Des trajets organisés entre voisins par une centrale associative, avec un tarif décidé ensemble.",
        "territorial",
        "mobility",
    ),
    Theme(
        "Jardin des apprentissages",
        "les enfants porteurs de handicap et leurs familles",
        "Les loisirs du mercredi refusent souvent les enfants porteurs de handicap.",
        "Un jardin et un accueil de loisirs pensés avec les familles, où enfants valides et handicapés se mélangent.",
        "service_or_product",
        "health",
    ),
    Theme(
        "Coopérative d’habitants",
        "les locataires du parc ancien",
        "Des immeubles du centre se dégradent, et leurs locataires n’ont ni voix ni moyens.",
        "Une coopérative qui rachète et rénove des logements, avec leurs futurs habitants comme associés.",
        "territorial",
        "housing",
    ),
    Theme(
        "Médiation numérique itinérante",
        "les personnes perdues devant les démarches en ligne",
        "Les démarches passent en ligne et une personne sur quatre n’y arrive pas seule.",
        "Un bus équipé, conduit par des médiateurs et des bénévoles, qui va là où les gens sont déjà.",
        "service_or_product",
        "solidarity",
    ),
    Theme(
        "Filière textile solidaire",
        "les personnes en parcours d’insertion",
        "Les vêtements collectés partent à l’étranger alors que des ateliers locaux manquent de matière.",
        "Une chaîne locale, du tri à la couture, partagée entre une association, un lycée et deux entreprises.",
        "territorial",
        "employment",
    ),
)
