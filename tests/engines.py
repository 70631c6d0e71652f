"""The engines that a scenario can be tried on, each behind the same few questions; a further engine is one more class.

memory       a world in memory, with a sweep just after each thing that falls due, hourly, or never
file         the same on a SQLite file
daemon       a real `merzim daemon` in a process of its own, whose clock shows what a file says; reports and acts come
             in by the command line; many scenarios at once in one office, in the order of time
"""

import io
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import cli
from daemon.beat import NAME
from process import errors
from process.definitions import SHIPPED
from process.localtime import iso
from process.update_report import update_example
from process.workdays import kazakhstan
from simulation import acts
from simulation.given import calendar_of, definition_of
from simulation.seen import deadline_name, seen_in_json
from simulation.trial import Trial
from simulation.trial_world import TrialWorld, report_of
from simulation.world import World
from store import heartbeat
from store.database import Database
from store.listing import outbox
from terminal.command import command_of

ROOT = Path(__file__).parent.parent
KINDS = {
    each.kind: each for each in vars(errors).values() if isinstance(each, type) and hasattr(each, "kind")
}
KINDS["usage"] = errors.BadInput  # to a scenario, what the command line cannot read is bad input


AFTERWARDS = timedelta(days=35)
"""So long nobody acts once the story is told: more than a whole term, so that whatever is open runs out."""


@dataclass
class Played:
    """What came of a scenario on an engine: its differences, the timeline of each applicant's case as JSON when it had
    been told, and those at a later moment, nobody having acted since."""

    differences: list
    views: dict
    later: dict
    moment: datetime


FIRINGS = ("WarningRaised", "DeadlineMissed", "DecisionOverdue", "HearingHeld")


def not_recorded(played, within):
    """What happened by itself and was not put on record within that time of falling due: still open at the later
    moment, or recorded after a longer while, by whoever acted next."""
    late = []
    for view in played.later.values():
        for each in view["events"]:
            if each["event"] in FIRINGS and each["role"] == "system":
                due = datetime.fromisoformat(each["occurred_at"])
                recorded = each["recorded_at"] and datetime.fromisoformat(each["recorded_at"])
                if (recorded or played.moment) > due + within:
                    late.append((each["event"], each["occurred_at"], each["recorded_at"]))
    return late


# --- worlds


def in_a_world(scenario, *, file=None, step, later=None):
    """`later`: the later moment; without it, some weeks after the last step."""
    calendar = calendar_of(scenario, kazakhstan())
    start, rules = scenario.reports[0].filed.moment, definition_of(scenario)
    with World(start, definition=rules, workdays=calendar, file=file, step=step) as world:
        tried = Trial(scenario, TrialWorld(world)).run()
        views = _views(world, tried)
        moment = later or world.now + AFTERWARDS
        world.until(moment)
        return Played(tried.differences, views, _views(world, tried), moment)


def _views(world, tried):
    return {of: world.case(case).as_json() for of, case in tried.cases.items()}


# --- a daemon

PROGRAM = """\
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

import cli

clock = Path(sys.argv.pop(1))
cli.run = partial(cli.run, clock=lambda: datetime.fromisoformat(clock.read_text()))
sys.exit(cli.main())
"""
STEP = timedelta(hours=20)
"""The daemon stops where its clock is put forward by more than a day."""
PATIENCE = 30


