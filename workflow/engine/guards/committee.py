"""The committee: who sits, who withdraws, how it votes, and who records what it decided."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from workflow.engine.facts import AgendaFacts, StepFacts
from workflow.engine.guards.wording import BODY_RULES, RECUSAL_RULES, SEPARATION, counted, fails, passes
from workflow.kernel.words import Words
from workflow.rules.finding import Finding
from workflow.schemes.model import CommitteeBody
from workflow.schemes.vocabulary import Guard

_VOTES = (("vote", "votes"), ("vote", "votes"))


def on_agenda(facts: StepFacts) -> tuple[Finding, ...]:
    """The application is an item of a session of one of the scheme's committees."""
    if facts.agenda is None:
        return (_no_item("on_agenda"),)
    if _committee(facts) is None:
        fr = "Cette instance n’est pas l’une de celles du dispositif."
        en = "This body is not one of the scheme’s."
        return (fails("on_agenda", fr, en, BODY_RULES, facts.agenda.committee),)
    fr, en = "Le dossier est à l’ordre du jour.", "The application is on the agenda."
    return (passes("on_agenda", fr, en, BODY_RULES),)


def session_open(facts: StepFacts) -> tuple[Finding, ...]:
    """The session is open: a decision is recorded neither before it nor after it."""
    if facts.agenda is None:
        return (_no_item("session_open"),)
    state = facts.agenda.session_state
    if state != "open":
        fr = "La séance n’est pas encore ouverte." if state == "planned" else "La séance est close."
        en = "The session is not open yet." if state == "planned" else "The session is closed."
        return (fails("session_open", fr, en, BODY_RULES, state, "open"),)
    return (passes("session_open", "La séance est ouverte.", "The session is open.", BODY_RULES, state, "open"),)


