"""Why a date: by the calendar it came from, as known on a day, after a move; the walk holds to the date on record."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from acts_of_the_calendar import EARLIER, LATER, day_off
from offices import EXECUTOR, HEAD, office, refusal
from tzdata import IANA_VERSION

from process.calendar_text import as_text, from_text
from process.counting import count_out
from process.definitions import ORDER_232_2025
from process.errors import BadInput, CalendarUnknown
from process.localtime import parse_instant
from process.workdays import kazakhstan

KEEPER = ("--as", "Tulegenova", "--role", "calendar_keeper")
NOON = "2026-03-19 12:00"


@pytest.fixture
def merzim(tmp_path):
    """Accepted on Monday 16 March 2026, due on Thursday 9 April; it is Thursday the 19th of March, noon."""
    made = office(tmp_path)
    made.case = made.accepted()
    made.now = NOON
    return made


def applied(merzim, text):
    path = merzim.folder / "act.toml"
    path.write_text(text, encoding="utf-8")
    merzim.json("calendar", "import", path, "--apply", *KEEPER)


def why(merzim, name="decision", *words):
    return merzim.json("case", "explain", merzim.case, name, *words)


def holds(told):
    """The days of the walk are all the days between, once each; the last counted one is the due day."""
    anchor, due = date.fromisoformat(told["anchor"]), date.fromisoformat(told["due_at"][:10])
    counted = [date.fromisoformat(day) for day in told["counted"]]
    skipped = [date.fromisoformat(each["date"]) for each in told["skipped"]]
    step = timedelta(days=-1 if told["backwards"] else 1)
    between = [anchor + step * n for n in range(1, abs((due - anchor).days) + 1)]
    assert sorted([*counted, *skipped]) == sorted(between)
    assert counted == [] or counted[-1] == due
    assert all(each["why"] and each["act"] for each in told["skipped"])
    return told


# --- every deadline of a case


def test_every_deadline_is_explained_by_days_that_hold_to_its_date(merzim):
    merzim.done(*refusal(merzim.case, "2026-03-20 15:00"), at="2026-03-19 12:10")
    merzim.done("case", "receive-notice", merzim.case, *EXECUTOR, at="2026-03-19 12:20")
    counted = {}
    for name in ("acceptance", "silence", "decision", "hearing_notice", "hearing", "objection"):
        counted[name] = len(holds(why(merzim, name))["counted"])
    assert counted == {
        "acceptance": 0,
        "silence": 15,
        "decision": 15,
        "hearing_notice": 3,
        "hearing": 2,
        "objection": 2,
    }


def test_day_0_says_what_happened_on_it(merzim):
    assert (why(merzim)["anchor"], why(merzim)["anchor_event"]) == ("2026-03-16", "ReportAccepted")
    assert why(merzim, "silence")["anchor_event"] == "ReportFiled"
    back = why(merzim, "hearing_notice")
    assert (back["anchor"], back["anchor_event"], back["backwards"]) == ("2026-04-09", None, True)
    said = " ".join(merzim.done("case", "explain", merzim.case, "silence").split())
    assert "Monday 16.03.2026: the report was registered on this day; it is day 0" in said


def test_the_readings_relied_on_are_named_and_the_derived_ones_are_marked(merzim):
    assert [each["number"] for each in why(merzim)["readings"]] == ["R1", "R2", "R4", "R11"]
    notice = {each["number"]: each["derived"] for each in why(merzim, "hearing_notice")["readings"]}
    assert notice == {"R1": False, "R2": False, "R6": False, "R12": True}
    assert "R12 (derived)" in merzim.done("case", "explain", merzim.case, "hearing_notice")


def test_a_term_across_nauryz_as_it_is_read_aloud(merzim):
    """The whole screen, word for word: what somebody without a computer's words should understand."""
    assert merzim.done("case", "explain", merzim.case, "decision") == ACROSS_NAURYZ.lstrip()