class Daemon:
    """One office with a real daemon. Its clock moves when everyone who acts in it waits for a later moment."""

    def __init__(self, folder, start, people):
        self.folder, self.now, self._waiting, self._people = folder, start, {}, people
        self._turn = threading.Condition()
        self.url = f"sqlite:///{folder / 'merzim.db'}"
        self._set(start)
        assert self.run("init")[0] == 0

    # --- time

    @contextmanager
    def at_work(self):
        command = [sys.executable, "-c", PROGRAM, str(self.folder / "clock"), "daemon", "--db", self.url]
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        environment = kept | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        words = ["--interval", "0.05", "--accept-clock", "--no-delivery"]
        with (self.folder / "daemon.log").open("wb") as log:
            self.process = subprocess.Popen([*command, *words], env=environment, stderr=log)
            try:
                self.await_sweep()
                yield
            finally:
                self.process.terminate()
                assert self.process.wait(PATIENCE) == 0, (self.folder / "daemon.log").read_text()

    def wait_until(self, moment):
        """Called by each who acts: go on when it is that moment, and nobody else is still before it."""
        with self._turn:
            self._waiting[threading.get_ident()] = max(moment, self.now)
            self._turn.notify_all()
            self._turn.wait_for(lambda: threading.get_ident() not in self._waiting)

    def leave(self):
        with self._turn:
            self._people -= 1
            self._turn.notify_all()

    def let_time_pass(self):
        """Until all have left: move the clock to the next moment that anyone waits for, and let one of them act."""
        with self._turn:
            while self._people:
                self._turn.wait_for(lambda: len(self._waiting) == self._people)
                if self._people:
                    who = min(self._waiting, key=self._waiting.get)
                    self._move(self._waiting[who])
                    del self._waiting[who]
                    self._turn.notify_all()

    def let_it_rest(self, moment):
        """Until that moment, when nobody acts any more; what fell due before it has been swept then."""
        self._move(moment)
        self.await_sweep()

    def _move(self, moment):
        while self._swept + STEP < moment:
            self._set(max(self.now, self._swept + STEP))
            self.await_sweep()
        self._set(moment)

    def _set(self, moment):
        """Put in place in one go, so that no reader finds half of it."""
        self.now = moment
        (self.folder / "clock.new").write_text(moment.isoformat())
        (self.folder / "clock.new").replace(self.folder / "clock")

    def await_sweep(self):
        limit = time.monotonic() + PATIENCE
        with closing(Database.open(self.url, readonly=True)) as database:
            while (beat := heartbeat.read(database, NAME)) is None or beat.at < self.now:
                assert self.process.poll() is None, (self.folder / "daemon.log").read_text()
                assert time.monotonic() < limit, "the daemon does not sweep"
                time.sleep(0.005)
        self._swept = self.now

    # --- the command line

    def run(self, *words):
        """Exit code, the document on standard output, and the error."""
        out, err = io.StringIO(), io.StringIO()
        argv = [*map(str, words), "--db", self.url]
        code = cli.run(argv, clock=lambda: self.now, out=out, err=err, environment={})
        return code, out.getvalue(), err.getvalue()

    def json(self, *words):
        _, out, err = self.run(*words, "--json")
        if err:
            no = json.loads(err)["error"]
            raise KINDS[no["kind"]](no["message"], provision=no["provision"], way_on=no["way_on"])
        return json.loads(out)


