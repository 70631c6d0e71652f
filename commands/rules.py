"""The definitions, which need no database."""

from pathlib import Path
from typing import Any

from commands.session import Session
from terminal.arguments import Usage


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


def _write(file: str, data: bytes) -> None:
    try:
        Path(file).write_bytes(data)
    except OSError as error:
        raise Usage(f"{file} cannot be written: {error.strerror}", way_on="Name another file.") from None


def _definition(session: Session) -> Any:
    from process.definitions import SHIPPED

    return SHIPPED[session.args.definition] if session.args.definition else SHIPPED.definitions[0]
