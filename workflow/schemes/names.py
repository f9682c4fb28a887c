"""What people read for each word of the closed lists."""

from __future__ import annotations

from typing import Final

from workflow.kernel.words import Words
from workflow.schemes.vocabulary import BeneficiaryKind, Instrument, Phase, Region, Role, Source, Stage

ROLE_NAMES: Final[dict[Role, Words]] = {
    "applicant": Words(fr="Porteur de projet", en="Applicant"),
    "case_officer": Words(fr="Instructeur", en="Case officer"),
    "expert": Words(fr="Expert", en="Expert"),
    "committee_secretary": Words(fr="Secrétaire de comité", en="Committee secretary"),
    "committee_member": Words(fr="Membre de comité", en="Committee member"),
    "manager": Words(fr="Gestionnaire", en="Manager"),
    "administrator": Words(fr="Administrateur", en="Administrator"),
}
STAGE_NAMES: Final[dict[Stage, Words]] = {
    "preparation": Words(fr="Préparation", en="Preparation"),
    "pre_application": Words(fr="Pré-candidature", en="Pre-application"),
    "submission": Words(fr="Dépôt", en="Submission"),
    "instruction": Words(fr="Instruction", en="Review"),
    "committee": Words(fr="Comité", en="Committee"),
    "award": Words(fr="Décision", en="Decision"),
    "agreement": Words(fr="Convention", en="Agreement"),
    "payment": Words(fr="Versement", en="Payment"),
    "repayment": Words(fr="Remboursement", en="Repayment"),
    "follow_up": Words(fr="Suivi", en="Follow-up"),
    "closing": Words(fr="Clôture", en="Closing"),
}
INSTRUMENT_NAMES: Final[dict[Instrument, Words]] = {
    "grant": Words(fr="Subvention", en="Grant"),
    "operating_support": Words(fr="Aide au fonctionnement", en="Operating support"),
    "repayable_advance": Words(fr="Avance remboursable", en="Repayable advance"),
    "accompaniment": Words(fr="Accompagnement", en="Accompaniment"),
    "orientation": Words(fr="Orientation", en="Orientation"),
    "path": Words(fr="Trajectoire", en="Path"),
}
BENEFICIARY_NAMES: Final[dict[BeneficiaryKind, Words]] = {
    "association": Words(fr="Association", en="Association"),
    "cooperative": Words(fr="Coopérative", en="Cooperative"),
    "company": Words(fr="Entreprise", en="Company"),
    "individual": Words(fr="Personne physique", en="Individual"),
    "local_authority": Words(fr="Collectivité territoriale", en="Local authority"),
    "public_body": Words(fr="Établissement public", en="Public body"),
}
PHASE_NAMES: Final[dict[Phase, Words]] = {
    "emergence": Words(fr="Émergence", en="Emergence"),
    "start_up": Words(fr="Démarrage", en="Start-up"),
    "development": Words(fr="Développement", en="Development"),
}
REGION_NAMES: Final[dict[Region, Words]] = {
    "nouvelle-aquitaine": Words(fr="Nouvelle-Aquitaine", en="Nouvelle-Aquitaine"),
    "bretagne": Words(fr="Bretagne", en="Bretagne"),
}
SOURCE_NAMES: Final[dict[Source, Words]] = {
    "feder": Words(fr="FEDER", en="ERDF (FEDER)"),
    "leader": Words(fr="LEADER (FEADER)", en="LEADER (EAFRD)"),
    "state": Words(fr="État", en="State"),
    "region": Words(fr="Région", en="Région"),
    "department": Words(fr="Département", en="Département"),
    "epci": Words(fr="Intercommunalité", en="Grouping of communes"),
    "commune": Words(fr="Commune", en="Commune"),
    "other_public": Words(fr="Autre financeur public", en="Other public funder"),
    "scheme": Words(fr="Fonds délégué", en="Delegated fund"),
    "private": Words(fr="Financeur privé", en="Private funder"),
    "own": Words(fr="Fonds propres", en="Own funds"),
}
