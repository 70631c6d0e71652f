"""What people type of complaints, of what a body decides on them, and of a court after it. It runs nothing."""

from terminal.arguments import arg, flag, number, path
from terminal.command import AS_OF, CSV, Command, N

COMPLAINT = arg(
    "--complaint", type=number, metavar="K", help="its number on the case (needed where several fit)"
)
TO = "quality_authority|superior_body"
OUTCOME = arg(
    "--outcome",
    required=True,
    metavar="OUTCOME",
    help="cancelled, replaced, ordered, returned, dismissed, or left (without consideration)",
)
WHAT = arg("--what", metavar="TEXT", help="what is to be done (ordered)")
ACT = arg(
    "--event",
    dest="act",
    metavar="EVENT",
    help="the act of the procedure that is ordered, such as ApplicantRegistered",
)
DAYS = arg("--days", type=number, metavar="N", help="working days, where the decision sets them")

COMPLAINT_COMMANDS: tuple[Command, ...] = (
    Command(
        "complaint lodge",
        "a complaint came in; a late one is accepted too, and marked",
        (
            N,
            arg("--about", metavar="ABOUT", help="acceptance, silence, decision, termination or action"),
            arg(
                "--came-in",
                default="provider",
                metavar="WHERE",
                help="where it came in: provider (default), or a body",
            ),
            arg(
                "--learned", metavar="DATE", help="when the applicant learned of the act, if not by its paper"
            ),
            arg("--text", type=path, metavar="FILE", help="its text"),
        ),
        kind="act",
    ),
    Command(
        "complaint forward",
        "send it on, with the file, to the body that considers it",
        (N, arg("--body", required=True, metavar=TO), COMPLAINT),
        kind="act",
    ),
    Command(
        "complaint satisfy",
        "meet it in full in place of forwarding: by the favourable act, or as --done says",
        (
            N,
            COMPLAINT,
            arg("--done", dest="by_act", metavar="TEXT", help="what was done, where it is no act here"),
        ),
        kind="act",
    ),
    Command("complaint take", "the body registers it: its own term starts", (N, COMPLAINT), kind="act"),
    Command(
        "complaint extend",
        "the body gives itself more working days, once",
        (
            N,
            arg("--days", type=number, required=True, metavar="N"),
            arg("--reason", required=True, metavar="TEXT"),
            COMPLAINT,
        ),
        kind="act",
    ),
    Command("complaint told", "the applicant was told of the extension", (N, COMPLAINT), kind="act"),
    Command(
        "complaint resolve",
        "how the body decided",
        (N, OUTCOME, COMPLAINT, arg("--reason", metavar="TEXT"), WHAT, ACT, DAYS),
        kind="act",
    ),
    Command("complaint withdraw", "the applicant takes it back", (N, COMPLAINT), kind="act"),
    Command(
        "complaint executed",
        "what the body or a court ordered is done",
        (N, arg("--what", required=True, metavar="TEXT"), COMPLAINT),
        kind="act",
    ),
    Command(
        "complaint list",
        "the complaints, of one case or of all",
        (arg("n", nargs="?", metavar="N"), flag("--open", help="only those not ended"), AS_OF, CSV),
    ),
    Command(
        "complaint file",
        "the administrative case in one archive, to be sent on: events, papers, explanations",
        (N, arg("--output", type=path, metavar="FILE", help="default: case-N.zip"), AS_OF),
    ),
    Command("case came-back", "the case that a body returned is back", (N, COMPLAINT, DAYS), kind="act"),
    Command(
        "case record-court",
        "a court's act, and what it does to the case",
        (
            N,
            arg("--court", required=True, metavar="NAME"),
            arg("--number", required=True, metavar="TEXT", help="the number of the court's act"),
            OUTCOME,
            WHAT,
            ACT,
            DAYS,
        ),
        kind="act",
    ),
)
