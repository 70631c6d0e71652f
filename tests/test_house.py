"""The house rules that a reader would otherwise have to remember: who imports whom, and what `process/` never does."""

import ast
import os
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import pytest
from house import (
    FLOORS,
    MODULES,
    NEVER_IMPORTED,
    PROCESS,
    ROOMS,
    ROOT,
    called,
    imports,
    names,
    neighbours,
    place,
    reachable,
    room,
    sources,
    tops,
    tree,
)

# The rooms of process/, in the order in which to read them. A new one needs its place here.
# fmt: off
ORDER = [
    "errors", "fault", "quick", "law", "localtime", "act", "day", "fact_faults", "fact", "fact_keys", "daysoff",
    "facts", "history", "workdays", "many_days", "coverage",
    "document_rule",
    "signature", "report", "iin", "report_form", "report_text", "report_reader", "report_consistency", "report_example",
    "intake", "report_schema",
    "update_report",
    "events", "complaint_events", "vocabulary", "roles", "states", "complaint", "complaint_rules", "units",
    "terms", "definition", "record", "case", "standing", "queue", "stays", "queue_moves", "leaving",
    "documents", "report_notes", "completeness", "obtaining", "certification",
    "orders", "varying", "acceptance",
    "amendment", "calendar_text", "due_dates", "deadlines", "counting",
    "issuing", "moves", "entering", "endorsements", "firings", "reconciling", "corrections", "hearing_times",
    "objection", "hearing", "decision", "updates", "complaints", "reviewing", "acts", "notices", "announcing", "cases",
    "desk", "next_steps", "agenda",
    "timeline",
    "definitions",
]
# fmt: on

LIBRARIES_OF_PROCESS = {
    "transitions": "process/states.py",
    "workalendar": "process/workdays.py",
    "numpy": "process/many_days.py",
}
# fmt: off
UNKNOWN_TO_PROCESS = {
    "asyncio", "concurrent", "getpass", "glob", "locale", "logging", "multiprocessing", "os", "pathlib", "platform",
    "queue", "random", "sched", "secrets", "shutil", "signal", "socket", "sqlite3", "subprocess", "sys", "tempfile",
    "threading", "time", "urllib", "warnings",
}
# fmt: on
CLOCKS = {"now", "today", "utcnow", "monotonic", "perf_counter", "time_ns"}
# Not `.time()`: that is also how an instant gives its time of day, and the module `time` cannot be imported here.
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
READERS_OF_THE_LAW = ("process/law/", "process/facts.py", "process/localtime.py")

DECIDERS = ("process.hearing", "process.decision", "process.desk")
LEGAL_NUMBERS = {15, 20}  # the ones that have few other uses


# --- rooms and floors -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["process", "store", "gateway", "papers", "signing", "delivery", "terminal", "daemon", "simulation"],
)
def test_every_room_is_a_package_and_says_what_it_is(name):
    assert (ROOT / name / "__init__.py").is_file()


@pytest.mark.parametrize(
    "name",
    [
        "process/states.py", "process/deadlines.py", "process/hearing.py", "process/workdays.py", "process/definitions",
        "process/law", "store", "daemon/sweep.py", "simulation/clock.py", "cli.py", "tests", "pyproject.toml",
        "requirements.lock", "Makefile", "LICENSE", "CHANGELOG.md", "README.md", ".ci/run", "examples/demo.py",
        "examples/embed.py", "benchmarks/__main__.py",
    ],
)  # fmt: skip
def test_what_the_map_names_stands_where_it_says(name):
    assert (ROOT / name).exists()


@pytest.mark.parametrize("path", ROOMS, ids=place)
def test_no_room_imports_from_a_higher_floor(path):
    mine, others = room(path), tops(path) & (FLOORS.keys() | NEVER_IMPORTED)
    assert not {name for name in others - {mine} if FLOORS.get(name, 9) >= FLOORS[mine]}


@pytest.mark.parametrize("path", ROOMS, ids=place)
def test_the_scheduler_is_known_to_the_daemon_alone(path):
    assert room(path) == "daemon" or "apscheduler" not in tops(path)


@pytest.mark.parametrize("path", ROOMS, ids=place)
def test_rich_is_known_to_the_terminal_and_the_command_line_alone(path):
    assert room(path) in {"terminal", "cli"} or "rich" not in tops(path)


@pytest.mark.parametrize("path", sources("store"), ids=place)
def test_the_store_decides_nothing(path):
    assert not [name for name in imports(path) if name.startswith(DECIDERS)]


