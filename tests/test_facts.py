"""The calendar's facts as a file: what ships is whole, and what is wrong is named with its line."""

import re
from datetime import date

import pytest

from process.errors import BadInput
from process.fact import years_known
from process.facts import Fact, load, parse

ONLY_YEAR = """
[[year]]
year = 2026
status = "confirmed"
known_since = 2025-01-01
"""
ACT = """
[[act]]
id = "law"
kind = "law"
number = "1"
note = "an invented law"
words = { kk = "Мерекелер туралы заң", ru = "Закон о праздниках", en = "Law on holidays" }
"""
YEAR = ONLY_YEAR + ACT

NAURYZ = """
[[fact]]
id = "nauryz"
kind = "holiday"
month = 3
day = 22
from = 2010
names = { kk = "Наурыз мейрамы", ru = "Наурыз мейрамы", en = "Nauryz" }
act = "law"
known_since = 2010-01-01
status = "confirmed"
"""

MOVED = """
[[fact]]
id = "moved"
kind = "moved"
date = 2026-12-15
worked = 2026-12-12
act = "law"
known_since = 2026-11-02
status = "confirmed"
names.kk = "Демалыс күні"
names.ru = "Выходной день"
names.en = "Day off"
"""


def faults(text: str) -> list[dict[str, object]]:
    with pytest.raises(BadInput) as refusal:
        parse(text)
    return refusal.value.details["faults"]


def changed(entry: str, line: str, to: str) -> str:
    """The entry with the line that begins so replaced."""
    text, times = re.subn(rf"^{re.escape(line)}.*$", lambda _: to, entry, flags=re.M)
    assert times == 1
    return text


# --- What ships ------------------------------------------------------------------------------------------------------


def test_the_shipped_facts_cover_2018_to_2027_and_only_2027_is_provisional():
    years = years_known(load().years, None)
    assert [year.year for year in years] == list(range(2018, 2028))
    assert [year.year for year in years if year.status == "provisional"] == [2027]


def test_every_shipped_fact_has_its_names_in_their_own_letters_and_an_act():
    for fact in load().facts:
        assert re.fullmatch(r"[А-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ ]+", fact.names["kk"]), fact.id
        assert re.fullmatch(r"[А-яЁё -]+", fact.names["ru"]), fact.id
        assert fact.names["en"].isascii() and fact.act.words["en"].isascii(), fact.id


def test_every_shipped_fact_was_known_before_it_was_needed():
    for fact in load().facts:
        days = [day for year in range(2018, 2028) if (day := fact.on(year))]
        assert all(fact.known_since <= day for day in days), fact.id
        assert fact.worked is None or fact.known_since <= fact.worked, fact.id


def test_only_kurban_ait_of_2027_is_an_estimate():
    assert [fact.date for fact in load().facts if fact.status == "estimated"] == [date(2027, 5, 16)]


# --- A fact and its days ---------------------------------------------------------------------------------------------


def the_fact(text: str) -> Fact:
    return parse(YEAR + text).facts[0]


def test_a_yearly_rule_holds_in_its_years():
    assert the_fact(NAURYZ).on(2026) == date(2026, 3, 22)
    assert the_fact(NAURYZ).on(2009) is None
    until = the_fact(NAURYZ + "until = 2025\nuntil_act = 'law'\nuntil_known_since = 2026-03-18\n")
    assert (until.on(2025), until.on(2026)) == (date(2025, 3, 22), None)
    assert until.ending and until.ending.known_since == date(2026, 3, 18)
    listed = the_fact(changed(NAURYZ, "from", "years = [2026, 2028]"))
    assert [listed.on(year) for year in (2026, 2027, 2028)] == [date(2026, 3, 22), None, date(2028, 3, 22)]


def test_a_dated_fact_holds_on_its_date_only():
    moved = the_fact(MOVED)
    assert (moved.on(2026), moved.on(2027), moved.worked) == (date(2026, 12, 15), None, date(2026, 12, 12))


