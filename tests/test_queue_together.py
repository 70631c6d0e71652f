"""Eight programs decide 2,000 cases of one garrison at once, on one file: positions 1 to n, each once, in the order of
R14, whoever looks and whenever."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from registers import ASTANA, SERVICES, Garrison, facts, garrison, order_by_hand, read
from reports import plain
from storage import APPLICANT, Actor

from process.acceptance import accept, endorse
from process.definitions import SHIPPED
from process.events import Endorsed, ReportAccepted
from store import queue
from store.audit import verify

pytestmark = pytest.mark.slow

PROGRAMS, CASES, TWICE = 8, 2000, 30
"""`TWICE`: persons with two cases to decide, which come to one entry (R27)."""
HOURS = ("10:00", "10:20", "11:00", "11:20")
FILED = [f"2026-03-{day}T{hour}:00+05:00" for day in ("10", "11") for hour in HOURS]
"""Eight instants, so that most reports share theirs with others, and the number decides."""


def made_ready(office):
    """As many cases, accepted and agreed to, quickly: in one transaction, by the same desk."""
    with office.database.transaction():
        doubled = [
            case for n in range(TWICE) for case in office.two_of(n, "2026-03-10 10:00", "2026-03-11 10:10")
        ]
        reports = read(
            *(
                plain(n, FILED[n % len(FILED)], garrison=ASTANA)
                for n in range(TWICE, TWICE + CASES - len(doubled))
            )
        )
        return doubled + [one(office, report) for report in reports]


def one(office, report):
    case_id = office.desk.file(report, actor=APPLICANT).case.id
    office.do(case_id, ReportAccepted, accept)
    for role in SERVICES:
        office.do(case_id, Endorsed, endorse, actor=Actor("A", role), service=role.value, agrees=True)
    return case_id


@pytest.fixture(scope="module")
def decided(tmp_path_factory, workdays):
    """The file after all have decided, what they were refused, and how often somebody looked meanwhile."""
    folder = tmp_path_factory.mktemp("together")
    office = garrison(folder, workdays, now="2026-03-12 10:00", patience=60)
    cases = made_ready(office)
    assert len(cases) == CASES
    running = [started(folder, office.path, cases[n::PROGRAMS], n) for n in range(PROGRAMS)]
    looks = 0
    while any(each.poll() is None for each in running):
        looks += look(office)
        time.sleep(0.1)
    answers = [each.communicate()[0] for each in running]
    assert [each.returncode for each in running] == [0] * PROGRAMS
    yield office, cases, [refused for answer in answers for refused in json.loads(answer)], looks
    office.database.close()


def started(folder, path, cases, n):
    given = folder / f"cases-{n}.json"
    given.write_text(json.dumps(cases), encoding="utf-8")
    program = Path(__file__).with_name("decider.py")
    environment = {"PYTHONPATH": f"{program.parent}:{program.parent.parent}", "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, str(program), str(path), str(given), str(n)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, env=environment)


def look(office):
    """Whoever looks in between sees each person once, in order, and the counted numbers are those of the list."""
    with office.database.snapshot():
        found = queue.register(office.database, ASTANA, 1)
        some = found[:: max(1, len(found) // 20)]
        assert [queue.ordinal(office.database, each.stay.case) for each in some] == [
            each.number for each in some
        ]
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert [each.stay.key for each in found] == sorted(each.stay.key for each in found)
    assert len({each.stay.person for each in found}) == len({each.stay.case for each in found}) == len(found)
    return bool(found)


def test_positions_run_from_1_to_n_each_once_in_the_order_of_the_reports(decided):
    office, *_ = decided
    found = queue.register(office.database, ASTANA, 1)
    assert [each.stay.case for each in found] == order_by_hand(facts(office.path))
    assert [queue.ordinal(office.database, each.stay.case) for each in found] == list(
        range(1, len(found) + 1)
    )


def test_no_case_is_lost_and_only_who_left_is_missing(decided):
    office, cases, refused, _ = decided
    rows = office.rows(
        "SELECT case_id, kind FROM event WHERE kind IN ('ApplicantRegistered', 'LeftRegister')"
    )
    registered = sorted(case for case, kind in rows if kind == "ApplicantRegistered")
    left = {case for case, kind in rows if kind == "LeftRegister"}
    persons = dict(office.rows('SELECT case_id, person FROM "case"'))
    assert registered == sorted(cases) and refused == []
    gone = {persons[case] for case in left}
    there = {each.stay.person for each in queue.register(office.database, ASTANA, 1)}
    assert there | gone == set(persons.values()) and len(left) >= CASES // 30
    assert {persons[case] for case in cases if case not in left} - gone <= there


def test_somebody_looked_while_they_decided(decided):
    assert decided[3] >= 5


def test_the_copy_is_that_of_the_record(decided, workdays):
    office = decided[0]
    again = Garrison(office.path, workdays)
    assert verify(again.database, SHIPPED).findings == ()
    again.database.close()