def test_the_sweep_needs_no_scheduler_not_even_at_second_hand():
    with_scheduler = {m for m in MODULES if "apscheduler" in tops(MODULES[m])}
    assert "daemon.sweep" in MODULES
    assert not reachable("daemon.sweep") & with_scheduler


# --- process/ is pure -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PROCESS, ids=place)
def test_process_knows_nothing_outside_itself(path):
    allowed = {name for name, where in LIBRARIES_OF_PROCESS.items() if place(path) == where}
    allowed |= {"process", *sys.stdlib_module_names} - UNKNOWN_TO_PROCESS
    assert not tops(path) - allowed


@pytest.mark.parametrize("path", PROCESS, ids=place)
def test_process_is_told_the_time_and_never_asks(path):
    # `self.now` is a clock that was handed in: the desk has one.
    assert not [
        call for call in called(path) if call.split(".")[-1] in CLOCKS and not call.startswith("self.")
    ]


@pytest.mark.parametrize("path", PROCESS, ids=place)
def test_process_opens_no_file_but_the_data_of_the_law(path):
    reading = [call for call in called(path) if call.split(".")[-1] in FILES]
    assert not reading or place(path).startswith(READERS_OF_THE_LAW)


@pytest.mark.parametrize("path", PROCESS, ids=place)
def test_the_data_of_the_law_is_reached_as_part_of_the_package(path):
    assert not names(path) & {"open", "__file__"}


@pytest.mark.parametrize("path", PROCESS, ids=place)
def test_process_says_nothing_and_asks_nothing_of_a_terminal(path):
    assert not names(path) & {"print", "input"}


def test_imports_inside_process_run_in_no_circle():
    graph = {
        m: {n for n in neighbours(m) if room(MODULES[n]) == "process"}
        for m in MODULES
        if m.startswith("process")
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("imports run in a circle: " + " <- ".join(error.args[1]))


@pytest.mark.parametrize(
    "path", [p for p in PROCESS if p.parent.name != "process" or p.stem != "__init__"], ids=place
)
def test_inside_process_imports_run_downhill(path):
    mine = path.relative_to(ROOT / "process").parts[0].removesuffix(".py")
    assert mine in ORDER, "give it its place in ORDER"
    above = set(ORDER[ORDER.index(mine) + 1 :])
    assert not {name.split(".")[1] for name in imports(path) if name.startswith("process.")} & above


@pytest.mark.parametrize("path", [p for p in PROCESS if "definitions" not in p.parts], ids=place)
def test_the_numbers_of_the_law_stand_in_the_definition_alone(path):
    nodes = list(ast.walk(tree(path)))
    powers = {
        n.right for n in nodes if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Pow)
    }  # 2**20 is a size
    numbers = [n for n in nodes if isinstance(n, ast.Constant) and type(n.value) is int and n not in powers]
    assert not [f"line {n.lineno}: {n.value}" for n in numbers if n.value in LEGAL_NUMBERS]


# --- the libraries do the work ----------------------------------------------------------------------------------

TAKEN_AWAY = """
import sys


class TakenAway:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == {library!r}:
            raise ModuleNotFoundError({library!r} + " was taken away", name=name)


sys.meta_path.insert(0, TakenAway())
"""


def run_without(library, test_file, tmp_path):
    """Run one test file in a new process, and in those it starts, in which the library cannot be found."""
    (tmp_path / "sitecustomize.py").write_text(TAKEN_AWAY.format(library=library), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment["PYTHONPATH"] = str(tmp_path)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", f"tests/{test_file}"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("library", "test_file"),
    [
        ("transitions", "test_states.py"),
        ("workalendar", "test_workdays.py"),
        ("apscheduler", "test_daemon.py"),
    ],
)
def test_without_its_library_the_work_is_not_done(library, test_file, tmp_path):
    # That the same file passes with the library, its own run beside this one shows.
    assert (ROOT / "tests" / test_file).is_file()
    ran = run_without(library, test_file, tmp_path)
    assert ran.returncode in {pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED}, (
        ran.stdout + ran.stderr
    )
    assert f"{library} was taken away" in ran.stdout


@pytest.mark.slow
def test_taking_away_a_library_that_nothing_needs_fails_nothing(tmp_path):
    """The way of taking away is not itself what fails."""
    assert run_without("no_such_library", "test_states.py", tmp_path).returncode == pytest.ExitCode.OK
