"""Trying rules before they bind people: scenarios, every start day, an office by chance, its own open cases."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.session import Session
from process.errors import BadInput, MerzimError, NotFound
from terminal.arguments import Usage

if TYPE_CHECKING:
    from datetime import date

    from simulation.scenario import Scenario
    from simulation.trial import Tried

ENDING = ".scenario.toml"


BELONGS: Mapping[str, tuple[str, str, str]] = {
    "junit": ("", "only scenarios are reported as JUnit", "merzim simulate FILE... --junit OUT.xml"),
    "plot": (
        "load",
        "only the answer of --load is drawn",
        "merzim simulate --load MODEL.toml --plot OUT.png",
    ),
    "until": ("from_db", "only our own cases go on until a day", "merzim simulate --from-db --until DATE"),
}
"""Options that one question alone listens to: which, in words, and how it is asked."""


def simulate(session: Session) -> int:
    """One of four questions; which one, the options say."""
    args = session.args
    asked = [name for name in ("every_start", "load", "from_db") if getattr(args, name)]
    if len(asked) > 1:
        raise Usage(
            f"{_option(asked[0])} and {_option(asked[1])} ask two things at once",
            way_on="Ask one after the other.",
        )
    question = "".join(asked)
    for name, (listens, words, example) in BELONGS.items():
        if getattr(args, name) and question != listens:
            here = f"with {_option(question)}" if question else "here"
            raise Usage(
                f"{_option(name)} says nothing {here}: {words}", way_on=f"{example}; or leave it out."
            )
    return {"every_start": every_start, "load": load, "from_db": from_db}.get(question, scenarios)(session)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


# --- scenarios


def scenarios(session: Session) -> int:
    from simulation.trial_world import try_in_a_world
    from simulation.tried_json import junit, together, tried_json
    from terminal.progress import progress
    from terminal.simulate import show_trials

    wanted = _read_all(_files(session))
    if session.args.junit:
        _require_writable(session.args.junit)
    trials: list[Tried] = []
    with progress(len(wanted), "scenarios", quiet=session.args.json) as step:
        for scenario in wanted:
            trials.append(try_in_a_world(scenario, workdays=session.calendar_of_today))
            step()
    if session.args.junit:
        _write(session.args.junit, junit(trials))
    answer = together([tried_json(each) for each in trials])
    session.show(answer, lambda: show_trials(answer))
    return 0 if not answer["otherwise"] else 1


def _files(session: Session) -> list[Path]:
    """The files that were named, and those in the folders that were."""
    named = [Path(each) for each in session.args.files]
    if not named:
        raise Usage(
            "no scenario is named",
            way_on="merzim simulate FILE... or a folder of them; or --load MODEL.toml; or --from-db --until DATE.",
        )
    found = [each for path in named for each in (_in_folder(path) if _is_folder(path) else [path])]
    if not found:
        raise Usage(f"no *{ENDING} lies in {', '.join(map(str, named))}")
    return found


def _is_folder(path: Path) -> bool:
    """False also where nobody may look: whoever reads it says so."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _in_folder(path: Path) -> list[Path]:
    return sorted(path.rglob(f"*{ENDING}"))


def _read_all(paths: Sequence[Path]) -> "list[Scenario]":
    """All of them, or an error with every fault of every file: nothing is tried then."""
    from simulation.scenario_reader import read_file

    read: list[Scenario] = []
    unread: list[MerzimError] = []
    for path in paths:
        try:
            read.append(read_file(path))
        except (NotFound, BadInput) as wrong:
            unread.append(wrong)
    if unread:
        raise unread[0] if len(unread) == 1 else _together(unread)
    return read


def _together(unread: Sequence[MerzimError]) -> MerzimError:
    """NotFound where no file is there; else BadInput."""
    from simulation.scenario_reader import WAY_ON

    faults: list[dict[str, Any]] = []
    for no in unread:
        own = no.details.get("faults")
        faults += [{"path": no.message, **each} for each in own] if own else [{"fault": no.message}]
    kind = NotFound if all(isinstance(each, NotFound) for each in unread) else BadInput
    return kind(f"{len(unread)} scenarios cannot be read", way_on=WAY_ON, details={"faults": faults})


def _require_writable(file: str) -> None:
    """Raises Usage where that file cannot be written, before any work is done for it. Nothing is written yet."""
    from tempfile import TemporaryFile

    path = Path(file)
    with _writing(file):
        if path.is_dir() or path.is_file():
            path.open("ab").close()
        elif not path.exists():  # a pipe would take the end of this for the end of the answer
            TemporaryFile(dir=path.parent).close()


