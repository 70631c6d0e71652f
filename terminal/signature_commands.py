"""What people type about signatures. It runs nothing."""

from terminal.arguments import arg, flag, path
from terminal.command import Command, N

SIGNATURE = arg("--signature", type=path, metavar="FILE", help="the detached signature over that file (.p7s)")
TRUST = arg(
    "--trust",
    type=path,
    metavar="DIR",
    help="the trust store: a folder of certificates and revocation lists (default: MERZIM_TRUST)",
)
LISTS_NEEDED = flag(
    "--require-lists",
    help="refuse a signature where no current revocation list speaks for it (default: MERZIM_REQUIRE_LISTS)",
)
SIGNED = (SIGNATURE, TRUST, LISTS_NEEDED)

SIGNATURE_COMMANDS: tuple[Command, ...] = (
    Command(
        "case receipt",
        "the portal confirmed a signature that is not verified here",
        (N, arg("--receipt", required=True, metavar="REF", help="the portal's own reference")),
        kind="act",
    ),
    Command(
        "case signature",
        "how the report was certified; --out: the signed bytes and their signature, to be checked elsewhere",
        (
            N,
            arg("--out", type=path, metavar="DIR", help="write report.json and report.p7s into this folder"),
            TRUST,
            LISTS_NEEDED,
        ),
    ),
)
