"""What stands in the record: everything that makes an act an act, and nobody's name who asks for housing."""

import json
from dataclasses import replace

import pytest
from stories import (
    APPLICANT,
    Story,
    accepted,
    at,
    day,
    heard,
    notified,
    overdue,
    proposed,
    ready,
    refused,
    report,
)

from process.case import Inconsistent, replay
from process.desk import Desk
from process.endorsements import missing
from process.errors import BadInput, NoEdition, NotAllowedHere, WrongRole
from process.events import (
    DataUpdated,
    PositionStated,
)
from process.objection import state_position
from process.record import as_row, canonical, chained, from_row
from process.roles import Actor, Role
from process.vocabulary import VOCABULARY


def rich_story():
    """Everything a case can hold: late entries, firings, a correction, a waiver's petition, a decision."""
    story = notified()
    story.state_position(day(4), form="oral")
    story.reschedule(day(4, "11:00"), hearing_at=day(5, "16:00"))
    story.receive(day(4, "12:00"))
    story.hold(day(5, "16:00"))
    story.sign_protocol(day(5, "17:00"))
    story.endorse(day(5, "17:00"), agree=False)
    story.wait(day(16))
    story.refuse(day(14), entered=day(16))
    story.correct(day(16, "12:00"), story.seq(PositionStated), to=day(4, "10:30"))
    return story


def test_a_case_is_rebuilt_from_its_record_without_computing_a_due_date():
    """Rule of time 2: also where today's calendar would give another date."""
    story = rich_story()
    moved = [
        replace(entry, due=tuple(replace(due, due_at=at("2026-05-05 18:00")) for due in entry.due))
        for entry in story.case.record
    ]
    again = replay(story.id, moved, story.case.editions)
    assert {each.due_at for each in again.deadlines.values()} == {at("2026-05-05 18:00")}
    assert replay(story.id, story.case.record, story.case.editions) == story.case


def test_every_entry_carries_what_the_contract_says():
    for entry in rich_story().case.record:
        row = as_row(entry, "2026-000001")
        assert {
            *("case", "seq", "event", "act", "occurred_at", "recorded_at", "actor", "role"),
            *("on_behalf_of", "provision", "definition", "round", "body", "due", "again"),
        } == set(row)
        assert row["definition"] == "order-232-2025" and row["round"] == 1 and row["provision"]
        assert from_row(json.loads(json.dumps(row))) == entry


def test_the_hash_covers_every_field_and_the_entry_before():
    entry = rich_story().case.record[1]
    whole = canonical(entry, "2026-000001")
    changed = [
        replace(entry, recorded_at=at("2027-01-01 00:00")),
        replace(entry, actor=Actor("another", Role.HEAD)),
        replace(entry, provision="another"),
        replace(entry, act=7),
        replace(entry, event=replace(entry.event, executor="another")),
    ]
    assert len({whole, *(canonical(each, "2026-000001") for each in changed)}) == 6
    assert canonical(entry, "2026-000002") != whole
    assert chained("0" * 64, whole) != chained("1" * 64, whole)


def test_the_applicants_name_is_nowhere_in_the_record():
    story = proposed()
    said_by_the_officer = Actor("Omarova", Role.EXECUTOR, on_behalf_of="Сұлтанов Ерлан")
    story.state_position(day(3, "12:00"), by=said_by_the_officer)
    story.hold(day(5))
    story.propose(day(5, "11:00"), method="written", grounds=(1,))
    story.state_position(day(5, "12:00"), by=APPLICANT)
    story.withdraw(day(6), by=APPLICANT)
    everything = "".join(canonical(entry, story.id) for entry in story.case.record)
    for personal in ("Сұлтанов", "Ерлан", "900514300121", "Үлгі", "әскери бөлімі", "Айгүл", "сержант"):
        assert personal not in everything
    assert '"on_behalf_of":"applicant"' in everything
    assert "Omarova" in everything


