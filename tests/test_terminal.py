"""What people see: the words, the widths and the signs, without colour. Dates and days were counted by hand."""

import io
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from stories import Story, at, report

from process.definitions import ORDER_232_2025, SHIPPED
from process.errors import BadInput, NotFound, TooLate
from process.events import DecisionOverdue
from process.law import PROVISIONS
from process.timeline import timeline
from process.workdays import kazakhstan
from terminal import texts
from terminal.console import console
from terminal.errors import show_error
from terminal.timeline import show_timeline
from tests.reports import notes_of as notes

SHOWN = Path(__file__).parent / "shown"
WORDS = Path(__file__).parent.parent / "terminal" / "words"
WIDTHS = (60, 80, 100)


def printed(picture, width=80, *, colour=None):
    out = io.StringIO()
    console(width=width, colour=colour, file=out).print(picture)
    return out.getvalue()


def view(story, when):
    seen = story.desk.look(story.id, at(when))
    return timeline(seen, at(when), story.desk.workdays, on_record=story.case.version)


def shown(story, when, width=80, *, lang="en", said=()):
    picture = show_timeline(
        view(story, when), story.desk.workdays, person="Сұл*** Е. Қ.", notes=said, lang=lang
    )
    return printed(picture, width)


def section(text, title):
    """The lines between a title and the next empty line."""
    return text.split(f"\n{title}", 1)[1].split("\n\n", 1)[0]