ACROSS_NAURYZ = f"""
The decision is due on Thursday 09.04.2026, 18:00: 12 wd left.

Counts from  Monday 16.03.2026: Report accepted on this day; it is day 0 and is
             not counted itself (R1)
Counted      15 wd
             Tu 17.03=1   We 18.03=2   Th 19.03=3   Fr 20.03=4
             Th 26.03=5   Fr 27.03=6
             Mo 30.03=7   Tu 31.03=8   We 01.04=9   Th 02.04=10  Fr 03.04=11
             Mo 06.04=12  Tu 07.04=13  We 08.04=14  Th 09.04=15
Skipped      Sat 21.03 - Mon 23.03.2026: Nauryz; Law No. 267-II of 13 December
             2001 on holidays; known since 01.01.2010 at the latest
             Tue 24.03.2026: Nauryz, moved from Saturday 21 March 2026; Law No.
             267-II of 13 December 2001 on holidays, Article 5; known since
             01.01.2010 at the latest
             Wed 25.03.2026: Nauryz, moved from Sunday 22 March 2026; Law No.
             267-II of 13 December 2001 on holidays, Article 5; known since
             01.01.2010 at the latest
             Sat 28.03 - Sun 29.03.2026: weekend
             Sat 04.04 - Sun 05.04.2026: weekend
             weekends are not worked: Order 232, list 8(1)

DAYS
 Mar 2026                                        Apr
 Mo Tu We Th Fr Sa Su Mo Tu We Th Fr Sa Su Mo Tu We Th Fr Sa Su Mo Tu We Th
 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31  1  2  3  4  5  6  7  8  9
  0  1  2  3  4  H  H  H  H  H  5  6  -  -  7  8  9 10 11  -  - 12 13 14 15
                                                                          !
 0 day 0   1 2 3 working days counted from day 0   - weekend
 H holiday or day off   ! due

Rule         Order 232, item 5: "Examining the documents, and recognising the
             applicant and the family members as in need of housing, takes no
             longer than 15 (fifteen) working days from the day the report was
             accepted."
             Order 232, item 5: "Көрсетілетін қызметті алушы мен оның отбасы
             мүшелерін кейіннен тұрғынжайға мұқтаж деп танып, құжаттарды қарау
             мерзімі баянат қабылданған күннен бастап 15 (он бес) жұмыс күнінен
             кешіктірілмей жүзеге асырылады."
Readings     R1 The day of the event is day 0; day 1 is the next working day
             after it. (Code 76(2))
             R2 The provider's terms end with its working hours on the last
             working day; the applicant's end with that day itself. (list 8)
             R4 A report filed after hours or on a day not worked is registered
             on the next working day; the provider's own acts count at the
             moment they were done, at any hour. (list 8(2); Code 64(3))
             R11 A term that ran out without a decision counts as a refusal on
             that day, so a complaint is open; the case stays open too, and the
             applicant can still be registered. (Code 91(2), 91(4))
Who          head
Otherwise    overdue: a deemed refusal on that day; the head and the applicant
             are told
Calendar     {kazakhstan().version}; every day from day 0 to the end is confirmed
             zone data {kazakhstan().tzdata}
"""


# --- by the calendar it came from


def test_after_a_move_it_is_explained_by_the_calendar_that_moved_it_with_the_act(merzim):
    before = why(merzim)
    applied(merzim, LATER)
    after = holds(why(merzim))
    assert (before["due_at"][:10], after["due_at"][:10]) == ("2026-04-09", "2026-04-10")
    assert before["calendar"] != after["calendar"] and after["calendar_kept"]
    [skipped] = [each for each in after["skipped"] if each["date"] == "2026-04-02"]
    assert (skipped["act"], skipped["known_since"]) == ("Order order-d-1", "2026-03-18")
    [move] = after["moves"]
    assert (move["from"][:10], move["to"][:10], move["act"]) == (
        "2026-04-09",
        "2026-04-10",
        "Order order-d-1",
    )
    assert "R24" in [each["number"] for each in after["readings"]]
    said = " ".join(merzim.done("case", "explain", merzim.case, "decision").split())
    assert "Moved 09.04.2026 18:00 -> 10.04.2026 18:00 by Order order-d-1, on 19.03.2026" in said


def test_as_it_was_known_then_and_as_it_is_known_now(merzim):
    applied(merzim, LATER)
    then = holds(why(merzim, "decision", "--known-on", "2026-03-17"))
    now = why(merzim)
    assert (then["due_at"][:10], then["on_record"][:10], now["due_at"][:10]) == (
        "2026-04-09",
        "2026-04-10",
        "2026-04-10",
    )
    assert (then["known_on"], now["known_on"]) == ("2026-03-17", None)
    assert "2026-04-02" in then["counted"] and "2026-04-02" not in now["counted"]
    assert holds(why(merzim, "hearing_notice", "--known-on", "2026-03-17"))["due_at"][:10] == "2026-04-06"
    assert "as known on 17.03.2026" in merzim.done(
        "case", "explain", merzim.case, "decision", "--known-on", "2026-03-17"
    )