def test_the_name_of_an_applicant_who_files_is_not_in_the_record_either():
    story = Story()
    desk = Desk(story.cases, story.desk.clock, story.desk.workdays, story.desk.editions)
    other = report(portal_reference="ANOTHER", iin="880101300017")
    filed = desk.file(other, actor=APPLICANT).case
    assert "Сұлтанов" not in "".join(canonical(entry, filed.id) for entry in filed.record)


def test_a_report_is_filed_by_the_applicant_or_by_the_executor_for_one():
    """The "by" column binds from the core on."""
    story = Story()
    for n, role in enumerate([Role.HEAD, Role.LEGAL_SERVICE, Role.SYSTEM]):
        with pytest.raises(WrongRole):
            story.desk.file(
                report(portal_reference=f"P-{n}", iin="880101300017"), actor=Actor("Akhmetov", role)
            )
    for_one = Actor("Omarova", Role.EXECUTOR)  # the report itself names the applicant
    filed = story.desk.file(report(portal_reference="P-3", iin="880101300017"), actor=for_one).case
    assert filed.record[0].actor == Actor("Omarova", Role.EXECUTOR, on_behalf_of="applicant")


def test_the_personal_part_of_an_act_is_kept_apart_by_the_number_of_its_entry():
    story = proposed()
    story.time = at(day(4))
    story.desk.act(
        story.id,
        PositionStated,
        lambda case, at, days: state_position(case, at, days, form="written", digest="d"),
        actor=APPLICANT,
        personal={PositionStated: {"text": "I object"}},
    )
    assert story.cases.changes[-1].personal == {story.seq(PositionStated): {"text": "I object"}}
    assert "I object" not in "".join(canonical(entry, story.id) for entry in story.case.record)


def test_the_same_report_again_gives_its_case_and_another_under_its_reference_is_refused():
    story = Story()
    same = story.desk.file(report(), actor=APPLICANT)
    assert (same.existing, same.case.id) == (True, story.id)
    with pytest.raises(BadInput, match=r"other content: \$\.garrison"):
        story.desk.file(report(garrison="Астана"), actor=APPLICANT)


def test_a_second_report_while_the_first_is_undecided_is_joined_to_it_as_an_update():
    """R27: it keeps place and date, and makes earlier endorsements stale (R29)."""
    story = accepted()
    story.endorse(day(0, "11:00"))
    story.wait(day(1))
    second = report("2026-03-17 09:00", portal_reference="SECOND")
    filed = story.desk.file(second, actor=APPLICANT)
    assert (filed.case.id, filed.existing, filed.joined) == (story.id, True, True)
    assert story.case.last(DataUpdated).as_report
    assert missing(story.case) == ["legal_service", "housing_unit"]
    assert story.desk.file(second, actor=APPLICANT).joined
    assert len(list(story.case.events(DataUpdated))) == 1
    with pytest.raises(BadInput, match="other content"):
        story.desk.file(replace(second, address="elsewhere"), actor=APPLICANT)


def test_a_report_for_another_garrison_or_register_is_another_case():
    """R27: one entry per person, garrison and register."""
    story = accepted()
    story.wait(day(1))
    for n, other in enumerate((report(garrison="Астана"), report(form=2))):
        filed = story.desk.file(replace(other, portal_reference=f"OTHER-{n}"), actor=APPLICANT)
        assert (filed.case.id != story.id, filed.joined, filed.case.filed.earlier) == (True, False, None)


def test_who_is_registered_already_changes_data_by_annex_3():
    story = accepted()
    story.endorse(day(1))
    story.register(day(7))
    story.wait(day(8))
    with pytest.raises(NotAllowedHere, match="registered already"):
        story.desk.file(report(day(8), portal_reference="AGAIN"), actor=APPLICANT)


def rejected():
    story = Story()
    story.reject("2026-03-16 10:00")
    return story


