"""Whatever stands in a scenario or a model, the answer is a reading, a trial, or a refusal in words; never a fault."""

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from process.errors import MerzimError
from simulation.every_start import every_start
from simulation.load.model import parse_model
from simulation.scenario_reader import read
from simulation.trial_world import try_in_a_world

EXAMPLES = Path(__file__).parent.parent / "examples"
SCENARIOS = [path.read_text(encoding="utf-8") for path in sorted((EXAMPLES / "scenarios").glob("*.toml"))]
MODELS = [path.read_text(encoding="utf-8") for path in sorted((EXAMPLES / "load").glob("*.toml"))]
# fmt: off
VALUES = [
    "1", "-1", "1.5", "true", '"x"', '""', "[]", "[1]", '["a"]', "{}", "{a=1}", "{hearing=2}", "2026-03-16", "nan",
    "inf", "2026-03-16T10:00:00", "2026-03-16T10:00:00+05:00", "10:00:00", '"2026-03-16"', '"2026-03-16 10:00"',
    '"0 wd 10:00"', '"99999 wd 10:00"', '"9999 wd 10:00"', '"9999 days 10:00"', '"decision"', '"executor"',
    '"\\u0000"', "[[1]]",
    '"' + "я" * 2000 + '"', '"accept"', '"1900-01-01 10:00"', '"2200-01-01 10:00"', '"2017-12-31 10:00"',
    '"2027-12-31 10:00"', '"2028-01-03 10:00"',
]
LINES = [
    "x = 1", "[step]", "[[expect]]", "[given]", "[[step]]", "[step.meanwhile]", "[[report]]", "[given.changes]", "#",
    '"a.b" = 2', "by.x = 1", "[[given.day_off]]", "[work]", "[absence]",
]
# fmt: on


def spoilt(dice, text):
    """The text with one to three of its lines changed, moved, doubled or taken away."""
    lines = text.split("\n")
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        told = [number for number, line in enumerate(lines) if re.match(r"\w+ = ", line)]
        number, other = dice.choice(told), dice.choice(told)
        key, _, value = lines[number].partition(" = ")
        match dice.choice(("value", "value", "value", "gone", "swapped", "line", "key")):
            case "value":
                lines[number] = f"{key} = {dice.choice(VALUES)}"
            case "gone":
                del lines[number]
            case "swapped":
                lines[number], lines[other] = lines[other], lines[number]
            case "line":
                lines.insert(number, dice.choice(LINES))
            case "key":
                lines[number] = f"{key}{dice.choice(('x', '_', 's'))} = {value}"
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(8))
def test_a_spoilt_scenario_is_tried_or_refused_in_words(seed):
    dice, tried, refusals = Random(f"scenario {seed}"), 0, []
    for _ in range(120):
        text = spoilt(dice, dice.choice(SCENARIOS))
        try:
            scenario = read(text)
            came = try_in_a_world(scenario)
            tried += 1
            assert came.as_expected or came.timelines or not came.cases
            if dice.random() < 0.2:
                every_start(scenario, date(2026, 3, 20), date(2026, 3, 22))
        except MerzimError as no:
            refusals.append(no.message)
    assert all(refusals) and "Traceback" not in "".join(refusals)
    assert tried, "some are still readable"


def test_a_spoilt_model_is_read_or_refused_in_words():
    dice, found, refusals = Random("models"), 0, []
    for _ in range(600):
        try:
            found += parse_model(spoilt(dice, dice.choice(MODELS))).executors > 0
        except MerzimError as no:
            refusals.append(no.message)
    assert all(refusals)
    assert 0 < found < 600