def test_a_held_move_shows_both_dates_and_how_to_go_on(merzim):
    applied(merzim, EARLIER)
    told = holds(why(merzim))
    assert (told["due_at"][:10], told["held"]["to"][:10], told["moves"]) == ("2026-04-09", "2026-04-08", [])
    assert told["calendar_kept"], "the state that the date on record came from"
    assert "2026-03-28" in [each["date"] for each in told["skipped"]]
    said = " ".join(merzim.done("case", "explain", merzim.case, "decision").split())
    assert "08.04.2026 18:00, by Order order-m-1: waits for the head since 19.03.2026" in said
    merzim.json("calendar", "approve", *HEAD)
    told = holds(why(merzim))
    assert "2026-03-28" in told["counted"] and told["moves"][0]["approved_by"] == "Seitkali"
    said = " ".join(merzim.done("case", "explain", merzim.case, "decision").split())
    assert "approved by Seitkali" in said and "7w" in said, "the worked Saturday in the strip"


def test_a_closed_deadline_says_what_the_calendar_would_give_and_that_it_never_moves(merzim):
    applied(merzim, day_off("2026-03-16"))
    told = why(merzim, "acceptance")
    assert (told["due_at"][:10], told["by_now"][:10]) == ("2026-03-16", "2026-03-17")
    assert "never moves" in " ".join(merzim.done("case", "explain", merzim.case, "acceptance").split())


def test_a_provisional_date_says_so_and_why(tmp_path):
    made = office(tmp_path, now="2026-12-14 09:30")
    made.case = made.filed(filed_at="2026-12-14T09:10:00+05:00")
    made.done("case", "accept", made.case, *EXECUTOR, at="2026-12-14 10:00")
    told = holds(why(made))
    assert told["provisional"] and "moved days off are not yet known" in told["why_provisional"]
    for command in ("explain", "timeline"):
        said = " ".join(made.done("case", command, made.case).split())
        assert "moved days off are not yet known" in said
    assert not why(made, "acceptance")["provisional"]
    rows = {row["act"]: row["provisional"] for row in made.json("work")}
    assert rows["ApplicantRegistered"] and "provisional" in made.done("work")
    assert "provisional" in made.done("case list") and made.json("case list")[0]["provisional"]
    after = made.done("case", "assign", made.case, "--executor", "Bekov", *HEAD, at="2026-12-14 10:05")
    assert "moved days off are not yet known" in " ".join(after.split()), "what is shown after an act"


def test_where_that_days_calendar_did_not_reach_so_far_it_is_refused(merzim):
    code, error = merzim.no("case", "explain", merzim.case, "decision", "--known-on", "2001-01-01")
    assert (code, error["kind"]) == (3, "calendar_unknown")
    code, error = merzim.no("case", "explain", merzim.case, "decision", "--known-on", "2027-01-01")
    assert (code, error["kind"]) == (2, "bad_input") and "still to come" in error["message"]


# --- a memo


