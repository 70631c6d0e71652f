"""Merzim in pytest: the fixtures `world`, `scenario` and `kz_calendar`, and `*.scenario.toml` files as tests.

Loaded by pytest in every project of an environment that Merzim is installed in, so it needs nothing but the standard
library and pytest itself, and imports nothing of Merzim before a test asks for it. Merzim's rooms have plain names
(`store`, `cli`): where the project that is tested has one of the same name, it says so, and whose is where.
"""

import importlib.util
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from process.workdays import Workdays
    from simulation.trial import Tried
    from simulation.world import World

ROOMS = ("process", "store", "terminal", "daemon", "simulation", "commands", "cli")
HOME = Path(__file__).resolve().parent
ENDING = ".scenario.toml"
OPTION = "merzim_scenarios"
WORLDS = pytest.StashKey[list[Any]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(OPTION, f"collect *{ENDING} files as tests", type="bool", default=True)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "merzim(start=..., definition=..., workdays=..., step=...): how the `world` of a test begins",
    )


# --- whose modules are they


def require_ours() -> None:
    """Raises UsageError, which names both paths, where the project has a module of the same name as a room of ours."""
    for room in ROOMS:
        theirs = _found(room)
        if theirs is not None and HOME not in theirs.parents:
            raise pytest.UsageError(
                f"Merzim cannot be used here: this project's {room!r} is {theirs}, and Merzim's is {_ours(room)};"
                " Python takes the first of two modules of one name. Rename this project's, or keep the tests that use"
                " Merzim in a folder of their own, from which it cannot be imported."
            )


def _found(room: str) -> Path | None:
    """Where Python has that module from, or would take it from."""
    if room in sys.modules:
        return _file(sys.modules[room])
    try:
        spec = importlib.util.find_spec(room)
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    places = [spec.origin] if spec.origin else list(spec.submodule_search_locations or ())
    return Path(places[0]).resolve() if places else None


def _file(module: Any) -> Path | None:
    places = [getattr(module, "__file__", None) or next(iter(getattr(module, "__path__", ())), None)]
    return Path(places[0]).resolve() if places[0] else None


def _ours(room: str) -> Path:
    return HOME / f"{room}.py" if room == "cli" else HOME / room


# --- fixtures


@pytest.fixture
def world(request: pytest.FixtureRequest) -> "Iterator[World]":
    """An office in virtual time, from Monday 16 March 2026, 9:00, or as the marker `merzim` says."""
    require_ours()
    from simulation.world import World

    marker = request.node.get_closest_marker("merzim")
    with World(*(marker.args if marker else ()), **(marker.kwargs if marker else {})) as made:
        request.node.stash.setdefault(WORLDS, []).append(made)
        yield made


@pytest.fixture
def scenario(request: pytest.FixtureRequest) -> "Callable[[str | Path], Tried]":
    """Try a scenario: a file beside the test, or the text of one. The test fails where it comes otherwise."""
    require_ours()
    from simulation.in_tests import tried

    folder = request.path.parent
    return lambda said: tried(said, folder)


@pytest.fixture
def kz_calendar() -> "Workdays":
    """The working calendar of Kazakhstan as shipped: `add`, `count`, `day`, `walk`; a value that never changes."""
    require_ours()
    from process.workdays import kazakhstan

    return kazakhstan()


# --- a failing test shows its cases


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.failed and (worlds := item.stash.get(WORLDS, [])):
        from simulation.in_tests import timelines

        report.sections += [("Merzim: the cases of this test", timelines(each)) for each in worlds]
    return report


# --- scenario files


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ScenarioFile | None":
    if file_path.name.endswith(ENDING) and parent.config.getini(OPTION):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


class ScenarioFile(pytest.File):
    """A file with one scenario."""

    def collect(self) -> "Iterator[ScenarioItem]":
        require_ours()
        from simulation.in_tests import faults_of, read

        if faults := faults_of(self.path):
            raise self.CollectError(faults)
        yield ScenarioItem.from_parent(
            self, name=self.path.name.removesuffix(ENDING), scenario=read(self.path)
        )


class ScenarioItem(pytest.Item):
    """A scenario as a test: it passes where all comes as expected."""

    def __init__(self, *, scenario: Any, **options: Any) -> None:
        super().__init__(**options)
        self.scenario = scenario

    def runtest(self) -> None:
        from simulation.in_tests import require_as_expected

        require_as_expected(self.scenario)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from simulation.in_tests import Otherwise

        if isinstance(excinfo.value, Otherwise):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.scenario.title
