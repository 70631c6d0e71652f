"""The load model: equal to the engine case by case, and to theory where theory has an answer."""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from offices import Office

from process.acceptance import accept, endorse
from process.decision import refuse, register
from process.definition import Editions
from process.definitions import ORDER_232_2025
from process.desk import Desk
from process.errors import BadInput, CalendarUnknown, TooEarly, TooLate
from process.events import (
    ApplicantRefused,
    ApplicantRegistered,
    Endorsed,
    HearingHeld,
    HearingNoticeReceived,
    ProtocolSigned,
    RefusalProposed,
    ReportAccepted,
)
from process.hearing import hold_hearing, propose_refusal, receive_notice, sign_protocol
from process.hearing_times import Setting
from process.localtime import day_of, parse_typed
from process.roles import Actor, Role
from process.workdays import kazakhstan
from simulation.applicants import report
from simulation.load.answers import answer_load, load_json
from simulation.load.counted import share
from simulation.load.drawing import Drawn, days_of, draw
from simulation.load.model import Absence, LoadModel, Work, parse_model, read_model
from simulation.load.office import Law, law_of, reckon
from simulation.memory import MemoryCases
from simulation.what_if import with_changes
from terminal.console import console
from terminal.load import show_load

MODELS = Path(__file__).parent.parent / "examples" / "load"
CALENDAR = kazakhstan()
BUSY = LoadModel(
    title="busy",
    executors=3,
    reports=2.4,
    work=Work("lognormal", (1.05, 0.8)),
    refused=0.35,
    refusal_work=0.2,
    absence=Absence(0.1, 6),
    years=4,
    seed=11,
)

# --- equal to the engine, case by case


