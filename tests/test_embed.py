"""The example for a developer who embeds the engine runs, and says what the law says."""

import os
import subprocess
import sys

from house import ROOT


def test_twenty_lines_are_enough_to_embed_the_engine(tmp_path):
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "embed.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    filed, accepted, fired, anchor, counted, skipped = done.stdout.splitlines()
    # Filed on Friday 6 March after hours; 8 March is a Sunday, so Monday the 9th is off.
    assert filed == "2026-000001: filed 06.03.2026 19:30, registered on 10.03.2026"
    assert accepted == "2026-000001: accepted, decision due 03.04.2026 18:00"
    # Warned: decision 5, 3, 1 wd before; the notice 2, 1; the endorsements once.
    assert fired == "fired: 1 DeadlineMissed, 1 DecisionOverdue, 6 WarningRaised"
    assert anchor.startswith(
        "from 10.03.2026: ReportAccepted on this day, which is day 0 (R1); Order 232, item 5"
    )
    assert counted.removeprefix("counted: ").split(", ") == [
        "11.03", "12.03", "13.03", "16.03", "17.03", "18.03", "19.03", "20.03",
        "26.03", "27.03", "30.03", "31.03", "01.04", "02.04", "03.04",
    ]  # fmt: skip
    assert [day.split()[0] for day in skipped.removeprefix("skipped: ").split(", ") if day[0].isdigit()] == [
        "14.03", "15.03", "21.03", "22.03", "23.03", "24.03", "25.03", "28.03", "29.03",
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []
