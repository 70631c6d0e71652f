"""`make bench`: what the core and the simulation aim at, each beside its floor in the same run, with the goal."""

import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import calendar_change, durable, load, lookup, simulating, startup, sweeping
from benchmarks.side_by_side import shown

Rows = list[tuple[str, str, str, str]]


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = Table(title="Merzim, measured side by side in one run", title_justify="left")
        for head in ("what", "time", "ratio", "goal"):
            table.add_column(head, justify="left" if head in ("what", "goal") else "right")
        for rows in (
            _lookup(),
            _many_days(),
            _durable(folder),
            _sweep(folder),
            _simulating(),
            _load(),
            _startup(folder),
        ):
            for row in rows:
                table.add_row(*row)
            table.add_section()
    Console(width=110).print(table)
    return 0


def _rows(seconds: dict[str, float], ratios: dict[str, tuple[str, str]]) -> Rows:
    return [(name, shown(each), *ratios.get(name, ("", ""))) for name, each in seconds.items()]


def _lookup() -> Rows:
    found = lookup.measured()
    ours, long = found["merzim n=15"], found["merzim n=250"]
    faster = found["workalendar n=15"] / ours
    return _rows(
        found,
        {
            "merzim n=15": (f"{faster:,.0f}x workalendar", ">= 100x workalendar"),
            "merzim n=250": (f"{long / ours:.2f}x of n=15", "the same as n=15"),
            "floor: list lookup": (f"{ours / found['floor: list lookup']:.2f}x of it is ours", "<= 1.5x"),
        },
    )


def _many_days() -> Rows:
    found = lookup.at_once()
    ours, floor, theirs = found.values()
    mine, index, busdays = found
    told = {
        mine: (f"{theirs / ours:.0f}x busday_offset", ">= 8x busday_offset"),
        index: (f"{ours / floor:.2f}x of it is ours", "<= 2x"),
        busdays: ("", ""),
    }
    return _rows(found, told) + _rows(lookup.building(), {"ten years of the table": ("", "< 50 ms")})


def _durable(folder: Path) -> Rows:
    found = durable.measured(folder)
    ours, floor = found["merzim: one act, durable"], found["floor: raw sqlite3, the same rows"]
    return _rows(
        found, {"merzim: one act, durable": (f"{floor / ours:.2f}x of raw", ">= 0.6x of raw sqlite3")}
    )


def _sweep(folder: Path) -> Rows:
    found = sweeping.nothing_due(folder)
    small, large = (found[f"merzim: none due of {count:,}"] for count in sweeping.MANY)
    last = f"merzim: none due of {sweeping.MANY[-1]:,}"
    found |= sweeping.firing(folder)
    return _rows(found, {last: (f"{large / small:.2f}x of 1e5", "< 1 ms, 1e6 within 1.5x of 1e5")})


def _changed(folder: Path) -> Rows:
    found = calendar_change.measured(folder)
    impact, floor, carried = found
    told = {
        impact: (f"{found[impact] / found[floor]:.1f}x of reading the rows", "seconds, memory flat"),
        carried: (f"{1 / found[carried]:,.0f} cases a second", ""),
    }
    return _rows(found, told)


def _simulating() -> Rows:
    found = simulating.measured()
    ours, theirs = (
        found[name] for name in ("merzim: a case registered, 6 acts", "simpy: 6 steps, terms raced")
    )
    told = f"{1 / ours:,.0f} a second, {ours / theirs:.1f}x of simpy's time"
    return _rows(found, {"merzim: a case registered, 6 acts": (told, ">= 10,000 a second")})


def _load() -> Rows:
    found = load.measured()
    theirs = found["simpy: the same queue, nobody away"]
    told = {
        name: (f"{1 / found[name]:,.0f} a second, {theirs / found[name]:.0f}x simpy", ">= 1,000,000 a second")
        for name in found
        if name.startswith("merzim")
    }
    return _rows(found, told)


def _startup(folder: Path) -> Rows:
    found = startup.measured(folder)
    return _rows(
        found,
        {
            "merzim --help": ("", "<= 150 ms"),
            "merzim case timeline": ("", "<= 250 ms"),
        },
    )


if __name__ == "__main__":
    sys.exit(main())
