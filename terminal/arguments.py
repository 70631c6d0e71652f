"""What one argument of the command line is, what may be typed there, and how a wrong one is refused. Runs nothing."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from process.errors import MerzimError

LONGEST = 1000
"""Letters of a name, a place or a reason; what is longer belongs into a file."""
LONGEST_NUMBER = 30

_NUMBER = re.compile(rf"[+-]?[0-9]{{1,{LONGEST_NUMBER}}}")


class Usage(MerzimError):
    """The command line itself is wrong."""

    kind = "usage"


class Parser(argparse.ArgumentParser):
    """argparse, but a wrong command line is an error like any other, so that `--json` can show it."""

    def __init__(self, **options: Any) -> None:
        # A shortened option would mean another one as soon as there are two that begin so.
        super().__init__(**options, allow_abbrev=False)
        self.alone: str | None = None
        """The command of this group that is meant where none is named."""

    def error(self, message: str) -> NoReturn:
        first = "" if " " in self.prog else "Options stand after the command. "
        raise Usage(message, way_on=f"{first}See: {self.prog} --help")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuses what it does not know by itself, so that the error names this command and not the program."""
        if self.alone and not (args and args[0] in self._commands()):
            args = [self.alone, *(args or ())]
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def _commands(self) -> set[str]:
        """What may stand first in this group, its help included."""
        groups = (each.choices for each in self._actions if isinstance(each.choices, dict))
        return {"-h", "--help", *(name for group in groups for name in group)}


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument: its names and what argparse is to make of it."""

    names: tuple[str, ...]
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Either:
    """Arguments of which exactly one must be given."""

    args: tuple[Arg, ...]


def arg(*names: str, **options: Any) -> Arg:
    """An argument that takes words, unless `type` says otherwise."""
    return Arg(names, {"type": words, **options})


def flag(*names: str, help: str) -> Arg:
    return Arg(names, {"action": "store_true", "help": help})


def either(dest: str, *choices: tuple[str, Any, str]) -> Either:
    """Options of which exactly one is given, each setting `dest` to its own value."""
    return Either(
        tuple(
            Arg((name,), {"dest": dest, "action": "store_const", "const": value, "help": help})
            for name, value, help in choices
        )
    )


def put(into: argparse.ArgumentParser, args: Sequence[Arg | Either]) -> None:
    """Give the parser these arguments."""
    for each in args:
        if isinstance(each, Either):
            group = into.add_mutually_exclusive_group(required=True)
            for one in each.args:
                group.add_argument(*one.names, **one.options)
        else:
            into.add_argument(*each.names, **each.options)


# --- what may be typed


def words(typed: str) -> str:
    """One line that can be stored and shown: white space as single spaces, no control characters."""
    said = " ".join(typed.split())
    if not said:
        raise argparse.ArgumentTypeError("it is empty")
    if not said.isprintable():
        raise argparse.ArgumentTypeError(f"{said[:40]!r} holds characters that cannot be printed")
    if len(said) > LONGEST:
        raise argparse.ArgumentTypeError(f"it is longer than {LONGEST} letters")
    return said


def path(typed: str) -> str:
    """A file, a folder or an address, as it was typed."""
    if not typed.strip() or "\0" in typed:
        raise argparse.ArgumentTypeError("it is empty" if "\0" not in typed else "no file has such a name")
    return typed


def number(typed: str) -> int:
    """A whole number in the digits 0-9."""
    if not _NUMBER.fullmatch(typed):
        raise argparse.ArgumentTypeError(f"{typed[:40]!r} is not a whole number")
    return int(typed)


def count(typed: str) -> int:
    """How many: 0 or more."""
    if (many := number(typed)) < 0:
        raise argparse.ArgumentTypeError(f"{many} is less than none")
    return many
