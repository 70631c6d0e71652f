"""`merzim queue`: the register of a garrison, a place in it with its moves, and leaving it."""

import csv
import io

import pytest
from offices import EXECUTOR, HEAD, HOUSING, LEGAL, office
from registers import Garrison, parse_typed

from process.workdays import kazakhstan

PERSONS = ("900514300121", "900514300131", "900514300141", "900514300151")
LAW = "Law on Housing Relations, Article 101-9"


@pytest.fixture
def merzim(tmp_path):
    return office(tmp_path, now="2026-03-16 10:00")


def ready(merzim, n, filed="09:10", **changes):
    """The n-th person's case, accepted and agreed to."""
    filed_at = f"2026-03-16T{filed}:00+05:00"
    case_id = merzim.filed(f"R-{n}", iin=PERSONS[n], filed_at=filed_at, garrison="Астана", **changes)
    merzim.done("case", "accept", case_id, *EXECUTOR)
    for service, who in (("legal_service", LEGAL), ("housing_unit", HOUSING)):
        merzim.done("case", "endorse", case_id, "--by", service, "--agree", *who)
    return case_id


def enrol(merzim, case_id, at):
    merzim.done("case", "register", case_id, *HEAD, at=at)
    return case_id


@pytest.fixture
def three(merzim):
    """Decided on three days, in another order than their reports came in; the second one leaves at last."""
    cases = [ready(merzim, n, filed) for n, filed in enumerate(("09:30", "09:10", "09:20"))]
    for case_id, day in zip(cases, (17, 18, 19), strict=True):
        enrol(merzim, case_id, f"2026-03-{day} 10:00")
    merzim.now = "2026-03-20 10:00"
    return merzim, *cases


def strike_off(merzim, case_id, *words, ground="provided"):
    return merzim("queue", "strike-off", case_id, "--ground", ground, "--provision", LAW, *HEAD, *words)


def issue(merzim, case_id, number):
    with_desk = Garrison(merzim.path, kazakhstan())
    with_desk.clock.moment = parse_typed(merzim.now)
    with_desk.issue(case_id, number)
    with_desk.database.close()


# --- the list


def test_the_register_is_listed_in_order_with_stable_keys(three):
    merzim, last, first, middle = three
    issue(merzim, last, 3)
    shown = merzim.json("queue", "Астана")
    assert {key: shown[key] for key in ("garrison", "form", "service", "numbered", "basis", "left")} == {
        "garrison": "Астана",
        "form": 1,
        "service": "order-232",
        "numbered": True,
        "basis": "R14 (derived)",
        "left": 0,
    }
    assert [(row["number"], row["case"], row["number_at_issue"]) for row in shown["entries"]] == [
        (1, first, None),
        (2, middle, None),
        (3, last, 3),
    ]
    assert shown["entries"][2] == {
        "number": 3,
        "case": last,
        "person": "Сұл*** Е. Қ.",
        "in_need_since": "2026-03-16",
        "enrolled_on": "2026-03-17",
        "number_at_issue": 3,
        "other_cases": [],
    }


def test_for_a_spreadsheet_it_is_a_table(three):
    merzim, _, first, _ = three
    rows = list(csv.DictReader(io.StringIO(merzim.done("queue", "Астана", "--csv"))))
    assert (len(rows), rows[0]["number"], rows[0]["case"], rows[0]["other_cases"]) == (3, "1", first, "")


@pytest.mark.parametrize("lang", ["en", "kk", "ru"])
@pytest.mark.parametrize(
    "words", ["queue Астана", "queue position 1", "queue Астана --form 2", "queue position 4"]
)
def test_the_pages_fit_80_columns_and_mark_what_is_derived(three, lang, words):
    merzim = three[0]
    enrol(merzim, ready(merzim, 3, form=2), "2026-03-20 10:30")
    strike_off(merzim, three[2])
    page = merzim.done(f"{words} --lang {lang}")
    assert max(map(len, page.splitlines())) <= 80
    assert {"en": "R14 (derived)", "kk": "(қорытылған)", "ru": "(выведено)"}[lang] in page


def test_who_left_is_counted_and_not_listed(three):
    merzim, last, first, middle = three
    assert strike_off(merzim, first).code == 0
    page = merzim.done("queue", "Астана")
    assert first not in page and "Left the register, not listed: 1." in page
    assert [row["case"] for row in merzim.json("queue", "Астана")["entries"]] == [middle, last]


def test_as_of_a_day_it_is_as_it_stood_at_its_end(three):
    merzim, last, first, _ = three
    assert [row["case"] for row in merzim.json("queue", "Астана", "--at", "2026-03-18")["entries"]] == [
        first,
        last,
    ]
    assert merzim.json("queue", "Астана", "--at", "2026-03-16")["entries"] == []
    assert [row["number"] for row in merzim.json("queue", "Астана", "--at", "2026-03-17")["entries"]] == [1]


def test_the_current_payment_is_listed_without_numbers_and_the_page_says_why(merzim):
    case_id = enrol(merzim, ready(merzim, 0, form=2), "2026-03-17 10:00")
    [row] = merzim.json("queue", "Астана", "--form", "2")["entries"]
    assert (row["case"], row["number"]) == (case_id, None)
    page = " ".join(merzim.done("queue Астана --form 2").split())
    assert "carry no number: its certificate, Annex 6, has none" in page
    place = merzim.json("queue", "position", case_id)
    assert (place["number"], place["ahead"], place["in_register"]) == (None, None, True)
    page = merzim.done("queue", "position", case_id)
    assert "none: in the register, without numbers" in page and "Annex 6, has none" in page


