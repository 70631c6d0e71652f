"""The pytest plugin, as people meet it: in folders of their own, in processes of their own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).parent / "pytest"
WAYS = {"pytest": [str(PROGRAM)], "python -m pytest": [sys.executable, "-m", "pytest"]}
SHIPPED = ROOT / "examples" / "scenarios" / "term-across-nauryz.scenario.toml"

FIFTEEN_LINES = """\
import pytest


@pytest.mark.merzim("2026-03-16 09:00")
def test_a_hearing_is_held_in_its_two_days(world):
    case = world.file(garrison="Тараз")
    case.do("accept", by="executor Омарова")
    world.until_due("hearing_notice")
    case.do("propose-refusal", ground=1, provision="Law on Housing Relations, Article 101-2",
            method="oral", hearing="2026-04-07 10:00", place="room 12")
    case.do("receive-notice")
    case.do("hold-hearing", method="oral", present=True, at="2026-04-{day} 10:00")
    assert case.state == "heard"
    assert case.late == []
"""


@pytest.fixture
def project(tmp_path):
    """A user's folder, outside this repository."""
    return Project(tmp_path)


class Project:
    def __init__(self, folder):
        self.folder = folder

    def write(self, files):
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self

    def run(self, *words, way="python -m pytest", env=None):
        command = [*WAYS[way], "-p", "no:cacheprovider", *words]
        kept = {"PATH": str(PROGRAM.parent), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100"}
        ran = subprocess.run(
            command,
            cwd=self.folder,
            env=kept | (env or {}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return ran.returncode, ran.stdout + ran.stderr


# --- fixtures


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_fifteen_lines_of_a_user_pass_and_where_they_do_not_show_the_case(project, way):
    assert FIFTEEN_LINES.count("\n") == 14
    project.write({"test_mine.py": FIFTEEN_LINES.replace("{day}", "07")})
    code, said = project.run("-q", way=way)
    assert code == 0, said
    project.write({"test_mine.py": FIFTEEN_LINES.replace("{day}", "09")})
    code, said = project.run("-q", way=way)
    assert code == 1
    assert "assert ['hearing'] == []" in said
    shown = said.partition("Merzim: the cases of this test")[2]
    assert re.search(r"Hearing held +day 15 of 15\n", shown) and "late by 1 wd" in shown
    assert "Тараз" in shown and max(map(len, shown.splitlines())) <= 100


@pytest.mark.slow
def test_the_marker_says_how_a_world_begins_and_the_calendar_is_there(project):
    project.write(
        {
            "test_marks.py": """\
import datetime
import pytest
from process.definitions import ORDER_232_2025

@pytest.mark.merzim(start="2018-03-01 09:00", definition=ORDER_232_2025, step=None)
def test_begins(world, kz_calendar):
    assert world.today == datetime.date(2018, 3, 1)
    due = world.file().do("accept").deadlines["decision"].due_at
    assert due.date() == kz_calendar.add(world.today, 15)

def test_two_tests_have_two_worlds(world):
    assert world.all() == []

@pytest.fixture
def scenario():
    return "mine"

def test_an_own_fixture_wins(scenario):
    assert scenario == "mine"
"""
        }
    )
    code, said = project.run("-q", "--strict-markers")
    assert (code, "3 passed" in said) == (0, True), said


# --- scenarios


@pytest.mark.slow
def test_scenario_files_are_tests_and_a_difference_is_marked_on_the_timeline(project):
    text = SHIPPED.read_text(encoding="utf-8")
    project.write(
        {
            "good.scenario.toml": text,
            "other.scenario.toml": text.replace('state = "accepted"', 'state = "heard"'),
        }
    )
    code, said = project.run("-v", "--tb=short")
    assert code == 1
    assert re.search(r"good\.scenario\.toml::good PASSED", said) and re.search(r"::other FAILED", said)
    assert "The term runs across Nauryz" in said
    line = text[: text.index('state = "accepted"')].count("\n") + 1
    assert f"other.scenario.toml:{line}" in said
    assert re.search(
        r">> 26\.03\.2026 10:00 at the end\n +state, line \d+\n +expected +heard\n +got +accepted", said
    )
    assert re.search(r">>>>  26\.03\.2026 10:00  line \d+, state", said), "and at its moment on the timeline"
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_scenario_that_cannot_be_read_is_an_error_with_its_lines_and_no_traceback(project):
    text = SHIPPED.read_text(encoding="utf-8").replace('do = "accept"', 'do = "acept"')
    code, said = project.write({"bad.scenario.toml": text}).run("-q")
    assert code == 1 and "1 error" in said
    line = text[: text.index("acept")].count("\n") + 1
    assert f"line {line}: do 'acept' is not known; perhaps 'accept' is meant" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_they_can_be_chosen_spread_over_processes_and_left_out(project):
    text = SHIPPED.read_text(encoding="utf-8")
    project.write({"one.scenario.toml": text, "two.scenario.toml": text, "test_x.py": "def test_x(): pass\n"})
    assert "1 passed, 2 deselected" in project.run("-q", "-k", "one")[1]
    assert "3 passed" in project.run("-q", "-n", "2")[1]
    assert "two.scenario.toml::two" in project.run("-q", "--collect-only")[1]
    project.write({"pytest.ini": "[pytest]\nmerzim_scenarios = false\n"})
    assert "1 passed" in project.run("-q")[1]
    assert "2 passed" not in project.run("-q")[1]


@pytest.mark.slow
def test_inside_a_test_a_scenario_is_a_file_or_a_text(project):
    project.write(
        {
            "stories/one.scenario.toml": SHIPPED.read_text(encoding="utf-8"),
            "test_s.py": """\
from pathlib import Path

def test_file(scenario):
    assert scenario("stories/one.scenario.toml").as_expected

def test_text(scenario):
    scenario(Path("stories/one.scenario.toml").read_text(encoding="utf-8").replace("2026-04-16", "2026-04-17"))
""",
        }
    )
    code, said = project.run("-q", "test_s.py")
    assert (code, "1 failed, 1 passed" in said) == (1, True), said
    assert "expected  17.04.2026 18:00" in said and "got       16.04.2026 18:00" in said


# --- modules of the same name

THEIRS = {
    "store/__init__.py": "SHELVES = 3\n",
    "cli.py": "def main():\n    return 'their own program'\n",
    "test_theirs.py": "import cli\nimport store\n\ndef test_theirs():\n"
    "    assert store.SHELVES == 3 and cli.main() == 'their own program'\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_project_with_a_store_and_a_cli_of_its_own_runs_as_it_did(project, way):
    project.write(THEIRS | {"conftest.py": ""})
    code, said = project.run("-q", way=way)
    assert (code, "1 passed" in said) == (0, True), said


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_using_merzim_there_fails_with_a_sentence_that_names_both(project, way):
    uses = "def test_uses(world):\n    world.file()\n"
    project.write(THEIRS | {"conftest.py": "", "test_uses.py": uses})
    code, said = project.run("-q", way=way)
    assert code == 1 and "1 passed, 1 error" in said
    told = " ".join(said.split())
    assert f"this project's 'store' is {project.folder / 'store' / '__init__.py'}" in told
    assert f"and Merzim's is {ROOT / 'store'};" in told
    assert "Rename this project's" in told
    code, said = project.write({"story.scenario.toml": SHIPPED.read_text(encoding="utf-8")}).run(
        "-q", way=way
    )
    assert code == 1 and "1 passed, 2 errors" in said
    assert said.count(f"and Merzim's is {ROOT / 'store'};") == 2, "the fixture says it, and the file"


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_scenario_in_a_folder_that_is_collected_first_leaves_their_modules_alone(project, way):
    """`law/` comes before `test_theirs.py`, and its folder has no `store`: only when it is tried is theirs known."""
    project.write(THEIRS | {"law/x.scenario.toml": SHIPPED.read_text(encoding="utf-8")})
    code, said = project.run("-v", way=way)
    assert "test_theirs.py::test_theirs PASSED" in said and code == 1, said
    assert "law/x.scenario.toml::x ERROR" in said and "1 passed, 1 error" in said
    assert f"this project's 'store' is {project.folder / 'store' / '__init__.py'}" in said
    assert f"and Merzim's is {ROOT / 'store'};" in said and "Traceback" not in said


@pytest.mark.slow
def test_merzim_loaded_before_their_modules_can_be_found_is_told_too(project):
    """Their folder comes onto the path in the course of a test: what was tried before was ours, what comes after is
    told."""
    late = "def test_later(monkeypatch):\n    import sys\n    sys.path.insert(0, {folder!r})\n"
    text = SHIPPED.read_text(encoding="utf-8")
    files = {
        "a/x.scenario.toml": text,
        "b/test_b.py": late.format(folder=str(project.folder / "src")),
        "c/x.scenario.toml": text,
        "src/store.py": "",
    }
    code, said = project.write(files).run("-v", "a", "b", "c", way="pytest")
    assert (code, "2 passed, 1 error" in said) == (1, True), said
    assert f"this project's 'store' is {project.folder / 'src' / 'store.py'}" in said


@pytest.mark.slow
def test_a_folder_of_data_that_is_named_as_a_room_is_no_module(project):
    files = {"store/shelves.txt": "", "x.scenario.toml": SHIPPED.read_text(encoding="utf-8")}
    code, said = project.write(files).run("-q")
    assert (code, "1 passed" in said) == (0, True), said


LOADED = """\
import sys

def test_nothing_of_merzim_is_loaded_but_the_plugin():
    ours = {name.split(".")[0] for name in sys.modules} & set(sys.argv_rooms)
    assert "pytest_merzim" in sys.modules and not ours, ours
"""


@pytest.mark.slow
def test_where_it_is_not_used_nothing_of_merzim_is_loaded(project):
    rooms = (
        "process",
        "store",
        "terminal",
        "daemon",
        "simulation",
        "commands",
        "cli",
        "sqlmodel",
        "rich.console",
    )
    project.write({"test_l.py": LOADED.replace("sys.argv_rooms", repr(rooms))})
    code, said = project.run("-q")
    assert code == 0, said


def test_the_entry_module_imports_nothing_but_the_standard_library_and_pytest():
    import ast

    tree = ast.parse((ROOT / "pytest_merzim.py").read_text(encoding="utf-8"))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name.split(".")[0] for node in top if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module.split(".")[0] for node in top if isinstance(node, ast.ImportFrom)}
    assert names - set(sys.stdlib_module_names) == {"pytest"}


@pytest.mark.slow
def test_it_can_be_put_off(project):
    project.write({"test_w.py": "def test_w(world): pass\n"})
    code, said = project.run("-q", "-p", "no:merzim")
    assert code == 1 and "fixture 'world' not found" in said


# --- the page of documentation


def blocks():
    """The examples of docs/testing.md: each file's name and text."""
    page = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    found = re.findall(r"```python\n# (\S+)\n(.*?)```", page, re.DOTALL)
    assert len(found) == page.count("```python")
    return dict(found)


@pytest.mark.slow
@pytest.mark.parametrize("name", blocks())
def test_the_examples_of_the_documentation_pass(project, name):
    (project.folder / name).write_text(blocks()[name], encoding="utf-8")
    code, said = project.run("-q", name)
    assert code == 0 and "passed" in said, said