class EngineOffice:
    """The same office, event by event: executors take reports as they come, and the engine says what is lawful when.

    Nothing is shared with the model but what chance gave; the calendar and the law are the engine's own.
    """

    APPLICANT, SYSTEM = Actor("applicant", Role.APPLICANT), Actor("portal", Role.SYSTEM)
    EXECUTOR, HEAD = Actor("Omarova", Role.EXECUTOR), Actor("Seitkali", Role.HEAD)
    LEGAL, HOUSING = Actor("Abenov", Role.LEGAL_SERVICE), Actor("Tulegenova", Role.HOUSING_UNIT)

    def __init__(self, days, definition=ORDER_232_2025):
        self.now = None
        self.days = days
        self.definition = definition.id
        self.desk = Desk(MemoryCases(), lambda: self.now, CALENDAR, Editions((definition,)))

    def moment(self, working_days):
        """The fraction of a working day as an instant: from 9:00 to 18:00."""
        day = self.days.date_of(int(working_days // 1), CALENDAR)
        return parse_typed(f"{day} 09:00") + timedelta(hours=9) * (working_days % 1)

    def act(self, case, event, decide, actor, at):
        self.now = at
        self.desk.act(case, event, decide, actor=actor)

    def file(self, number, at):
        self.now = at
        case = self.desk.file(report(number, at), actor=self.APPLICANT, definition=self.definition).case.id
        self.act(case, ReportAccepted, accept, self.EXECUTOR, at)
        return case

    def endorsed(self, case, at, *, agrees):
        for service, actor in (("legal_service", self.LEGAL), ("housing_unit", self.HOUSING)):
            self.act(
                case, Endorsed, lambda *seen, by=service: endorse(*seen, service=by, agrees=agrees), actor, at
            )

    def register(self, case, done):
        """On the day on which the work is done."""
        self.endorsed(case, self.moment(done), agrees=True)
        self.act(case, ApplicantRegistered, register, self.HEAD, self.moment(done))
        return day_of(self.now)

    def refuse(self, case, done):
        """Proposed when the work is done or, where that is too late for the engine, on the first morning on which it is
        not; heard the day after; refused on the first morning on which the engine does not say: too early."""
        at = self.moment(done)
        while True:
            try:
                self.propose(case, at)
                break
            except TooLate:
                at = self.next_morning(at)
        self.act(case, HearingNoticeReceived, receive_notice, self.SYSTEM, at)
        morning = self.next_morning(at)
        hold = lambda *seen: hold_hearing(*seen, method="oral", present=True)  # noqa: E731 - a name for what is done
        self.act(case, HearingHeld, hold, self.EXECUTOR, morning)
        sign = lambda *seen: sign_protocol(*seen, chair="a", secretary="b")  # noqa: E731 - a name for what is done
        self.act(case, ProtocolSigned, sign, self.EXECUTOR, morning)
        self.endorsed(case, morning, agrees=False)
        while True:
            try:
                decide = lambda *seen: refuse(*seen, grounds=(1,), provisions=("x",))  # noqa: E731 - a name for it
                self.act(case, ApplicantRefused, decide, self.HEAD, morning)
                return day_of(morning)
            except TooEarly:
                morning = self.next_morning(morning)

    def propose(self, case, at):
        room = Setting("oral", self.next_morning(at), "room 12")

        def decide(*seen):
            late = "too much work" if seen[0].overdue else None
            return propose_refusal(*seen, grounds=(1,), provisions=("x",), hearing=room, late_reason=late)

        self.act(case, RefusalProposed, decide, self.EXECUTOR, at)

    def next_morning(self, at):
        return parse_typed(f"{CALENDAR.add(day_of(at), 1)} 09:30")


def worked_off(came, work, there, warm_up):
    """When each report's work is done: executors as a queue of who is free first, each day that one is there gone
    through one by one."""
    free = [(0.0, executor) for executor in range(there.shape[0])]
    done = []
    for moment, effort in zip(came + warm_up, work, strict=True):
        starts = [(next_there(max(at, moment), there[executor]), executor) for at, executor in free]
        start, executor = min(starts)
        end = start
        left = effort
        while True:
            rest = int(end) + 1 - end
            if left <= rest:
                end += left
                break
            left -= rest
            end = next_there(float(int(end) + 1), there[executor])
        free = [(end if each == executor else at, each) for at, each in free]
        done.append(end - warm_up)
    return done


def next_there(moment, days):
    day = int(moment)
    if day >= len(days) or days[day]:
        return moment
    while day < len(days) and not days[day]:
        day += 1
    return float(day)


@pytest.mark.slow
@pytest.mark.parametrize("executors", [3, 4])
def test_the_model_and_the_engine_decide_each_of_two_thousand_cases_on_the_same_date(executors):
    """Same arrivals, work, choices and absences; the same decision date for every single case."""
    days = days_of(2026, CALENDAR)
    drawn = draw(BUSY, days, BUSY.years, np.random.default_rng(BUSY.seed), executors)
    reckoned = reckon(drawn, law_of(ORDER_232_2025))
    compared = late = refused = 0
    for year in range(BUSY.years):
        cases = drawn.cases[year]
        came, work = drawn.came[year][cases], drawn.work[year][cases]
        done = worked_off(came, work, drawn.there[year], drawn.warm_up)
        office = EngineOffice(days)
        for number, (moment, finished) in enumerate(zip(came, done, strict=True)):
            case = office.file(number + 1, office.moment(moment))
            decide = office.refuse if drawn.refused[year][number] else office.register
            decided = decide(case, finished)
            assert decided == days.date_of(int(reckoned.decided[year][number]), CALENDAR), (year, number)
            overdue = office.desk.cases.load(case).overdue
            assert overdue == (reckoned.used()[year][number] > 15)
            compared, late, refused = (
                compared + 1,
                late + overdue,
                refused + bool(drawn.refused[year][number]),
            )
    assert compared >= 2000 and refused > 400 and late > (50 if executors == 3 else 0), (
        compared,
        late,
        refused,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"hearing.days": 4},
        {"hearing.days": 1, "refusal_wait.days": 1},
        {"objection.days": 4},
        {"objection.days": 0, "refusal_wait.days": 0},
        {"refusal_wait.days": 6},
        {"decision.days": 10, "hearing_notice.days": 1},
    ],
    ids=str,
)
def test_a_refusal_by_other_numbers_comes_on_the_day_on_which_the_engine_first_lets_it(changes):
    """Accepted on the third working day of 2026 and ready on the first day, the last for the notice, the one after it,
    the last of the term, and the one after that."""
    definition, days = with_changes(ORDER_232_2025, changes), days_of(2026, CALENDAR)
    law = law_of(definition)
    for used in (0, law.term - law.notice, law.term - law.notice + 1, law.term, law.term + 1):
        office = EngineOffice(days, definition)
        came, done = 3.1, 3.4 + used
        decided = office.refuse(office.file(1, office.moment(came)), done)
        reckoned = _one(came, done - came, refused=True, law=law)
        assert decided == days.date_of(reckoned, CALENDAR), used


