"""What people type where a service has what Order 232 has not. It runs nothing."""

from terminal.arguments import arg, number
from terminal.command import Command, N

MISSING = arg(
    "--missing", type=number, action="append", default=[], metavar="LIST9", help="a document (repeatable)"
)
EXPIRED = arg(
    "--expired", type=number, action="append", default=[], metavar="LIST9", help="a document (repeatable)"
)
REASON = arg("--reason", required=True, metavar="TEXT")

VARYING_COMMANDS: tuple[Command, ...] = (
    Command(
        "case give-time",
        "give time to complete the package (where the service has it)",
        (N, MISSING, EXPIRED),
        kind="act",
    ),
    Command("case complete", "the applicant completed the package", (N,), kind="act"),
    Command("case suspend", "suspend the term (where the service has it)", (N, REASON), kind="act"),
    Command("case resume", "let the term go on", (N,), kind="act"),
    Command(
        "case extend",
        "extend the term (where the service has it)",
        (N, arg("--days", type=number, required=True, metavar="N"), REASON),
        kind="act",
    ),
)
