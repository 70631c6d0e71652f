"""The register of a garrison: its order, its numbers, who leaves it and who comes back (R14, R18, R27)."""

import sqlite3
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import ASTANA, Garrison, facts, garrison, order_by_hand
from storage import EXECUTOR
from test_migrations import schema, upgraded

from process.complaint_events import NEW_ROUND
from process.definitions import SHIPPED
from process.errors import BadInput, MerzimError, NotAllowedHere, NotFound, WrongRole
from process.events import ApplicantRegistered, LeftRegister
from process.localtime import parse_typed
from process.queue import Ground, good_no_more
from process.states import STEPS, State
from process.stays import ENTERING, LEAVING
from store import queue
from store.audit import verify
from store.migrate import init


@pytest.fixture
def office(tmp_path, workdays):
    found = garrison(tmp_path, workdays, now="2026-03-10 14:00")
    yield found
    found.database.close()


def findings(office):
    """What the audit finds, save that a paper issued before there was a table of them is not found there."""
    found = verify(office.database, SHIPPED, office.workdays).findings
    return tuple(each for each in found if "not found by the hash" not in each.what)


# --- the order


def test_the_order_is_that_of_the_reports_and_not_of_the_decisions(office):
    late, early, middle = (
        office.ready(n, f"2026-03-10 {hour}:00") for n, hour in ((1, 12), (2, 10), (3, 11))
    )
    for case_id in (late, middle, early):
        office.decide(case_id)
    assert office.numbers() == {early: 1, middle: 2, late: 3}


def test_of_one_day_of_registration_the_instant_of_filing_counts_and_then_the_number(office):
    """Filed on Friday at 18:30 and on Saturday, both are registered on Monday 16 March, after Monday's own of 8:00."""
    office.clock.set("2026-03-16 10:00")
    saturday = office.enrolled(1, "2026-03-14 11:00")
    twin = office.enrolled(2, "2026-03-14 11:00")
    friday = office.enrolled(3, "2026-03-13 18:30")
    in_time = office.enrolled(4, "2026-03-13 17:59")
    monday = office.enrolled(5, "2026-03-16 08:00")
    days = {str(each.stay.registered_on) for each in queue.register(office.database, ASTANA, 1)[1:]}
    assert days == {"2026-03-16"}
    assert office.order() == [in_time, friday, saturday, twin, monday]


def test_each_garrison_and_each_kind_has_a_register_of_its_own(office):
    here, there = office.enrolled(1), office.enrolled(2, garrison="Алматы")
    payment = office.enrolled(3, form=2)
    assert office.numbers() == {here: 1}
    assert office.numbers(garrison="Алматы") == {there: 1}
    assert office.numbers(form=2) == {payment: None}


def test_the_current_payment_stands_in_the_same_order_without_a_number(office):
    second, first = office.enrolled(1, "2026-03-10 12:00", form=2), office.enrolled(2, form=2)
    assert office.order(form=2) == [first, second]
    assert queue.ordinal(office.database, first) is None


def test_only_who_is_registered_has_a_number(office):
    case_id = office.ready(1)
    assert queue.ordinal(office.database, case_id) is None
    assert queue.position(office.database, case_id) is None
    office.decide(case_id)
    assert queue.ordinal(office.database, case_id) == 1


# --- moves


def test_an_earlier_report_registered_moves_those_behind_it_and_each_move_has_its_reason(office):
    mine = office.enrolled(1, "2026-03-10 12:00")
    office.clock.set("2026-03-11 10:00")
    earlier, later = office.enrolled(2, "2026-03-10 10:00"), office.enrolled(3, "2026-03-11 09:30")
    office.clock.set("2026-03-12 10:00")
    office.leave(earlier, "provided")
    assert office.moves(mine) == [
        (None, 1, "entered", mine),
        (1, 2, "registered", earlier),
        (2, 1, "provided", earlier),
    ]
    assert office.moves(later) == [(None, 3, "entered", later), (3, 2, "provided", earlier)]


def test_a_place_as_of_a_moment_and_the_moves_until_then(office):
    mine = office.enrolled(1, "2026-03-10 12:00")
    office.clock.set("2026-03-11 10:00")
    earlier = office.enrolled(2, "2026-03-10 10:00")
    assert office.numbers(at="2026-03-10 15:00") == {mine: 1}
    assert office.numbers(at="2026-03-11 09:59") == {mine: 1}
    assert office.numbers(at="2026-03-11 10:00") == {earlier: 1, mine: 2}
    assert office.numbers(at="2026-03-10 13:59") == {}
    assert office.moves(mine, at="2026-03-10 15:00") == [(None, 1, "entered", mine)]