@pytest.mark.parametrize("name", ["hearing", "hearing_notice"])
def test_a_definition_that_leaves_no_day_for_the_hearing_is_refused_in_words(name):
    with pytest.raises(
        BadInput, match=rf"held on the working day after its notice, and {name}.days = 0"
    ) as no:
        law_of(with_changes(ORDER_232_2025, {f"{name}.days": 0}))
    assert no.value.way_on.startswith(f"Set {name}.days to 1 or more")


# --- theory


def erlang_c(servers, load):
    """The probability that a report waits (Erlang 1917), and the mean wait in units of one report's work."""
    term, total = 1.0, 1.0
    for n in range(1, servers):
        term *= load / n
        total += term
    last = term * load / servers * servers / (servers - load)
    waits = last / (total + last)
    return waits, waits / (servers - load)


@pytest.mark.slow
@pytest.mark.parametrize(("servers", "reports"), [(1, 0.7), (2, 1.6), (5, 4.0)])
def test_with_exponential_work_the_wait_is_erlang_s(servers, reports):
    """400 years of M/M/c: within four standard errors over the years."""
    model = LoadModel(
        title="M/M/c",
        executors=servers,
        reports=reports,
        work=Work("exponential", (1.0,)),
        warm_up=240,
        seed=7,
    )
    drawn = draw(model, days_of(2026, CALENDAR), 400, np.random.default_rng(7), servers)
    reckoned = reckon(drawn, law_of(ORDER_232_2025))
    counted = drawn.cases & (drawn.came >= 0) & (drawn.came < 240)
    waits = np.where(counted, reckoned.began - np.where(counted, drawn.came, 0), 0)
    per_year = waits.sum(axis=1) / counted.sum(axis=1)
    probability, mean = erlang_c(servers, reports)
    assert abs(per_year.mean() - mean) < 4 * per_year.std(ddof=1) / 20
    waited = ((waits > 1e-9) & counted).sum(axis=1) / counted.sum(axis=1)
    assert abs(waited.mean() - probability) < 4 * waited.std(ddof=1) / 20


def test_a_report_alone_is_decided_when_its_work_is_done():
    """By hand: came at 3.5, 2 days of work: decided on day 5; to be refused: proposed on day 5, decided on day 8."""
    decided = _one(came=3.5, work=2.0, refused=False), _one(came=3.5, work=2.0, refused=True)
    assert decided == (5, 8)


def test_what_is_ready_after_the_last_day_for_its_notice_waits_for_the_end_of_the_term():
    """Came on day 0: the term ends on day 15, the last day for a notice is day 12."""
    assert _one(came=0.5, work=12.0, refused=True) == 12 + 3
    assert _one(came=0.5, work=12.6, refused=True) == 16 + 3
    assert _one(came=0.5, work=15.4, refused=True) == 16 + 3
    assert _one(came=0.5, work=15.6, refused=True) == 16 + 3
    assert _one(came=0.5, work=16.6, refused=True) == 17 + 3


def _one(came, work, refused, there=None, law=None):
    law = law or law_of(ORDER_232_2025)
    there = np.ones((1, 1, 60), dtype=bool) if there is None else there
    drawn = Drawn(np.array([[came]]), np.array([[work]]), np.array([[refused]]), there, 0)
    return int(reckon(drawn, law).decided[0, 0])


def test_work_stands_still_while_the_executor_is_away():
    """Away on days 4 and 5: half of day 3, all of day 6, half of day 7."""
    there = np.ones((1, 1, 60), dtype=bool)
    there[0, 0, 4:6] = False
    assert _one(came=3.5, work=2.0, refused=False, there=there) == 7
    assert _one(came=4.2, work=0.5, refused=False, there=there) == 6


def test_reports_are_taken_in_turn_by_who_is_free_first():
    """Two executors, three reports at once of 2, 1 and 1 days: the third begins when the second is done."""
    drawn = Drawn(
        np.array([[0.1, 0.1, 0.1]]), np.array([[2.0, 1.0, 1.0]]), np.zeros((1, 3), dtype=bool),
        np.ones((1, 2, 60), dtype=bool), 0,
    )  # fmt: skip
    reckoned = reckon(drawn, law_of(ORDER_232_2025))
    assert reckoned.done[0].tolist() == pytest.approx([2.1, 1.1, 2.1])
    assert reckoned.began[0].tolist() == pytest.approx([0.1, 0.1, 1.1])


