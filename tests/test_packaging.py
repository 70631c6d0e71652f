"""What is locked, and the wheel: built from this checkout, it works in another environment and another folder."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from house import FLOORS, ROOMS, ROOT, place, tops

from terminal import grammar

# --- what is locked ---------------------------------------------------------------------------------------------


def locked():
    """Each locked package with its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {
        entry.split("==")[0].strip(): re.findall(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries
    }


def wishes(*extras):
    """The names of what pyproject asks for: the dependencies and these extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [
        wish for extra in extras for wish in project["optional-dependencies"][extra]
    ]
    return [re.match(r"[\w-]+", wish)[0] for wish in asked]


def test_every_package_is_locked_with_hashes_and_no_host():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "file:" not in text
    assert all(locked().values())


@pytest.mark.parametrize("name", wishes("test", "dev"))
def test_what_pyproject_asks_for_is_locked(name):
    assert name in locked()


@pytest.mark.parametrize("path", ROOMS, ids=place)
def test_what_the_program_imports_is_what_it_declares(path):
    assert (
        not tops(path)
        - {name.replace("-", "_") for name in wishes("diagram", "pytest", "load", "plots")}
        - sys.stdlib_module_names
        - FLOORS.keys()
    )


# --- the wheel -------------------------------------------------------------------------------------------------


def run(*command, **options):
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built without a network, by the builder that is locked."""
    where = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run(
        *pip,
        "wheel",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        where,
        ROOT,
        cwd=where,
    )
    (built,) = where.glob("merzim-*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """A new environment in another folder that holds the wheel; its dependencies are the ones of this environment."""
    home = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", home / "venv")
    python = home / "venv" / "bin" / "python"
    run(
        sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python,
        "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home,
    )  # fmt: skip
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # A folder named in a .pth file comes after the environment's own, and the .pth files in it are not read:
    # the wheel is found first, and this checkout not at all.
    (site / "dependencies.pth").write_text(
        f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n"
    )
    return home


@pytest.fixture
def merzim(elsewhere, tmp_path):
    """Run a program of the new environment from an empty folder, as a user with an empty home would."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "home").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    environment = {**kept, "HOME": str(tmp_path / "home"), "NO_COLOR": "1"}
    programs = elsewhere / "venv" / "bin"
    return lambda program, *words: run(programs / program, *words, cwd=tmp_path / "empty", env=environment)


def data_and_code():
    """Every file of the rooms as it stands here."""
    files = [path for room in FLOORS for path in (ROOT / room).rglob("*") if path.is_file()]
    names = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    return names | {"cli.py", "pytest_merzim.py"}


@pytest.mark.slow
def test_the_wheel_holds_the_rooms_whole_and_nothing_else(wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == data_and_code()


@pytest.mark.slow
def test_the_texts_of_the_law_its_calendar_and_the_migrations_travel(wheel):
    held = zipfile.ZipFile(wheel).namelist()
    assert {"process/law/order-232.kk.txt", "process/law/order-232.en.md"} <= set(held)
    assert [name for name in held if name.startswith("process/law/") and name.endswith(".toml")]
    assert [name for name in held if name.startswith("store/migrations/versions/") and name.endswith(".py")]


@pytest.mark.slow
def test_what_runs_elsewhere_is_the_wheel_and_not_the_checkout(merzim, elsewhere):
    where = merzim(
        "python",
        "-c",
        "import cli, process.law, store; print(cli.__file__, process.law.__file__, store.__file__)",
    )
    assert all(Path(name).is_relative_to(elsewhere / "venv") for name in where.split())


@pytest.mark.slow
def test_elsewhere_init_makes_a_database_in_the_users_own_folder(merzim, tmp_path):
    said = merzim("merzim", "init")
    (database,) = (tmp_path / "home").rglob("*.db")
    assert database.name in "".join(said.split())  # a path may be broken over two lines
    assert database.stat().st_mode & 0o777 == 0o600
    assert not list((tmp_path / "empty").iterdir())


@pytest.mark.slow
def test_elsewhere_the_rules_are_shown_with_the_words_of_the_law(merzim):
    said = " ".join(merzim("merzim", "rules", "show").split())
    assert "working days" in said
    assert "жұмыс күн" in said


@pytest.mark.slow
def test_elsewhere_fifteen_working_days_from_16_march_2026_end_on_9_april(merzim):
    answer = json.loads(merzim("merzim", "calendar", "add", "2026-03-16", "15", "--json"))
    assert (answer["date"], answer["due_at"]) == ("2026-04-09", "2026-04-09T18:00:00+05:00")


@pytest.mark.slow
@pytest.mark.parametrize("flags", [("-P",), ()], ids=["pytest", "python -m pytest"])
def test_elsewhere_a_project_with_modules_of_our_names_runs_as_it_did(elsewhere, tmp_path, flags):
    """Plain `pytest` differs from `python -m pytest` in that the folder is not on the path, as with -P."""
    scenario = ROOT / "examples" / "scenarios" / "term-across-nauryz.scenario.toml"
    for name, text in {
        "store/__init__.py": "ITEMS = [1]\n",
        "cli.py": "",
        "test_mine.py": "from store import ITEMS\n\ndef test_mine():\n    assert ITEMS == [1]\n",
        "law/x.scenario.toml": scenario.read_text(encoding="utf-8"),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    python = elsewhere / "venv" / "bin" / "python"
    ran = subprocess.run(
        [python, *flags, "-m", "pytest", "-v", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "test_mine.py::test_mine PASSED" in ran.stdout and "1 passed, 1 error" in ran.stdout, ran.stdout
    assert f"'store' is {tmp_path / 'store' / '__init__.py'}, and Merzim's is {elsewhere}" in ran.stdout


def test_the_program_says_the_version_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == grammar.VERSION
