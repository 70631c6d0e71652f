"""SIGKILL at a hundred random moments of submitting and sweeping: nothing is lost, nothing doubled."""

import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from storage import opened

from process.record import as_row
from store.audit import verify

ROOT = Path(__file__).parent.parent
KILLS = 100


def month(folder, *, kills, seed=0):
    """A month in that folder, cut off so often at most; how often it was."""
    folder.mkdir()
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "lives.py"), str(folder), str(kills), str(seed)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return int(ran.stdout)


def left(folder, workdays):
    """What a month leaves: all entries save when they were learned of, what is owed, and where each file went.

    Without the key of the person and the digest, which are random in every database.
    """
    with opened(folder, workdays) as office:
        assert verify(office.database, office.desk.editions, workdays).findings == ()
        entries = []
        for (case_id,) in office.rows('SELECT case_id FROM "case" ORDER BY case_id'):
            for entry in office.cases.load(case_id).record:
                row = as_row(entry, case_id) | {"recorded_at": None}
                row["body"] = {
                    key: value for key, value in row["body"].items() if key not in ("person", "digest")
                }
                entries.append(row)
        owed = office.rows(
            "SELECT case_id, seq, n, paper, addressee, way, issue_from, status FROM outbox ORDER BY 1, 2, 3"
        )
        copies = office.rows('SELECT case_id, version, state, overdue, next_at FROM "case" ORDER BY 1')
    inbox = folder / "inbox"
    files = sorted(path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file())
    return entries, owed, copies, files


@pytest.mark.slow
def test_a_hundred_kills_at_random_moments_leave_what_an_undisturbed_month_leaves(tmp_path, workdays):
    assert month(tmp_path / "undisturbed", kills=0) == 0
    undisturbed = left(tmp_path / "undisturbed", workdays)
    entries, _, copies, files = undisturbed
    assert len(copies) == 80
    assert sum(row["event"] == "DecisionOverdue" for row in entries) > 20
    assert len([name for name in files if name.startswith("done/")]) == 16
    assert len([name for name in files if name.startswith("rejected/")]) == 2 * 4
    killed = 0
    for seed in count(1):
        killed += month(tmp_path / str(seed), kills=KILLS - killed, seed=seed)
        assert left(tmp_path / str(seed), workdays) == undisturbed
        if killed >= KILLS:
            break
