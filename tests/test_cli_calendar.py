"""`merzim calendar` and `merzim rules`: they need no database, and their keys are a contract."""

import csv
import io
import json

import pytest
from offices import Office

DAY = {"date", "working", "reason", "act", "status", "known_since"}
NAURYZ_MOVED = {
    "date": "2026-03-24",
    "working": False,
    "reason": "Nauryz, moved from Saturday 21 March 2026",
    "act": "Law No. 267-II of 13 December 2001 on holidays, Article 5",
    "status": "confirmed",
    "known_since": "2010-01-01",
}


@pytest.fixture
def merzim(tmp_path):
    """The command line where no database was ever made."""
    office = Office(tmp_path)
    yield office
    assert not office.path.exists()


# --- adding


def test_fifteen_working_days_after_16_march_2026_end_on_9_april_at_18(merzim):
    answer = merzim.json("calendar add 2026-03-16 15")
    calendar = answer.pop("calendar")
    assert calendar.startswith("kz-")
    assert answer == {
        "from": "2026-03-16",
        "days": 15,
        "date": "2026-04-09",
        "due_at": "2026-04-09T18:00:00+05:00",
        "provisional": False,
    }


def test_the_same_for_people(merzim):
    out = merzim.done("calendar add 2026-03-16 15")
    assert "Thursday 09.04.2026" in out and "18:00" in out


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-04-09", -15, "2026-03-16"),
        ("2026-03-26", -1, "2026-03-20"),
        ("2026-03-20", 1, "2026-03-26"),
        ("2026-03-21", 1, "2026-03-26"),
        ("2026-03-16", 0, "2026-03-16"),
        ("2026-04-24", 15, "2026-05-20"),
    ],
)
def test_a_negative_number_counts_back_and_needs_no_dashes(merzim, start, days, end):
    assert merzim.json("calendar", "add", start, days)["date"] == end


def test_zero_days_from_a_day_off_are_no_day(merzim):
    code, error = merzim.no("calendar add 2026-03-21 0")
    assert (code, error["kind"]) == (2, "bad_input")
    assert "2026-03-26" in error["way_on"]


@pytest.mark.parametrize(
    "words",
    [
        "add 2027-12-31 1",
        "add 2018-01-01 -1",
        "add 2026-03-16 1000000000",
        "add 2026-03-16 -1000000000",
        "add 2026-03-16 99999999999999999999",
        "add 2017-12-31 0",
        "check 2028-01-01",
        "show 2017",
        "show 2199",
    ],
)
def test_outside_the_known_years_nothing_is_guessed(merzim, words):
    code, error = merzim.no(f"calendar {words}")
    assert (code, error["kind"]) == (3, "calendar_unknown")
    assert "calendar keeper must add" in error["way_on"]


def test_the_last_year_is_provisional_wherever_it_is_touched(merzim):
    assert merzim.json("calendar add 2026-12-30 5")["provisional"] is True
    assert merzim.json("calendar add 2026-12-01 5")["provisional"] is False
    assert merzim.json("calendar show 2027")["provisional"] is True


@pytest.mark.parametrize(
    "words",
    [
        "add 2026-03-16 x",
        "add 2026-03-16 1.5",
        "add 2026-03-16 1e3",
        "add 2026-03-16 1_0",
        "add 2026-03-16 ١٥",
        "add 2026-03-16 ''",
        "add 2026-03-16",
        "add 16.03.2026 1",
        "add 2026-02-30 1",
        "add '' 1",
        "add 0001-01-01 1",
        "add 9999-12-31 1",
        "add ٢٠٢٦-03-16 1",
        "add 2026-03-16T10:00 1",
        "check today",
        "check ../..",
        "show -1",
        "show 0",
        "show 2026.0",
        "show 99999999999999999999999999999999999999",
        "explode 2026",
    ],
)
def test_what_is_no_day_and_no_number_is_refused(merzim, words):
    code, error = merzim.no(f"calendar {words}")
    assert code == 2 and error["kind"] in ("usage", "bad_input")


# --- looking


def test_a_day_off_says_why_and_by_which_act(merzim):
    assert merzim.json("calendar check 2026-03-24") == NAURYZ_MOVED


def test_a_working_day_has_no_reason(merzim):
    assert merzim.json("calendar check 2026-03-16") == dict.fromkeys(DAY) | {
        "date": "2026-03-16",
        "working": True,
        "status": "confirmed",
    }


def test_a_year_has_every_day(merzim):
    year = merzim.json("calendar show 2026")
    assert set(year) == {"year", "working_days", "provisional", "days"}
    assert (year["year"], year["provisional"], len(year["days"])) == (2026, False, 365)
    assert all(set(day) == DAY for day in year["days"])
    assert NAURYZ_MOVED in year["days"]
    assert year["working_days"] == sum(day["working"] for day in year["days"])
    assert [day["date"] for day in year["days"]] == sorted({day["date"] for day in year["days"]})