# --- What is wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "line", "to", "told"),
    [
        (NAURYZ, "kind", 'kind = "feast"', "kind must be holiday or day_off or moved"),
        (NAURYZ, "kind", "kind = ['holiday']", "kind must be holiday or day_off or moved"),
        (NAURYZ, "id", 'id = " "', "id must be words"),
        (NAURYZ, "month", "month = 13", "month must be 1 to 12"),
        (NAURYZ, "month", "month = true", "month must be 1 to 12"),
        (NAURYZ, "day", 'day = "22"', "day must be 1 to 31"),
        (NAURYZ, "from", "from = 10", "from must be a year"),
        (NAURYZ, "from", "from = 2010\nuntil = 2009", "the rule ends before it begins"),
        (NAURYZ, "from", "years = []", "years must be a list of years"),
        (NAURYZ, "from", "from = 2010\nyears = [2026]", "either a list of years or from and until"),
        (NAURYZ, "from", "frm = 2010", "the key 'frm' is not known"),
        (NAURYZ, "names", 'names = { kk = "Наурыз", ru = "Наурыз" }', "names must be names in kk, ru and en"),
        (
            NAURYZ,
            "names",
            'names = { kk = "Наурыз", ru = "", en = "Nauryz" }',
            "names must be names in kk, ru and en",
        ),
        (NAURYZ, "act", 'act = ""', "act must be the id of an [[act]]"),
        (NAURYZ, "known_since", 'known_since = "2010-01-01"', "known_since must be a date"),
        (NAURYZ, "known_since", "known_since = 2010-01-01T00:00:00Z", "known_since must be a date"),
        (NAURYZ, "status", 'status = "likely"', "status must be confirmed or estimated"),
        (
            NAURYZ,
            "known_since",
            "known_since = 2010-01-01\nworked = 2026-03-28",
            "only a moved day has a day worked",
        ),
        (MOVED, "worked", "worked = 2026-12-15", "the day off and the day worked instead are one day"),
        (MOVED, "date", "date = 2029-12-15", "2029 is not among the years"),
    ],
)
def test_a_wrong_key_is_named_with_its_line(entry, line, to, told):
    text = YEAR + changed(entry, line, to)
    [fault] = faults(text)
    assert told in fault["fault"]
    key = to.rsplit("\n", 1)[-1].split(" ")[0]
    assert text.splitlines()[fault["line"] - 1].startswith(key)


@pytest.mark.parametrize(
    ("entry", "line", "told"),
    [
        (NAURYZ, "act", "act is missing"),
        (NAURYZ, "known_since", "known_since is missing"),
        (NAURYZ, "month", "a month and a day that every year has"),
        (MOVED, "worked", "a moved day must say its date and the day worked instead"),
        (MOVED, "date", "either a date or a yearly rule"),
    ],
)
def test_what_is_missing_is_named_with_the_line_of_its_entry(entry, line, told):
    text = YEAR + NAURYZ.replace("nauryz", "other").replace("22", "23") + changed(entry, line, "")
    found = faults(text)
    assert any(told in fault["fault"] for fault in found)
    second = [number for number, words in enumerate(text.splitlines(), 1) if words == "[[fact]]"][1]
    assert {fault["line"] for fault in found} == {second}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (changed(NAURYZ, "from", "date = 2026-03-22"), "either a date or a yearly rule"),
        (changed(NAURYZ, "month", "month = 2").replace("22", "29"), "a month and a day that every year has"),
        (NAURYZ + "until_act = 'law'", "by which act it ends, but not when"),
        (NAURYZ + NAURYZ, "it bears this id, and so does 'nauryz'"),
        (NAURYZ + NAURYZ.replace('"nauryz"', '"again"'), "it speaks of 2026-03-22, and so does 'nauryz'"),
        (
            MOVED + MOVED.replace('"moved"\nk', '"again"\nk').replace("12-15", "12-18"),
            "it speaks of 2026-12-12",
        ),
        (
            MOVED + MOVED.replace('"moved"\nk', '"again"\nk').replace("12-12", "12-19"),
            "it speaks of 2026-12-15",
        ),
        (ONLY_YEAR, "the years must be there, one after another, each once"),
        (
            ONLY_YEAR.replace("2026", "2028"),
            "the years must be there, one after another, each once",
        ),
        (
            ONLY_YEAR.replace("2026", "2027").replace("confirmed", "provisional"),
            "must say why, and who must add what",
        ),
        (ONLY_YEAR.replace("2026", '"2027"'), "year must be a year"),
        ("[fact]\nid = 1", "fact must be a list of tables"),
        ("[[facts]]\nid = 1", "'facts' is not known"),
    ],
)
def test_what_does_not_hold_together_is_refused(text, told):
    whole = text if text.startswith("[fact]") else YEAR + text
    assert any(told in fault["fault"] for fault in faults(whole))


def test_no_years_is_no_calendar():
    assert "the years must be there" in faults(ACT + NAURYZ)[-1]["fault"]


def test_every_fault_comes_in_one_answer():
    text = YEAR + changed(NAURYZ, "kind", 'kind = "feast"') + changed(MOVED, "act", "act = 7")
    with pytest.raises(BadInput) as refusal:
        parse(text)
    assert [fault["id"] for fault in refusal.value.details["faults"]] == ["nauryz", "moved"]
    assert re.search(r"line 16, nauryz: kind must be .*; line 30, moved: act must be", str(refusal.value))


def test_what_is_not_toml_is_refused_with_its_place():
    with pytest.raises(BadInput, match=r"cannot be read as TOML: .*line 2"):
        parse("[[fact]]\nid = \n")