def _write(file: str, text: str) -> None:
    with _writing(file):
        Path(file).write_text(text, encoding="utf-8")


@contextmanager
def _writing(file: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Usage(f"{file} cannot be written: {error.strerror}", way_on="Name another file.") from None


# --- the other questions


def every_start(session: Session) -> int:
    from simulation.every_start import every_start as from_every_day
    from simulation.every_start_json import every_start_json
    from terminal.every_start import show_every_start
    from terminal.progress import progress

    first, last = _span(session.args.every_start)
    wanted = _read_all(_files(session))
    if len(wanted) > 1:
        raise Usage("--every-start takes one scenario", way_on="Name one file.")
    with progress((last - first).days + 1, "start days", quiet=session.args.json) as step:
        answer = from_every_day(wanted[0], first, last, workdays=session.calendar_of_today, step=step)
    plain = every_start_json(answer)
    session.show(plain, lambda: show_every_start(plain))
    return 0 if answer.ok else 1


def _span(text: str) -> "tuple[date, date]":
    """`2018..2027`, `2026`, or `2026-03-01..2026-04-30`, as its first and last day."""
    first, dots, last = text.partition("..")
    days = _day(first, "01-01"), _day(last if dots else first, "12-31")
    if days[0] > days[1]:
        raise Usage(f"--every-start {text}: the first day comes after the last")
    return days


def _day(text: str, of_a_year: str) -> "date":
    from process.localtime import parse_day

    return parse_day(f"{text}-{of_a_year}" if len(text) == len("2026") else text)


def load(session: Session) -> int:
    _require("numpy", "load")
    from process.definitions import SHIPPED
    from simulation.load.answers import answer_load, load_json
    from simulation.load.model import read_model
    from terminal.load import show_load
    from terminal.progress import progress

    if session.args.files:
        raise Usage(
            "--load takes a model and no scenario",
            way_on="Try scenarios by themselves: merzim simulate FILE...",
        )
    model = read_model(Path(session.args.load))
    picture = _picture(session.args.plot) if session.args.plot else None
    with progress(model.years, "years of the office", quiet=session.args.json) as step:
        found = answer_load(model, SHIPPED.definitions[0], session.calendar_of_today, step=step)
    if picture:
        from simulation.load.pictures import draw_picture

        with _writing(str(picture)):
            draw_picture(found, picture)
    plain = load_json(found)
    session.show(plain, lambda: show_load(plain, session.lang))
    return 0


def _picture(file: str) -> Path:
    """Where the answer is to be drawn. Raises Usage, BadInput where it cannot be, before years are drawn."""
    _require("matplotlib", "plots")
    from simulation.load.pictures import require_picture

    require_picture(Path(file))
    _require_writable(file)
    return Path(file)


def _require(module: str, extra: str) -> None:
    """Raises Usage where a library is missing that only some who use Merzim need."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise Usage(
            f"this needs {module}, which is not installed", way_on=f"Install Merzim with its extra: {extra}."
        )


def from_db(session: Session) -> int:
    from process.definitions import SHIPPED
    from process.desk import Desk
    from process.localtime import parse_typed
    from simulation.outlook import outlook
    from simulation.outlook_json import outlook_json
    from store.cases import SqlCases
    from store.listing import open_cases, personal
    from terminal.outlook import show_outlook
    from terminal.people import masked

    if session.args.files:
        raise Usage(
            "--from-db takes no scenario: it carries the office's own cases ahead",
            way_on="Try scenarios by themselves: merzim simulate FILE...",
        )
    if not session.args.until:
        raise Usage("until when is not said", way_on="Give --until DATE.")
    now, until = session.clock(), parse_typed(session.args.until, day_means="end")
    if until <= now:
        raise Usage(f"--until {session.args.until} is over", way_on="Name a day to come.")
    database = session.database(readonly=True)
    with database.snapshot():
        cases = list(open_cases(database))
        desk = Desk(SqlCases(database, SHIPPED), lambda: now, session.workdays, SHIPPED)
        found = outlook(desk, cases, now, until)
        plain = outlook_json(found, lambda case_id: masked(personal(database, case_id)))
    session.show(plain, lambda: show_outlook(plain, session.lang))
    return 0