def test_the_law_of_the_model_is_the_definition_s():
    assert law_of(ORDER_232_2025) == Law(term=15, notice=3, wait=3)
    changed = replace(ORDER_232_2025, refusal_wait=replace(ORDER_232_2025.refusal_wait, days=5))
    assert law_of(changed).wait == 5
    assert law_of(with_changes(ORDER_232_2025, {"hearing.days": 4})).wait == 3, (
        "the hearing can be held early"
    )


# --- chance


def test_the_same_seed_gives_the_same_answer_and_another_another():
    few = replace(BUSY, years=20)
    one, two = (answer_load(few, ORDER_232_2025, CALENDAR, search=False).answer for _ in range(2))
    other = answer_load(replace(few, seed=12), ORDER_232_2025, CALENDAR, search=False).answer
    assert one == two and one.cases != other.cases


def test_reports_and_absences_come_as_often_as_they_are_told():
    """2.4 reports a day over 247 working days of 2026 in 300 years; a tenth of the days away: within four errors."""
    days = days_of(2026, CALENDAR)
    assert days.count == CALENDAR.worked_in(2026)
    drawn = draw(BUSY, days, 300, np.random.default_rng(3), 3)
    within = drawn.cases & (drawn.came >= 0) & (drawn.came < days.count)
    expected = 2.4 * days.count * 300
    assert abs(within.sum() - expected) < 4 * expected**0.5
    away = 1 - drawn.there.mean(axis=2).ravel()
    assert abs(away.mean() - 0.1) < 4 * away.std(ddof=1) / away.size**0.5
    assert abs(drawn.refused[drawn.cases].mean() - 0.35) < 0.01


def test_months_weigh_the_reports():
    model = replace(BUSY, months=(0.0,) * 11 + (1.0,))
    answer = answer_load(replace(model, years=5), ORDER_232_2025, CALENDAR, search=False).answer
    assert all(count == 0 for count in answer.cases_by_month[:11]) and answer.cases_by_month[11] > 1000


def test_the_interval_holds_the_truth_as_often_as_it_says():
    """Of 300 repetitions of 40 years with a known share of 0.9, about 95% hold it; fewer than 88% would be a fault."""
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(300):
        cases = chance.poisson(100, 40)
        found = share(chance.binomial(cases, 0.9), cases)
        held += found.least <= 0.9 <= found.most
    assert 0.88 < held / 300 < 0.99


def test_with_enough_executors_99_of_100_are_in_time_and_with_one_fewer_they_are_not():
    found = answer_load(replace(BUSY, years=300), ORDER_232_2025, CALENDAR)
    shares = dict(found.table)
    assert found.enough == max(shares) and shares[found.enough].least >= 0.99
    assert shares[found.enough - 1].least < 0.99
    assert sorted(held.value for held in shares.values()) == [held.value for held in shares.values()]


@pytest.mark.slow
def test_a_big_office_with_a_season_is_told_how_many_it_needs():
    """70 reports a day of 1.29 days each are the work of 90.3 executors; from October to December, where five sixths of
    them come, of nearly 293: 70 * 3 / 0.926 * 1.29, the weights of 2026's 247 working days being 0.926 on average. So
    300 are always enough, and some fewer are, for a report may wait."""
    model = LoadModel(
        title="big",
        executors=300,
        reports=70.0,
        work=Work("fixed", (1.29,)),
        months=(0.2,) * 9 + (3.0,) * 3,
        years=20,
    )
    found = answer_load(model, ORDER_232_2025, CALENDAR)
    shares = dict(found.table)
    assert found.answer.in_time.value == 1.0 and found.enough is not None
    assert found.enough <= 300 and shares[found.enough].least >= 0.99 > shares[found.enough - 1].least
    assert min(shares) == 91, "from the fewest who can keep up at all"
    assert len(shares) < 20


LONG = LoadModel(title="long", executors=3, reports=2.0, work=Work("uniform", (10.0, 20.0)), years=10)


@pytest.mark.parametrize(
    ("model", "why", "said"),
    [
        (LONG, "work_too_long", "none is enough: it is not held where nobody waits either"),
        (
            replace(LONG, work=Work("fixed", (1.0,)), years=1),
            "too_few_years",
            "too few years are drawn to be sure",
        ),
        (
            replace(LONG, reports=80.0, years=1),
            "no_more_allowed",
            "up to the 500 executors that a model may have",
        ),
    ],
)
def test_where_no_number_is_enough_it_is_said_why(model, why, said):
    found = answer_load(model, ORDER_232_2025, CALENDAR)
    assert (found.enough, found.why_none) == (None, why)
    assert said in shown(load_json(found))


