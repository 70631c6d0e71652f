"""One table of scenarios, and every engine gives the same timelines: in memory however often the sweep runs, on a
SQLite file, and with a real daemon in a process of its own.

A timeline shows what fell due also where nobody swept, for a view folds it in memory. So the table looks besides at
what is on record, once the story is told and some weeks have passed without anybody acting.
"""

import re
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import pytest
from engines import STEP, in_a_world, not_recorded, with_a_daemon

from simulation.clock import INSTANT
from simulation.scenario_reader import read_file
from simulation.world import PROMPTLY

FILES = sorted((Path(__file__).parent.parent / "examples" / "scenarios").glob("*.scenario.toml"))
SCENARIOS = {path.name.removesuffix(".scenario.toml"): read_file(path) for path in FILES}

WORLDS = {
    "promptly": {"step": PROMPTLY},
    "hourly": {"step": timedelta(hours=1)},
    "every seven minutes": {"step": timedelta(minutes=7)},
    "weekly": {"step": timedelta(days=7)},
    "never swept": {"step": None},
    "on a file": {"step": PROMPTLY},
}
WITHIN = {"promptly": INSTANT, "on a file": INSTANT, "never swept": timedelta(days=1000)}
"""How soon after its due instant a firing is on record; of the others within their step."""
NOT_IN_AN_OFFICE = {
    "a what-if calendar": lambda each: bool(each.days_off),
    "a what-if definition": lambda each: bool(each.changes),
    "a named definition, on a day when it was not in force": lambda each: each.definition is not None,
    "an act that comes between the looking and the keeping": lambda each: any(
        s.meanwhile for s in each.steps
    ),
}
"""What an office with a daemon cannot be told to do, because it carries out the law as it is."""


def plain(views):
    """The timelines without what is each engine's own: the case's number, when an entry was written, and who wrote."""
    own = {"case", "recorded_at", "as_of"}
    return {of: _without(view, own) for of, view in views.items()}


def _without(value, keys):
    if isinstance(value, dict):
        return {key: _without(each, keys) for key, each in value.items() if key not in keys}
    return [_without(each, keys) for each in value] if isinstance(value, list) else _numberless(value)


def _numberless(value):
    """Reasons name the case by its number."""
    return re.sub(r"\d{4}-\d{6}", "N", value) if isinstance(value, str) else value


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_world_gives_the_same_timelines(name, world, tmp_path):
    options = dict(WORLDS[world])
    if world == "on a file":
        options["file"] = tmp_path / "merzim.db"
    prompt = in_a_world(SCENARIOS[name], step=PROMPTLY)
    other = in_a_world(SCENARIOS[name], later=prompt.moment, **options)
    assert prompt.differences == other.differences == []
    assert plain(other.views) == plain(prompt.views) and plain(other.later) == plain(prompt.later)
    assert not_recorded(other, WITHIN.get(world, options["step"])) == []


def test_an_engine_that_never_sweeps_is_told_by_what_is_not_on_record():
    """Whoever acts next puts it on record then, days too late; what nobody follows stays open. Nothing happens by
    itself on a case that is decided or refused at once."""
    unswept = [
        name
        for name, scenario in SCENARIOS.items()
        if not_recorded(in_a_world(scenario, step=None), within=STEP)
    ]
    assert len(unswept) > 0.75 * len(SCENARIOS)


def office_scenarios():
    """Those that an office can carry out, by the month in which they begin: they share a daemon."""
    eras = defaultdict(list)
    for each in SCENARIOS.values():
        if not any(excluded(each) for excluded in NOT_IN_AN_OFFICE.values()):
            eras[f"{each.reports[0].filed.moment:%Y-%m}"].append(each)
    return dict(eras)


@pytest.mark.slow
@pytest.mark.parametrize("era", office_scenarios())
def test_a_real_daemon_gives_the_same_timelines(era, tmp_path):
    scenarios = office_scenarios()[era]
    found = with_a_daemon(scenarios, tmp_path)
    assert len(found) == len(scenarios)
    for scenario in scenarios:
        played = found[scenario.source]
        expected = in_a_world(scenario, step=PROMPTLY, later=played.moment)
        assert played.differences == [], scenario.source
        assert plain(played.views) == plain(expected.views), scenario.source
        assert plain(played.later) == plain(expected.later), scenario.source
        assert not_recorded(played, within=STEP) == [], scenario.source


def test_what_no_office_can_be_told_is_named_and_little():
    left_out = {
        name: [why for why, excluded in NOT_IN_AN_OFFICE.items() if excluded(each)]
        for name, each in SCENARIOS.items()
    }
    left_out = {name: why for name, why in left_out.items() if why}
    assert set(left_out) == {
        "somebody-else-came-first",
        "the-moved-day-of-may-2024",
        "what-if-27-october-were-off",
        "what-if-a-day-were-moved",
        "what-if-the-term-were-ten-days",
    }
    assert sum(map(len, office_scenarios().values())) == len(SCENARIOS) - len(left_out)
