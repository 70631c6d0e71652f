"""What people type: every command, its arguments and its one line of help, as a table. It runs nothing."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from process.roles import Role
from terminal.arguments import Arg, Parser, arg, count, either, flag, number, path, put
from terminal.command import AS_OF, CSV, Command, N
from terminal.complaint_commands import COMPLAINT_COMMANDS
from terminal.outbox_commands import OUTBOX_COMMANDS
from terminal.paper_commands import PAPER_COMMANDS
from terminal.queue_commands import QUEUE_COMMANDS
from terminal.signature_commands import LISTS_NEEDED, SIGNATURE_COMMANDS, SIGNED, TRUST
from terminal.varying_commands import VARYING_COMMANDS

LANGUAGES = ("kk", "ru", "en")


GROUNDS = arg(
    "--ground",
    type=number,
    action="append",
    required=True,
    metavar="1..4",
    help="a ground of list 10 (repeatable)",
)
PROVISIONS = arg(
    "--provision",
    action="append",
    required=True,
    metavar="TEXT",
    help="the article of the law it rests on (repeatable)",
)
WAY = arg(
    "--way",
    default="cabinet",
    help="how the notice is sent: cabinet (default), letter, telegram, sms, email, in_person, other (Code, Article 66)",
)
METHOD = arg("--method", metavar="oral|video|written", help="how the hearing is held")
HEARING = arg("--hearing", metavar="WHEN", help="its time, Almaty local: 'YYYY-MM-DD HH:MM'")
PLACE = arg("--place", metavar="TEXT", help="its place, or the link")
EXIT_STATUS = flag(
    "--exit-status", help="exit 10 when something is overdue, 11 when due within 1 working day"
)
KNOWN_ON = arg("--known-on", metavar="DATE", help="with what was known on that day")
WEEK = arg("--week", choices=("five", "six"), default="five", help="the working week (default: five days)")
FACTS = arg(
    "file",
    nargs="?",
    type=path,
    metavar="FILE",
    help="acts and facts (TOML); without it, the facts that are known already",
)
LIMIT = arg("--limit", type=count, metavar="N", help="at most so many")

COMMANDS: tuple[Command, ...] = (
    Command("init", "make the database, or bring an older one up to date", kind="plain"),
    Command(
        "submit",
        "file reports: a JSON file with one, an array, or JSON lines ('-': standard input)",
        (
            arg("file", nargs="?", type=path, metavar="FILE|-"),
            *SIGNED,
            flag("--all-or-nothing", help="file none of them if one cannot be filed"),
            arg("--example", type=number, choices=(1, 2), help="print a report of Annex 1 or 2 to fill in"),
        ),
        kind="filing",
    ),
    Command(
        "case list",
        "the cases",
        (
            arg("--state"),
            arg("--garrison"),
            arg("--executor"),
            flag("--overdue", help="only those past the end of the term"),
            arg(
                "--due-within",
                type=count,
                metavar="N",
                help="only those with something due within N working days",
            ),
            LIMIT,
            AS_OF,
            CSV,
        ),
    ),
    Command("case find", "the cases of a person", (arg("iin", metavar="IIN"), AS_OF)),
    Command("case show", "a case: the report and what is next", (N, AS_OF, EXIT_STATUS)),
    Command(
        "case timeline",
        "what happened, what runs, what is allowed and what is blocked",
        (N, AS_OF, EXIT_STATUS),
    ),
    Command(
        "case explain",
        "why a due date is this one",
        (
            N,
            arg("deadline", metavar="DEADLINE", nargs="?", default="decision"),
            KNOWN_ON,
            flag("--memo", help="as a memo for the file, in Markdown"),
            AS_OF,
        ),
    ),
    Command("case history", "the events and the refused attempts", (N, CSV)),
    Command(
        "case documents", "what the report needs, what is there, missing or expired (list 9)", (N, AS_OF, CSV)
    ),
    Command(
        "case assign",
        "appoint the responsible executor",
        (N, arg("--executor", required=True, metavar="NAME")),
        kind="act",
    ),
    Command("case accept", "send the mark of acceptance", (N,), kind="act"),
    Command(
        "case reject",
        "refuse to accept: documents missing or expired",
        (
            N,
            arg(
                "--missing",
                type=number,
                action="append",
                default=[],
                metavar="LIST9",
                help="sub-item of list 9 (repeatable)",
            ),
            arg(
                "--expired",
                type=number,
                action="append",
                default=[],
                metavar="LIST9",
                help="sub-item of list 9 (repeatable)",
            ),
            arg("--remark", metavar="TEXT", help="why, where the record says otherwise"),
        ),
        kind="act",
    ),
    Command(
        "case obtain",
        "ask state information systems for what the case needs",
        (
            N,
            arg(
                "--systems",
                type=path,
                metavar="DIR|URL",
                help="who answers: a folder of answers, or a service (default: MERZIM_SYSTEMS)",
            ),
        ),
        kind="filing",
    ),
    Command("case withdraw", "the applicant takes the report back", (N,), kind="act"),
    Command(
        "case endorse",
        "the legal service or the housing unit agrees, or not",
        (
            N,
            arg("--by", required=True, metavar="legal_service|housing_unit"),
            either("agrees", ("--agree", True, "it agrees"), ("--object", False, "it does not")),
            arg("--remark", metavar="TEXT"),
        ),
        kind="act",
    ),
    Command(
        "case propose-refusal",
        "the preliminary decision to refuse, and the notice of the hearing",
        (
            N,
            GROUNDS,
            PROVISIONS,
            HEARING,
            PLACE,
            METHOD,
            WAY,
            arg("--late-reason", metavar="TEXT", help="why it is late"),
        ),
        kind="act",
    ),
    Command("case send-notice", "send the notice again, another way", (N, WAY), kind="act"),
    Command("case receive-notice", "the notice arrived", (N, arg("--receipt", metavar="REF")), kind="act"),
    Command(
        "case reschedule",
        "set the hearing anew, with a new notice",
        (N, HEARING, arg("--reason", required=True, metavar="TEXT"), PLACE, METHOD, WAY),
        kind="act",
    ),
    Command(
        "case state-position",
        "the applicant objects, or states a position",
        (
            N,
            either("form", ("--written", "written", "in writing"), ("--oral", "oral", "by word of mouth")),
            arg("--text", type=path, metavar="FILE", help="its text"),
        ),
        kind="act",
    ),
    Command("case request-oral", "the applicant asks for an oral hearing", (N,), kind="act"),
    Command(
        "case waive-hearing",
        "skip the hearing at the applicant's petition",
        (
            N,
            arg("--granted-by", required=True, metavar="NAME"),
            flag("--give-up-objection", help="the petition gives up the time to object"),
            arg("--text", type=path, metavar="FILE", help="the objection that the petition contains"),
        ),
        kind="act",
    ),
    Command(
        "case hold-hearing",
        "the hearing was held",
        (
            N,
            arg("--method", required=True, metavar="oral|video"),
            either(
                "present",
                ("--present", True, "the applicant was there"),
                ("--absent", False, "was not there"),
            ),
        ),
        kind="act",
    ),
    Command(
        "case sign-protocol",
        "the protocol of the oral hearing is signed",
        (N, arg("--chair", required=True, metavar="NAME"), arg("--secretary", required=True, metavar="NAME")),
        kind="act",
    ),
    Command("case register", "register the applicant in the housing queue", (N,), kind="act"),
    Command("case refuse", "refuse, after the hearing", (N, GROUNDS, PROVISIONS), kind="act"),
    Command("case terminate", "end the procedure after a withdrawal", (N,), kind="act"),
    Command(
        "case correct",
        "correct an act on record: done at another moment, or never",
        (
            N,
            arg("seq", type=number, metavar="SEQ", help="the entry of the record"),
            arg("--reason", required=True, metavar="TEXT"),
            arg("--to", metavar="WHEN", help="its right moment; without it the act is struck"),
        ),
        kind="correction",
    ),
    Command(
        "case update",
        "the applicant's data change: a report of Annex 3 (JSON)",
        (
            arg("n", nargs="?", metavar="N", help="the case, such as 2026-000118, or its number alone"),
            arg("file", nargs="?", type=path, metavar="FILE|-"),
            *SIGNED,
            flag("--example", help="print a report of Annex 3 to fill in"),
        ),
        kind="filing",
    ),
    Command(
        "case court-set-aside",
        "a court set aside an act that a document of list 9(5) rests on",
        (N, arg("--on", required=True, metavar="DATE", help="when the court did")),
        kind="act",
    ),
    Command("case court-told", "the applicant told the state institution of it", (N,), kind="act"),
    *SIGNATURE_COMMANDS,
    *VARYING_COMMANDS,
    *COMPLAINT_COMMANDS,
    *QUEUE_COMMANDS,
    Command(
        "work", "what must be done, soonest first", (arg("--executor", metavar="NAME"), LIMIT, AS_OF, CSV)
    ),
    Command(
        "calendar show", "a year, day by day", (arg("year", type=number, metavar="YEAR"), KNOWN_ON, WEEK, CSV)
    ),
    Command(
        "calendar check", "whether a day is worked, and why", (arg("date", metavar="DATE"), KNOWN_ON, WEEK)
    ),
    Command(
        "calendar add",
        "the N-th working day after a day (a negative N counts back)",
        (arg("date", metavar="DATE"), arg("days", type=number, metavar="N"), KNOWN_ON, WEEK),
    ),
    Command(
        "calendar explain",
        "the same, each day counted and skipped with its reason",
        (arg("date", metavar="DATE"), arg("days", type=number, metavar="N"), KNOWN_ON, WEEK),
    ),
    Command("calendar status", "which years are known, and what is missing", (KNOWN_ON,)),
    Command(
        "calendar impact",
        "what a new act would do to the open deadlines; nothing is written",
        (FACTS, KNOWN_ON, arg("--limit", type=count, default=20, metavar="N", help="show so many deadlines")),
    ),
    Command(
        "calendar import",
        "check a file of new facts; --apply: carry it through",
        (FACTS, KNOWN_ON, flag("--apply", help="write the facts, and count every open deadline again")),
        kind="correction",
    ),
    Command(
        "calendar approve",
        "approve the earlier dates that wait for the head (R24)",
        (
            arg("--case", action="append", default=[], metavar="N", help="only of this case (repeatable)"),
            flag("--list", help="only show them"),
        ),
        kind="correction",
    ),
    Command("rules list", "the definitions that ship", ()),
    Command(
        "rules show",
        "each step and deadline with its words in Kazakh and English",
        (arg("definition", nargs="?", metavar="DEFINITION"),),
    ),
    Command(
        "rules announce",
        "word of a change of the rules: by when, to whom (item 7); without a definition, all",
        (
            arg("definition", nargs="?", metavar="DEFINITION"),
            arg("--approved", metavar="WHEN", help="a change was approved then: the Ministry's days begin"),
            arg(
                "--told",
                action="append",
                default=[],
                metavar="WHOM",
                help="operator, contact_centre or providers were sent word (repeatable)",
            ),
        ),
        kind="act",
    ),
    Command(
        "rules diagram",
        "the chart of states: Mermaid; SVG or PNG where Graphviz is there",
        (
            arg("definition", nargs="?", metavar="DEFINITION"),
            arg("--format", choices=("mermaid", "svg", "png"), default="mermaid"),
            arg("--output", type=path, metavar="FILE"),
        ),
    ),
    Command(
        "rules verify",
        "check definitions before they bind: states, law, roles, and the windows from every start day",
        (
            arg(
                "definition",
                nargs="?",
                metavar="DEFINITION",
                help="its id, or FILE.py[:NAME]; without it, all that ship",
            ),
            arg(
                "--years", metavar="YEARS", help="start days: 2018..2027, or 2026 (default: the known years)"
            ),
        ),
    ),
    Command(
        "simulate",
        "try scenarios, a year of an office, or what is to come, before it binds anybody",
        (
            arg(
                "files",
                nargs="*",
                type=path,
                metavar="FILE",
                help="scenarios (TOML), or folders of *.scenario.toml",
            ),
            arg(
                "--every-start",
                metavar="YEARS",
                help="one scenario from every start day: 2018..2027, or 2026",
            ),
            arg(
                "--load", type=path, metavar="MODEL", help="years of an office by chance, from a model (TOML)"
            ),
            flag("--from-db", help="the open cases of the database, if nobody acts (--until)"),
            arg("--until", metavar="DATE", help="up to when"),
            arg("--junit", type=path, metavar="FILE", help="write a JUnit report besides"),
            arg("--plot", type=path, metavar="FILE", help="draw the answer of --load: a .png or .svg"),
        ),
        kind="plain",
    ),
    Command(
        "daemon",
        "fire deadlines as they fall due, take reports from a folder, deliver what is owed",
        (
            flag("--once", help="one sweep, then end"),
            arg("--inbox", type=path, metavar="DIR", help="take report files from this folder"),
            TRUST,
            LISTS_NEEDED,
            arg("--interval", type=float, default=60.0, metavar="SECONDS"),
            flag("--accept-clock", help="go on although the clock stepped forward by more than a day"),
            arg(
                "--delivery",
                type=path,
                metavar="FILE",
                help="how people are reached (TOML; default: a spool beside the database)",
            ),
            flag("--no-delivery", help="what is owed waits in the outbox"),
        ),
        kind="plain",
    ),
    *OUTBOX_COMMANDS,
    *PAPER_COMMANDS,
    Command(
        "export ics",
        "deadlines and hearings for a calendar program (iCalendar), on standard output",
        (arg("--executor", metavar="NAME", help="only of the cases of that executor"),),
    ),
    Command("health", "whether the daemon sweeps and the database answers", kind="plain"),
    Command("audit verify", "check the hash chains and that every copy equals its record", kind="plain"),
    Command(
        "backup",
        "copy the database, while it is in use",
        (arg("target", type=path, metavar="FILE"),),
        kind="plain",
    ),
)
GROUPS = {
    "case": "one case, or the list of them",
    "complaint": "complaints, and what was decided on them",
    "queue": "the register of a garrison, and a place in it: merzim queue GARRISON",
    "calendar": "the working days of Kazakhstan",
    "rules": "the definitions: steps, deadlines and the law's words",
    "audit": "the record",
    "papers": "certificates, notices and decisions as PDF",
    "outbox": "what is owed to people, and whether it reached them",
    "export": "what other programs read",
}


ALONE = "show"
"""What a group's own name says where no command of the group stands behind it: `merzim queue GARRISON`."""
VERSION = "0.1.0"
"""That of pyproject.toml; a test holds the two together."""


