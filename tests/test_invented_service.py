"""Another service is a definition and no code: one that no law knows, from filing to decision. Dates by hand.

Filed on Monday 16 March 2026: 17, 18, 19, 20 March; 21-25 are off; 26, 27, 30, 31 March, 1, 2, 3, 6, 7, 8 April.
"""

import ast
from datetime import date

import pytest
from house import ROOT
from invented_service import INVENTED
from stories import clock

from process.definitions import SHIPPED
from process.errors import BadInput, IncompleteReport, NotAllowedHere, TooEarly, TooLate
from process.workdays import kazakhstan
from simulation.scenario_reader import read
from simulation.trial_world import try_in_a_world
from simulation.verify import verify
from simulation.world import World


@pytest.fixture
def case():
    return World("2026-03-16 09:10", definition=INVENTED).file()


@pytest.fixture
def incomplete():
    """The dwelling is unsound, and the conclusion that says so (item 7(2)) is not there."""
    held = [{"list9": number, "held_by": "information_system"} for number in (1, 4)]
    return World("2026-03-16 09:10", definition=INVENTED).file(
        circumstances={"dwelling_unsound": True},
        documents=[*held, {"list9": 3, "issued_on": "2026-01-15"}],
    )


def due(case, name):
    return clock(case.case.deadlines[name].due_at)


def status(case, name):
    return str(case.case.deadlines[name].status(case.world.now))


def accepted(case):
    case.do("assign", executor="Omarova", at="2026-03-16 10:00")
    return case.do("accept", at="2026-03-16 11:00")


def test_from_filing_to_decision_on_a_real_file(tmp_path):
    case = World("2026-03-16 09:10", definition=INVENTED, file=tmp_path / "world.db").file()
    assert (due(case, "assignment"), due(case, "acceptance")) == ("2026-03-17 18:00", "2026-03-17 18:00")
    accepted(case)
    assert (due(case, "decision"), due(case, "agreement")) == ("2026-03-27 18:00", "2026-03-17 18:00")
    case.do("endorse", by="legal_service", agrees=True, at="2026-03-17 18:00")
    case.do("register", by="head Akhmetov", at="2026-03-27 18:00")
    assert case.state == "registered"
    assert [status(case, term.name) for term in INVENTED.terms if term.name != "cure"] == ["met"] * 5
    screen = case.text()
    assert "Assignment" in screen and "6" in screen and max(map(len, screen.splitlines())) <= 80
    assert case.as_json()["service"] == "invented"


def test_each_step_of_one_day_is_missed_by_an_instant(case):
    case.do("assign", executor="Omarova", at="2026-03-17 18:00:00.000001")
    case.do("accept", at="2026-03-17 18:00:00.000002")
    case.do("endorse", by="legal_service", agrees=True, at="2026-03-18 18:00:00.000001")
    assert [status(case, name) for name in ("assignment", "acceptance", "agreement")] == ["met_late"] * 3


def test_a_refusal_follows_without_a_hearing(case):
    accepted(case)
    with pytest.raises(TooEarly, match="legal service is missing"):
        case.do("refuse", by="head Akhmetov", ground=[1], provision=["item 1"], at="2026-03-17 10:00")
    case.do("endorse", by="legal_service", agrees=False, remark="no", at="2026-03-17 11:00")
    case.do("refuse", by="head Akhmetov", ground=[1], provision=["item 1"], at="2026-03-17 12:00")
    assert case.state == "refused"


def test_what_it_has_not_is_refused_and_not_offered(case):
    accepted(case)
    with pytest.raises(NotAllowedHere):
        case.do("propose-refusal", ground=[1], provision=["x"], method="written", at="2026-03-17 10:00")
    with pytest.raises(NotAllowedHere):
        case.do("complaint-lodge", at="2026-03-17 10:00")
    view = case.as_json()
    assert not {"RefusalProposed", "ComplaintLodged"} & {
        *view["allowed"],
        *(b["act"] for b in view["blocked"]),
    }


def test_an_incomplete_package_has_two_days_and_no_refusal_before_their_end(incomplete):
    """Given on Monday the 16th: to Wednesday the 18th, 24:00."""
    incomplete.do("assign", executor="Omarova", at="2026-03-16 10:00")
    with pytest.raises(IncompleteReport, match=r"missing: item 7\(2\)"):
        incomplete.do("accept", at="2026-03-16 10:20")
    with pytest.raises(TooEarly, match="no time to complete"):
        incomplete.do("reject", missing=[2], at="2026-03-16 10:30")
    incomplete.do("give-time", missing=[2], at="2026-03-16 11:00")
    assert due(incomplete, "cure") == "2026-03-18 23:59:59.999999"
    for act, said in (("reject", {"missing": [2]}), ("accept", {})):
        with pytest.raises(TooEarly, match=r"until 18\.03\.2026 24:00"):
            incomplete.do(act, at="2026-03-17 10:00", **said)
    with pytest.raises(NotAllowedHere, match="once already"):
        incomplete.do("give-time", missing=[2], at="2026-03-17 11:00")
    incomplete.do("complete", at="2026-03-18 23:59:59.999999")
    assert (status(incomplete, "cure"), due(incomplete, "acceptance")) == ("met", "2026-03-19 18:00")
    incomplete.do("accept", at="2026-03-19 10:00")
    assert due(incomplete, "decision") == "2026-04-01 18:00"