def test_of_work_of_10_to_20_days_what_is_done_in_time_does_not_depend_on_the_executors_where_nobody_waits():
    """A report comes in the middle of a day on average, so up to 15 and a half days are in time: 55%."""
    found = answer_load(LONG, ORDER_232_2025, CALENDAR)
    assert found.table[-1][1].value == pytest.approx(0.55, abs=0.03)


def shown(plain):
    out = io.StringIO()
    console(file=out, width=80, colour=False).print(show_load(plain))
    return " ".join(out.getvalue().split())


# --- a queue that is still filling


def test_a_queue_that_is_still_filling_is_told_from_a_season():
    """Two executors and 98% of what they can do: the queue is longer in December, though no month weighs more."""
    plain = load_json(
        answer_load(
            replace(read_model(MODELS / "overloaded.toml"), years=300), ORDER_232_2025, CALENDAR, search=False
        )
    )
    queue = plain["queue"]
    assert queue["busy"] == pytest.approx(1.45 * (1.1 + 0.125 * 0.75) / 0.88 / 2)
    assert queue["last_day"] > 1.5 * queue["first_day"] > 3 and queue["flat"]
    said = shown(plain)
    assert queue["settles"] == "in_years" and "98% busy, and such a queue takes years to settle" in said
    assert "what rises over the year is the queue filling, and no season" in said


@pytest.mark.parametrize(
    ("reports", "months", "settles", "said"),
    [
        (0.5, (1.0,) * 12, "settled", None),
        (0.9, (1.0,) * 12, "later", "The queue is longer at the end of the year than at its beginning"),
        (0.9, (0.9,) * 11 + (1.1,), "later", "may be the queue filling"),
        (1.2, (1.0,) * 12, "never", "the queue never stops growing"),
    ],
)
def test_how_a_queue_settles(reports, months, settles, said):
    model = LoadModel(
        title="one", executors=1, reports=reports, work=Work("exponential", (1.0,)), months=months, years=400
    )
    plain = load_json(answer_load(model, ORDER_232_2025, CALENDAR, search=False))
    assert plain["queue"]["settles"] == settles
    assert (said in shown(plain)) if said else ("filling" not in shown(plain))


def test_the_end_of_the_known_calendar_is_counted():
    found = answer_load(
        replace(BUSY, year=2027, years=20, executors=2), ORDER_232_2025, CALENDAR, search=False
    )
    assert found.answer.beyond_the_calendar > 0
    assert (
        answer_load(
            replace(BUSY, years=20), ORDER_232_2025, CALENDAR, search=False
        ).answer.beyond_the_calendar
        == 0
    )
    with pytest.raises(CalendarUnknown):
        answer_load(replace(BUSY, year=2031), ORDER_232_2025, CALENDAR)


# --- what is told, and what comes out

TOLD = """\
title = "An office"
executors = 3
[reports]
a_day = 2.0
[work]
kind = "triangular"
least = 0.5
usual = 1
most = 3.0
[absence]
share = 0.1
"""


def test_a_model_is_read():
    model = parse_model(TOLD)
    assert model.work == Work("triangular", (0.5, 1.0, 3.0)) and model.work.mean == 1.5
    assert (model.absence, model.load) == (Absence(0.1, 5.0), pytest.approx(2 * 1.5 / 0.9))