def test_a_garrison_is_found_however_it_is_written_and_an_unknown_one_is_answered_with_those_known(three):
    merzim = three[0]
    assert len(merzim.json("queue", " астана ")["entries"]) == 3
    code, error = merzim.no("queue", "Семей")
    assert (code, error["kind"], error["garrisons"]) == (4, "not_found", ["Астана"])
    assert "Астана" in error["way_on"]


def test_a_garrison_may_stand_alone_or_not_at_all(three):
    merzim = three[0]
    assert merzim.no("queue")[1]["kind"] == "usage"
    assert merzim.no("queue Астана Алматы")[1]["kind"] == "usage"
    assert merzim.json("queue", "show", "Астана") == merzim.json("queue", "Астана")


# --- a place and its moves


def test_a_place_says_the_number_now_and_at_issue_and_every_move_with_its_reason(three):
    merzim, last, first, middle = three
    issue(merzim, last, 3)
    assert strike_off(merzim, first).code == 0
    place = merzim.json("queue", "position", last)
    assert (place["number"], place["ahead"], place["number_at_issue"]) == (2, 1, 3)
    assert [(each["from"], each["to"], each["why"], each["case"]) for each in place["moves"]] == [
        (None, 1, "entered", last),
        (1, 2, "registered", first),
        (2, 3, "registered", middle),
        (3, 2, "provided", first),
    ]
    page = " ".join(merzim.done("queue", "position", last).split())
    assert "Number now 2; 1 before it" in page and "Number at issue 3, on 20.03.2026 10:00" in page
    assert f"18.03.2026 10:00 1 → 2: an earlier report was registered, case {first}" in page
    assert f"3 → 2: left the register: case {first}; housing was provided" in page
    assert "Сұл" not in page and "90051" not in page


def test_of_a_day_before_it_is_the_place_of_that_day(three):
    merzim, last, _, _ = three
    place = merzim.json("queue", "position", last, "--at", "2026-03-17")
    assert (place["number"], len(place["moves"]), place["number_at_issue"]) == (1, 1, None)


def test_a_case_that_was_never_registered_has_no_place(merzim):
    case_id = ready(merzim, 0)
    code, error = merzim.no("queue", "position", case_id)
    assert (code, error["kind"], error["state"]) == (4, "not_found", "accepted")


def test_who_left_has_no_number_and_the_page_says_when_and_why(three):
    merzim, _, first, _ = three
    strike_off(merzim, first, ground="struck_off")
    place = merzim.json("queue", "position", first)
    assert (place["in_register"], place["number"], place["moves"][-1]["why"]) == (False, None, "struck_off")
    page = merzim.done("queue", "position", first)
    assert "none: not in the register" in page and "struck off" in page


# --- leaving


def test_striking_off_is_an_act_like_others_and_stands_as_outside_the_order(three):
    merzim, _, first, _ = three
    answer = strike_off(merzim, first, "--reason", "order No. 5", "--at", "2026-03-19 15:00")
    assert answer.code == 0 and "NEXT" in answer.out
    [event] = [
        each for each in merzim.json("case", "timeline", first)["events"] if each["event"] == "LeftRegister"
    ]
    assert (event["role"], event["provision"]) == ("head", "R14")
    page = " ".join(merzim.done("case", "timeline", first).split())
    assert f"provided; outside the Order, by: {LAW}; reason: order No. 5" in page
    code, error = merzim.no("queue", "strike-off", first, "--ground", "provided", "--provision", LAW, *HEAD)
    assert (code, error["kind"]) == (3, "not_allowed_here")
    assert error["provision"] == "R14 (derived)"


def test_it_is_the_heads_and_says_all_that_is_wrong_at_once(three):
    merzim, _, first, _ = three
    words = ("queue", "strike-off", first, "--ground", "sold", "--provision", LAW)
    assert merzim.no(*words, *EXECUTOR)[1]["kind"] == "wrong_role"
    code, error = merzim.no(*words, *HEAD)
    assert (code, error["kind"]) == (2, "bad_input") and "provided, transferred, struck_off" in error[
        "way_on"
    ]
    assert merzim.no("queue", "strike-off", first, *HEAD)[1]["kind"] == "usage"
    assert len(merzim.json("queue", "Астана")["entries"]) == 3


def test_a_mistake_is_corrected_and_the_entry_is_back(three):
    merzim, _, first, _ = three
    strike_off(merzim, first)
    seq = next(
        each["seq"]
        for each in merzim.json("case", "timeline", first)["events"]
        if each["event"] == "LeftRegister"
    )
    merzim.done("case", "correct", first, seq, "--reason", "another person", *HEAD, at="2026-03-20 11:00")
    assert merzim.json("queue", "Астана")["entries"][0]["case"] == first


def test_what_is_allowed_names_the_command(three):
    merzim, _, first, _ = three
    view = merzim.json("case", "timeline", first)
    assert "LeftRegister" in view["allowed"]
    assert "queue strike-off" in merzim.done("case", "timeline", first)
    strike_off(merzim, first)
    [why] = [
        e["why"] for e in merzim.json("case", "timeline", first)["blocked"] if e["act"] == "LeftRegister"
    ]
    assert "left the register on 20.03.2026 already (provided" in why
    undecided = merzim.json("case", "timeline", ready(merzim, 3))
    assert "LeftRegister" not in [*undecided["allowed"], *(each["act"] for each in undecided["blocked"])]
