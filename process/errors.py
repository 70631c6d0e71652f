"""Why the answer is no. Each refusal names the fact, the limit, the law with its words, and the way on.

The `kind` of an error is part of the command line's contract (JSON `error.kind`); the exit code follows from it.
"""

from collections.abc import Mapping
from typing import Any


class MerzimError(Exception):
    """Something was asked that cannot be done. Nothing was written.

    `message` is the fact and the limit, `provision` the law with its words (or None where no law is at stake),
    `way_on` what the person can do instead, `details` whatever a program may want beside them.
    """

    kind = "fault"

    def __init__(
        self,
        message: str,
        *,
        provision: str | None = None,
        way_on: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.provision = provision
        self.way_on = way_on
        self.details = dict(details or {})

    def __str__(self) -> str:
        law = f" ({self.provision})" if self.provision else ""
        return f"{self.message}{law}." + (f" {self.way_on}" if self.way_on else "")


class BadInput(MerzimError):
    """What was handed in cannot be read. `details["faults"]` lists every fault, where there are several."""

    kind = "bad_input"


class IncompleteReport(MerzimError):
    """The report lacks what the act needs; it is the applicant's move."""

    kind = "incomplete_report"


class NotAllowedHere(MerzimError):
    """The case stands where this act cannot happen."""

    kind = "not_allowed_here"


class TooLate(MerzimError):
    """The last lawful moment for this act has passed."""

    kind = "too_late"


class TooEarly(MerzimError):
    """Something that must come first has not come yet."""

    kind = "too_early"


class WrongRole(MerzimError):
    """The act belongs to somebody else."""

    kind = "wrong_role"


class CalendarUnknown(MerzimError):
    """The calendar has no facts for a year that the answer needs; its keeper must add them."""

    kind = "calendar_unknown"


class NoEdition(MerzimError):
    """No edition of the service's rules that Merzim knows was in force on that day."""

    kind = "no_edition"


class NotFound(MerzimError):
    """There is no such case, date or definition."""

    kind = "not_found"


class CaseMoved(MerzimError):
    """Another person acted on the case after it was loaded. Load it again and decide again."""

    kind = "case_moved"


class Busy(MerzimError):
    """The database is locked by another program for longer than we wait."""

    kind = "busy"


class NoDatabase(MerzimError):
    """There is no database where one was expected."""

    kind = "no_database"


class Damaged(MerzimError):
    """The record does not hold together: not a database, a broken hash chain, an impossible history."""

    kind = "damaged"


class OtherVersion(MerzimError):
    """The database was written by an older or a newer Merzim."""

    kind = "other_version"
