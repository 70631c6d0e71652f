"""A file of reports becomes cases: for `submit` and for the inbox. The report is the unit, the file only its way here.

Filing again what was filed gives the same cases, so that whoever was cut off begins anew. No report is judged here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from daemon.record import Transaction, of_the_file, record_of
from process.desk import Desk
from process.errors import BadInput, MerzimError
from process.fault import Fault
from process.intake import Batch, read
from process.report import Certified, Report
from process.roles import Actor

if TYPE_CHECKING:
    from signing.trust import Trust

IN_ONE_COMMIT = 50
SIGNATURE = "signature"
"""Where a fault stands that is one of the signature and not of the report."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that is a case; `existing`: it had been one before; `joined`: it updates that one (R27).

    `signature`: what verifying the one that came with it came to.
    """

    line: int
    case: str
    state: str
    registered_on: date
    existing: bool
    joined: bool = False
    signature: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a report is no case: a fault of its text, or the law's reason. `kind` as in `process.errors`."""

    line: int
    path: str
    expected: str
    got: str
    kind: str = BadInput.kind


@dataclass(frozen=True, slots=True)
class Filing:
    """What became of a file, in the order of its lines."""

    cases: tuple[Taken, ...]
    errors: tuple[Refused, ...]

    def as_json(self) -> dict[str, Any]:
        """As `submit --json` prints it."""
        cases = [asdict(each) | {"registered_on": each.registered_on.isoformat()} for each in self.cases]
        errors = [
            {key: getattr(each, key) for key in ("line", "path", "expected", "got", "kind")}
            for each in self.errors
        ]
        return {"cases": cases, "errors": errors}


@dataclass(frozen=True, slots=True)
class Beside:
    """The signature that lies beside a file with one report, and the trust store that it is verified against."""

    cms: bytes
    trust: "Trust"


class _NotAll(Exception):
    """Takes back what was filed, where it is all or nothing."""


def file_batch(
    desk: Desk,
    data: bytes,
    *,
    now: datetime,
    actor: Actor,
    all_or_nothing: bool = False,
    transaction: Transaction | None = None,
    beside: Beside | None = None,
) -> Filing:
    """File every report of these bytes that can be filed; `all_or_nothing`: none where one cannot.

    Raises Busy, NoDatabase, a fault of the disk; what was committed before stays, and filing again doubles nothing.
    """
    batch = read(data, now=now)
    if beside:
        batch = _signed(batch, data, beside)
    together = transaction or record_of(desk).database.transaction
    faults = [_refused(fault) for fault in batch.faults]
    if all_or_nothing:
        return _all_or_none(desk, batch.reports, faults, actor, together)
    cases: list[Taken] = []
    for start in range(0, len(batch.reports), IN_ONE_COMMIT):
        with together():
            for line, report in batch.reports[start : start + IN_ONE_COMMIT]:
                _sort(_filed(desk, line, report, actor), cases, faults)
    return _filing(cases, faults)


def _signed(batch: Batch, data: bytes, beside: Beside) -> Batch:
    """The one report of the file with its signature, or why not; a report is never filed without the one beside it."""
    from signing.of_report import signature_over
    from signing.verify import SignatureRefused

    if len(batch.reports) != 1 or batch.faults:
        several = Fault(
            1, SIGNATURE, "one report in a file that is signed", f"{len(batch.reports)} that are readable"
        )
        return Batch((), (*batch.faults, *([several] if batch.reports else [])))
    [(line, report)] = batch.reports
    if report.certified_by is not Certified.DIGITAL_SIGNATURE:
        other = Fault(
            line, SIGNATURE, f"none beside a report certified by {report.certified_by}", "a signature"
        )
        return Batch((), (other,))
    try:
        signature = signature_over(data, beside.cms, beside.trust, at=report.filed_at, iin=report.iin)
    except SignatureRefused as no:
        return Batch((), tuple(Fault(line, SIGNATURE, each.expected, each.got) for each in no.wrong))
    return Batch(((line, replace(report, signature=signature)),), ())


def _all_or_none(
    desk: Desk,
    reports: Sequence[tuple[int, Report]],
    errors: list[Refused],
    actor: Actor,
    together: Transaction,
) -> Filing:
    cases: list[Taken] = []
    try:
        with together():
            for line, report in reports:
                _sort(_filed(desk, line, report, actor), cases, errors)
            if errors:
                raise _NotAll
    except _NotAll:
        cases = []
    return _filing(cases, errors)


def _filed(desk: Desk, line: int, report: Report, actor: Actor) -> Taken | list[Refused]:
    try:
        filed = desk.file(report, actor=actor)
    except MerzimError as no:
        if of_the_file(no) or type(no) is MerzimError:  # the disk is full, and the like
            raise
        paths = no.details.get("differs") or ["$"]
        return [
            Refused(line, path, str(no), f"the report {report.portal_reference}", no.kind) for path in paths
        ]
    case = filed.case
    return Taken(
        line,
        case.id,
        str(case.state),
        case.filed.registered_on,
        filed.existing,
        filed.joined,
        report.signature_outcome,
    )


def _sort(found: Taken | list[Refused], cases: list[Taken], errors: list[Refused]) -> None:
    if isinstance(found, Taken):
        cases.append(found)
    else:
        errors.extend(found)


def _filing(cases: list[Taken], errors: list[Refused]) -> Filing:
    return Filing(tuple(cases), tuple(sorted(errors, key=lambda each: each.line)))


def _refused(fault: Fault) -> Refused:
    return Refused(fault.line, fault.path, fault.expected, fault.got)
