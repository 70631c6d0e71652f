"""What people type about papers. It runs nothing."""

from terminal.arguments import arg, count, flag, path
from terminal.command import Command, N
from terminal.signature_commands import LISTS_NEEDED, TRUST

PAPER_COMMANDS: tuple[Command, ...] = (
    Command(
        "papers make",
        "a paper of a case as PDF; without a paper, the list of what can be made",
        (
            N,
            arg("paper", nargs="?", metavar="PAPER", help="annex-5, acceptance, notice, ...: see the list"),
            arg("--of", type=count, metavar="SEQ", help="of that entry (default: the latest)"),
            arg("--ordinal", type=count, metavar="N", help="the number in the queue, for Annex 5"),
            arg("--out", type=path, metavar="FILE|DIR", help="where to (default: here)"),
            flag("--draft", help="marked as a draft on every page; then Annex 5 needs no number"),
            flag("--force", help="overwrite a file that is there"),
        ),
    ),
    Command(
        "papers check",
        "whether a file is a paper that this office issued, unchanged, and still good",
        (arg("file", type=path, metavar="FILE", help="the PDF as it was received"), TRUST, LISTS_NEEDED),
    ),
)
