"""Everything of an application in two statements, and the same values as the tables hold."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from tests.fixtures.record import NOW, grant_award, lay_world, start_application
from workflow.kernel.money import Money
from workflow.store import applications, dossier
from workflow.store.chain import Step
from workflow.store.database import Database, counting
from workflow.store.tables import (
    AgendaItem,
    AnswerSet,
    Award,
    AwardShare,
    Base,
    CommitteeSession,
    Event,
    FundingPlanRow,
    Opinion,
    Payment,
    PlanCost,
    PlanResource,
    Score,
    SessionMember,
    Vote,
)


def columns(row: Base) -> dict[str, object]:
    return {attribute.key: getattr(row, attribute.key) for attribute in type(row).__mapper__.column_attrs}


def test_a_dossier_holds_what_the_tables_hold(database: Database) -> None:
    world = lay_world(database)
    with database.writing() as session:
        record = start_application(session, world)
        other = start_application(session, world)
        for one in (record, other):
            step = Step("submit", "draft", "submitted", "submission", NOW, world.applicant, payload={"note": "« é »"})
            applications.record_step(session, one, step, {})
            plan = FundingPlanRow(application_id=one.id, kind="requested", number=1, request=Money(7), created_at=NOW)
            meeting = CommitteeSession(
                body_id=one.body_id, committee="cp", title="Séance", held_on=date(2017, 6, 1), member_count=3
            )
            opinion = Opinion(
                application_id=one.id, kind="officer", value="favourable", person_id=world.officer, at=NOW
            )
            session.add_all([plan, meeting, opinion])
            session.flush()
            item = AgendaItem(session_id=meeting.id, application_id=one.id, position=1)
            session.add_all(
                [
                    AnswerSet(
                        application_id=one.id, number=1, answers={"t": "1", "l": ["a"]}, created_at=NOW, updated_at=NOW
                    ),
                    PlanCost(plan_id=plan.id, position=2, label="Étude", amount=Money(2), eligible=False, year=2017),
                    PlanCost(plan_id=plan.id, position=1, label="Salaires", amount=Money(5), requested=Money(9)),
                    PlanResource(plan_id=plan.id, position=1, source="own", amount=Money(7)),
                    Score(opinion_id=opinion.id, criterion="collective", mark=3),
                    SessionMember(session_id=meeting.id, person_id=world.officer, present=None),
                    item,
                ]
            )
            session.flush()
            session.add(Vote(agenda_item_id=item.id, person_id=world.officer, choice="for"))
            share = grant_award(session, one, f"D-{one.id}", Money(100))
            session.add(Payment(award_share_id=share.id, kind="advance", amount=Money(1), paid_on=date(2017, 7, 1)))

    with database.reading() as session, counting(database) as statements:
        read = dossier.load(session, record.id)
    assert len(statements) == 2
    assert [cost.label for cost in read.all(PlanCost)] == ["Salaires", "Étude"]
    assert read.name(world.officer) == "Ivo Instructeur (essai)"
    assert read.name(None) == ""
    for kind in (AnswerSet, Award, AwardShare, Event, FundingPlanRow, Opinion, Payment, CommitteeSession, AgendaItem):
        (picture,) = read.all(kind)
        with database.reading() as session:
            key = kind.__mapper__.primary_key[0]
            row = session.scalars(select(kind).where(key == picture.id)).one()
            assert columns(picture) == columns(row)
            assert getattr(row, "application_id", record.id) == record.id
    (vote,) = read.all(Vote)
    assert vote.choice == "for"
    assert read.of(Score, criterion="other") == ()
    assert read.newest(FundingPlanRow) is read.all(FundingPlanRow)[0]


def test_a_dossier_of_a_draft_is_empty_and_sees_what_its_own_transaction_wrote(database: Database) -> None:
    world = lay_world(database)
    with database.writing() as session:
        record = start_application(session, world)
        assert {kind for kind, rows in dossier.load(session, record.id).rows.items() if rows} == set()
        session.add(Opinion(application_id=record.id, kind="expert", value="deferred", at=NOW))
        (opinion,) = dossier.load(session, record.id).all(Opinion)
        assert (opinion.value, opinion.at) == ("deferred", NOW)
