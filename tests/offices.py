"""The program as a person uses it: command lines carried out in this process, on a clock that the test sets, or in a
process of their own."""

import io
import json
import os
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import cli
from process.localtime import parse_typed

ROOT = Path(__file__).parent.parent
HEAD = ("--as", "Seitkali", "--role", "head")
EXECUTOR = ("--as", "Omarova", "--role", "executor")
LEGAL = ("--as", "Abenov", "--role", "legal_service")
HOUSING = ("--as", "Tulegenova", "--role", "housing_unit")
APPLICANT = ("--as", "Sultanov", "--role", "applicant")

PROGRAM = """\
import sys
from functools import partial

import cli
from process.localtime import parse_typed

moment = parse_typed(sys.argv.pop(1))
cli.run = partial(cli.run, clock=lambda: moment)
sys.exit(cli.main())
"""


class Answer(SimpleNamespace):
    """What one command line came to: its exit code, what it printed, what it complained of."""

    @property
    def json(self):
        """The one document on standard output."""
        assert "\x1b" not in self.out
        return json.loads(self.out)

    @property
    def error(self):
        """The error as a program reads it: one line on standard error, and nothing beside it."""
        assert self.out == ""
        return json.loads(self.err)["error"]


class Office:
    """A folder with a database, a clock that stands until it is set, and the command line."""

    def __init__(self, folder, now="2026-03-16 09:30"):
        self.folder = folder
        self.path = folder / "merzim.db"
        self.now = now
        self.environment = {"MERZIM_DB": str(self.path), "HOME": str(folder)}

    def __call__(self, *words, at=None, **environment):
        """Carry out a command line: words as they are, or one string as a shell would split it."""
        argv = shlex.split(words[0]) if len(words) == 1 else [str(word) for word in words]
        out, err = io.StringIO(), io.StringIO()
        self.now = at or self.now
        code = cli.run(
            argv, clock=self.clock, out=out, err=err, environment={**self.environment, **environment}
        )
        return Answer(code=code, out=out.getvalue(), err=err.getvalue())

    def clock(self):
        return parse_typed(self.now)

    def json(self, *words, **options):
        """The document that the command answers with; it must have been carried out."""
        answer = self(*_split(words), "--json", **options)
        assert answer.code in (0, 10, 11), answer.err
        return answer.json

    def no(self, *words, **options):
        """Exit code and error of a command that must be refused; nothing may be on standard output."""
        answer = self(*_split(words), "--json", **options)
        assert answer.code, answer.out[:300]
        return answer.code, answer.error

    def done(self, *words, **options):
        """Carry it out; it must succeed."""
        answer = self(*_split(words), **options)
        assert answer.code == 0, answer.err
        return answer.out

    def write(self, name, *reports):
        """A file of JSON lines; bytes stand as they are."""
        lines = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in reports]
        path = self.folder / name
        path.write_bytes(b"\n".join(lines))
        return path

    def report(self, reference="R-1", form=1, **changes):
        """The example report under that reference; `iin` and other keys of the applicant go there."""
        value = json.loads(self.done("submit", "--example", form)) | {"portal_reference": reference}
        for key, said in changes.items():
            place = value["applicant"] if key in value["applicant"] else value
            place[key] = said
        return value

    def filed(self, reference="R-1", **changes):
        """File such a report; the number of its case."""
        changes = {"filed_at": "2026-03-16T09:10:00+05:00"} | changes
        path = self.write(f"{reference}.json", self.report(reference, **changes))
        [case] = self.json("submit", path)["cases"]
        return case["case"]

    def accepted(self, **changes):
        """A case with an executor, accepted on Monday 16 March 2026 at 10:00."""
        n = self.filed(**changes)
        self.done("case", "assign", n, "--executor", "Omarova", *HEAD, at="2026-03-16 09:40")
        self.done("case", "accept", n, *EXECUTOR, at="2026-03-16 10:00")
        return n

    def process(self, *words, stdin=b"", code=0, **environment):
        """The same in a process of its own, on this office's clock; its streams as bytes."""
        ran = subprocess.run(
            self.program(words),
            check=False,
            input=stdin,
            capture_output=True,
            env=self.of_process(environment),
            timeout=60,
        )
        assert ran.returncode == code, (ran.returncode, ran.stderr)
        assert b"Traceback" not in ran.stderr and b"Exception ignored" not in ran.stderr
        return ran

    def start(self, *words, **streams):
        """Begin it in a process of its own, and go on."""
        return subprocess.Popen(self.program(words), env=self.of_process({}), **streams)

    def program(self, words):
        return [sys.executable, "-c", PROGRAM, self.now, *map(str, words)]

    def of_process(self, environment):
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        ours = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        return kept | ours | self.environment | environment


def _split(words):
    return shlex.split(words[0]) if len(words) == 1 else [str(word) for word in words]


def office(folder, **options):
    """An office with a fresh database: a copy of one that `init` made once, for migrations take their time."""
    made = Office(folder, **options)
    made.path.write_bytes(_fresh())
    made.path.chmod(0o600)
    return made


@cache
def _fresh():
    with TemporaryDirectory() as folder:
        first = Office(Path(folder))
        first.done("init")
        return first.path.read_bytes()


def refusal(n, hearing, **said):
    """The words that propose a refusal of case `n` on ground 1, with an oral hearing at that time."""
    given = {"--late-reason": said.get("late_reason")}
    return [
        *(
            "case",
            "propose-refusal",
            n,
            "--ground",
            "1",
            "--provision",
            "Law on Housing Relations, Article 101-2",
        ),
        *("--method", "oral", "--hearing", hearing, "--place", "office 12", *EXECUTOR),
        *(word for option, value in given.items() if value for word in (option, value)),
    ]


def deadline(view, name):
    """That deadline of a timeline read as JSON."""
    [found] = [each for each in view["deadlines"] if each["name"] == name]
    return found


def last(view, event):
    """The latest event of that name in it."""
    return [each for each in view["events"] if each["event"] == event][-1]
