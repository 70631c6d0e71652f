"""An office whose calendar changes: two cases accepted, files of acts, and what stands on record afterwards."""

import json
import re
import sqlite3

from offices import deadline, office

from simulation.applicants import iin

KEEPER = ("--as", "Tulegenova", "--role", "calendar_keeper")
NOON = "2026-03-19 12:00"


def two_accepted(folder):
    """Two cases accepted on 16 March 2026; it is Thursday the 19th, noon."""
    made = office(folder)
    made.cases = [made.accepted(), made.accepted(reference="R-2", iin=iin(2))]
    made.now = NOON
    return made


def the_file(merzim, text, name="act.toml"):
    path = merzim.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def due(merzim, case, name="decision"):
    return deadline(merzim.json("case", "timeline", case), name)["due_at"][:10]


def applied(merzim, text, **options):
    return merzim.json("calendar", "import", the_file(merzim, text), "--apply", *KEEPER, **options)


def record(merzim):
    """Everything of the record and its copies, but the moments of recording."""
    rows = []
    with sqlite3.connect(merzim.path) as connection:
        for table, columns in (
            ("event", "case_id, seq, kind, body, due"),
            ("deadline", "*"),
            ("outbox", "case_id, seq, n, paper, addressee, status"),
            ('"case"', "case_id, version, state, next_at"),
        ):
            rows += connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3").fetchall()
    return re.sub(r'"occurred_at": ?"[^"]*"', "", json.dumps(rows))
