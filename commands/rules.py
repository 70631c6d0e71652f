"""The definitions, which need no database."""

from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING, Any

from commands.session import Session
from terminal.arguments import Usage

if TYPE_CHECKING:
    from datetime import date

    from process.definition import Definition
    from process.workdays import Workdays


def rules_list(session: Session) -> int:
    from process.definitions import SHIPPED
    from terminal.plain import rules_list as listed
    from terminal.rules import list_rules

    session.show(listed(SHIPPED, session.lang), lambda: list_rules(SHIPPED, session.lang))
    return 0


def rules_show(session: Session) -> int:
    from terminal.plain import rules_show as shown
    from terminal.rules import show_rules

    definition = _definition(session)
    session.show(shown(definition), lambda: show_rules(definition, session.lang))
    return 0


def rules_diagram(session: Session) -> int:
    from terminal.diagram import draw

    args, definition = session.args, _definition(session)
    drawn = draw(definition, args.format)
    plain = {"definition": definition.id, "format": args.format}
    if args.output:
        _write(args.output, drawn)
        session.show({**plain, "file": args.output}, lambda: f"The diagram is in {args.output}")
    elif args.format == "png":
        raise Usage("a picture needs a file", way_on="Give --output FILE.")
    elif args.json:
        session.show({**plain, "diagram": drawn.decode()}, lambda: None)
    else:
        session.write(drawn.decode())
    return 0


def rules_verify(session: Session) -> int:
    from simulation.verified_json import verified_json
    from simulation.verify import verify
    from terminal.progress import progress
    from terminal.verify import show_verified

    wanted, workdays = _to_verify(session), session.calendar_of_today
    first, last = _years(session.args.years, workdays)
    starts = ((last - first).days + 1) * len(wanted)
    with progress(starts, "start days", quiet=session.args.json) as step:
        answers = [verify(each, first, last, workdays, step=step) for each in wanted]
    plain = verified_json(answers, workdays, session.lang)
    session.show(plain, lambda: show_verified(plain, session.lang))
    return 0 if plain["ok"] else 1


def _to_verify(session: Session) -> "list[Definition]":
    """The definition that is named, by its id or by a file of Python; without a name, all that ship."""
    from commands.definition_file import definitions_in, is_file
    from process.definitions import SHIPPED

    named = session.args.definition
    if not named:
        return list(SHIPPED.definitions)
    return definitions_in(named) if is_file(named) else [SHIPPED[named]]


def _years(said: str | None, workdays: "Workdays") -> "tuple[date, date]":
    """`2018..2027` or `2026`, as its first and last day; unsaid, the years that the calendar knows. Raises
    CalendarUnknown for others."""
    from datetime import date

    if said is None:
        return date(workdays.first_year, 1, 1), date(workdays.last_year, 12, 31)
    first, dots, last = said.partition("..")
    years = [first, last if dots else first]
    if not all(fullmatch(r"[1-9][0-9]{3}", year) for year in years):
        raise Usage(f"--years {said}: a year, or two with .. between them", way_on="--years 2018..2027")
    if first > years[1]:
        raise Usage(f"--years {said}: the first year comes after the last")
    days = date(int(first), 1, 1), date(int(years[1]), 12, 31)
    for day in days:
        workdays.is_worked(day)  # which it knows, or says that it does not
    return days


def _write(file: str, data: bytes) -> None:
    try:
        Path(file).write_bytes(data)
    except OSError as error:
        raise Usage(f"{file} cannot be written: {error.strerror}", way_on="Name another file.") from None


def _definition(session: Session) -> Any:
    from process.definitions import SHIPPED

    return SHIPPED[session.args.definition] if session.args.definition else SHIPPED.definitions[0]