def test_a_leap_year_has_a_day_more(merzim):
    assert len(merzim.json("calendar show 2024")["days"]) == 366


def test_a_year_opens_in_a_spreadsheet(merzim):
    rows = list(csv.DictReader(io.StringIO(merzim.done("calendar show 2026 --csv"))))
    assert len(rows) == 365 and set(rows[0]) == DAY
    assert rows[82]["date"] == "2026-03-24" and rows[82]["reason"] == NAURYZ_MOVED["reason"]


def test_the_status_says_which_years_are_known(merzim):
    status = merzim.json("calendar status")
    assert [year["year"] for year in status["years"]] == list(range(2018, 2028))
    assert [year["year"] for year in status["years"] if year["status"] == "provisional"] == [2027]
    assert "2027" in merzim.done("calendar status")


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_reasons_come_in_the_language_asked_for_and_the_keys_never_change(merzim, lang):
    by_option = merzim.json("calendar", "check", "2026-03-24", "--lang", lang)
    assert by_option == merzim.json("calendar check 2026-03-24", MERZIM_LANG=lang)
    assert set(by_option) == DAY
    assert ("Nauryz" in by_option["reason"]) is (lang == "en")


def test_a_language_that_is_not_there_is_answered_in_english_or_refused(merzim):
    assert merzim.json("calendar check 2026-03-24", MERZIM_LANG="xx") == NAURYZ_MOVED
    assert merzim.no("calendar check 2026-03-24 --lang xx")[0] == 2


# --- the rules


def test_the_definitions_that_ship(merzim):
    edition, earlier, civilians = merzim.json("rules list")
    assert (earlier["in_force_from"], earlier["in_force_to"]) == ("2021-12-25", "2025-06-30")
    assert (civilians["service"], civilians["estimated"]) == ("order-765", True)
    title = edition.pop("title")
    assert "service housing" in title
    assert edition == {
        "id": "order-232-2025",
        "service": "order-232",
        "edition": "Order No. 687 of 12 June 2025",
        "in_force_from": "2025-07-01",
        "in_force_to": None,
        "estimated": True,
    }


def test_each_step_and_deadline_with_its_words_in_both_languages(merzim):
    rules = merzim.json("rules show order-232-2025")
    assert rules == merzim.json("rules show")
    [decision] = [each for each in rules["deadlines"] if each["name"] == "decision"]
    assert decision["working_days"] == 15
    assert any("15 (fifteen) working days" in words["en"] for words in decision["words"])
    assert any("15 (он бес) жұмыс күнінен" in words["kk"] for words in decision["words"])
    out = merzim.done("rules show")
    assert "15 (fifteen)" in out and "15 (он бес)" in out


def test_a_definition_that_is_not_there_is_not_found(merzim):
    code, error = merzim.no("rules show ../..")
    assert (code, error["kind"]) == (4, "not_found")
    assert "order-232-2025" in error["way_on"]


def test_the_diagram_is_mermaid_and_needs_no_program(merzim, tmp_path):
    out = merzim.done("rules diagram")
    assert "stateDiagram" in out and "preliminary_refusal" in out
    assert merzim.json("rules diagram")["diagram"] == out
    merzim.done("rules", "diagram", "--output", tmp_path / "chart.mmd")
    assert (tmp_path / "chart.mmd").read_text() == out


def test_a_diagram_that_cannot_be_written_is_refused(merzim, tmp_path):
    for place in (tmp_path, tmp_path / "no" / "chart.mmd"):
        code, error = merzim.no("rules", "diagram", "--output", place)
        assert (code, error["kind"]) == (2, "usage")


def test_every_view_is_one_document_without_colour(merzim):
    for words in ("calendar status", "calendar show 2026", "rules list", "rules show", "rules diagram"):
        answer = merzim(f"{words} --json")
        assert answer.code == 0 and answer.err == ""
        assert json.loads(answer.out) is not None and "\x1b" not in answer.out


def test_what_was_known_on_a_day_says_so(merzim):
    """Kurban Ait of 2024 was planned for Monday 17 June until 7 June."""
    then = merzim.done("calendar check 2024-06-17 --known-on 2024-06-06")
    assert then.startswith("Monday 17.06.2024: a day off, as known on 06.06.2024\n")
    assert merzim.done("calendar check 2024-06-17").startswith("Monday 17.06.2024: a working day\n")
    for command in ("status", "explain 2024-05-28 15"):
        assert "as known on 06.06.2024" in merzim.done(f"calendar {command} --known-on 2024-06-06")
