"""The commands about what is owed to people, for the grammar."""

from terminal.arguments import arg, count, flag
from terminal.command import CSV, Command

KEY = "the message's key, such as 2026-000118-8-1"

OUTBOX_COMMANDS: tuple[Command, ...] = (
    Command(
        "outbox list",
        "what is owed to people, by case, and whether it reached them",
        (
            arg("--status", metavar="STATUS", help="waiting, delivered, given_up or recalled"),
            arg("--case", metavar="N", help="only of this case"),
            arg(
                "--addressee", metavar="WHOM", help="only to them: applicant, head, executor, monitoring ..."
            ),
            arg("--limit", type=count, metavar="N", help="at most so many"),
            CSV,
        ),
    ),
    Command(
        "outbox show",
        "one message: its words as they go, every try, its receipt",
        (arg("key", metavar="KEY", help=KEY),),
    ),
    Command(
        "outbox retry",
        "send again what was given up, all its tries before it",
        (arg("key", nargs="?", metavar="KEY", help=KEY), flag("--all", help="everything that was given up")),
        kind="correction",
    ),
)
