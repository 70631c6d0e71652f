"""What one command of the command line is: its name, its line of help, its arguments. Runs nothing."""

from dataclasses import dataclass

from terminal.arguments import Arg, Either, arg, flag


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is one word or two ("case accept"); `kind` says which common options it takes."""

    name: str
    help: str
    args: tuple[Arg | Either, ...] = ()
    kind: str = "view"


N = arg("n", metavar="N", help="the case, such as 2026-000118, or its number alone")
AS_OF = arg("--as-of", metavar="WHEN", help="as it stood, or will stand if nobody acts (a bare day: its end)")
CSV = flag("--csv", help="as a table for a spreadsheet")
EXECUTED = ("act", "correction")
OTHER_GROUPS = ("complaint", "queue")
"""Whose acts are named by their group too."""


def act_name(command: Command) -> str | None:
    """What scenarios and tests call the act of that command: "accept", "complaint-lodge"; None where it is none."""
    group, _, name = command.name.partition(" ")
    if command.kind not in EXECUTED or group not in ("case", *OTHER_GROUPS):
        return None
    return name if group == "case" else f"{group}-{name}"


def command_of(act: str) -> str:
    """The command of an act: "case accept", "complaint lodge"."""
    group, _, name = act.partition("-")
    return f"{group} {name}" if group in OTHER_GROUPS else f"case {act}"
