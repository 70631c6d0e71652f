"""Merzim in pytest: the fixtures `world`, `scenario` and `kz_calendar`, and `*.scenario.toml` files as tests.

Loaded by pytest in every project of an environment that Merzim is installed in, so it needs nothing but the standard
library and pytest itself, and imports nothing of Merzim before a test asks for it. Merzim's rooms have plain names
(`store`, `cli`): where the project that is tested has one of the same name, it says so, and whose is where.
"""

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from process.workdays import Workdays
    from simulation.scenario import Scenario
    from simulation.trial import Tried
    from simulation.world import World

ROOMS = ("process", "store", "gateway", "terminal", "daemon", "simulation", "commands", "cli")
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
    """Fails the test, with both paths, where the project has a module of the same name as a room of ours.

    Asked before anything of Merzim is imported for a test: what is imported once stays, for the project's own too.
    """
    for room in ROOMS:
        if theirs := next((each for each in _found(room) if each not in _ours(room)), None):
            pytest.fail(
                f"Merzim cannot be used here: this project's {room!r} is {theirs}, and Merzim's is {_home(room)};"
                " Python takes the first of two modules of one name. Rename this project's, or keep the tests that use"
                " Merzim in a folder of their own, from which it cannot be imported.",
                pytrace=False,
            )


def _found(room: str) -> Iterator[Path]:
    """Where Python has that module from, and where it would take it from: not the same where the path has grown."""
    if loaded := sys.modules.get(room):
        yield from _first(getattr(loaded, "__file__", None), getattr(loaded, "__path__", None))
    for finder in sys.meta_path:  # importlib.util.find_spec would look at what is loaded and no further
        if spec := finder.find_spec(room, None):
            yield from _first(spec.origin if spec.has_location else None, spec.submodule_search_locations)
            return


def _first(file: str | None, folders: Iterable[str] | None) -> Iterator[Path]:
    """The file of a module; of a package without one, its folder."""
    places = [file] if file else list(folders or ())
    yield from (Path(place).resolve() for place in places[:1])


def _ours(room: str) -> tuple[Path, ...]:
    return HOME / f"{room}.py", HOME / room / "__init__.py"


def _home(room: str) -> Path:
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
    """A file with one scenario. It is read when it is tried: the project's own tests are all imported by then."""

    def collect(self) -> "Iterator[ScenarioItem]":
        yield ScenarioItem.from_parent(self, name=self.path.name.removesuffix(ENDING))


class ScenarioItem(pytest.Item):
    """A scenario as a test, by the name of its file: it passes where all comes as expected."""

    scenario: "Scenario"

    def setup(self) -> None:
        require_ours()
        from process.errors import MerzimError
        from simulation.in_tests import in_words, read

        try:
            self.scenario = read(self.path)
        except MerzimError as no:
            raise pytest.fail.Exception(in_words(no), pytrace=False) from None

    def runtest(self) -> None:
        from simulation.in_tests import Otherwise, require_as_expected

        try:
            require_as_expected(self.scenario)
        except Otherwise as came:
            raise pytest.fail.Exception(str(came), pytrace=False) from None

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name
