"""`rules verify`: the shipped definitions keep every promise, each broken one is caught by the check that is named."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from broken_definitions import BROKEN, with_term
from house import ROOT
from test_words import ENGLISH, printed

from process.definitions import ORDER_232_2021, ORDER_232_2025, SHIPPED
from process.law import PROVISIONS
from process.states import State
from process.vocabulary import VOCABULARY
from process.workdays import kazakhstan
from simulation.law_checks import ELSEWHERE, NUMBERS_ELSEWHERE
from simulation.parts import authorities
from simulation.roads import WINDOWS, Roads, driven
from simulation.tries import NOT_TRIED, tries
from simulation.verified_json import in_words, verified_json
from simulation.verify import NAMES, carried_out, verify
from simulation.walk import Office
from simulation.window_checks import windows
from terminal import texts
from terminal.verify import show_verified

JANUARY = date(2026, 1, 1), date(2026, 1, 31)
KNOWN = date(2018, 1, 1), date(2027, 12, 31)


def checked(definition, name, first=JANUARY[0], last=JANUARY[1]):
    """That one check; the cheaper ones before it are carried out too."""
    return next(each for each in carried_out(definition, first, last, kazakhstan()) if each.name == name)


# --- the shipped definitions


@pytest.mark.slow
@pytest.mark.parametrize("definition", SHIPPED.definitions, ids=lambda each: each.id)
def test_a_shipped_definition_keeps_every_promise_on_every_start_day_of_the_known_years(definition):
    first, last = KNOWN if definition is SHIPPED.definitions[0] else (date(2024, 1, 1), date(2024, 12, 31))
    answer = verify(definition, first, last, kazakhstan())
    assert [
        (each.name, [in_words(found) for found in each.findings]) for each in answer.checks if not each.ok
    ] == []
    assert tuple(each.name for each in answer.checks) == NAMES
    assert all(each.looked_at for each in answer.checks)
    [opened] = [each for each in answer.checks if each.name == "windows_open"]
    assert opened.looked_at + opened.beyond == (last - first).days + 1
    assert opened.beyond < 60


def test_every_act_of_a_case_is_tried_or_it_is_said_why_not():
    """A new act stands in `tries._ways` with what may be said of it, or in NOT_TRIED with the reason."""
    from simulation import acts

    for definition in SHIPPED.definitions:
        tried = {each.event for each in tries(Office(definition, kazakhstan()))}
        known = {step.event for step in definition.chart.steps}
        wanted = {acts.event_of(name) for name in acts.vocabulary() if name not in NOT_TRIED}
        assert wanted & known <= tried
    assert all(NOT_TRIED.values())


# --- broken ones


@pytest.mark.parametrize("broken", BROKEN, ids=lambda each: each.done)
def test_a_broken_definition_is_caught_by_name(broken):
    found = checked(broken.definition(), broken.by).findings
    [first, *_] = [each for each in found if each.key == broken.finding]
    assert bool(first.example) is broken.shows


def test_every_check_catches_a_broken_definition():
    assert {each.by for each in BROKEN} == set(NAMES)


def test_a_chart_that_cannot_be_made_is_refused_as_it_is_made():
    from broken_definitions import without

    from process.events import HearingHeld, RefusalProposed

    with pytest.raises(ValueError, match="no step leads to"):
        without(RefusalProposed)
    assert without(HearingHeld)  # a waiver leads there still


@pytest.mark.parametrize("key", [*ELSEWHERE, *NUMBERS_ELSEWHERE])
def test_a_provision_that_is_said_to_be_carried_out_elsewhere_is_one_that_no_term_rests_on(key):
    """Where a definition takes it up, it goes out of the table: else its loss would not be seen any more."""
    assert {**ELSEWHERE, **NUMBERS_ELSEWHERE}[key]
    for definition in SHIPPED.definitions:
        resting = [law for path, law in authorities(definition) if PROVISIONS[key] in law.provisions]
        of_steps = [step.law for step in definition.chart.steps]
        assert all(law in of_steps for law in resting) if key in NUMBERS_ELSEWHERE else not resting


# --- windows


def year_driven(definition, year, **options):
    first, last = date(year, 1, 1), date(year, 12, 31)
    return windows(Office(definition, kazakhstan()), first, last, **options)


@pytest.mark.parametrize(
    ("year", "definition"),
    [pytest.param(2024, ORDER_232_2021, marks=pytest.mark.slow), (2026, ORDER_232_2025)],
    ids=lambda each: getattr(each, "id", None),
)
def test_the_classes_of_start_days_answer_as_every_start_driven_by_itself(year, definition):
    """Also by rules that leave a window empty from some starts and not from others: which those are decides the class.
    (The third definition has the days of the first.)"""
    rules = with_term("decision", days=3)
    for each in (definition, rules):
        by_class, each_driven = year_driven(each, year), year_driven(each, year, all_driven=True)
        assert (by_class.looked_at, by_class.beyond) == (each_driven.looked_at, each_driven.beyond)
        assert [(each.key, each.values) for each in by_class.findings] == [
            (each.key, each.values) for each in each_driven.findings
        ]
    assert 0 < by_class.findings[0].values["count"] < 366


def test_a_start_is_driven_on_its_own_days():
    """Monday 16 March 2026, by hand: last notice Monday 6 April, refusal at the end of Thursday 9 April."""
    [rules, *_] = SHIPPED.definitions
    roads = Roads(Office(rules, kazakhstan()))
    accepted = roads.accepted_on(date(2026, 3, 16))
    ends = [walk.now for walk in roads.to_refusal(accepted)]
    assert {f"{each:%Y-%m-%d %H:%M}" for each in ends} == {"2026-04-09 13:00"}  # 18:00 in Almaty
    proposed = [step.event.occurred_at for walk in roads.to_refusal(accepted) for step in walk.case.course
                if type(step.event).__name__ == "RefusalProposed"]  # fmt: skip
    said = sorted({f"{each:%m-%d %H:%M}" for each in proposed})
    assert (said[0], said[-1]) == ("03-16 04:00", "04-06 13:00")
    assert [each[:5] for each in said[1:-1]] == [
        *(f"03-{d}" for d in (17, 18, 19, 20, 26, 27, 30, 31)),
        *("04-01", "04-02", "04-03"),
    ]
    registered = [f"{walk.now:%Y-%m-%d %H:%M}" for walk in roads.to_registration(accepted)]
    assert registered == ["2026-03-16 04:00", "2026-04-09 13:00"]  # as the office opens, and as it closes
    whole = driven(roads, date(2026, 3, 16))
    assert (whole.until, whole.empty) == (date(2026, 4, 9), None)  # nothing was counted beyond the term


def test_the_first_empty_window_is_said_in_words_with_the_days_it_lies_between():
    """Notice two days before the end: received Tuesday 7 April, third day Friday 10 April, a day after the term."""
    day = date(2026, 3, 16)
    [found] = windows(Office(with_term("hearing_notice", days=2), kazakhstan()), day, day).findings
    said = in_words(found)
    assert said.startswith(
        "started on 16.03.2026 (at the last moment, orally), no lawful moment is left to refuse in time:"
    )
    assert "received on 07.04.2026, so a refusal is possible from 10.04.2026 on" in said
    assert found.term == "decision" and found.law is SHIPPED["order-232-2025"].term("decision").law
    assert found.example.case.state is State.HEARD


def test_the_shortest_case_is_the_one_that_shows_it():
    """Three days for the decision, notice by the very day of acceptance: only an acceptance on a day off, before a
    weekend of two days, has none left; that of the shortest is a Sunday."""
    [found] = year_driven(with_term("decision", days=3), 2026).findings
    assert (found.key, found.values["day"]) == ("empty_notice", "11.01.2026")
    assert date(2026, 1, 11).weekday() == 6


def test_starts_whose_term_leaves_the_known_years_are_counted_apart():
    found = windows(Office(SHIPPED.definitions[0], kazakhstan()), date(2027, 12, 1), date(2027, 12, 31))
    assert found.ok and found.beyond and found.looked_at + found.beyond == 31


# --- as it is said


@cache
def late_notice():
    """Two days before the end instead of three: checked once for all who read of it."""
    return verify(replace(with_term("hearing_notice", days=2), id="broken"), *JANUARY, kazakhstan())


def test_every_check_and_every_window_has_its_words():
    for lang in ("en", "kk", "ru"):
        for name in NAMES:
            assert texts.own(f"promise.{name}", lang) and texts.own(f"mend.{name}", lang)
        assert all(texts.own(f"found.empty_{window}", lang) for window in WINDOWS)


def test_the_page_about_it_names_every_check_and_every_key():
    page = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert tuple(named) == NAMES
    answer = verified_json([late_notice()], kazakhstan())
    [definition] = answer["definitions"]
    [found] = next(check["findings"] for check in definition["checks"] if check["check"] == "windows_open")
    for keys in (answer, definition, definition["checks"][0], found):
        assert all(f'"{key}"' in page for key in keys)


def test_what_is_found_is_said_under_keys_that_some_check_uses():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "simulation").glob("*.py"))
    english = {key.removeprefix("found.") for key in ENGLISH if key.startswith("found.")}
    windows_said = {f"empty_{window}" for window in WINDOWS}
    assert [key for key in english - windows_said if f'"{key}"' not in code] == []


@pytest.mark.parametrize("lang", ["en", "kk", "ru"])
def test_what_was_found_is_drawn_with_its_case_in_each_language(lang):
    answer = late_notice()
    plain = verified_json([answer], kazakhstan(), lang)
    page = printed(show_verified(plain, lang))
    assert not plain["ok"] and max(map(len, page.splitlines())) <= 80
    assert texts.say("verify.some", lang, n=2, all=len(NAMES)) in page
    assert texts.say("verify.example", lang) in page and texts.say("done.title", lang) in page
    if lang != "en":
        names = "|".join([*NAMES, *VOCABULARY, "working days", "broken", "first, oral", "last, oral"])
        said = re.sub(names, "", re.sub(r'"[^"]*"', "", page))
        assert not re.search(r"\b(the|with|days|start)\b", said)
