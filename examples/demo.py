"""What `make demo` runs: the story of `story.txt`, carried out by the real program on a virtual clock.

Reports go through `submit`, acts through `case ...`, and between them the sweep fires what falls due, as the daemon
would. It makes its own database anew each time and touches no other.
"""

import io
import json
import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from rich.text import Text

import cli
from daemon.sweep import sweep
from process.case import Happened
from process.definitions import SHIPPED
from process.desk import Desk
from process.events import (
    DeadlineMissed,
    Endorsed,
    ExecutorAssigned,
    ReportFiled,
    WarningRaised,
    fires_by_itself,
)
from process.localtime import day_of, local, parse_typed
from process.standing import on, when
from process.workdays import kazakhstan
from simulation.clock import HOURLY, VirtualClock, pass_in_steps, pass_promptly
from simulation.play import Act, read
from store.cases import SqlCases
from store.database import Database
from store.listing import cases as listed
from store.listing import personal
from store.migrate import init
from terminal import texts
from terminal.console import console
from terminal.page import LATE, QUIET, STRONG, Page, hanging
from terminal.particulars import particulars

EXAMPLES = Path(__file__).resolve().parent
TARGET = EXAMPLES.parent / "demo" / "merzim.db"
END = "2026-05-28T09:30"
TO_COME = "2026-06-05"
FOLDERS = ("reports/", "positions/")
PASSING = ("promptly", "hourly", "not at all")
"""When the sweep runs: just after each thing falls due, at every full hour, or at the very end."""


class OtherThanTold(Exception):
    """Something went otherwise than the story says."""


@dataclass
class Stage:
    """The desk, its clock and its record, and what has been told of each case so far."""

    url: str
    clock: VirtualClock
    cases: SqlCases
    desk: Desk
    out: TextIO
    ids: dict[str, str] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)
    warnings: int = 0
    day: date | None = None

    # --- time passes

    def wait(self, until: datetime, passing: str) -> None:
        match passing:
            case "promptly":
                pass_promptly(self.clock, until, next_at=self.cases.next_at, sweep=self.sweep)
            case "hourly":
                pass_in_steps(self.clock, until, HOURLY, sweep=self.sweep)
            case _:
                self.clock.set(until)

    def sweep(self, now: datetime) -> None:
        swept = sweep(self.desk, now=now)
        if swept.faults:
            raise OtherThanTold(f"the sweep of {when(now)} met with {swept.faults[0]}")
        self.warnings += swept.fired["WarningRaised"]
        for case_id in dict.fromkeys(case_id for ids in swept.hit.values() for case_id in ids):
            self.tell(case_id, by="by itself")

    # --- somebody acts

    def carry_out(self, act: Act) -> None:
        """Run the command of that line. OtherThanTold where it does not end as the line says."""
        out, err = io.StringIO(), io.StringIO()
        code = cli.run(self.typed(act), clock=self.clock, out=out, err=err, environment={})
        no = json.loads(err.getvalue())["error"] if err.getvalue() else {"kind": None}
        if (code, no["kind"]) != (cli.EXITS.get(act.refused or "", 0), act.refused):
            raise OtherThanTold(
                f"{when(act.at)}, {shlex.join(act.words)} of {act.applicant}: expected {act.refused or 'no refusal'},"
                f" got exit {code}: {err.getvalue() or out.getvalue()}"
            )
        if act.refused:
            self.tell_refusal(act, no, code)
            return
        for case_id in self.of(act, json.loads(out.getvalue())):
            self.tell(case_id, by=_by(act))

    def typed(self, act: Act) -> list[str]:
        """The command line of that act, as a person would type it."""
        verb, *words = (str(EXAMPLES / word) if word.startswith(FOLDERS) else word for word in act.words)
        database = ["--db", self.url, "--json"]
        if verb == "submit":
            return [verb, *words, *database]
        if act.applicant not in self.ids:
            raise OtherThanTold(f"{when(act.at)}: no report of {act.applicant} has been filed")
        actor = ["--as", act.name or act.role, "--role", act.role]
        return ["case", verb, self.ids[act.applicant], *words, *actor, *database]

    def of(self, act: Act, answer: Mapping[str, Any]) -> list[str]:
        """The cases that the command was about; those of a delivery are known by their applicants from now on."""
        if act.words[0] != "submit":
            return [answer["case"]]
        if answer["errors"]:
            raise OtherThanTold(f"{when(act.at)}: not every report was filed: {answer['errors']}")
        filed = [row["case"] for row in answer["cases"]]
        self.ids |= {self.applicant(case_id): case_id for case_id in filed}
        return filed

    def applicant(self, case_id: str) -> str:
        return str(personal(self.cases.database, case_id)["applicant"]["surname"])

    def all(self) -> list[str]:
        return sorted(each.case_id for each in listed(self.cases.database))

    # --- telling it

    def tell(self, case_id: str, *, by: str) -> None:
        """One line for what is new on the case, warnings aside: when, whose, what, by whom, and where it leads."""
        case = self.cases.load(case_id)
        steps = [step for step in case.course if step.entry.seq > self.told[case_id]]
        self.told[case_id] = case.version
        news = [step for step in steps if not isinstance(step.event, WarningRaised)]
        if not news:
            return
        said = "; ".join(_said(step, self.clock()) for step in news)
        body = self.of_whom(case_id)
        body.append(said, style=LATE if all(fires_by_itself(step.event) for step in news) else STRONG)
        body.append(f" ({by})" if by else "")
        if news[0].before is not news[-1].after:
            body.append(f" -> {texts.state(str(news[-1].after))}")
        self.line(body)

    def tell_refusal(self, act: Act, no: Mapping[str, Any], code: int) -> None:
        case_id = self.ids[act.applicant]
        body = self.of_whom(case_id)
        body.append(f"NOT ALLOWED, exit {code} ({_by(act)}: {act.words[0]})", style=LATE)
        self.line(body)
        for words in (no["message"].removeprefix(f"Case {case_id}: "), no["provision"], no["way_on"]):
            self.show("", Text(texts.in_words(_sentence(words))))

    def of_whom(self, case_id: str) -> Text:
        return Text.assemble((f"{case_id} {self.applicant(case_id)}", QUIET), "  ")

    def line(self, body: Text) -> None:
        """A line at the clock's moment, under the heading of its day."""
        now = local(self.clock())
        if now.date() != self.day:
            self.day = now.date()
            heading = Text(f"{texts.weekday(now.date())} {on(now.date())}", style=STRONG)
            console(file=self.out).print(heading)
        self.show(f"  {now:%H:%M}", body)

    def show(self, lead: str, body: Text) -> None:
        console(file=self.out).print(Page(lambda sheet: hanging(sheet, lead, body, 9)))


