"""Whether a report can be accepted, and for which documents its acceptance can be refused (item 4, list 9)."""

from process.case import Case
from process.complaint_events import ActionOrdered
from process.documents import (
    Outcome,
    Package,
    Standing,
    datum,
    lacking,
    numbers,
    package_of,
    required,
    standing,
)
from process.errors import BadInput, IncompleteReport, NotAllowedHere
from process.events import AcceptanceRefused, ReportAccepted
from process.law import LIST_9_GATEWAY
from process.standing import require_step

FIRST_ROUND = 1


def require_complete(case: Case) -> None:
    """Raises IncompleteReport where documents are missing or expired: such a report is not accepted (item 4).

    Once a body that considers a complaint has sent the case back, or ordered the acceptance, its word on the documents
    stands above this.
    """
    if case.round > FIRST_ROUND or not (found := lacking(case)) or _ordered(case):
        return
    missing, expired = numbers(found, Standing.MISSING), numbers(found, Standing.EXPIRED)
    raise IncompleteReport(
        f"Case {case.id}: the report is incomplete: {'; '.join(_listed(case, missing, expired))}",
        provision=require_step(case, AcceptanceRefused).law.cite(),
        way_on=_way_on(case, missing, expired),
        details={"case": case.id, "missing": list(missing), "expired": list(expired)},
    )


def _ordered(case: Case) -> bool:
    return any(order.act == ReportAccepted.__name__ for order in case.events(ActionOrdered))


def _listed(case: Case, missing: tuple[int, ...], expired: tuple[int, ...]) -> list[str]:
    words = (("missing", missing), ("expired", expired))
    return [
        f"{word}: {', '.join(_place(case, number) for number in which)}" for word, which in words if which
    ]


def _place(case: Case, number: int) -> str:
    """list 9(3)"""
    return case.definition.documents[number].law.place


def _way_on(case: Case, missing: tuple[int, ...], expired: tuple[int, ...]) -> str:
    options = [*(f"--missing {each}" for each in missing), *(f"--expired {each}" for each in expired)]
    rules = case.definition.documents
    held = [each for each in (*missing, *expired) if rules[each].unless_held]
    ask = " Where an information system may hold them: `merzim case obtain N`." if held else ""
    return (
        f"The applicant supplies them (`merzim case update N FILE`), or its acceptance is refused:"
        f" `merzim case reject N {' '.join(options)}`.{ask}"
    )


def require_grounds(
    case: Case, *, missing: tuple[int, ...], expired: tuple[int, ...], remark: str | None
) -> None:
    """Raises where acceptance would be refused for a document that nobody may ask for, or that is on record."""
    held = package_of(case)
    for number in (*missing, *expired):
        _require_asked_for(case, number, held)
    if remark:
        return
    against = [
        *(f"{_place(case, each)} is not missing: {_on_record(case, each, held)}" for each in missing
          if _stands(case, each, held) in (Standing.PRESENT, Standing.HELD, Standing.EXPIRED)),
        *(f"{_place(case, each)} is not expired: {_on_record(case, each, held)}" for each in expired
          if _stands(case, each, held) is not Standing.EXPIRED),
    ]  # fmt: skip
    if against:
        raise BadInput(
            f"Case {case.id}: {'; '.join(against)}",
            provision=require_step(case, AcceptanceRefused).law.cite(),
            way_on="Look at `merzim case documents N`. Where the record is wrong, say why: --remark TEXT.",
        )


def _stands(case: Case, number: int, held: Package) -> Standing:
    return standing(number, case.definition.documents[number], held)


def _require_asked_for(case: Case, number: int, held: Package) -> None:
    rule = case.definition.documents[number]
    if required(rule, held.circumstances) is False:
        raise NotAllowedHere(
            f"Case {case.id}: the document of {_place(case, number)} is not asked for: the report says that its case is"
            f" not so ({rule.where})",
            provision=rule.law.cite(),
            way_on="Where that is untrue, it is a ground of refusal (list 10(1)), with its hearing, and none to refuse"
            " acceptance.",
        )
    answer = held.answers.get((datum(number), str(rule.about)))
    if rule.unless_held and answer == Outcome.HELD:
        raise NotAllowedHere(
            f"Case {case.id}: the information system holds the data of {_place(case, number)}; the document is"
            " asked for only where it holds none",
            provision=rule.law.cite(),
            way_on="Accept the report, or name another document.",
        )
    if rule.unless_held and answer == Outcome.UNAVAILABLE and not held.given(number):
        raise NotAllowedHere(
            f"Case {case.id}: whether the information system holds the data of {_place(case, number)} is not known:"
            " it did not answer, and that is not 'holds no data'",
            provision=LIST_9_GATEWAY.cite(),
            way_on="Ask it again (`merzim case obtain N`), or accept the report and ask later.",
        )


def _on_record(case: Case, number: int, held: Package) -> str:
    stands = _stands(case, number, held)
    if stands is Standing.HELD:
        return "by the report the information system holds it"
    copies = held.given(number)
    if not copies:
        return f"on record it is {stands.replace('_', ' ')}"
    copy, _ = max(copies, key=lambda each: each[0].get("issued_on") or "")
    until = copy.get("valid_until")
    day = f"a copy of {copy.get('issued_on') or 'no date'} was handed in"
    return day + (f", valid until {until}" if until else "")
