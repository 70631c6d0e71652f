"""One of several programs that decide at once: `python decider.py DATABASE CASES.json SEED`. Prints what was refused.

Each has its own connection, its own desk and its own order of the cases that it is given.
"""

import json
import random
import sys
from datetime import timedelta
from pathlib import Path

from registers import HEAD, LAW, Garrison

from process.decision import register
from process.errors import Busy, CaseMoved, MerzimError
from process.events import ApplicantRegistered, LeftRegister
from process.leaving import leave
from process.workdays import kazakhstan

LEAVES = 25
"""Every so many of its decisions, one is followed by leaving the register."""


def decide_all(office, cases):
    refused = []
    for n, case_id in enumerate(cases):
        office.clock.moment += timedelta(milliseconds=7)
        refused += _try(office, case_id, ApplicantRegistered, register)
        if n % LEAVES == 0:
            said = {"ground": "provided", "provision": LAW}
            refused += _try(office, case_id, LeftRegister, leave, **said)
    return refused


def _try(office, case_id, event, decide, **said):
    while True:
        try:
            office.do(case_id, event, decide, actor=HEAD, **said)
            return []
        except (Busy, CaseMoved):
            continue  # another program was quicker
        except MerzimError as no:
            return [(case_id, event.__name__, no.kind)]


if __name__ == "__main__":
    path, given, seed = sys.argv[1:]
    cases = json.loads(Path(given).read_text(encoding="utf-8"))
    random.Random(seed).shuffle(cases)
    office = Garrison(Path(path), kazakhstan(), now="2026-03-13 10:00", patience=60)
    print(json.dumps(decide_all(office, cases)))