def test_what_was_entered_late_counts_from_its_entry_so_that_a_number_once_given_stays_true(office):
    mine, earlier = office.ready(1, "2026-03-10 12:00"), office.ready(2, "2026-03-10 10:00")
    office.clock.set("2026-03-11 10:00")
    office.decide(mine)
    office.clock.set("2026-03-12 10:00")
    office.decide(earlier, at="2026-03-10 15:00")
    assert office.numbers(at="2026-03-11 12:00") == {mine: 1}
    [_, move] = queue.position(office.database, mine).moves
    assert (move.was, move.now, move.late) == (1, 2, True)
    assert move.done_at == parse_typed("2026-03-10 15:00")


def test_the_number_at_issue_is_the_first_that_a_certificate_stated(office):
    mine = office.enrolled(1, "2026-03-10 12:00")
    [entry] = queue.register(office.database, ASTANA, 1)
    assert entry.stay.issued is None
    office.clock.set("2026-03-10 15:00")
    office.issue(mine, 1)
    office.enrolled(2, "2026-03-10 10:00")
    office.issue(mine, 2)  # made anew, with data updated
    entry = queue.register(office.database, ASTANA, 1)[1]
    assert (entry.number, entry.stay.issued_by(None)) == (2, 1)
    assert entry.stay.issued_by(parse_typed("2026-03-10 14:30")) is None
    assert findings(office) == ()


def test_a_new_registration_after_a_cancelled_one_has_a_certificate_of_its_own(office):
    mine = office.enrolled(1)
    office.issue(mine, 1)
    of_the_first = office.seq(mine, ApplicantRegistered)
    office.cancel(mine)
    office.agree(mine)
    office.decide(mine)
    assert queue.register(office.database, ASTANA, 1)[0].stay.issued is None
    office.issue(mine, 9, of=of_the_first)  # one of the cancelled registration, on its way since
    assert queue.register(office.database, ASTANA, 1)[0].stay.issued is None
    office.issue(mine, 7)
    assert queue.register(office.database, ASTANA, 1)[0].stay.issued == 7


# --- leaving


@pytest.mark.parametrize("ground", list(Ground))
def test_who_leaves_closes_the_gap(office, ground):
    first, second, third = (office.enrolled(n, f"2026-03-10 1{n}:00") for n in range(3))
    office.leave(second, ground)
    assert office.numbers() == {first: 1, third: 2}
    assert str(office.cases.load(second).state) == "registered"
    assert queue.left(office.database, queue.Register(ASTANA, 1)) == 1
    assert findings(office) == ()


def test_leaving_is_the_heads_act(office):
    case_id = office.enrolled(1)
    with pytest.raises(WrongRole):
        office.leave(case_id, actor=EXECUTOR)
    assert office.order() == [case_id]


def test_who_has_no_entry_cannot_leave(office):
    case_id = office.ready(1)
    with pytest.raises(
        NotAllowedHere, match=r"no entry in the register to leave; the case is accepted.*R14 \(derived\)"
    ):
        office.leave(case_id)
    office.decide(case_id)
    office.leave(case_id)
    with pytest.raises(NotAllowedHere, match=r"left the register on 10\.03\.2026 already \(transferred"):
        office.leave(case_id, "provided")


def test_every_fault_of_what_is_said_is_named_at_once(office):
    case_id = office.enrolled(1)
    with pytest.raises(
        BadInput, match=r"'sold' is no ground.*the law that it rests on is not named.*provided, transferred"
    ):
        office.leave(case_id, "sold", provision=" ")
    assert office.order() == [case_id]


def test_an_entry_struck_off_by_mistake_is_back_in_its_place_once_that_is_corrected(office):
    first, second = office.enrolled(1), office.enrolled(2, "2026-03-10 11:00")
    office.clock.set("2026-03-11 10:00")
    office.leave(first, "struck_off")
    office.clock.set("2026-03-12 10:00")
    office.correct(first, LeftRegister)
    assert office.numbers() == {first: 1, second: 2}
    assert office.order(at="2026-03-11 12:00") == [second]
    assert office.moves(second)[1:] == [(2, 1, "struck_off", first), (1, 2, "corrected", first)]
    assert office.moves(first)[1:] == [(1, None, "struck_off", first), (None, 1, "entered", first)]
    assert findings(office) == ()


def test_back_in_its_place_the_entry_has_the_number_at_issue_that_its_certificate_states(office):
    first = office.enrolled(1)
    office.issue(first, 1)
    office.clock.set("2026-03-11 10:00")
    office.leave(first, "struck_off")
    office.clock.set("2026-03-12 10:00")
    office.correct(first, LeftRegister)
    [entry] = queue.register(office.database, ASTANA, 1)
    assert (entry.number, entry.stay.issued) == (1, 1)
    assert findings(office) == ()


def test_of_two_certificates_of_one_person_that_of_the_entry_which_stays_is_good(office):
    """R27: one entry stays, at the earlier registration date; with it the other leaves too."""
    one, two = office.two_of(1)
    for case_id in (two, one):
        office.decide(case_id)
    held = queue.held(office.database, two)
    assert good_no_more(one, held) is None
    assert good_no_more(two, held) == f"the person's one entry is that of case {one} (R27)"
    office.leave(one)
    for case_id in (one, two):
        assert good_no_more(case_id, queue.held(office.database, case_id)) == "the entry left the register"


def test_a_registration_that_never_was_leaves_the_register_but_stood_in_it_until_that_was_found(office):
    first, second = office.enrolled(1), office.enrolled(2, "2026-03-10 11:00")
    office.clock.set("2026-03-11 10:00")
    office.correct(first, ApplicantRegistered)
    assert office.numbers() == {second: 1}
    assert office.order(at="2026-03-10 18:00") == [first, second]
    assert office.moves(second)[1:] == [(2, 1, "corrected", first)]


def test_a_registration_done_at_another_moment_keeps_its_place_and_shows_the_right_day(office):
    case_id = office.ready(1)
    office.clock.set("2026-03-12 10:00")
    office.decide(case_id)
    office.clock.set("2026-03-13 10:00")
    office.correct(case_id, ApplicantRegistered, to="2026-03-11 10:00")
    [entry] = queue.register(office.database, ASTANA, 1)
    assert entry.stay.enrolled_at == parse_typed("2026-03-11 10:00")
    assert office.moves(case_id) == [(None, 1, "entered", case_id)]


@pytest.mark.parametrize("event", NEW_ROUND)
def test_what_turns_the_case_back_takes_it_out_of_the_register(event):
    assert event in LEAVING


def test_what_registers_by_the_table_of_steps_enters_the_register():
    assert set(ENTERING) == {step.event for step in STEPS if step.dest is State.REGISTERED}


def test_a_cancelled_registration_is_out_and_the_next_one_enters_at_the_old_place(office):
    first, second = office.enrolled(1), office.enrolled(2, "2026-03-10 11:00")
    office.clock.set("2026-03-11 10:00")
    office.cancel(first)
    assert office.numbers() == {second: 1}
    office.clock.set("2026-03-12 10:00")
    office.agree(first)
    office.decide(first)
    assert office.numbers() == {first: 1, second: 2}
    assert [why for _, _, why, _ in office.moves(second)] == ["entered", "cancelled", "registered"]


# --- while a complaint is open (R18)


def test_nothing_leaves_the_register_while_a_complaint_is_open(office):
    case_id = office.enrolled(1)
    office.complain(case_id)
    assert office.order() == [case_id]
    with pytest.raises(NotAllowedHere, match=r"stays in the register while complaint 1 is open.*R18"):
        office.leave(case_id)
    with pytest.raises(NotAllowedHere, match=r"would take its entry out of the register.*R18"):
        office.correct(case_id, ApplicantRegistered)
    assert office.order() == [case_id]
    office.give_up(case_id)
    office.leave(case_id)
    assert office.order() == []


def test_nor_by_another_case_of_the_person(office):
    one, two = office.two_of(1)
    office.decide(one)
    office.decide(two)
    office.complain(two)
    with pytest.raises(NotAllowedHere, match=rf"Case {two}.*while complaint 1 is open"):
        office.leave(one)


# --- one entry a person (R27)


@pytest.mark.parametrize("earlier_first", [True, False])
def test_two_registered_cases_of_a_person_are_one_entry_at_the_earlier_date(office, earlier_first):
    between = office.enrolled(9, "2026-03-10 11:00")
    one, two = office.two_of(1)
    for case_id in (one, two) if earlier_first else (two, one):
        office.clock.moment += timedelta(minutes=1)
        office.decide(case_id)
    [first, second] = queue.register(office.database, ASTANA, 1)
    assert (first.stay.case, first.others, second.stay.case) == (one, (two,), between)
    assert queue.ordinal(office.database, one) == queue.ordinal(office.database, two) == 1
    if not earlier_first:
        assert office.moves(two) == [(None, 2, "entered", two), (2, 1, "earlier_report", one)]
        assert office.moves(between)[1:] == [(1, 2, "registered", one)]
    assert findings(office) == ()