@pytest.mark.parametrize(
    ("was", "instead", "line", "said"),
    [
        ("executors = 3", "executors = 0", 2, "from 1 to 500"),
        ("executors = 3", "", None, "executors is missing"),
        ("executors = 3", "executers = 3", 2, "perhaps 'executors' is meant"),
        ("a_day = 2.0", "a_day = -1", 4, "must be a number"),
        ("[reports]\na_day = 2.0", "", None, "reports"),
        ('kind = "triangular"', 'kind = "triangle"', 6, "perhaps 'triangular' is meant"),
        ('kind = "triangular"', 'kind = "fixed"', 7, "fixed work takes no 'least'"),
        ("usual = 1", "", 6, "triangular work needs usual"),
        ("usual = 1", "usual = 9", 9, "least <= usual <= most does not hold"),
        ("share = 0.1", "share = 1.5", 11, "a share from 0 to 0.95"),
        ("share = 0.1", "share = 0.1\nspells = 3", 12, "perhaps 'spell' is meant"),
        ("a_day = 2.0", "a_day = 2.0\nmonths = [1, 2]", 5, "must be twelve weights"),
        ("executors = 3", "executors = 3\nyear = 1999", 3, "from 2018"),
    ],
)
def test_a_fault_of_a_model_is_said_with_its_line(was, instead, line, said):
    assert was in TOLD
    with pytest.raises(BadInput) as no:
        parse_model(TOLD.replace(was, instead))
    faults = [(each["line"], each["fault"]) for each in no.value.details["faults"]]
    assert any(at == line and said in words for at, words in faults), faults


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_shipped_models_are_answered_and_shown(path):
    model = replace(read_model(path), years=30)
    plain = load_json(answer_load(model, ORDER_232_2025, CALENDAR))
    assert (
        sum(plain["days_used"]) + plain["later"]
        == plain["cases"]
        == sum(row["cases"] for row in plain["by_week"])
    )
    assert sum(row["late"] for row in plain["by_month"]) == plain["later"]
    out = io.StringIO()
    console(file=out, width=80, colour=False).print(show_load(plain))
    lines = out.getvalue().splitlines()
    assert lines[0] == model.title and "decided in time (95%:" in lines[1] and max(map(len, lines)) <= 80


def test_from_the_command_line_with_a_picture(tmp_path):
    path = tmp_path / "m.toml"
    path.write_text("years = 20\n" + TOLD, encoding="utf-8")
    merzim = Office(tmp_path)
    for name, begins in (("a.png", b"\x89PNG"), ("b.svg", b"<?xml")):
        assert merzim("simulate", "--load", path, "--plot", tmp_path / name, "--json").json["years"] == 20
        assert (tmp_path / name).read_bytes().startswith(begins) and (tmp_path / name).stat().st_size > 5000
    drawn = (tmp_path / "b.svg").read_bytes()
    merzim("simulate", "--load", path, "--plot", tmp_path / "b.svg")
    assert (tmp_path / "b.svg").read_bytes() == drawn, "the same picture, byte for byte"
    code, error = merzim.no("simulate", "--load", path, "--plot", tmp_path / "c.gif")
    assert (code, error["kind"]) == (2, "bad_input")


def test_where_nothing_can_be_drawn_is_said_before_the_years_are_drawn(tmp_path):
    """The calendar does not know 2099, which only the drawing finds out."""
    path = tmp_path / "m.toml"
    path.write_text("year = 2099\n" + TOLD, encoding="utf-8")
    merzim = Office(tmp_path)
    assert (
        merzim.no("simulate", "--load", path, "--plot", tmp_path / "a.png")[1]["kind"] == "calendar_unknown"
    )
    assert not (tmp_path / "a.png").exists(), "trying whether it can be written leaves nothing behind"
    (tmp_path / "folder.svg").mkdir()
    for name, kind, said in (
        ("x.jpg", "bad_input", "It ends in .png or .svg"),
        ("nowhere/x.png", "usage", "No such file or directory"),
        ("folder.svg", "usage", "Is a directory"),
        ("m.toml/x.png", "usage", "Not a directory"),
    ):
        code, error = merzim.no("simulate", "--load", path, "--plot", tmp_path / name)
        assert (code, error["kind"]) == (2, kind) and said in f"{error['message']} {error['way_on']}"


def test_the_words_of_a_title_are_drawn_as_they_stand(tmp_path):
    """Between two dollar signs the drawing library would look for a formula, and there is none."""
    told = TOLD.replace(TOLD.splitlines()[0], r"title = 'costs $\frac and $ more'")
    (tmp_path / "m.toml").write_text("years = 20\n" + told, encoding="utf-8")
    assert Office(tmp_path)("simulate", "--load", tmp_path / "m.toml", "--plot", tmp_path / "a.svg").code == 0


def test_a_picture_that_was_there_stays_as_it_was_where_nothing_is_drawn(tmp_path):
    (tmp_path / "m.toml").write_text("year = 2099\n" + TOLD, encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"as it was")
    assert Office(tmp_path)("simulate", "--load", tmp_path / "m.toml", "--plot", tmp_path / "a.png").code == 3
    assert (tmp_path / "a.png").read_bytes() == b"as it was"


def test_moments_of_days_are_those_of_the_calendar():
    days = days_of(2026, CALENDAR)
    assert days.worked[0] == datetime(2026, 1, 5).date() and days.date_of(-1, CALENDAR).year == 2025
    assert (days.month[0], days.week[0]) == (1, 1)
