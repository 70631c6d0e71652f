"""Leaving the register: housing was provided, the applicant was transferred, or is struck off.

It lies outside the Order and rests on whatever law the head names; recorded all the same, or numbers grow false (R14).
While a complaint is open nothing is removed (R18).
"""

from collections.abc import Sequence
from datetime import datetime

from process.case import Case
from process.errors import BadInput, NotAllowedHere
from process.events import Event, LeftRegister
from process.law import CODE_96, by, reading
from process.localtime import day_of
from process.queue import GROUNDS, Ground, Stay, entry_of
from process.standing import on, require_step
from process.states import State
from process.stays import stays
from process.workdays import Workdays


def check_leave(case: Case, at: datetime, workdays: Workdays) -> None:
    """Raises NotAllowedHere where the case has no entry in the register, or a complaint is open."""
    law = require_step(case, LeftRegister).law.cite()
    if case.beneath is not State.REGISTERED:
        raise NotAllowedHere(
            f"Case {case.id}: there is no entry in the register to leave; the case is {case.beneath}",
            provision=law,
            way_on="Only a case that is registered has one: `merzim queue GARRISON` shows them.",
            details={"case": case.id, "state": str(case.state)},
        )
    _require_not_left(case, stays(case.id, case.record)[-1:])
    require_no_complaint(case, "its entry stays in the register")


def leave(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    ground: str,
    provision: str,
    remark: str | None = None,
    beside: Sequence[Case] = (),
) -> tuple[Event, ...]:
    """Take the person's entry out of the register. `beside`: the other cases of the person in the same register."""
    check_leave(case, at, workdays)
    _check_of_person(case, [seen for each in beside if (seen := each.as_at(at))])
    _check_said(case, ground, provision)
    return (LeftRegister(at, ground, provision, remark),)


def _check_of_person(case: Case, beside: Sequence[Case]) -> None:
    """One entry a person (R27): it leaves by the case that holds it, and stays while any of them is complained of."""
    known = [stay for each in (case, *beside) for stay in stays(each.id, each.record)]
    held = entry_of(known)
    if not held:
        _require_not_left(case, [each for each in known if each.left in GROUNDS])
    if held and held[0].case != case.id:
        raise NotAllowedHere(
            f"Case {case.id}: the applicant's one entry in the register is that of case {held[0].case}",
            provision=by("R14", "R27").cite(),
            way_on=f"Strike off that one: `merzim queue strike-off {held[0].case}`.",
            details={"case": case.id, "held_by": held[0].case},
        )
    for each in beside:
        if each.beneath is State.REGISTERED:
            require_no_complaint(
                each, f"the entry, which is that of case {case.id} too, stays in the register"
            )


def _require_not_left(case: Case, last: Sequence[Stay]) -> None:
    for each in last:
        if each.left in GROUNDS and each.left_at:
            raise NotAllowedHere(
                f"Case {case.id}: the applicant's entry left the register on {on(day_of(each.left_at))} already"
                f" ({each.left.replace('_', ' ')}; case {each.case})",
                provision=require_step(case, LeftRegister).law.cite(),
                way_on="Where that is wrong, the head corrects it: `merzim case correct N SEQ --reason TEXT`.",
                details={"case": each.case, "left": each.left},
            )


def _check_said(case: Case, ground: str, provision: str) -> None:
    wrong = []
    if ground not in GROUNDS:
        wrong.append(f"{ground!r} is no ground to leave the register")
    if not provision.strip():
        wrong.append("the law that it rests on is not named")
    if wrong:
        raise BadInput(
            f"Case {case.id}: {'; '.join(wrong)}",
            provision=reading("R14").label,
            way_on=f"The grounds are: {', '.join(Ground)}; the provision is named by the head, for the Order has none.",
        )


def require_no_complaint(case: Case, what: str) -> None:
    """Raises NotAllowedHere while a complaint is open on the case: nothing is removed meanwhile (R18)."""
    numbers = [str(each.number) for each in case.complaints if each.open]
    if numbers:
        raise NotAllowedHere(
            f"Case {case.id}: {what} while complaint {', '.join(numbers)} is open",
            provision=by(CODE_96, "R18").cite(),
            way_on="Wait for its end: `merzim complaint list` shows where it stands.",
            details={"case": case.id, "complaints": numbers},
        )


def check_entry_stays(before: Case, after: Case) -> None:
    """Raises NotAllowedHere where a correction would take the entry out of the register under an open complaint."""
    if not any(each.open for each in before.complaints):
        return
    had, has = (stays(each.id, each.record)[-1:] for each in (before, after))
    if had and not had[0].until and has[0].until:
        require_no_complaint(
            before, "the correction would take its entry out of the register, which it keeps"
        )