def test_the_entry_leaves_by_the_case_that_holds_it_and_for_both(office):
    one, two = office.two_of(1)
    office.decide(one)
    office.decide(two)
    with pytest.raises(NotAllowedHere, match=rf"that of case {one}.*strike-off {one}"):
        office.leave(two)
    office.leave(one, "provided")
    assert office.order() == []
    with pytest.raises(NotAllowedHere, match=rf"left the register.*provided; case {one}"):
        office.leave(two)
    assert queue.ordinal(office.database, two) is None
    assert findings(office) == ()


def test_where_the_earlier_registration_is_cancelled_the_later_case_holds_the_entry(office):
    between = office.enrolled(9, "2026-03-10 11:00")
    one, two = office.two_of(1)
    office.decide(one)
    office.decide(two)
    office.clock.set("2026-03-11 10:00")
    office.cancel(one)
    assert office.numbers() == {between: 1, two: 2}
    assert office.moves(two)[-1] == (1, 2, "cancelled", one)
    assert findings(office) == ()


def test_who_left_may_report_again_and_enters_anew_and_who_did_not_may_not(office):
    case_id = office.enrolled(1)
    with pytest.raises(NotAllowedHere, match="registered already"):
        office.file_of(1, "2026-03-10 13:00", reference="again")
    office.leave(case_id)
    office.clock.set("2026-03-12 10:00")
    other, again = (
        office.enrolled(2, "2026-03-11 10:00"),
        office.enrolled(1, "2026-03-12 09:30", reference="again"),
    )
    assert office.numbers() == {other: 1, again: 2}
    assert office.cases.load(again).filed.earlier == case_id


def test_the_database_itself_knows_one_live_entry_a_person(office):
    one, two = office.two_of(1)
    office.decide(one)
    office.decide(two)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        office.write("UPDATE enrolment SET holds = 1")


# --- the copy in the file


COLUMNS = [
    "n",
    "person",
    "service",
    "garrison",
    "form",
    "registered_on",
    "filed_at",
    "enrolled_by",
    "enrolled_at",
    "since",
    "entered",
    "until",
    "left",
    "left_at",
    "issued",
    "issued_at",
    "holds",
]


def test_the_columns_tried_are_all_there_are(office):
    assert ["case_id", *COLUMNS] == [
        name for (name,) in office.rows("SELECT name FROM pragma_table_info('enrolment')")
    ]


@pytest.mark.parametrize("column", COLUMNS)
def test_the_audit_finds_each_column_changed_past_the_store(office, column):
    case_id = office.enrolled(1)
    assert findings(office) == ()
    office.write(
        f'UPDATE enrolment SET "{column}" = ?', 3 if column in ("n", "form", "enrolled_by", "issued") else 0
    )
    assert case_id in {each.case for each in findings(office)}


def test_the_audit_finds_an_entry_that_is_gone_or_that_was_never_decided(office):
    first, second = office.enrolled(1), office.ready(2)
    office.write("UPDATE enrolment SET case_id = ?", second)
    assert {each.case for each in findings(office)} == {first, second}


def test_a_database_of_the_revision_before_is_filled_from_its_records(office, tmp_path):
    """Made as that revision had it: the register taken away again, and what is left held to that revision's tables."""
    one, two = office.two_of(1)
    for case_id in (two, one, office.ready(3), office.ready(4, form=2)):
        office.decide(case_id)
    office.leave(office.enrolled(5), "provided")
    office.issue(one, 1)
    office.ready(6)
    before, numbers = office.rows("SELECT * FROM enrolment ORDER BY case_id, n"), office.numbers()
    for later in LATER:
        office.write(f"DROP TABLE {later}")
    office.write("UPDATE alembic_version SET version_num = ?", PREVIOUS)
    office.database.close()
    assert schema(office.path) == schema(upgraded(tmp_path / "previous.db", PREVIOUS))
    assert init(str(office.path)).migrated
    again = Garrison(office.path, office.workdays)
    assert again.rows("SELECT * FROM enrolment ORDER BY case_id, n") == before
    assert again.numbers() == numbers and len(before) == 5
    assert findings(again) == ()
    again.database.close()


def before_the_queue():
    from runpy import run_path

    from store.migrate import MIGRATIONS

    [file] = (MIGRATIONS / "versions").glob("*_queue.py")
    return run_path(str(file))["down_revision"]


