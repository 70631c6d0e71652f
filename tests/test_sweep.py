"""Whatever fell due fires, on every case, however late and however often anybody sweeps."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from reports import lines, plain
from storage import EXECUTOR, opened

from daemon.filing import file_batch
from daemon.inbox import PORTAL
from daemon.log import swept_words
from daemon.sweep import sweep
from process.acceptance import accept
from process.decision import withdraw
from process.definitions import SHIPPED
from process.errors import Busy, Damaged, NoDatabase
from process.events import (
    MARKS,
    HearingNoticeReceived,
    RefusalProposed,
    ReportAccepted,
    ReportWithdrawn,
)
from process.hearing import propose_refusal, receive_notice
from process.hearing_times import Setting
from process.localtime import parse_typed
from process.record import as_row
from process.roles import Actor, Role
from store.audit import verify
from store.cases import SqlCases

FILED = "2026-03-16 08:00"
THIRTY_DAYS_LATER = "2026-04-30 12:00"  # thirty working days and more: 23-25 March are off


def file(office, count, **changes):
    """So many reports of as many persons; the numbers of their cases."""
    filing = file_batch(
        office.desk,
        lines(*(plain(n, **changes) for n in range(count))),
        now=office.clock(),
        actor=PORTAL,
    )
    assert not filing.errors
    return [each.case for each in filing.cases]


def swept_at(office, when, **how):
    office.clock.set(when)
    return sweep(office.desk, now=office.clock(), **how)


def legal(office, case_id):
    """All that the law sees of a case: state, deadlines, and each entry save when we learned of it."""
    case = office.cases.load(case_id)
    entries = [as_row(entry, case_id) for entry in case.record]
    for entry in entries:
        del entry["recorded_at"]
        for private in ("person", "digest"):
            entry["body"].pop(private, None)
    return str(case.state), case.deadlines, entries


def everything(office):
    return [
        legal(office, case_id) for (case_id,) in office.rows('SELECT case_id FROM "case" ORDER BY case_id')
    ]


@pytest.fixture
def office(tmp_path, workdays):
    with opened(tmp_path, workdays, now=FILED) as office:
        yield office


def in_all_states(office):
    """Six cases on 19 March: filed, accepted, noticed, noticed and received (in writing, orally), withdrawn."""
    ids = file(office, 6)
    office.clock.set("2026-03-16 10:00")
    for case_id in ids[1:]:
        office.do(case_id, ReportAccepted, accept)
    office.clock.set("2026-03-19 10:00")
    oral = Setting("oral", parse_typed("2026-03-26 10:00"), "room 12")
    for case_id, setting in ((ids[2], oral), (ids[3], Setting("written", None, None)), (ids[4], oral)):
        office.do(
            case_id,
            RefusalProposed,
            propose_refusal,
            grounds=(3,),
            provisions=("Article 101-2",),
            hearing=setting,
        )
    office.clock.set("2026-03-19 11:00")
    for case_id in ids[3:5]:
        office.do(case_id, HearingNoticeReceived, receive_notice)
    office.do(ids[5], ReportWithdrawn, withdraw, actor=Actor("applicant", Role.APPLICANT))
    return ids


# --- however late -----------------------------------------------------------------------------------------------


def test_one_sweep_after_thirty_working_days_leaves_what_hourly_sweeps_leave(tmp_path, workdays):
    with opened(tmp_path / "hourly", workdays, now=FILED) as office:
        in_all_states(office)
        end = parse_typed(THIRTY_DAYS_LATER)
        while office.clock.moment < end:
            sweep(office.desk, now=office.clock())
            office.clock.moment += timedelta(hours=1)
        sweep(office.desk, now=end)
        hourly = everything(office)
    with opened(tmp_path / "once", workdays, now=FILED) as office:
        in_all_states(office)
        swept_at(office, THIRTY_DAYS_LATER)
        assert everything(office) == hourly
        assert verify(office.database, office.desk.editions, workdays).findings == ()
    assert [state for state, _, _ in hourly] == [
        "submitted", "accepted", "preliminary_refusal", "heard", "hearing", "withdrawn"
    ]  # fmt: skip


def test_an_act_of_day_14_entered_on_day_16_comes_out_the_same_whether_the_daemon_was_on_or_off(
    tmp_path, workdays
):
    found = []
    for sweeps in (["2026-04-09 18:01", "2026-04-10 09:00"], []):
        with opened(tmp_path / str(len(found)), workdays, now=FILED) as office:
            [case_id] = file(office, 1)
            office.clock.set("2026-03-16 10:00")
            office.accept(case_id)
            for when in sweeps:
                swept_at(office, when)
            office.clock.set("2026-04-10 10:00")
            office.do(
                case_id,
                ReportWithdrawn,
                withdraw,
                actor=Actor("applicant", Role.APPLICANT),
                at="2026-04-08 15:00",
            )
            swept_at(office, THIRTY_DAYS_LATER)
            case = office.cases.load(case_id)
            dates = [
                (each.name, each.due_at, each.met_at, each.lapsed_at) for each in case.deadlines.values()
            ]
            course = [step.event for step in case.course[1:] if not isinstance(step.event, MARKS)]
            found.append((case.state, dates, course))
    on, off = found
    assert on == off


def test_each_firing_stands_at_its_own_due_instant(office):
    [case_id] = file(office, 1)
    swept_at(office, THIRTY_DAYS_LATER)
    # Registered on Monday 16 March: acceptance is missed that evening; the 15th working day after it is 9 April.
    moments = dict(office.rows("SELECT kind, occurred_at FROM event WHERE kind <> 'WarningRaised'"))
    assert moments["DeadlineMissed"] == "2026-03-16T13:00:00.000000Z"
    assert moments["DecisionOverdue"] == "2026-04-09T13:00:00.000000Z"
    assert office.cases.load(case_id).deemed_refused_on.isoformat() == "2026-04-09"


# --- however often ----------------------------------------------------------------------------------------------


def test_a_second_sweep_of_the_same_moment_finds_nothing(office):
    file(office, 3)
    first = swept_at(office, THIRTY_DAYS_LATER)
    before = everything(office)
    second = swept_at(office, THIRTY_DAYS_LATER)
    assert first.firings > 0
    assert (second.cases, second.firings, second.faults, second.complete) == (0, 0, (), True)
    assert everything(office) == before


def test_a_clock_set_back_undoes_nothing(office):
    file(office, 2)
    swept_at(office, THIRTY_DAYS_LATER)
    before = everything(office)
    assert swept_at(office, "2026-03-20 09:00").cases == 0
    assert everything(office) == before


def test_two_sweeps_at_once_fire_nothing_twice(office, tmp_path, workdays):
    file(office, 30)
    together, errors = Barrier(2), []

    def at_once():
        with opened(tmp_path, workdays, now=THIRTY_DAYS_LATER, patience=30) as other:
            together.wait(30)
            try:
                errors.extend(sweep(other.desk, now=other.clock(), batch=4).faults)
            except Busy as busy:
                errors.append(busy)

    threads = [Thread(target=at_once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not errors
    swept_at(office, THIRTY_DAYS_LATER)
    assert {n for (n,) in office.rows("SELECT count(*) FROM event GROUP BY case_id")} == {
        len(legal(office, "2026-000001")[2])
    }
    assert office.rows("SELECT count(*) FROM event WHERE kind = 'DecisionOverdue'") == [(30,)]
    assert verify(office.database, office.desk.editions, workdays).findings == ()


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_the_size_of_a_batch_changes_nothing(batch, office):
    file(office, 5)
    swept = swept_at(office, THIRTY_DAYS_LATER, batch=batch)
    assert swept.cases == 5
    assert swept.fired["DecisionOverdue"] == 5


# --- what goes wrong --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_a_case_that_cannot_be_swept_stops_no_other_and_is_said_every_time(batch, office):
    ids = file(office, 5)
    office.write("DELETE FROM event WHERE case_id = ? AND seq = 1", ids[0])
    office.write("UPDATE event SET body = '{}' WHERE case_id = ? AND seq = 1", ids[2])
    for fired in (3, 0):
        swept = swept_at(office, THIRTY_DAYS_LATER, batch=batch)
        assert swept.fired["DecisionOverdue"] == fired
        assert {fault.case: type(fault.error) for fault in swept.faults} == {ids[0]: Damaged, ids[2]: Damaged}


def test_a_copy_that_says_due_where_nothing_is_does_not_come_round_for_ever(office):
    ids = file(office, 2)
    office.write("UPDATE \"case\" SET next_at = '2026-03-01T00:00:00.000000Z' WHERE case_id = ?", ids[0])
    swept = swept_at(office, "2026-03-16 09:00")
    assert (swept.cases, swept.firings, swept.faults) == (1, 0, ())
    assert office.cases.due(office.clock(), 10) == []


def test_a_copy_that_says_due_again_and_again_is_a_fault_of_its_case(office):
    class Stubborn(SqlCases):
        def due(self, now, limit, *, skip=0):
            return ["2026-000001"][skip:]

    file(office, 1)
    swept = sweep(replace(office.desk, cases=Stubborn(office.database, SHIPPED)), now=office.clock())
    assert [(fault.case, str(fault.error)) for fault in swept.faults] == [
        ("2026-000001", "case 2026-000001 is due and nothing fires.")
    ]


@pytest.mark.parametrize("error", [Busy("in use"), NoDatabase("gone"), Damaged("the file is damaged")])
def test_an_error_of_the_whole_file_within_a_case_ends_the_sweep_and_blames_no_case(error, office):
    class Failing(SqlCases):
        def load(self, case_id):
            raise error

    file(office, 2)
    office.clock.set(THIRTY_DAYS_LATER)
    with pytest.raises(type(error)):
        sweep(replace(office.desk, cases=Failing(office.database, SHIPPED)), now=office.clock())


def test_what_is_swept_before_an_error_of_the_whole_file_stays_and_the_rest_is_still_due(office):
    file(office, 5)
    asked = iter([True, True])

    def then_locked():
        if not next(asked, False):
            raise Busy("the database is in use")
        return True

    with pytest.raises(Busy):
        swept_at(office, THIRTY_DAYS_LATER, batch=2, go_on=then_locked)
    assert office.rows("SELECT count(*) FROM event WHERE kind = 'DecisionOverdue'") == [(4,)]
    assert swept_at(office, THIRTY_DAYS_LATER).fired["DecisionOverdue"] == 1


def test_a_locked_database_ends_the_sweep_and_blames_no_case(office, tmp_path, workdays):
    file(office, 2)
    with opened(tmp_path, workdays) as other, other.database.transaction(), pytest.raises(Busy):
        swept_at(office, THIRTY_DAYS_LATER)
    assert swept_at(office, THIRTY_DAYS_LATER).cases == 2


def test_told_to_stop_it_finishes_the_batch_that_is_begun(office):
    file(office, 5)
    asked = iter([True, False])
    swept = swept_at(office, THIRTY_DAYS_LATER, batch=2, go_on=lambda: next(asked))
    assert (swept.cases, swept.complete) == (2, False)
    assert "the rest stays due" in swept_words(swept)
    assert swept_at(office, THIRTY_DAYS_LATER).cases == 3


# --- what it says -----------------------------------------------------------------------------------------------


def test_it_says_in_a_line_what_fired_and_on_which_cases(office):
    file(office, 2)
    swept_at(office, "2026-03-17 08:00")
    office.clock.set("2026-03-17 09:30")
    office.do("2026-000001", ReportAccepted, accept, actor=EXECUTOR)
    # The 15th working day of a report accepted on 17 March is 10 April; of one registered on the 16th, the 9th.
    swept = swept_at(office, "2026-04-09 18:30")
    assert swept.hit["DecisionOverdue"] == ["2026-000002"]
    assert "1 overdue (2026-000002)" in swept_words(swept)
    assert swept_words(swept).startswith("swept 2 cases: ")
