"""The one console on which everything is shown. It knows widths, colours and letters, and nothing of cases.

JSON goes past it: a document for programs is never wrapped, coloured or measured.
"""

import sys
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_WIDTH = 80


def console(
    *, width: int | None = None, colour: bool | None = None, file: IO[str] | None = None
) -> "Console":
    """Where to print. Not a terminal: 80 columns, no colour. `colour` None: as NO_COLOR and the terminal say."""
    from rich.console import Console

    out = file or sys.stdout
    _never_fail_on_a_letter(out)
    made = Console(
        file=out,
        width=width,
        no_color=True if colour is False else None,
        force_terminal=True if colour else None,
        markup=False,  # a bracket in a name is a bracket
        emoji=False,
        highlight=False,
    )
    if width is None and not made.is_terminal:
        made.width = PLAIN_WIDTH
    return made


def _unicode(out: IO[str]) -> bool:
    return (getattr(out, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")


def _never_fail_on_a_letter(out: IO[str]) -> None:
    """On a terminal without Kazakh letters a name comes out with question marks, and the rest can be read."""
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure and not _unicode(out):
        reconfigure(errors="replace")
