"""The earlier edition of Order 232 and the order for civilians: values, and nothing about them anywhere else.

Dates by hand. Edition 836: thirty calendar days; a last day that is not worked moves to the next worked one (R3).
"""

import ast
import json
from datetime import date

import pytest
from complainants import agreed, refused
from house import PROCESS, ROOT, place
from offices import EXECUTOR, HEAD, Office
from stories import clock

from process.definitions import ORDER_232_2021, ORDER_765, SHIPPED
from process.errors import BadInput, NoEdition, TooLate
from process.units import Unit
from simulation.world import World


def of_836(start="2024-03-04 10:00"):
    world = World(start)
    case = world.file()
    case.do("assign", by="head Akhmetov", executor="Omarova")
    return case.do("accept")


def due(case, name):
    return clock(case.case.deadlines[name].due_at)


def test_thirty_calendar_days_that_end_on_a_worked_day():
    """Accepted on Monday 4 March 2024: thirty days on is Wednesday 3 April; three wd before it, Friday 29 March."""
    case = of_836()
    assert case.case.definition is ORDER_232_2021
    assert (due(case, "decision"), due(case, "hearing_notice")) == ("2024-04-03 18:00", "2024-03-29 18:00")


def test_a_thirtieth_day_off_moves_to_the_next_worked_one():
    """R3: accepted on Thursday 7 March 2024, the thirtieth day is Saturday 6 April, so Monday the 8th."""
    case = of_836("2024-03-07 10:00")
    assert due(case, "decision") == "2024-04-08 18:00"
    why = case.explain("decision")
    assert (why.unit, why.number, why.nominal) == (Unit.CALENDAR_DAYS, 30, date(2024, 4, 6))
    assert [day.date.isoformat() for day in why.skipped] == ["2024-04-06", "2024-04-07"]
    assert "R3" in why.readings and why.counted == ()


def test_acceptance_is_due_within_two_working_days():
    """Filed on Monday 4 March 2024: Wednesday the 6th."""
    world = World("2024-03-04 10:00")
    assert due(world.file(), "acceptance") == "2024-03-06 18:00"


def test_the_refusal_goes_the_same_way_by_its_terms():
    case = refused(of_836(), proposed="2024-03-29", heard="2024-04-01", on="2024-04-03")
    assert (case.state, due(case, "complaint_filing")) == ("refused", "2024-07-03 23:59:59.999999")
    late = of_836()
    with pytest.raises(TooLate, match=r"29\.03\.2024"):
        late.do("propose-refusal", at="2024-03-29 18:00:01", ground=[3], provision=["x"], method="written")


def test_a_case_keeps_its_edition_and_acceptance_fixes_that_of_its_day():
    """R22: registered on Monday 30 June 2025; accepted that day by edition 836, the day after by edition 687."""
    for accepted_at, edition, ends in (
        ("2025-06-30 11:00", "order-232-2021", "2025-07-30"),
        ("2025-07-01 11:00", "order-232-2025", "2025-07-23"),
    ):
        case = World("2025-06-30 10:00").file()
        case.do("accept", at=accepted_at)
        assert case.case.definition.id == edition
        # Thirty days end on Wednesday 30 July; 15 wd after 1 July, with Monday the 7th off, on Wednesday the 23rd.
        assert due(case, "decision")[:10] == ends
        case.world.until("2025-08-15 10:00")
        assert case.case.definition.id == edition


