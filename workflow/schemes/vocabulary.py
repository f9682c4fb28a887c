"""The closed lists that scheme and workflow files choose from.

A word that is not here is a mistake in the file. Each guard is implemented in
``engine``, each effect in ``services``; tests check that none is missing.
"""

from __future__ import annotations

from typing import Literal, get_args

Region = Literal["nouvelle-aquitaine", "bretagne"]
Instrument = Literal["grant", "operating_support", "repayable_advance", "accompaniment", "orientation", "path"]
BeneficiaryKind = Literal["association", "cooperative", "company", "individual", "local_authority", "public_body"]
Phase = Literal["emergence", "start_up", "development"]
Source = Literal[
    "feder", "leader", "state", "region", "department", "epci", "commune", "other_public", "scheme", "private", "own"
]
StateAidRegime = Literal["none", "de_minimis", "sgei_de_minimis", "gber"]
Nuts2 = Literal["FRH0", "FRI1", "FRI2", "FRI3"]
Role = Literal[
    "applicant", "case_officer", "expert", "committee_secretary", "committee_member", "manager", "administrator"
]
Stage = Literal[
    "preparation",
    "pre_application",
    "submission",
    "instruction",
    "committee",
    "award",
    "agreement",
    "payment",
    "repayment",
    "follow_up",
    "closing",
]
Guard = Literal[
    # what was filed
    "pre_application_complete",
    "application_complete",
    "documents_complete",
    "plan_balances",
    "deposit_window",
    "beneficiary_kind",
    "territory",
    "phase",
    "partners",
    "applications_per_call",
    "host_differs_from_holder",
    "items_asked",
    "items_answered",
    "reason_given",
    # instruction
    "eligibility_recorded",
    "costs_retained",
    "amount_proposed",
    "opinion_given",
    "expert_opinion_given",
    # money
    "caps_hold",
    "co_financing_balances",
    "envelope_holds",
    # committee
    "on_agenda",
    "session_open",
    "quorum_met",
    "recusals_respected",
    "vote_in_favour",
    "vote_against",
    "separation_of_duties",
    "deliberation_numbered",
    "shares_make_award",
    "every_payer_decided",
    # after the award
    "agreement_signed_where_required",
    "payment_within_award",
    "payment_within_appropriations",
    "recovery_owed",
    "account_settled",
    "schedule_set",
    "advance_repaid",
    # accompaniment
    "orientation_recorded",
    "follow_up_recorded",
]
Effect = Literal[
    "pin_scheme",
    "pin_decision",
    "acknowledge_receipt",
    "start_silence_clock",
    "suspend_silence_clock",
    "resume_silence_clock",
    "stop_silence_clock",
    "file_requested_plan",
    "file_instructed_plan",
    "file_voted_plan",
    "reserve_award",
    "release_reservation",
    "commit_award",
    "release_commitment",
    "record_payment",
    "record_recovery",
    "set_schedule",
    "record_repayment",
    "notify_applicant",
    "notify_officers",
    "send_decision_letter",
]

ROLES: tuple[Role, ...] = get_args(Role)
GUARDS: tuple[Guard, ...] = get_args(Guard)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
SOURCES: tuple[Source, ...] = get_args(Source)
PUBLIC_SOURCES: tuple[Source, ...] = (
    "feder",
    "leader",
    "state",
    "region",
    "department",
    "epci",
    "commune",
    "other_public",
    "scheme",
)
LOCAL_AUTHORITY_SOURCES: tuple[Source, ...] = ("region", "department", "epci", "commune")