def one_line(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def accepted():
    """Accepted on Monday 16 March 2026: 15 wd to Thursday 9 April, the last notice on Monday 6 April."""
    story = Story("2026-03-16 08:00")
    story.accept("2026-03-16 10:00")
    return story


@pytest.fixture(scope="module")
def proposed():
    story = Story("2026-03-16 08:00")
    story.assign("2026-03-16 09:00")
    story.accept("2026-03-16 10:00")
    story.propose("2026-04-06 10:00", hearing_at="2026-04-08 10:00")
    story.receive("2026-04-06 10:10")
    return story


@pytest.fixture(scope="module")
def entered_late():
    """Refused in time on 9 April, and entered on 15 April, when the engine had already called it overdue."""
    story = Story("2026-03-16 08:00")
    story.accept("2026-03-16 10:00")
    story.propose("2026-04-06 10:00", hearing_at="2026-04-08 10:00")
    story.receive("2026-04-06 10:10")
    story.hold("2026-04-08 10:00")
    story.wait("2026-04-15 17:00")
    story.sign_protocol("2026-04-08 12:00", "2026-04-15 17:30")
    story.endorse("2026-04-08 12:00", "2026-04-15 17:31", agree=False)
    story.refuse("2026-04-09 15:00", "2026-04-15 17:32")
    return story


# --- the whole page


@pytest.mark.parametrize(
    ("name", "when"), [("accepted", "2026-03-30 11:00"), ("entered_late", "2026-04-16 09:00")]
)
def test_the_whole_timeline_stands_as_it_was_read_and_approved(name, when, request):
    text = shown(request.getfixturevalue(name), when)
    assert text == (SHOWN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", texts.LANGUAGES)
@pytest.mark.parametrize("when", ["2026-04-07 10:00", "2026-04-20 10:00"])
def test_no_line_is_wider_than_the_screen_in_any_language(proposed, when, lang, width):
    lines = shown(proposed, when, width, lang=lang).splitlines()
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_dates_and_case_numbers_are_never_cut(proposed, width):
    text = shown(proposed, "2026-04-07 10:00", width)
    assert "Case 2026-000001" in text
    assert "Thu 09.04.2026 18:00" in text and "Wed 08.04.2026 24:00" in text
    assert "…" not in text


def test_every_section_stands_in_its_order(accepted):
    text = shown(accepted, "2026-03-30 11:00")
    places = [text.index(f"\n{title}") for title in ("NEXT", "DONE", "DAYS", "ALLOWED NOW", "BLOCKED NOW")]
    assert places == sorted(places)


def test_the_page_says_all_without_colour_and_colour_changes_no_letter(proposed):
    picture = show_timeline(view(proposed, "2026-04-20 10:00"), kazakhstan(), person="Сұл*** Е. Қ.")
    coloured = printed(picture, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == printed(picture, colour=False)


def test_on_a_terminal_without_kazakh_letters_the_rest_can_still_be_read(proposed):
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    console(file=out).print(show_timeline(view(proposed, "2026-04-07 10:00"), kazakhstan(), person="Сұл***"))
    out.flush()
    text = raw.getvalue().decode("ascii")
    assert "Accepted -> Preliminary refusal" in text and "?" in text


def test_not_a_terminal_is_eighty_columns_wide():
    assert console(file=io.StringIO()).width == 80


def test_no_color_is_honoured(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert console(file=io.StringIO()).no_color


def test_what_comes_from_outside_can_neither_colour_nor_move_the_screen(accepted):
    picture = show_timeline(view(accepted, "2026-03-30 11:00"), kazakhstan(), person="\x1b[2J[red]x[/red]\r")
    text = printed(picture)
    assert "\x1b" not in text and "\r" not in text
    assert "[red]x[/red]" in text


# --- NEXT


def test_next_names_the_day_the_weekday_the_hour_and_the_working_days_left(accepted):
    text = section(shown(accepted, "2026-03-30 11:00"), "NEXT")
    # After Monday 30 March: 31, 1, 2, 3, 6 April are five, and 7, 8, 9 three more.
    assert "Notice of the hearing, last day            Mon 06.04.2026 18:00    5 wd left" in text
    assert "Decision                                   Thu 09.04.2026 18:00    8 wd left" in text


def test_next_says_who_what_otherwise_and_on_what_it_rests(accepted):
    text = one_line(section(shown(accepted, "2026-03-30 11:00"), "NEXT"))
    assert "head: register the applicant in the housing queue, or refuse" in text
    assert "otherwise overdue: a deemed refusal on that day" in text
    assert "basis: Order 232, item 6; R6, R12 (derived)" in text


def test_next_asks_for_an_executor_and_endorsements_and_says_by_which_command(accepted):
    text = one_line(section(shown(accepted, "2026-03-30 11:00"), "NEXT"))
    assert "head: appoint the responsible executor (merzim case assign)" in text
    assert "housing unit: say whether the housing unit agrees (merzim case endorse)" in text


def test_the_due_day_is_today_until_its_last_instant_and_late_after_it(accepted):
    assert "Thu 09.04.2026 18:00        today" in shown(accepted, "2026-04-09 18:00")
    late = shown(accepted, "2026-04-09 18:01")
    assert " !  Decision" in late and "Thu 09.04.2026 18:00    1 wd late" in late
    assert "Overdue         no decision by 09.04.2026 18:00" in late
    assert "Deemed refusal  on 09.04.2026: a complaint is open" in late


def test_a_day_passed_for_a_refusal_is_no_lateness_but_a_way_that_closed(accepted):
    text = one_line(section(shown(accepted, "2026-04-07 10:00"), "NEXT"))
    assert "Notice of the hearing, last day: passed on 06.04.2026 18:00; no preliminary refusal until" in text
    assert "wd late" not in text
    assert "passed on" not in shown(accepted, "2026-04-10 10:00")  # overdue: a late one is possible again


def test_the_hearing_is_shown_with_its_time_and_place(proposed):
    text = section(shown(proposed, "2026-04-07 10:00"), "NEXT")
    assert "hearing set for 08.04.2026 10:00, orally, room 12" in text


def test_a_provisional_date_is_marked_and_says_who_must_add_what():
    story = Story(
        "2026-12-10 20:00"
    )  # registered on Friday 11 December; the term of silence reaches into 2027
    text = one_line(section(shown(story, "2026-12-11 10:00"), "NEXT"))
    assert "Silence on the report Wed 06.01.2027 18:00 15 wd left" in text
    assert (
        "provisional: the moved days off are not yet known" in text and "the calendar keeper must add" in text
    )


def test_what_the_report_itself_says_is_shown_and_left_to_the_officer(accepted):
    without_the_third = tuple(each for each in report().documents if each.list9 != 3)
    said = notes(report(documents=without_the_third), accepted.case.filed.registered_on)
    text = one_line(section(shown(accepted, "2026-03-16 11:00", said=said), "NEXT"))
    assert "The report itself (acting on this is the officer's):" in text
    assert "The document of list 9(3) is missing (Order 232, list 9(3))" in text


# --- DONE


def test_done_says_the_moment_the_move_who_the_paper_and_the_day_of_the_term(proposed):
    text = one_line(section(shown(proposed, "2026-04-07 10:00"), "DONE"))
    assert "16.03.2026 10:00 Report accepted day 0 of 15 Submitted → Accepted; in time: Acceptance" in text
    assert "Omarova, executor; paper: mark of acceptance" in text
    # 6 April is the 12th working day after 16 March.
    assert "06.04.2026 10:00 Refusal proposed day 12 of 15 Accepted → Preliminary refusal; ground 3" in text


def test_warnings_of_one_moment_stand_on_one_line(accepted):
    text = one_line(section(shown(accepted, "2026-04-02 10:00"), "DONE"))
    # 2 April, 9:00: five working days before 9 April, and two before 6 April.
    assert (
        "3-5 02.04.2026 09:00 head warned: Decision in 5 wd, Endorsements in 5 wd, "
        "Notice of the hearing, last day in 2 wd; not yet recorded" in text
    )


def test_a_late_act_is_shown_late_by_working_days_and_past_the_term(accepted):
    story = Story("2026-03-16 08:00")
    story.accept("2026-03-16 10:00")
    story.endorse("2026-03-20 10:00")
    story.register("2026-04-14 11:00")  # 10, 13, 14 April: the third working day after the 9th
    text = one_line(section(shown(story, "2026-04-15 10:00"), "DONE"))
    assert (
        "14.04.2026 11:00 Applicant registered 3 wd past day 15 Accepted → Registered; late by 3 wd" in text
    )


def test_an_act_entered_late_stands_where_it_happened_and_says_when_it_was_entered(entered_late):
    text = one_line(section(shown(entered_late, "2026-04-16 09:00"), "DONE"))
    assert text.index("Applicant refused") < text.index("Term over without a decision")
    assert "09.04.2026 15:00 Applicant refused day 15 of 15 entered 15.04.2026 17:32; Heard → Refused" in text


def test_moments_with_seconds_keep_the_words_in_one_column():
    story = Story("2026-03-16 08:00")
    story.accept("2026-03-16 10:00:34")  # the seconds are shown: at 18:00:01 they would decide
    first, _, second, *_ = section(shown(story, "2026-03-16 11:00"), "DONE").splitlines()[1:]
    assert "16.03.2026 10:00:34  Report accepted" in second
    assert first.index("Report filed") == second.index("Report accepted")


def test_what_was_annulled_stays_visible_and_names_the_entry_that_annulled_it(entered_late):
    seq = entered_late.seq(DecisionOverdue)
    text = section(shown(entered_late, "2026-04-16 09:00"), "DONE")
    assert f"{seq:>4}  09.04.2026 18:00  Term over without a decision" in text
    assert re.search(r"annulled by entry \d+; Decision: a deemed refusal on this day", one_line(text))


def test_a_struck_act_names_the_entry_that_struck_it():
    story = Story("2026-03-16 08:00")
    story.accept("2026-03-16 10:00")
    story.endorse("2026-03-17 10:00", services=("legal_service",))
    story.correct("2026-03-18 10:00", 3)
    text = one_line(section(shown(story, "2026-03-18 11:00"), "DONE"))
    assert "3 17.03.2026 10:00 Endorsement given struck by entry 4; legal service agrees" in text
    assert "Act corrected day 2 of 15 entry 3: struck; entered by mistake; Akhmetov, head" in text


# --- DAYS


def test_the_strip_numbers_the_days_as_they_count(accepted):
    lines = section(shown(accepted, "2026-03-30 11:00"), "DAYS").splitlines()
    months, weekdays, days, counted, marks = lines[1:6]
    assert days.split() == [str(n) for n in [*range(16, 32), *range(1, 11)]]
    # 21 and 22 March are Nauryz on a weekend, moved to 24 and 25; 28, 29 March and 4, 5 April are weekends.
    expected = "0 1 2 3 4 H H H H H 5 6 - - 7 8 9 10 11 - - 12 13 14 15 +1"
    assert " ".join(counted.split()) == expected
    assert weekdays.split()[:7] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert months.index("Apr") == days.index("31") + 3  # above the first of April
    assert [days[place - 1 : place + 1].strip() for place in _places(marks, "^!")] == ["30", "6", "9"]


def _places(line, signs):
    return [place for place, sign in enumerate(line) if sign in signs]


def test_on_a_narrow_screen_the_strip_is_set_in_whole_weeks(accepted):
    lines = section(shown(accepted, "2026-03-30 11:00", 60), "DAYS").splitlines()
    weekdays = [line for line in lines if line.strip().startswith("Mo Tu We")]
    assert len(weekdays) == 2 and weekdays[0].split()[:14] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] * 2


def test_a_worked_weekend_counts_and_says_so():
    # Accepted on Monday 3 October 2022: Monday 24 October is off, Saturday 22 October is worked instead, day 15.
    story = Story("2022-10-03 08:00", definition=ORDER_232_2025.id)
    story.accept("2022-10-03 10:00")
    text = section(shown(story, "2022-10-05 10:00"), "DAYS")
    assert "15w" in text and "worked weekend" in text


def test_the_days_off_right_after_day_zero_are_not_day_zero():
    story = Story("2026-03-27 08:00")  # a Friday
    story.accept("2026-03-27 10:00")
    text = section(shown(story, "2026-03-30 10:00"), "DAYS")
    assert " 0  -  -  1  2" in text


# --- ALLOWED and BLOCKED


def test_what_is_allowed_stands_by_its_command(accepted):
    text = section(shown(accepted, "2026-03-30 11:00"), "ALLOWED NOW")
    assert "  propose-refusal   propose a refusal, with its hearing" in text


def test_what_is_blocked_gives_the_reason_and_the_place_of_the_law_without_its_words(accepted):
    text = one_line(section(shown(accepted, "2026-04-07 10:00"), "BLOCKED NOW"))
    assert (
        "propose-refusal propose a refusal, with its hearing: the notice of the hearing cannot be sent on "
        "07.04.2026 10:00; the last lawful day was 06.04.2026, until 06.04.2026 18:00 (Order 232, item 6)"
        in text
    )
    assert '"' not in text


# --- the other views


@pytest.mark.parametrize("width", WIDTHS)
def test_every_explanation_fits(proposed, width):
    from process.deadlines import explain
    from terminal.explain import show_explanation

    for name in proposed.case.deadlines:
        why = explain(proposed.case, name, kazakhstan())
        assert (
            max(map(len, printed(show_explanation(why, kazakhstan(), proposed.time), width).splitlines()))
            <= width
        )


def test_the_decision_is_explained_day_by_day_with_every_skipped_day_and_its_act(accepted):
    text = _explained(accepted, "decision", "2026-03-30 11:00")
    assert text.startswith("The decision is due on Thursday 09.04.2026, 18:00: 8 wd left.")
    assert (
        "Counts from Monday 16.03.2026: Report accepted on this day; it is day 0 and is not counted itself (R1)"
        in text
    )
    assert "Tu 17.03=1 We 18.03=2 Th 19.03=3 Fr 20.03=4 Th 26.03=5 Fr 27.03=6" in text
    assert "Wed 25.03.2026: Nauryz, moved from Sunday 22 March 2026; Law No. 267-II" in text
    assert "Sat 28.03 - Sun 29.03.2026: weekend" in text
    assert (
        one_line(PROVISIONS["ITEM_5_TERM"].en) in text
        and one_line(PROVISIONS["ITEM_5_TERM"].kk or "") in text
    )


def test_a_day_counted_backwards_says_from_where(accepted):
    text = _explained(accepted, "hearing_notice", "2026-03-30 11:00")
    assert "Back from Thursday 09.04.2026: the last day of: Decision" in text
    assert "We 08.04=1 Tu 07.04=2 Mo 06.04=3" in text
    assert "R12 (derived)" in text


def _explained(story, name, when):
    from process.deadlines import explain
    from terminal.explain import show_explanation

    why = explain(story.case, name, kazakhstan())
    return one_line(printed(show_explanation(why, kazakhstan(), at(when))))


def test_after_an_act_next_is_short_and_complete(accepted):
    from terminal.next import show_next

    text = printed(show_next(view(accepted, "2026-03-30 11:00"), kazakhstan()))
    assert text.startswith("Case 2026-000001: Accepted\nNEXT\n")
    assert "Thu 09.04.2026 18:00    8 wd left" in text
    assert len(text.splitlines()) <= 12


ROW = {
    "case": "2026-000118",
    "state": "preliminary_refusal",
    "person": "Сұл*** Е. Қ.",
    "garrison": "Алматы",
    "executor": "Omarova",
    "act": "ApplicantRegistered",
    "due_at": at("2026-04-09 18:00"),
    "days_left": 2,
    "why": "register the applicant in the housing queue, or refuse",
    "who": "head",
    "open": True,
}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_work_list_puts_overdue_and_unassigned_on_top_and_counts_them(width):
    from terminal.work import show_work

    late = {**ROW, "case": "2026-000002", "days_left": -2}
    nobodys = {**ROW, "case": "2026-000003", "executor": None, "due_at": None, "days_left": None}
    text = printed(show_work([ROW, nobodys, late]), width)
    assert text.startswith("3 to do, 1 overdue, 1 unassigned")
    places = [
        text.index(word)
        for word in ("OVERDUE", "2026-000002", "UNASSIGNED", "2026-000003", "TO DO", "2026-000118")
    ]
    assert places == sorted(places)
    assert "Thu 09.04.2026" in text and "18:00 2 wd late" in text
    assert max(map(len, text.splitlines())) <= width


def test_empty_lists_say_so():
    from terminal.work import show_cases, show_work

    assert printed(show_work([])) == "Nothing is to be done.\n"
    assert printed(show_cases([])) == "No case.\n"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_of_cases_shows_what_comes_next_and_a_dash_where_nothing_does(width):
    from terminal.work import show_cases

    done = {
        **ROW,
        "case": "2026-000119",
        "open": False,
        "act": None,
        "due_at": None,
        "days_left": None,
        "why": None,
    }
    text = printed(show_cases([ROW, done]), width)
    assert text.startswith("2 cases") and "2026-000118" in text and "2026-000119" in text
    assert "no executor" not in text
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [*WIDTHS, 40])
def test_the_year_fits_and_shows_days_off_and_worked_weekends_by_their_signs(width):
    from terminal.calendar import show_year

    text = printed(show_year(kazakhstan(), 2025), width)
    assert text.startswith("Working days of 2025: 246")
    assert " 3* 4. 5+" in text  # Friday 3 January off, Sunday 5 January worked instead
    assert max(map(len, text.splitlines())) <= width


def test_a_day_is_explained_by_its_act():
    from datetime import date

    from terminal.calendar import show_day

    text = one_line(printed(show_day(kazakhstan().day(date(2026, 3, 24)))))
    assert text.startswith("Tuesday 24.03.2026: a day off Why Nauryz, moved from Saturday 21 March 2026")
    assert "Law No. 267-II" in text


def test_a_sum_says_the_last_instant_and_whether_it_may_change():
    from terminal.calendar import show_sum

    plain = {
        "from": "2026-12-20",
        "days": 15,
        "date": "2027-01-13",
        "due_at": "2027-01-13T18:00:00+05:00",
        "provisional": True,
        "calendar": "kz-test",
    }
    text = one_line(printed(show_sum(plain, kazakhstan())))
    assert text.startswith(
        "15 wd after Sunday 20.12.2026: Wednesday 13.01.2027 In time until Wed 13.01.2027 18:00"
    )
    assert "provisional: the moved days off are not yet known" in text


def test_the_state_of_the_calendar_names_who_must_add_what():
    from process.coverage import coverage
    from terminal.calendar import show_status
    from terminal.plain import calendar_status

    covered = coverage(kazakhstan(), date(2026, 11, 1))
    plain = calendar_status(kazakhstan(), covered, [], 0)
    text = one_line(printed(show_status(plain, kazakhstan(), [covered])))
    assert (
        "2026 confirmed, 247 working days 2027 provisional" in text
        and "the calendar keeper must add them" in text
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_rules_show_every_step_and_deadline_with_its_words_in_both_languages(width):
    from terminal.rules import list_rules, show_rules

    whole = printed(show_rules(ORDER_232_2025), width)
    text = one_line(whole)
    for step in ORDER_232_2025.chart.steps:
        assert step.event.__name__ in text
        assert all(one_line(law.en) in text for law in step.law.provisions)
    for term in ORDER_232_2025.terms:
        assert all(one_line(law.en) in text and one_line(law.kk or "") in text for law in term.law.provisions)
    assert max(map(len, whole.splitlines())) <= width
    assert "(estimated, R22)" in printed(list_rules(SHIPPED))


def test_the_chart_is_drawn_as_mermaid_without_any_program():
    from terminal.diagram import draw

    text = draw(ORDER_232_2025, "mermaid").decode()
    assert "stateDiagram-v2" in text and "submitted --> accepted: ReportAccepted" in text
    assert "s_active" not in text.split("state ", 1)[1]  # it stands nowhere


def test_where_graphviz_is_not_there_a_picture_is_refused_with_the_way_on(monkeypatch):
    from terminal.diagram import draw

    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotFound, match="Mermaid diagram, which needs no program"):
        draw(ORDER_232_2025, "svg")


def test_history_merges_refused_attempts_into_the_record_by_time(accepted):
    from store.listing import Attempt
    from terminal.history import history_json, show_history

    tried = Attempt(
        at=at("2026-03-16 09:00"),
        act="ApplicantRefused",
        actor="Akhmetov",
        role="head",
        on_behalf_of=None,
        kind="not_allowed_here",
        message="Case 2026-000001: ApplicantRefused cannot happen while the case is submitted.",
    )
    rows = history_json(accepted.case, [tried])
    assert [row["act"] for row in rows] == ["ReportFiled", "ApplicantRefused", "ReportAccepted"]
    text = one_line(printed(show_history(rows)))
    assert "16.03.2026 09:00 REFUSED: refuse the applicant; Akhmetov, head" in text


# --- errors


def test_a_refusal_reads_fact_limit_law_and_way_on_within_eighty_columns():
    law = PROVISIONS["ITEM_6_NOTICE"].cite()
    error = TooLate(
        "Case 2026-000118: the notice of the hearing cannot be sent on 19.02.2026; the last day was 18.02.2026",
        provision=law,
        way_on="Register the applicant by 23.02.2026, or propose the refusal after that day: it will be late (R12).",
    )
    text = show_error(error)
    assert max(map(len, text.splitlines())) <= 80
    assert (
        text.splitlines()[0]
        == "Case 2026-000118: the notice of the hearing cannot be sent on 19.02.2026; the"
    )
    assert f"({law})." in one_line(text)
    assert one_line(text).endswith("it will be late (R12).")


def test_every_fault_stands_on_a_line_of_its_own():
    faults = [
        {"line": 3, "path": "$.applicant.iin", "expected": "12 digits", "got": "11 characters"},
        {"line": 4, "path": "$.garrison", "expected": "words", "got": "null"},
    ]
    lines = show_error(BadInput("two reports cannot be read", details={"faults": faults})).splitlines()
    assert lines[0] == "two reports cannot be read."
    assert lines[2:] == [
        "  - line 3, $.applicant.iin: expected 12 digits, got 11 characters",
        "  - line 4, $.garrison: expected words, got null",
    ]


# --- the words


def _table(lang):
    table = tomllib.loads((WORDS / f"{lang}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{key}": words for section, entries in table.items() for key, words in entries.items()}


def test_every_event_state_deadline_and_role_of_the_definition_has_english_words():
    english = _table("en")
    for step in ORDER_232_2025.chart.steps:
        assert f"event.{step.event.__name__}" in english
        assert {f"state.{state}" for state in step.sources} <= english.keys()
        assert {f"role.{role}" for role in step.by} <= english.keys()
    assert {f"deadline.{term.name}" for term in ORDER_232_2025.terms} <= english.keys()


def test_a_word_that_a_language_lacks_is_said_in_english():
    assert texts.state("accepted", "kk") == "Қабылданды"
    assert texts.say("command.ReportAccepted", "kk") == "accept"  # a word to be typed, so in English alone
    assert texts.state("accepted", "fr") == "Accepted"


def test_an_event_without_words_is_spelled_by_its_name():
    assert texts.event("ComplaintLodged") == "Complaint lodged"
    assert texts.deadline("some_new_term") == "Some new term"