def test_a_package_that_was_not_completed_is_refused_afterwards(incomplete):
    incomplete.do("give-time", missing=[2], at="2026-03-16 11:00")
    with pytest.raises(NotAllowedHere, match="no time to complete"):
        incomplete.do("complete", at="2026-03-19 00:00")
    incomplete.do("reject", missing=[2], at="2026-03-19 10:00")
    assert incomplete.state == "rejected"


def test_a_suspended_term_keeps_what_was_left_of_it(case):
    """Accepted on the 16th it ends on the 27th. Suspended on Friday the 20th, two days are left: 26 and 27 March."""
    accepted(case)
    case.do("suspend", by="head Akhmetov", reason="force majeure", at="2026-03-20 10:00")
    assert status(case, "decision") == "lapsed"
    case.world.until("2026-04-06 10:00")
    assert not case.case.overdue
    case.do("resume", by="head Akhmetov", at="2026-04-06 10:00")
    assert due(case, "decision") == "2026-04-08 18:00"  # 7, 8 April
    with pytest.raises(NotAllowedHere, match="not suspended"):
        case.do("resume", by="head Akhmetov", at="2026-04-07 10:00")


def test_an_extension_is_once_and_within_its_limit(case):
    """Six and three working days after the 16th: 30, 31 March and Wednesday 1 April."""
    accepted(case)
    with pytest.raises(BadInput, match="1 to 3"):
        case.do("extend", by="head Akhmetov", days=4, reason="x", at="2026-03-20 10:00")
    case.do("extend", by="head Akhmetov", days=3, reason="a site inspection", at="2026-03-20 10:00")
    assert due(case, "decision") == "2026-04-01 18:00"
    with pytest.raises(NotAllowedHere, match="once already"):
        case.do("extend", by="head Akhmetov", days=1, reason="x", at="2026-03-26 10:00")


def test_what_has_run_out_is_neither_suspended_nor_extended(case):
    accepted(case)
    with pytest.raises(TooLate, match="not running"):
        case.do("suspend", by="head Akhmetov", reason="x", at="2026-03-27 18:00:00.000001")


@pytest.mark.parametrize("definition", SHIPPED.definitions, ids=lambda each: each.id)
@pytest.mark.parametrize(("act", "said"), [("suspend", {}), ("resume", {}), ("extend", {"days": 1})])
def test_a_definition_that_cites_no_ground_has_neither(definition, act, said):
    """R21."""
    case = World("2026-03-16 09:10", definition=definition).file().do("accept")
    reason = {} if act == "resume" else {"reason": "x"}
    with pytest.raises(NotAllowedHere, match="names no ground") as no:
        case.do(act, by="head Akhmetov", **said, **reason)
    assert "R21" in str(no.value)


STORY = """
title = "A package completed in its two days is accepted, and decided in six"
about = ["R1", "R2"]

[given]
definition = "invented_service:INVENTED"

[[report]]
of = "Ахметов"
filed = "2026-03-16 09:10"

[[step]]
at = "2026-03-16 10:00"
do = "assign"
executor = "Омарова"

[[step]]
at = "2026-03-16 11:00"
do = "give-time"
missing = 2

[[step]]
last_moment = "cure"
do = "complete"

[[step]]
at = "2026-03-19 10:00"
do = "accept"

[[expect]]
state = "accepted"
due = { cure = "2026-03-18 23:59:59.999999", decision = "2026-04-01" }
status = { cure = "met", assignment = "met" }
"""


def test_a_scenario_names_it():
    assert try_in_a_world(read(STORY)).differences == []
    with pytest.raises(BadInput, match="1 fault"):
        read(STORY.replace("invented_service:INVENTED", "no_such_module:X"))


def test_it_keeps_every_promise_of_the_model_check():
    answer = verify(INVENTED, date(2026, 1, 1), date(2026, 12, 31), kazakhstan())
    assert [
        (each.name, [found.key for found in each.findings]) for each in answer.checks if not each.ok
    ] == []


def test_the_file_imports_nothing_but_the_vocabulary():
    tree = ast.parse((ROOT / "tests" / "invented_service.py").read_text(encoding="utf-8"))
    rooms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert rooms == {
        "datetime",
        *(
            f"process.{name}"
            for name in ("definition", "document_rule", "events", "law", "roles", "states", "terms")
        ),
    }
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
