"""Whom the operator trusts, as a command line or the environment names it, and the signature that comes with a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from commands.session import Session
from terminal.arguments import Usage

if TYPE_CHECKING:
    from daemon.filing import Beside
    from signing.trust import Trust

WAY_ON = "Name a folder of certificates: --trust DIR, or set MERZIM_TRUST (docs/signatures.md)."


def trust_folder(session: Session) -> Path | None:
    named = session.args.trust or session.environment.get("MERZIM_TRUST")
    return Path(named) if named else None


def lists_needed(session: Session) -> bool:
    return bool(session.args.require_lists or session.environment.get("MERZIM_REQUIRE_LISTS"))


def trust(session: Session) -> "Trust":
    """The trust store. Raises Usage where none is named, BadInput with every file that is faulty."""
    from signing.trust import trust_of

    folder = trust_folder(session)
    if folder is None:
        raise Usage("whom to trust is not said", way_on=WAY_ON)
    return trust_of(folder, lists_needed=lists_needed(session))


def beside(session: Session) -> "Beside | None":
    """The signature that was named with the file, and the trust store; None where none was named."""
    if session.args.signature is None:
        return None
    from daemon.filing import Beside
    from signing.of_report import read_signature

    store = trust(session)
    return Beside(read_signature(Path(session.args.signature)), store)
