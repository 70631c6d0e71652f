"""The page on the calendar: its program runs, its files are read, its commands are there."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from process.amendment import amend
from process.workdays import kazakhstan
from terminal.grammar import COMMANDS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "calendar.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)


def test_its_program_runs():
    [program] = [text for kind, text in BLOCKS if kind == "python"]
    exec(compile(program, "calendar.md", "exec"), {})


def test_its_files_are_read_as_they_stand():
    """The act of the second one is not on the page; it is made here."""
    first, second = (text for kind, text in BLOCKS if kind == "toml")
    assert amend(first.encode(), kazakhstan()).calendar.is_worked(date(2026, 3, 28))
    act = '[[act]]\nid = "announcement-2027"\nkind = "announcement"\nnote = "a test"\n'
    act += 'words = { kk = "а", ru = "а", en = "a" }\n'
    told = amend((act + second).encode(), kazakhstan())
    assert told.calendar.is_confirmed(2027) and not kazakhstan().is_confirmed(2027)


def test_every_command_on_it_is_one():
    names = {command.name for command in COMMANDS}
    typed = re.findall(r"merzim ((?:calendar|case) \w+|health)", PAGE)
    assert typed and set(typed) <= names


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples" / "calendar").glob("*.toml")), ids=lambda p: p.stem
)
def test_the_examples_are_read_and_say_that_they_are_invented(path):
    data = path.read_bytes()
    told = amend(data, kazakhstan(), known_by=date(2026, 11, 20))
    assert not told.nothing_new and data.startswith(b"# INVENTED")
    assert all("invented" in act["note"] for act in tomllib.loads(data.decode())["act"])
