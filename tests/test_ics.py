"""`export ics`: read back by a library that did not write it. Accepted on 16 March 2026, decided by 9 April."""

from datetime import UTC, datetime

import pytest
import vobject
from complainants import QUALITY, reviewed
from offices import EXECUTOR, HEAD, HOUSING, LEGAL, Office

from process.agenda import appointments

LAW = "Law on Housing Relations, Article 101-2"


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path, "2026-03-16 09:30")
    office.done("init")
    office.n = office.accepted()
    return office


def exported(office, *options):
    calendar = vobject.readOne(office.done("export", "ics", *options))
    return {each.uid.value: each for each in calendar.contents.get("vevent", [])}


def utc(day, hour):
    return datetime(2026, *day, hour, tzinfo=UTC)


def test_a_running_deadline_stands_at_its_last_moment_and_names_nobody(office):
    events = exported(office)
    decision = events[f"{office.n}/decision@merzim"]
    assert decision.dtstart.value == utc((4, 9), 13)  # 18:00 in Almaty
    assert decision.status.value == "CONFIRMED"
    assert decision.summary.value == f"{office.n}: Decision"
    text = office.done("export", "ics")
    assert "DTSTART:20260409T130000Z" in text
    assert "Сұлтанов" not in text and "900514300121" not in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_what_others_keep_and_what_silence_does_is_no_appointment(office):
    propose(office, "2026-03-27 15:00")
    office.done("case", "receive-notice", office.n, *EXECUTOR, at="2026-03-26 10:05")
    names = {uid.removeprefix(f"{office.n}/").removesuffix("@merzim") for uid in exported(office)}
    assert names == {"acceptance", "decision", "hearing_notice", "hearing", "appointment-1"}


def propose(office, hearing):
    office.done(
        *("case", "propose-refusal", office.n, "--ground", "3", "--provision", LAW, "--hearing", hearing),
        *("--place", "room 12; 2nd floor, left", "--method", "oral", *EXECUTOR),
        at="2026-03-26 10:00",
    )


def test_a_hearing_that_is_put_off_keeps_its_uid_and_its_number_grows(office):
    propose(office, "2026-03-27 15:00")
    uid = f"{office.n}/appointment-1@merzim"
    first = exported(office)[uid]
    assert "DTSTART:20260327T100000Z" in office.done("export", "ics")
    assert first.dtstart.value == utc((3, 27), 10) and first.location.value == "room 12; 2nd floor, left"
    office.done(
        *("case", "reschedule", office.n, "--hearing", "2026-03-30 11:00", "--reason", "ill"),
        *("--place", "room 14", "--method", "oral", *EXECUTOR),
        at="2026-03-26 11:00",
    )
    moved = exported(office)[uid]
    assert moved.dtstart.value == utc((3, 30), 6) and moved.location.value == "room 14"
    assert int(moved.sequence.value) > int(first.sequence.value)


def test_what_is_over_is_called_off(office):
    propose(office, "2026-03-27 15:00")
    for who in (LEGAL, HOUSING):
        office.done("case", "endorse", office.n, "--by", who[3], "--agree", *who, at="2026-03-26 11:00")
    office.done("case", "register", office.n, *HEAD, at="2026-03-26 12:00")
    status = {uid: each.status.value for uid, each in exported(office).items()}
    assert set(status.values()) == {"CANCELLED"}
    assert f"{office.n}/decision@merzim" in status and f"{office.n}/appointment-1@merzim" in status


def test_a_hearing_that_was_held_stays_where_it_was(office):
    propose(office, "2026-03-27 15:00")
    office.done("case", "receive-notice", office.n, *EXECUTOR, at="2026-03-26 10:05")
    held = ("--method", "oral", "--present", *EXECUTOR)
    office.done("case", "hold-hearing", office.n, *held, at="2026-03-27 15:00")
    assert exported(office)[f"{office.n}/appointment-1@merzim"].status.value == "CONFIRMED"


def test_with_a_new_round_the_hearing_of_the_one_before_keeps_its_place():
    """Refused after its hearing of 27 March, cancelled on 5 May, proposed again: two hearings, each its own."""
    case = reviewed()
    case.do("complaint-resolve", by=QUALITY, outcome="cancelled", at="2026-05-05 10:00")
    [first] = [each for each in appointments(case.case) if each.deadline is None]
    assert (first.key, first.over) == (f"{case.id}/appointment-1", False)
    case.do(
        "propose-refusal", ground=[3], provision=[LAW], method="oral", place="-", hearing="2026-05-06 11:00",
        at="2026-05-05 11:00",
    )  # fmt: skip
    [second] = [each for each in appointments(case.case) if each.deadline is None]
    assert (second.key, second.over) == (f"{case.id}/appointment-2", False)


def test_only_those_of_one_executor_and_in_another_language(office):
    assert exported(office, "--executor", "Nobody") == {}
    assert exported(office, "--executor", "Omarova")
    summaries = {each.summary.value for each in exported(office, "--lang", "kk").values()}
    assert f"{office.n}: Шешім" in summaries


def test_the_same_record_gives_the_same_calendar_byte_for_byte(office):
    assert office.done("export", "ics") == office.done("export", "ics", at="2026-03-17 09:00")
