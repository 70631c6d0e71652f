"""What people type of the register of a garrison. It runs nothing."""

from terminal.arguments import arg, number
from terminal.command import CSV, Command, N

AT = arg("--at", metavar="DATE", help="as it stood then (a bare day: its end)")

QUEUE_COMMANDS: tuple[Command, ...] = (
    Command(
        "queue",
        "the register of a garrison, in order: merzim queue GARRISON",
        (
            arg("garrison", metavar="GARRISON"),
            arg(
                "--form",
                type=number,
                choices=(1, 2),
                default=1,
                help="1: service housing (default); 2: the current housing payment, which has no numbers",
            ),
            arg(
                "--service",
                default="order-232",
                metavar="SERVICE",
                help="of which service (default: order-232)",
            ),
            AT,
            CSV,
        ),
    ),
    Command(
        "queue position",
        "the number of a case, at issue and now, and every move with its reason",
        (N, AT),
    ),
    Command(
        "queue strike-off",
        "the entry leaves the register, outside the Order (R14)",
        (
            N,
            arg("--ground", required=True, metavar="GROUND", help="provided, transferred or struck_off"),
            arg(
                "--provision", required=True, metavar="TEXT", help="the law it rests on, as the head names it"
            ),
            arg("--reason", metavar="TEXT", help="in words, without personal data"),
        ),
        kind="act",
    ),
)
