"""A term of minutes, for services that have one: they count in the provider's hours. Times by hand.

20 March 2026 is a Friday; 21 to 25 March are off (Nauryz).
"""

from dataclasses import replace
from io import StringIO

import pytest
from invented_service import INVENTED
from rich.console import Console
from stories import clock

from process.definitions import ORDER_232_2025
from process.errors import NotAllowedHere
from process.units import Unit
from simulation.what_if import with_day_off
from simulation.world import World
from terminal.explain import show_explanation

HURRIED = replace(ORDER_232_2025, terms=tuple(
    replace(term, days=20, unit=Unit.MINUTES) if term.name == "acceptance" else term
    for term in ORDER_232_2025.terms
))  # fmt: skip


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        ("2026-03-16 09:10", "2026-03-16 09:30"),
        ("2026-03-16 08:10", "2026-03-16 09:20"),
        ("2026-03-16 12:50", "2026-03-16 14:10"),
        ("2026-03-16 13:30", "2026-03-16 14:20"),
        ("2026-03-16 17:40", "2026-03-16 18:00"),
        ("2026-03-16 17:50", "2026-03-17 09:10"),
        ("2026-03-20 18:30", "2026-03-26 09:20"),
    ],
)
def test_minutes_count_while_the_provider_works(filed, due):
    """Not before nine, not at lunch, not after six, not at Nauryz (21 to 25 March are off)."""
    case = World(filed, definition=HURRIED).file()
    assert clock(case.case.deadlines["acceptance"].due_at) == due
    said = case.explain("acceptance")
    assert (said.unit, said.number) == (Unit.MINUTES, 20)


def test_a_report_accepted_a_moment_after_its_minutes_is_late():
    in_time, late = (World("2026-03-16 12:50", definition=HURRIED).file() for _ in range(2))
    in_time.do("accept", at="2026-03-16 14:10")
    late.do("accept", at="2026-03-16 14:10:00.000001")
    assert [str(each.deadlines["acceptance"].status(each.world.now)) for each in (in_time, late)] == [
        "met",
        "met_late",
    ]


def test_where_their_day_becomes_a_day_off_they_end_at_the_same_time_on_the_next():
    world = World("2026-03-16 17:50", definition=HURRIED)
    case = world.file()
    world.with_calendar(with_day_off(world.workdays, "2026-03-17", act="An act"), act="An act of the evening")
    world.sweep()
    assert clock(case.case.deadlines["acceptance"].due_at) == "2026-03-18 09:10"


def test_they_are_read_in_three_languages():
    case = World("2026-03-16 09:10", definition=HURRIED).file()
    for lang, words in (("en", "20 minutes"), ("kk", "20 минут"), ("ru", "20 минут")):
        console = StringIO()
        page = show_explanation(case.explain("acceptance"), case.world.workdays, case.world.now, lang)
        Console(file=console, width=80).print(page)
        assert words in console.getvalue()


def test_a_term_of_minutes_is_not_suspended():
    quick = replace(
        INVENTED,
        terms=tuple(
            replace(term, days=30, unit=Unit.MINUTES) if term.name == "decision" else term
            for term in INVENTED.terms
        ),
    )
    case = World("2026-03-16 09:10", definition=quick).file()
    case.do("assign", executor="Omarova", at="2026-03-16 09:20")
    case.do("accept", at="2026-03-16 10:00")
    with pytest.raises(NotAllowedHere, match=rf"{case.id}: its term is of minutes") as no:
        case.do("suspend", reason="force majeure", at="2026-03-16 10:10")
    assert "16.03.2026 10:30" in no.value.way_on and no.value.provision
