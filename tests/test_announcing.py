"""Word of a change of the rules (item 7): three addressees, three working days, by the Ministry. Dates by hand."""

import pytest
from offices import EXECUTOR, Office

MINISTRY = ("--as", "Department", "--role", "ministry")


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path, now="2026-03-19 12:00")
    office.done("init")
    return office


def announce(office, *words, **options):
    return office.json("rules", "announce", "order-232-2025", *words, *MINISTRY, **options)


def test_word_is_due_on_the_third_working_day_and_told_to_each_of_the_three(office):
    """Approved on Thursday 19 March: 20, 26 and Friday 27 March."""
    [open_one] = announce(office, "--approved", "2026-03-19 10:00")
    assert (open_one["due_at"], open_one["days_left"]) == ("2026-03-27T18:00:00+05:00", 3)
    assert open_one["missing"] == ["operator", "contact_centre", "providers"]
    [part] = announce(office, "--told", "operator", "--told", "providers", at="2026-03-26 10:00")
    assert (part["missing"], part["late"]) == (["contact_centre"], False)
    [done] = announce(office, "--told", "contact_centre", "--at", "2026-03-27 18:00", at="2026-03-30 10:00")
    assert (done["missing"], done["late"], done["days_left"]) == ([], False, None)


def test_an_instant_later_it_is_a_breach_and_is_recorded(office):
    announce(office, "--approved", "2026-03-19 10:00")
    [late] = announce(office, "--told", "operator", "--at", "2026-03-27 18:00:01", at="2026-03-30 10:00")
    assert late["late"] and late["told"]["operator"] == "2026-03-27T18:00:01+05:00"
    screen = office.done("rules", "announce")
    assert "a breach by the Ministry" in screen and max(map(len, screen.splitlines())) <= 80


def test_it_is_the_ministrys_and_only_of_those_whom_the_item_names(office):
    said = ("rules", "announce", "order-232-2025")
    code, error = office.no(*said, "--approved", "2026-03-19 10:00", *EXECUTOR)
    assert (code, error["kind"]) == (3, "wrong_role")
    assert "3 (three) working days" in error["provision"]
    code, error = office.no(*said, "--told", "operator", *MINISTRY)
    assert (code, error["kind"]) == (4, "not_found")
    announce(office, "--approved", "2026-03-19 10:00")
    code, error = office.no(*said, "--told", "newspaper", *MINISTRY)
    assert (code, error["kind"]) == (2, "bad_input")
    announce(office, "--told", "operator")
    code, error = office.no(*said, "--told", "operator", *MINISTRY)
    assert (code, error["kind"]) == (3, "not_allowed_here")
    code, error = office.no(*said, "--approved", "2026-03-20 10:00", *MINISTRY)
    assert (code, error["kind"]) == (2, "bad_input")


def test_the_same_approval_again_begins_no_second_one(office):
    announce(office, "--approved", "2026-03-19 10:00")
    assert len(announce(office, "--approved", "2026-03-19 10:00")) == 1


def test_a_law_that_names_nobody_announces_to_nobody(office):
    code, error = office.no(
        "rules", "announce", "order-765-2025", "--approved", "2026-03-19 10:00", *MINISTRY
    )
    assert (code, error["kind"]) == (3, "not_allowed_here")


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_it_reads_in_three_languages(office, lang):
    announce(office, "--approved", "2026-03-19 10:00")
    screen = office.done("rules", "announce", "--lang", lang)
    assert "operator" not in screen and "27.03.2026" in screen


def test_work_shows_it_as_long_as_somebody_is_still_to_be_told(office):
    announce(office, "--approved", "2026-03-19 10:00")
    assert "order-232-2025" in office.done("work") and office.json("work") == []
    announce(office, "--told", "operator", "--told", "providers", "--told", "contact_centre")
    assert "order-232-2025" not in office.done("work")