def _by(act: Act) -> str:
    """Who did it: empty for what came from the portal by itself."""
    match act.role, act.name:
        case "applicant", _:
            return "the applicant"
        case "system", name:
            return name or ""
        case role, name:
            return f"{texts.role(role)} {name}" if name else ""


def _said(step: Happened, now: datetime) -> str:
    """What happened, in a few words: "Refusal proposed, ground 1, hearing orally, 27.02.2026 15:00, room 12"."""
    match step.event:
        case ReportFiled(occurred_at=filed_at, registered_on=day):
            filed = "Report filed" if day_of(filed_at) == day_of(now) else f"Report filed on {when(filed_at)}"
            return filed if day == day_of(filed_at) else f"{filed}, registered on {on(day)}"
        case ExecutorAssigned(executor=name):
            return f"Executor appointed: {name}"
        case DeadlineMissed(deadline="hearing_notice"):
            return "The last day for the notice of a hearing is over"
        case Endorsed():
            return _sentence(", ".join(particulars(step.event, "en")))
    return ", ".join([texts.event(type(step.event).__name__), *particulars(step.event, "en")])


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


@contextmanager
def stage(target: Path, start: datetime, out: TextIO) -> Iterator[Stage]:
    """A new database at `target`, in place of what an earlier demo left there, and a desk on it."""
    for left in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm", "-journal"))):
        left.unlink(missing_ok=True)
    url = f"sqlite:///{target}"
    init(url)
    clock = VirtualClock(start)
    with Database.open(url) as database:
        cases = SqlCases(database, SHIPPED)
        yield Stage(url, clock, cases, Desk(cases, clock, kazakhstan(), SHIPPED), out)


def carry_out_the_story(on: Stage, acts: list[Act], passing: str) -> None:
    for act in acts:
        on.wait(act.at, passing)
        on.carry_out(act)
    on.wait(parse_typed(END), passing)
    on.sweep(on.clock())


def show_what_came_of_it(on: Stage) -> None:
    """The work list, what is to come, and the timelines, by the same commands that a person would type."""
    views = [["work"], *(["case", "timeline", case_id] for case_id in on.all())]
    commands = [[*words, "--as-of", END] for words in views]
    commands.insert(1, ["simulate", "--from-db", "--until", TO_COME])
    for command in commands:
        _type(on, command, "--db", on.url)


def try_the_scenarios(on: Stage) -> None:
    """What no case of the story came to: each kind of refusal and each limit, tried in virtual time."""
    _type(on, ["simulate", str(_near(EXAMPLES / "scenarios"))])


def _type(on: Stage, command: list[str], *quietly: str) -> None:
    print(f"\n$ merzim {' '.join(command)}\n", file=on.out)
    environment = {key: value for key, value in os.environ.items() if key in ("MERZIM_LANG", "HOME")}
    if cli.run([*command, *quietly], clock=on.clock, out=on.out, environment=environment):
        raise OtherThanTold(f"merzim {' '.join(command)} did not end well")


def main(target: Path = TARGET, out: TextIO | None = None, passing: str = "promptly") -> int:
    """Play it all, print it to `out`, leave the database at `target`. The exit code: 1 where it stopped."""
    out = out or sys.stdout
    acts = read((EXAMPLES / "story.txt").read_text(encoding="utf-8"))
    say = partial(print, file=out)
    try:
        with stage(target, acts[0].at, out) as on:
            console(file=out).print(Text(OPENING.format(acts=len(acts), end=when(parse_typed(END)))))
            carry_out_the_story(on, acts, passing)
            show_what_came_of_it(on)
            try_the_scenarios(on)
            say(closing(on, target))
    except OtherThanTold as fault:
        print(f"The demo stopped: {fault}", file=sys.stderr)
        return 1
    return 0


OPENING = """\
Reports from December 2025 to May 2026, and {acts} acts of invented people, each
done at its moment on a virtual clock; what falls due between them, Merzim fires
by itself. Where somebody tries what the law does not allow, it refuses and says
why. The story is told in examples/story.txt and ends on {end}.
"""


def closing(on: Stage, target: Path) -> str:
    program = Path(sys.executable).with_name("merzim")
    merzim = str(_near(program)) if program.exists() else f"{shlex.quote(sys.executable)} -m cli"
    database = shlex.quote(f"sqlite:///{_near(target)}")
    return f"""
{len(on.all())} reports, {on.warnings} warnings raised on time. The database is {_near(target)}. Go on with it:

  MERZIM_DB={database} {merzim} work --as-of {END}
"""


def _near(path: Path) -> Path:
    """The path from here, where it lies below; else the whole of it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
