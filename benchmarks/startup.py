"""Starting the program: the help, a calendar answer, a case on the screen. Beside a bare Python."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.side_by_side import best
from benchmarks.work import filed_and_accepted, fresh_office


def measured(folder: Path) -> dict[str, float]:
    """Seconds per start, by what is started."""
    office = fresh_office(folder / "startup.db")
    case_id = filed_and_accepted(office, 1)[0]
    office.close()
    url = f"sqlite:///{folder / 'startup.db'}"
    return best(
        {
            "floor: python -c pass": _start("-c", "pass"),
            "merzim --help": _start("-m", "cli", "--help"),
            "merzim calendar add --json": _start(
                "-m", "cli", "calendar", "add", "2026-03-16", "15", "--json"
            ),
            "merzim case timeline --json": _start(
                "-m", "cli", "case", "timeline", case_id, "--json", "--db", url
            ),
            "merzim case timeline": _start("-m", "cli", "case", "timeline", case_id, "--db", url),
        },
        rounds=7,
    )


def _start(*argv: str) -> Callable[[], int]:
    """As it is started day by day: with the compiled modules where Python keeps them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run() -> int:
        subprocess.run([sys.executable, *argv], check=True, stdout=subprocess.DEVNULL, env=environment)
        return 1

    return run