class Seat:
    """A scenario's place in that office: the questions of `trial.Office`, answered by the command line."""

    workdays = kazakhstan()

    def __init__(self, office, number):
        self.office, self._number = office, 1000 * number
        self._applicants = {}

    @property
    def now(self):
        return self.office.now

    def until(self, when):
        self.office.wait_until(when)

    def file(self, report, filed_at):
        self._number += 1
        value = report_of(report, filed_at, self._number).to_json() | {"filed_at": iso(filed_at)}
        value["documents"] = [{k: v for k, v in each.items() if v is not None} for each in value["documents"]]
        path = self.office.folder / f"report-{self._number}.json"
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        answer = self._submitted(path)
        self._applicants[answer["case"]] = value["applicant"]["iin"]
        return answer["case"], date.fromisoformat(answer["registered_on"])

    def _submitted(self, path):
        _, out, _ = self.office.run("submit", path, "--json")
        answer = json.loads(out)
        for no in answer["errors"]:
            raise KINDS[no["kind"]](f"{no['expected']}; got {no['got']}")
        return answer["cases"][0]

    def do(self, case, act, said, *, at, meanwhile):
        if at:
            self.office.await_sweep()  # what fell due meanwhile is on record before a late act is entered
        actor = acts.actor_of(act.by, act.name, SHIPPED.definitions[0].chart)
        args = acts.arguments(act.name, said, actor)
        if getattr(args, "text", None):
            path = self.office.folder / f"text-{case}.txt"
            path.write_text(args.text, encoding="utf-8")
            args.text = str(path)
        if act.name in acts.NOT_TYPED:
            return self._beside(case, act.name, args, actor, at)
        words = acts.command_line(act.name, args)
        behalf = ["--on-behalf-of", act.on_behalf_of] if act.on_behalf_of else []
        when = ["--at", iso(at)] if at else []
        who = ["--as", actor.name, "--role", str(actor.role)]
        return self.office.json(*command_of(act.name).split(), case, *words, *who, *behalf, *when)

    def _beside(self, case, name, args, actor, at):
        """What a story says in a word, and at a terminal is read from a report of Annex 3, or asked of systems."""
        iin = self._applicants[case]
        if name == acts.OBTAIN:
            words = ["--systems", self._answers(case, iin, args)]
        else:
            words = [self._annex_3(case, iin, args, at or self.now)]
        who = ["--as", actor.name, "--role", str(actor.role)]
        return self.office.json(*command_of(name).split(), case, *words, *who)

    def _answers(self, case, iin, args):
        """A folder of answers about the applicant; who is to be unavailable has none."""
        folder = self.office.folder / f"systems-{case}"
        for outcome, data in (("held", args.held), ("no_data", args.no_data)):
            for each in data:
                (folder / each).mkdir(parents=True, exist_ok=True)
                said = {"outcome": outcome} | ({"data": {}} if outcome == "held" else {})
                (folder / each / f"{iin}.json").write_text(json.dumps(said), encoding="utf-8")
        folder.mkdir(exist_ok=True)
        return folder

    def _annex_3(self, case, iin, args, filed_at):
        value = json.loads(update_example()) | {"applicant_iin": iin, "member_iin": None, "what": args.what}
        value |= {"portal_reference": f"{args.reference}-{case}", "filed_at": iso(filed_at)}
        for number in args.document:
            value["document"] = {"title": "-", "issued_on": filed_at.date().isoformat(), "list9": number}
        value["circumstances"] = dict.fromkeys(args.so, True) | dict.fromkeys(args.not_so, False)
        path = self.office.folder / f"annex-3-{case}.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return path

    def due(self, name, case):
        view = self.view(case)
        rows = {
            deadline_name(each, view): datetime.fromisoformat(each["due_at"]) for each in view["deadlines"]
        }
        if name not in rows or rows[name] < self.now:
            raise errors.NotFound(f"no deadline {name!r} lies ahead")
        return rows[name]

    def view(self, case):
        return self.office.json("case", "timeline", case)

    def views(self, tried):
        return {of: self.view(case) for of, case in tried.cases.items()}

    def seen(self, case):
        self.office.await_sweep()  # a view folds what fell due; the papers that it owes come with the sweep
        with closing(Database.open(self.office.url, readonly=True)) as database:
            rows = [each for each in outbox(database, case) if each.status != "recalled"]
        papers = [f"{each.paper} to {each.addressee}" for each in rows]
        return seen_in_json(self.view(case), self.now, papers)

    def text(self, case, remark):
        return self.office.run("case", "timeline", case)[1]


def with_a_daemon(scenarios, folder):
    """All of them in one office: what came of each."""
    told, faults = {}, []
    office = Daemon(folder, min(each.reports[0].filed.moment for each in scenarios), len(scenarios))

    def act_out(scenario, seat):
        try:
            tried = Trial(scenario, seat).run()
            told[scenario.source] = tried, seat.views(tried)
        except BaseException as fault:  # noqa: BLE001 - in its own thread; it fails the test below
            faults.append((scenario.source, fault))
        finally:
            office.leave()

    with ExitStack() as stack:
        stack.enter_context(office.at_work())
        seats = [(each, Seat(office, number)) for number, each in enumerate(scenarios, start=1)]
        threads = [threading.Thread(target=act_out, args=seat) for seat in seats]
        for thread in threads:
            thread.start()
        office.let_time_pass()
        for thread in threads:
            thread.join()
        assert not faults, faults
        office.let_it_rest(office.now + AFTERWARDS)
        return {
            scenario.source: Played(tried.differences, views, seat.views(tried), office.now)
            for scenario, seat in seats
            for tried, views in [told[scenario.source]]
        }
