"""An act by the words that are typed for it at the command line: `propose-refusal`, with `ground`, `hearing`, `place`.

One vocabulary for the command line, for scenarios and for tests: what a command takes stands in `terminal.grammar`.
Two words differ, for here nobody types: `text` is the text itself and no file, and who endorses is the actor's role.
"""

from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from process.documents import Outcome
from process.errors import BadInput
from process.events import ActCorrected, Event
from process.localtime import iso
from process.roles import SYSTEM, Actor, Role
from process.states import Chart
from simulation.near import perhaps
from terminal.arguments import Arg, Either, number, words
from terminal.command import act_name, command_of
from terminal.grammar import COMMANDS
from terminal.typed_acts import ACTS, refuse_the_system

CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that an act is told: under which key and option, how it is read, and what it is by itself.

    `choices`: the values it may have, each with the option that says it; `dest` is the command line's own name for it.
    """

    key: str
    dest: str
    option: str = ""
    read: Any = None
    many: bool = False
    needed: bool = False
    default: Any = None
    choices: Mapping[Any, str] | None = None


UPDATE = "update"
UPDATE_WORDS = (
    Word("what", "what", "--what", words, needed=True),
    Word("reference", "reference", "--reference", words, needed=True),
    Word("document", "document", "--document", number, many=True, default=[]),
    Word("so", "so", "--so", words, many=True, default=[]),
    Word("not_so", "not_so", "--not-so", words, many=True, default=[]),
)
OBTAIN = "obtain"
OBTAIN_WORDS = tuple(
    Word(str(each), str(each), f"--{each}", words, many=True, default=[]) for each in Outcome
)
NOT_TYPED = (UPDATE, OBTAIN)
"""At a terminal an update is read from a report of Annex 3, and systems are asked; a story says only what changes, in
which report, with which documents of list 9 and circumstances, and what the systems answered."""


@cache
def vocabulary() -> Mapping[str, Mapping[str, Word]]:
    """Every act on a case by its name, with the words that it takes, by their keys."""
    acts = {name: each.args for each in COMMANDS if (name := act_name(each))}
    told = {name: {word.key: word for word in _words(args)} for name, args in acts.items()}
    own = {UPDATE: UPDATE_WORDS, OBTAIN: OBTAIN_WORDS}
    return told | {name: {word.key: word for word in known} for name, known in own.items()}


def _words(args: tuple[Arg | Either, ...]) -> Iterator[Word]:
    for each in args:
        if isinstance(each, Either):
            [dest] = {one.options["dest"] for one in each.args}
            choices = {one.options["const"]: one.names[0] for one in each.args}
            yield Word(dest, dest, needed=True, choices=choices)
        elif each.names != ("n",):
            yield _word(each.names[0], each.options)


def _word(name: str, options: Mapping[str, Any]) -> Word:
    key = name.lstrip("-").replace("-", "_")
    dest = options.get("dest") or key
    option = name if name.startswith("-") else ""
    if options.get("action") == "store_true":
        return Word(key, dest, default=False, choices={True: name, False: ""})
    if dest == "by":  # who endorses: in its own role, unless it is said otherwise
        return Word("service", dest, option, options["type"])
    needed = bool(options.get("required")) or not option
    many = options.get("action") == "append"
    return Word(key, dest, option, options["type"], many, needed, options.get("default"))


# --- who acts


def event_of(name: str) -> type[Event]:
    """The event that the act is known by."""
    return ActCorrected if name == CORRECT else ACTS[command_of(name)][0]


def actor_of(said: str | None, name: str, chart: Chart, on_behalf_of: str | None = None) -> Actor:
    """`executor Омарова` as an actor; nothing said: the one whose act it is.

    Raises BadInput for an unknown role, WrongRole for the system where it acts only by itself.
    """
    if said is None:
        step = chart.step(event_of(name))
        role = step.by[0] if step else Role.EXECUTOR
        return SYSTEM if role is Role.SYSTEM else Actor(str(role), role, on_behalf_of)
    return role_and_name(said, command_of(name), on_behalf_of)


def role_and_name(said: str, command: str, on_behalf_of: str | None = None) -> Actor:
    """`executor Омарова` as an actor of that command. Raises as `actor_of`."""
    role_name, _, person = said.partition(" ")
    if role_name not in [str(each) for each in Role]:
        raise BadInput(
            f"there is no role {role_name!r}{perhaps(role_name, map(str, Role))}",
            way_on=f"The roles are: {', '.join(Role)}. A name may stand behind it: 'executor Омарова'.",
        )
    refuse_the_system(role_name, command)
    return Actor(_one_line(person) or role_name, Role(role_name), on_behalf_of)


def _one_line(name: str) -> str:
    try:
        return words(name) if name.strip() else ""
    except ArgumentTypeError as wrong:
        raise BadInput(f"the name of who acts: {wrong}", details={"key": "by"}) from None


# --- what is done


def require_act(name: str) -> str:
    """The act by its name, with `-` or `_` between its words. Raises BadInput for one that there is not."""
    known = name.replace("_", "-")
    if known not in vocabulary():
        raise BadInput(
            f"there is no act {name!r}{perhaps(known, vocabulary())}",
            way_on=f"The acts are: {', '.join(vocabulary())}.",
            details={"key": "do"},
        )
    return known


def arguments(name: str, said: Mapping[str, Any], actor: Actor) -> Namespace:
    """What is said of an act, as the command line would have read it. Raises BadInput with every fault."""
    known = vocabulary()[name]
    faults = [(key, f"{name} takes no {key!r}{perhaps(key, known)}") for key in said if key not in known]
    values: dict[str, Any] = {}
    for key, word in known.items():
        try:
            values[word.dest] = _value(word, said.get(key))
        except BadInput as wrong:
            faults.append((key if key in said else "do", f"{name}: {key} {wrong.message}"))
        except ArgumentTypeError as wrong:
            faults.append((key, f"{name}: {key}: {wrong}"))
    if faults:
        raise BadInput(
            "; ".join(fault for _, fault in faults),
            way_on=f"{name} takes: {', '.join(known) or 'nothing'}.",
            details={"faults": [{"key": key, "fault": fault} for key, fault in faults]},
        )
    if name == "endorse" and values["by"] is None:
        values["by"] = str(actor.role)
    return Namespace(name=command_of(name), **values)


def _value(word: Word, said: Any) -> Any:
    if said is None or (word.needed and said in ([], ())):
        if word.needed:
            raise BadInput(f"is missing{': ' + _choices(word) if word.choices else ''}")
        return list(word.default) if isinstance(word.default, list) else word.default
    if word.choices:
        return _choice(word, said)
    if word.many:
        return [_read(word, each) for each in (said if isinstance(said, (list, tuple)) else [said])]
    return _read(word, said)


def _choice(word: Word, said: Any) -> Any:
    for each in word.choices or ():
        if type(said) is type(each) and said == each:  # to Python 1 is True, to a lawyer it is no answer
            return each
    raise BadInput(f"is {_choices(word)}, not {said!r}")


def _choices(word: Word) -> str:
    return " or ".join(map(_shown, word.choices or ()))


def _read(word: Word, said: Any) -> Any:
    if said is None or isinstance(said, (bool, list, tuple, dict)):
        raise BadInput(f"cannot be {_shown(said)}")
    text = _moment(said) if isinstance(said, datetime) else str(said)
    if word.key != "text":
        return word.read(text)
    if not text.strip():
        raise BadInput("is empty")
    return text


def _moment(moment: datetime) -> str:
    """A moment as it would be typed; without an offset it is Almaty's own."""
    return moment.isoformat(" ") if moment.tzinfo is None else iso(moment)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "nothing" if value is None else repr(value)


def command_line(name: str, args: Namespace) -> list[str]:
    """The same act as it is typed: its words, without the case, the actor and the moment."""
    return [typed for word in vocabulary()[name].values() for typed in _typed(word, getattr(args, word.dest))]


def _typed(word: Word, value: Any) -> list[str]:
    if word.choices:
        return list(filter(None, [word.choices[value]]))
    several = value if isinstance(value, list) else [value]
    return [part for each in several if each is not None for part in _option(word.option, str(each))]


def _option(option: str, text: str) -> list[str]:
    if option and text.startswith("-"):  # or it would be read as the next option
        return [f"{option}={text}"]
    return [option, text] if option else [text]
