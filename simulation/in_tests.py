"""What a test framework asks of scenarios and worlds: try one, and say in plain text what came otherwise."""

from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from process.errors import MerzimError
from simulation import scenario_reader
from simulation.scenario import Scenario
from simulation.trial import Tried
from simulation.trial_world import try_in_a_world
from simulation.tried_json import tried_json
from terminal.console import console
from terminal.errors import show_error
from terminal.simulate import show_trial

if TYPE_CHECKING:
    from simulation.world import World

WIDTH = 80


class Otherwise(AssertionError):
    """A scenario that came otherwise than expected; its words show where, and the timelines."""


def read(path: Path) -> Scenario:
    """The scenario of that file. Raises BadInput with every fault."""
    return scenario_reader.read_file(path)


def in_words(no: MerzimError) -> str:
    """Why something cannot be done, as the command line says it: a file that cannot be read, with every fault."""
    return show_error(no)


def tried(said: str | Path, folder: Path) -> Tried:
    """Try a scenario: its text, or a file in that folder. Raises Otherwise, BadInput."""
    if isinstance(said, str) and "\n" in said:
        scenario = scenario_reader.read(said, folder=folder)
    else:
        scenario = read(folder / said)
    return require_as_expected(scenario)


def require_as_expected(scenario: Scenario) -> Tried:
    """Raises Otherwise, with the timeline and the first difference marked, where it comes otherwise."""
    came = try_in_a_world(scenario)
    if not came.as_expected:
        raise Otherwise(_drawn(came))
    return came


def _drawn(came: Tried) -> str:
    out = StringIO()
    console(file=out, width=WIDTH, colour=False).print(show_trial(tried_json(came)), crop=False)
    return out.getvalue().strip("\n")


def timelines(world: "World") -> str:
    """The timelines of all its cases, as the terminal shows them."""
    return "\n".join(_in_lines(str(case) for case in world.all())) or "no case was filed"


def _in_lines(texts: Iterable[str]) -> list[str]:
    return [text.rstrip("\n") + "\n" for text in texts]