def test_a_memo_has_every_day_with_its_number_or_its_reason_and_act(merzim):
    memo = merzim.done("case", "explain", merzim.case, "decision", "--memo")
    rows = [line for line in memo.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + 24  # the head, and every day from 17 March to 9 April
    assert rows[2] == "| 1 | Tuesday 17.03.2026 | counted |  |  |"
    assert "| - | Wednesday 25.03.2026 | Nauryz, moved from Sunday 22 March 2026 | Law No. 267-II" in memo
    assert "| 15 | Thursday 09.04.2026 | counted |  |  |" in memo
    assert memo.startswith("# Memo: Decision, case 2026-000001\n")
    assert "**Last moment in time: Thursday 09.04.2026, 18:00**" in memo


@pytest.mark.parametrize(("lang", "weekday"), [("kk", "бейсенбі 09.04.2026"), ("ru", "четверг 09.04.2026")])
def test_a_memo_in_the_other_languages(merzim, lang, weekday):
    memo = merzim.done("case", "explain", merzim.case, "decision", "--memo", "--lang", lang)
    assert weekday in memo and "он бес" in memo, "the words of the order stand in the original"
    assert "Examining the documents" not in memo


# --- without a case


def test_without_a_case_the_same_days_are_walked(tmp_path):
    from offices import Office

    lone = Office(tmp_path, now=NOON)
    told = holds(lone.json("calendar explain 2026-03-16 15"))
    assert (told["date"], len(told["counted"])) == ("2026-04-09", 15)
    back = holds(lone.json("calendar explain 2026-04-09 -3"))
    assert (back["date"], back["backwards"]) == ("2026-04-06", True)
    assert lone.no("calendar explain 2026-03-16 0")[0] == 2
    assert lone.no("calendar explain 2027-12-20 15")[0] == 3
    said = " ".join(lone.done("calendar explain 2026-03-16 15").split())
    assert "15 wd after Monday 16.03.2026: Thursday 09.04.2026" in said


def test_the_walk_refuses_what_the_table_refuses():
    with pytest.raises(BadInput, match="no term"):
        count_out(date(2026, 3, 16), 0, kazakhstan(), ORDER_232_2025)
    for start, n in ((date(2027, 12, 20), 15), (date(2018, 1, 4), -3), (date(2017, 5, 5), 1)):
        with pytest.raises(CalendarUnknown) as walked:
            count_out(start, n, kazakhstan(), ORDER_232_2025)
        with pytest.raises(CalendarUnknown) as table:
            kazakhstan().add(start, n)
        assert str(walked.value) == str(table.value)


# --- a state of the calendar as it is kept


@pytest.mark.parametrize(
    "calendar",
    [
        kazakhstan(),
        kazakhstan().in_week("six"),
        kazakhstan().as_known_on(date(2022, 10, 3)),
    ],
    ids=["today", "six days", "as known then"],
)
def test_a_state_comes_back_from_its_text_as_it_was(calendar):
    again = from_text(as_text(calendar))
    assert again == calendar and again.version == calendar.version
    days = [date(2022, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [again.day(day) for day in days] == [calendar.day(day) for day in days]


def test_the_zone_data_is_part_of_the_provenance(merzim):
    assert why(merzim)["tzdata"] == IANA_VERSION
    assert merzim.json("calendar status")["tzdata"] == IANA_VERSION
    other = replace(kazakhstan(), tzdata="1999a")
    assert other.version != kazakhstan().version, "read by other zone data, it is another state"
    assert isinstance(parse_instant(why(merzim)["due_at"]), datetime)


# --- what is said is so


def test_a_worked_saturday_is_counted_with_its_reason_and_act(merzim):
    applied(merzim, EARLIER)
    merzim.json("calendar", "approve", *HEAD)
    told = why(merzim)
    [worked] = told["worked_instead"]
    assert (worked["date"], worked["act"]) == ("2026-03-28", "Order order-m-1")
    said = " ".join(merzim.done("case", "explain", merzim.case, "decision").split())
    assert "Worked too Sat 28.03.2026: Worked instead of Wednesday 15 April 2026; Order order-m-1" in said
    lone = " ".join(merzim.done("calendar explain 2026-03-26 3").split())
    assert "Worked too Sat 28.03.2026" in lone


def test_the_last_notice_is_counted_back_from_the_end_as_it_is_now(tmp_path):
    """Due on 9 April, moved to the 10th by a day off on the 8th: the sixth is the last day of the notice by both."""
    made = office(tmp_path)
    made.case = made.accepted()
    made.now = NOON
    applied(made, day_off("2026-04-08"))
    told = holds(why(made, "hearing_notice"))
    assert (told["anchor"], told["due_at"][:10]) == ("2026-04-10", "2026-04-06")


def test_an_earlier_date_that_was_not_approved_in_time_is_not_said_to_wait(merzim):
    applied(merzim, EARLIER)
    merzim.now = "2026-04-08 18:01"
    said = " ".join(merzim.done("case", "explain", merzim.case, "decision").split())
    assert (
        "Noted 08.04.2026 18:00, by Order order-m-1: not approved in time; the date on record stays" in said
    )
    assert "waits for the head" not in said
    assert (
        merzim.json("calendar approve --list") == [] and merzim.json("calendar status")["cases_waiting"] == 0
    )


def test_of_what_has_run_out_it_is_said_that_it_never_moves(merzim):
    merzim.now = "2026-04-10 09:00"
    merzim.done("daemon --once")
    applied(merzim, LATER)
    said = " ".join(merzim.done("case", "explain", merzim.case, "decision").split())
    assert "would give 10.04.2026 18:00; a deadline that is closed, or has run out, never moves" in said
    assert "--apply" not in said


def test_a_hearing_in_writing_says_why_it_ends_at_midnight(merzim):
    words = ("--ground", "1", "--provision", "Art. 1", "--method", "written", *EXECUTOR)
    merzim.done("case", "propose-refusal", merzim.case, *words, at="2026-03-19 12:10")
    merzim.done("case", "receive-notice", merzim.case, *EXECUTOR, at="2026-03-19 12:20")
    told = why(merzim, "hearing")
    assert told["due_at"].endswith("23:59:59.999999+05:00")
    assert "R10" in [each["number"] for each in told["readings"]]


@pytest.mark.parametrize("lang", ["en", "kk", "ru"])
def test_six_days_a_week_fit_on_the_screen(merzim, lang):
    out = merzim.done(f"calendar explain 2026-03-26 30 --week six --lang {lang}")
    assert max(map(len, out.splitlines())) <= 80
    assert merzim.json("calendar explain 2026-03-26 30 --week six")["counted"][1] == "2026-03-28"