@cache
def parser() -> Parser:
    """The parser of the whole command line."""
    top = Parser(
        prog="merzim",
        description="State services with statutory deadlines: from a report to the decision, by the law.",
        epilog="To begin: merzim init, merzim submit FILE, merzim work. Options stand after the command. "
        "The database: --db, or MERZIM_DB. Who acts: --as NAME --role ROLE, or MERZIM_ACTOR and MERZIM_ROLE.",
    )
    top.add_argument("--version", action="version", version=f"merzim {VERSION}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    groups: dict[str, Any] = {"": commands}
    for command in COMMANDS:
        group, _, name = command.name.rpartition(" ")
        alone = command.name if command.name in GROUPS else None
        group, name = (alone, ALONE) if alone else (group, name)
        if group not in groups:
            made = commands.add_parser(group, help=GROUPS[group], description=GROUPS[group])
            groups[group] = made.add_subparsers(dest="sub", metavar="COMMAND", required=True)
            made.alone = ALONE if alone else None
        into = groups[group].add_parser(
            name, help=command.help, description=command.help, prog=f"merzim {alone}" if alone else None
        )
        into.set_defaults(name=command.name, kind=command.kind)
        put(into, [*command.args, *_common(command.kind)])
    return top


def _common(kind: str) -> Sequence[Arg]:
    every = [
        flag("--json", help="one JSON document"),
        arg(
            "--db",
            type=path,
            metavar="URL",
            help="the database (default: MERZIM_DB, else the user's data folder)",
        ),
        arg("--lang", choices=LANGUAGES, help="kk, ru or en (default: MERZIM_LANG, else en)"),
    ]
    actor = [
        arg("--as", dest="actor", metavar="NAME", help="who acts (default: MERZIM_ACTOR)"),
        arg("--role", metavar="ROLE", help=f"in which role (default: MERZIM_ROLE): {', '.join(Role)}"),
    ]
    behalf = arg("--on-behalf-of", metavar="NAME", help="whose act it is, where the executor only records it")
    if kind == "act":
        when = arg("--at", metavar="WHEN", help="when it happened, Almaty local (default: now)")
        return [*actor, when, behalf, *every]
    return {"filing": [*actor, behalf, *every], "correction": [*actor, *every]}.get(kind, every)