def quorum_met(facts: StepFacts) -> tuple[Finding, ...]:
    """Enough members sit on this item, and only they have voted.

    A member who withdraws does not sit on the item and counts as absent from it; the quorum is a part of every
    seat. Where the session and the scheme state different quorums, the higher one holds.
    """
    agenda = facts.agenda
    if agenda is None:
        return (_no_item("quorum_met"),)
    sitting, seats, quorum = _sitting(agenda), agenda.member_count, _quorum(facts, agenda)
    if seats < 1 or len(agenda.members) > seats:
        fr = f"Le nombre de sièges de l’instance est inconnu ou faux ({seats})."
        en = f"The number of seats of the body is unknown or wrong ({seats})."
        return (fails("quorum_met", fr, en, BODY_RULES, seats),)
    needed = max(1, -(-quorum.numerator * seats // quorum.denominator))
    there = counted(len(sitting), ("membre présent", "membres présents"), ("member present", "members present"))
    recused = len(agenda.recused & agenda.present)
    fr = f"{there.fr} sur {seats} (déports déduits : {recused}) ; quorum : {needed}."
    en = f"{there.en} of {seats} (withdrawals deducted: {recused}); quorum: {needed}."
    answer = passes if len(sitting) >= needed else fails
    return (answer("quorum_met", fr, en, BODY_RULES, len(sitting), needed), *_stray_votes(agenda))


def recusals_respected(facts: StepFacts) -> tuple[Finding, ...]:
    """No member who withdraws from the item has voted on it."""
    agenda = facts.agenda
    if agenda is None:
        return (_no_item("recusals_respected"),)
    broken = agenda.recused & agenda.votes.keys()
    if broken:
        found = counted(len(broken), ("membre en déport a", "membres en déport ont"), ("member", "members"))
        fr = f"{found.fr} voté sur ce dossier : retirez ce vote."
        en = f"{found.en} who withdrew voted on this item: remove the vote."
        return (fails("recusals_respected", fr, en, RECUSAL_RULES, len(broken), 0),)
    found = counted(len(agenda.recused), ("déport", "déports"), ("withdrawal", "withdrawals"))
    fr, en = f"{found.fr} ; aucun vote contraire.", f"{found.en}; no vote against it."
    return (passes("recusals_respected", fr, en, RECUSAL_RULES, 0, 0),)


def vote_in_favour(facts: StepFacts) -> tuple[Finding, ...]:
    """A body that decides voted the award, by a majority of the votes cast."""
    return _vote(facts, "vote_in_favour", favourable=True)


def vote_against(facts: StepFacts) -> tuple[Finding, ...]:
    """A body that decides voted, and not in favour: a tie refuses the award."""
    return _vote(facts, "vote_against", favourable=False)


def separation_of_duties(facts: StepFacts) -> tuple[Finding, ...]:
    """Whoever records the decision, and whoever votes on it, neither submitted nor instructed the application."""
    person = facts.actor.person_id
    if person is None or not facts.submitted_by or not facts.instructed_by:
        fr = "On ne sait pas qui décide, qui a déposé ou qui a instruit ce dossier."
        en = "It is not known who decides, who submitted or who reviewed this application."
        return (fails("separation_of_duties", fr, en, SEPARATION),)
    if person in facts.submitted_by:
        fr = "Vous avez déposé ce dossier : une autre personne doit enregistrer la décision."
        en = "You submitted this application: another person must record the decision."
        return (fails("separation_of_duties", fr, en, SEPARATION),)
    if person in facts.instructed_by:
        fr = "Vous avez instruit ce dossier : une autre personne doit enregistrer la décision."
        en = "You reviewed this application: another person must record the decision."
        return (fails("separation_of_duties", fr, en, SEPARATION),)
    voters = facts.agenda.votes.keys() if facts.agenda is not None else frozenset()
    if voters & (facts.submitted_by | facts.instructed_by):
        fr = "Un membre qui a déposé ou instruit ce dossier a voté : enregistrez son déport."
        en = "A member who submitted or reviewed this application voted: record their withdrawal."
        return (fails("separation_of_duties", fr, en, SEPARATION),)
    fr = "La personne qui enregistre la décision n’a ni déposé ni instruit le dossier."
    en = "The person who records the decision neither submitted nor reviewed the application."
    return (passes("separation_of_duties", fr, en, SEPARATION),)


@dataclass(frozen=True, slots=True)
class _Tally:
    in_favour: int
    against: int
    abstentions: int

    @property
    def carried(self) -> bool:
        return self.in_favour > self.against

    @property
    def words(self) -> Words:
        fr = f"{self.in_favour} pour, {self.against} contre, {self.abstentions} abstention"
        en = f"{self.in_favour} for, {self.against} against, {self.abstentions} abstention"
        return Words(fr=fr + ("s" if self.abstentions > 1 else ""), en=en + ("" if self.abstentions == 1 else "s"))


def _vote(facts: StepFacts, guard: Guard, *, favourable: bool) -> tuple[Finding, ...]:
    agenda = facts.agenda
    if agenda is None:
        return (_no_item(guard),)
    tally = _count(agenda)
    if not tally.in_favour and not tally.against and not tally.abstentions:
        fr, en = "Aucun vote n’est encore enregistré.", "No vote is recorded yet."
        return (fails(guard, fr, en, BODY_RULES), *_only_advises(facts, guard))
    outcome = (
        Words(fr="le vote est favorable", en="the vote is in favour")
        if tally.carried
        else Words(fr="le vote n’est pas favorable", en="the vote is not in favour")
    )
    fr, en = f"{tally.words.fr} : {outcome.fr}.", f"{tally.words.en}: {outcome.en}."
    answer = passes if tally.carried is favourable else fails
    vote = answer(guard, fr, en, BODY_RULES, tally.in_favour, tally.against)
    return (vote, *_only_advises(facts, guard))


def _only_advises(facts: StepFacts, guard: Guard) -> tuple[Finding, ...]:
    body = _committee(facts)
    if body is not None and body.role == "decides":
        return ()
    fr = "Cette instance donne un avis ; elle ne décide pas."
    en = "This body gives an opinion; it does not decide."
    return (fails(guard, fr, en, BODY_RULES),)


def _stray_votes(agenda: AgendaFacts) -> tuple[Finding, ...]:
    """Votes of people who are not members or are not there; those who withdrew are another guard's matter."""
    stray = agenda.votes.keys() - (agenda.members & agenda.present) - agenda.recused
    if not stray:
        return ()
    found = counted(len(stray), *_VOTES)
    fr = f"{found.fr} d’une personne absente ou qui n’est pas membre de l’instance."
    en = f"{found.en} from a person who is absent or not a member of the body."
    return (fails("quorum_met", fr, en, BODY_RULES, len(stray), 0),)


def _count(agenda: AgendaFacts) -> _Tally:
    sitting = _sitting(agenda)
    choices = [choice for person, choice in agenda.votes.items() if person in sitting]
    return _Tally(choices.count("for"), choices.count("against"), choices.count("abstention"))


def _sitting(agenda: AgendaFacts) -> frozenset[int]:
    return (agenda.members & agenda.present) - agenda.recused


def _quorum(facts: StepFacts, agenda: AgendaFacts) -> Fraction:
    body = _committee(facts)
    return agenda.quorum if body is None else max(agenda.quorum, body.quorum)


def _committee(facts: StepFacts) -> CommitteeBody | None:
    agenda = facts.agenda
    if agenda is None:
        return None
    return next((body for body in facts.loaded.scheme.committees if body.id == agenda.committee), None)


def _no_item(guard: Guard) -> Finding:
    fr = "Le dossier n’est à l’ordre du jour d’aucune séance."
    en = "The application is on the agenda of no session."
    return fails(guard, fr, en, BODY_RULES)