@pytest.mark.parametrize("come_to", [refused, rejected])
def test_an_applicant_may_apply_again_after_a_refusal(come_to):
    """Item 6."""
    story = come_to()
    again = story.desk.file(report("2026-05-04 09:00", portal_reference="AGAIN"), actor=APPLICANT)
    assert (str(again.case.state), again.case.filed.earlier) == ("submitted", story.id)


def test_a_report_before_the_first_edition_is_refused_and_on_its_first_day_taken():
    """R22: in force from 25 December 2021, a Saturday, estimated."""
    with pytest.raises(NoEdition, match=r"24\.12\.2021") as no:
        Story("2021-12-24 10:00")
    assert "estimated" in str(no.value)
    assert str(Story("2021-12-24 18:00:00.000001").case.filed.registered_on) == "2021-12-27"


def test_refused_attempts_go_to_a_journal_of_their_own():
    story = accepted()
    version = story.case.version
    with pytest.raises(NotAllowedHere):
        story.accept(day(1))
    with pytest.raises(BadInput):
        story.assign(day(1), executor=" ")
    [attempt] = story.cases.attempts(story.id)
    assert (attempt.act, attempt.kind) == ("ReportAccepted", "not_allowed_here")
    assert story.case.version == version


def test_a_record_that_cannot_have_happened_is_not_folded():
    story = ready()
    without_acceptance = [
        entry for entry in story.case.record if type(entry.event).__name__ != "ReportAccepted"
    ]
    with pytest.raises(Inconsistent):
        replay(story.id, without_acceptance, story.case.editions)
    with pytest.raises(ValueError, match="does not begin with a report"):
        replay(story.id, story.case.record[1:], story.case.editions)


def test_every_event_of_the_case_itself_has_its_public_name():
    """By hand from the tables of states and events."""
    assert set(VOCABULARY) == {
        *("ReportFiled", "ExecutorAssigned", "ReportAccepted", "AcceptanceRefused", "Endorsed"),
        *("RefusalProposed", "HearingNoticeSent", "HearingNoticeReceived", "HearingRescheduled"),
        *("PositionStated", "OralHearingRequested", "HearingHeld", "HearingWaived", "ProtocolSigned"),
        *("ApplicantRegistered", "ApplicantRefused", "ReportWithdrawn", "ProcedureTerminated"),
        *("DecisionOverdue", "DeadlineMissed", "WarningRaised"),
        *("DeadlineMoved", "DeadlineMoveHeld", "FiringAnnulled", "ActCorrected"),
        *("TimeToCureGiven", "PackageCompleted", "TermSuspended", "TermResumed", "TermExtended"),
        *("DataObtained", "DataUpdated", "CourtActSetAside", "StateInstitutionTold", "CourtActRecorded"),
        *("PaperIssued", "CertificationConfirmed", "LeftRegister"),
        *(
            "ComplaintLodged",
            "ComplaintSatisfied",
            "ComplaintForwarded",
            "ComplaintTaken",
            "ComplaintExtended",
        ),
        *("ExtensionTold", "ReturnDecided", "ComplaintDismissed", "ComplaintLeft", "ComplaintWithdrawn"),
        *("ComplaintSilent", "ActCancelled", "CaseReturned", "ActReplaced", "ActionOrdered", "OrderExecuted"),
    }


def test_a_case_as_it_stood_is_seen_without_what_came_later():
    story = ready()
    story.refuse(day(6))
    assert str(story.desk.look(story.id, at(day(4))).state) == "hearing"
    assert str(story.desk.look(story.id, at(day(1))).state) == "accepted"
    with pytest.raises(BadInput, match="did not exist"):
        story.desk.look(story.id, at("2026-03-15 10:00"))


def test_the_version_is_the_length_of_the_record_and_a_quiet_sweep_adds_nothing():
    story = heard()
    version = story.case.version
    assert version == len(story.case.record)
    assert story.desk.sweep_one(story.id, story.time) == 0
    assert story.case.version == version
    assert overdue().case.overdue