PREVIOUS, LATER = before_the_queue(), ("enrolment", "issued_paper")


def test_a_garrison_is_found_as_it_is_typed_where_only_one_can_be_meant(office):
    office.file_of(1, "2026-03-10 10:00", garrison="Ақ тау")
    office.file_of(2, "2026-03-10 10:00", garrison="Байқоңыр")
    assert queue.garrison(office.database, "  ақТАУ") == "Ақ тау"
    with pytest.raises(NotFound, match=r"'Ақтөбе'.*Ақ тау, Байқоңыр") as no:
        queue.garrison(office.database, "Ақтөбе")
    assert no.value.details["garrisons"] == ["Ақ тау", "Байқоңыр"]
    office.file_of(3, "2026-03-10 10:00", garrison="Ақтау")
    assert queue.garrison(office.database, "Ақтау") == "Ақтау"
    with pytest.raises(NotFound, match="several"):
        queue.garrison(office.database, "АҚТАУ")


# --- histories by chance

ACTS = st.tuples(
    st.sampled_from(["decide", "decide", "decide", "leave", "cancel", "correct", "again"]),
    st.integers(0, 9),
    st.integers(1, 50),
)


@settings(max_examples=40)
@given(acts=st.lists(ACTS, min_size=10, max_size=40))
def test_after_whatever_happened_the_numbers_run_from_1_to_n_in_the_order_of_the_oracle(
    template, acts, tmp_path_factory
):
    office = template(tmp_path_factory.mktemp("history"))
    try:
        moments = [office.clock.moment]
        for minute, (act, which, back) in enumerate(acts):
            happen(office, act, which, back, minute)
            moments.append(office.clock.moment)
        known = facts(office.path)
        numbers = office.numbers()
        assert list(numbers) == order_by_hand(known)
        assert list(numbers.values()) == list(range(1, len(numbers) + 1))
        for moment in moments[::4]:
            then = queue.register(office.database, ASTANA, 1, moment)
            assert [each.stay.case for each in then] == order_by_hand(known, until=moment_text(moment))
        for case_id in office.all:
            tell_the_same(office, case_id, numbers)
        assert findings(office) == ()
    finally:
        office.database.close()


def moment_text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def tell_the_same(office, case_id, numbers):
    """Each move goes on from the one before it, and the last one comes to the number that there is."""
    found = queue.position(office.database, case_id)
    if found is None:
        return
    moves = found.moves
    assert all(before.now == after.was for before, after in pairwise(moves))
    assert all(
        move.was != move.now or move.why in ("earlier_report", "cancelled", "corrected") for move in moves
    )
    assert moves[-1].now == (numbers[found.entry.stay.case] if found.entry else None)


def happen(office, act, which, back, minute):
    """One act, on a case that may refuse it."""
    case_id = office.all[which % len(office.all)]
    kind = (ApplicantRegistered, LeftRegister)[back % 2]
    office.clock.set(f"2026-03-1{1 + minute // 20} 1{2 + (minute % 20) // 10}:{10 + minute % 40:02}")
    earlier = f"2026-03-10 1{4 + back % 4}:{back:02}"
    with suppress(MerzimError, IndexError):
        match act:
            case "decide":
                office.decide(case_id, **({"at": earlier} if back % 5 == 0 else {}))
            case "leave":
                office.leave(case_id, list(Ground)[back % 3])
            case "cancel":
                office.cancel(case_id)
                office.agree(case_id)
            case "correct":
                office.correct(case_id, kind, to=earlier if back % 3 == 0 else None)
            case "again":
                filed_at = f"2026-03-11 09:{10 + back % 40:02}"
                office.all.append(office.file_of(back % 6, filed_at, reference=f"again-{minute}"))
                office.make_ready(office.all[-1])


@pytest.fixture(scope="module")
def template(tmp_path_factory, workdays):
    """Eight persons with ten cases, all ready to be decided; copied for each history."""
    folder = tmp_path_factory.mktemp("template")
    office = garrison(folder, workdays, now="2026-03-10 14:00")
    with office.database.transaction():
        cases = [office.ready(n, f"2026-03-10 1{n % 4}:{n * 5:02}") for n in range(6)]
        cases += [each for n in (6, 7) for each in office.two_of(n, f"2026-03-10 1{n % 4}:30")]
    office.database.close()

    def copied(into):
        (into / "merzim.db").write_bytes(office.path.read_bytes())
        made = Garrison(into / "merzim.db", workdays, now="2026-03-10 14:00")
        made.all = list(cases)
        return made

    return copied