def test_a_calendar_day_is_shown_as_one(tmp_path):
    office = Office(tmp_path, now="2024-03-07 10:00")
    office.done("init")
    n = office.filed(filed_at="2024-03-07T09:30:00+05:00", documents=[])
    office.done("case", "assign", n, "--executor", "Omarova", *HEAD)
    office.done("case", "accept", n, *EXECUTOR)
    told = office.json("case", "explain", n, at="2024-03-14 10:00")
    assert (told["unit"], told["last_before_moving"]) == ("calendar days", "2024-04-06")
    screen = office.done("case", "explain", n)
    assert "30 calendar days" in screen and "Saturday" in screen
    assert "calendar day 0 of 30" in office.done("case", "timeline", n)
    rules = office.done("rules", "show", "order-232-2021")
    assert "within 30 calendar days" in rules and "the housing commission" in rules
    for lang in ("kk", "ru"):
        assert "calendar" not in office.done("case", "timeline", n, "--lang", lang)


# --- Order 765


def test_a_civilians_application_goes_by_its_own_order(tmp_path):
    office = Office(tmp_path)
    office.done("init")
    value = office.report(service="order-765", filed_at="2026-03-16T09:10:00+05:00")
    value["service"] = "order-765"
    value["applicant"]["category"] = "civilian"
    [taken] = office.json("submit", office.write("civil.json", value))["cases"]
    office.done("case", "accept", taken["case"], *EXECUTOR)
    told = office.json("case", "timeline", taken["case"])
    assert told["service"] == "order-765"
    assert {each["name"]: each["due_on"] for each in told["deadlines"]}["decision"] == "2026-04-09"
    assert "not entitled" not in office.done("case", "timeline", taken["case"])


def test_it_has_three_grounds_and_one_form():
    assert (list(ORDER_765.grounds), list(ORDER_765.documents)) == ([1, 2, 3], [1, 2, 3])
    world = World("2026-03-16 09:10", definition=ORDER_765)
    case = agreed(world.file().do("accept"), "2026-03-20 10:00")
    with pytest.raises(BadInput, match="no ground 4"):
        case.do("propose-refusal", at="2026-03-20 11:00", ground=[4], provision=["x"], method="written")
    case.do("register", by="head Akhmetov", at="2026-03-20 12:00")
    assert "certificate of registration to applicant" in case.papers
    with pytest.raises(BadInput, match="in form 2"):
        world.file(form=2)


def test_the_applicant_of_both_services_has_two_cases(tmp_path):
    office = Office(tmp_path)
    office.done("init")
    office.filed("A")
    value = office.report("B") | {"service": "order-765"}
    [taken] = office.json("submit", office.write("b.json", value))["cases"]
    assert (taken["case"], taken["joined"]) == ("2026-000002", False)


# --- values, and nothing about them anywhere else


def test_no_code_asks_which_definition_it_is():
    named = {each.id for each in SHIPPED.definitions} | {"ORDER_232_2021", "ORDER_765", "order-765"}
    where = {}
    for path in (*PROCESS, *(ROOT / "store").glob("*.py"), *(ROOT / "terminal").glob("*.py")):
        if place(path).startswith("process/definitions/"):
            continue
        said = {
            node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)
        }
        if found := {each for each in said if isinstance(each, str)} & named:
            where[place(path)] = found
    assert where == {"process/report_form.py": {"order-765"}}, "the form names the services to choose from"


@pytest.mark.parametrize("definition", SHIPPED.definitions, ids=lambda each: each.id)
def test_a_definition_is_about_a_page(definition):
    name = {"order-765-2025": "order_765"}.get(definition.id, definition.id.replace("-", "_"))
    lines = (ROOT / "process" / "definitions" / f"{name}.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 260


def test_before_the_earliest_edition_there_is_none():
    with pytest.raises(NoEdition):
        SHIPPED.of_day(date(2021, 12, 24), "order-232")
    assert SHIPPED.of_day(date(2021, 12, 25), "order-232") is ORDER_232_2021
    with pytest.raises(NoEdition):
        SHIPPED.of_day(date(2025, 6, 30), "order-765")


def test_the_json_of_a_report_without_a_service_is_as_it_was():
    from process.intake import example, read

    [(_, report)] = read(example(1).encode(), now=World("2026-04-01 10:00").now).reports
    assert "service" not in report.public() and json.dumps(report.public())
