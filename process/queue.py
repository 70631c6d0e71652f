"""The register of a garrison: who stands in it, in which order, since when (R14, R27).

Pure values (`stays` makes them of the records of cases). Nothing here decides that somebody enters or leaves: the acts
of the cases do, and the register follows from them. What counts at a moment is what stood on record by then, so the
number on a certificate is the number that the register has for the moment of its issue, whatever is entered later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter

from process.quick import quick
from process.report import SERVICE, Form


class Ground(StrEnum):
    """Why an entry leaves the register for good: outside the Order (R14)."""

    PROVIDED = "provided"
    TRANSFERRED = "transferred"
    STRUCK_OFF = "struck_off"


class Why(StrEnum):
    """What else brings an entry into the register, or takes it out: the acts of its own case, and corrections."""

    REGISTERED = "registered"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    CORRECTED = "corrected"


CORRECTED = str(Why.CORRECTED)
GROUNDS = frozenset(map(str, Ground))
NUMBERED = (Form.SERVICE_HOUSING,)
"""The reports whose entries carry a number; those of the current housing payment stand in the same order, without."""
Key = tuple[date, datetime, str]


@dataclass(frozen=True, slots=True)
class Register:
    """Which register: of one garrison and one kind of report (and of one service, where there are several)."""

    garrison: str
    form: int
    service: str = SERVICE

    @property
    def numbered(self) -> bool:
        return self.form in NUMBERED


@quick
@dataclass(frozen=True, slots=True)
class Stay:
    """A time that a case's applicant stood in the register, as the record of that case has it.

    `enrolled_at`: when that was decided; `since`: from when it stood on record, `entered`: by what. `until`, `left`:
    the same of its end, `left_at`: when that was done. `issued`: the number on the first certificate given out on it.
    """

    case: str
    person: str
    register: Register
    registered_on: date
    filed_at: datetime
    enrolled_by: int
    enrolled_at: datetime
    since: datetime
    entered: str
    until: datetime | None = None
    left: str | None = None
    left_at: datetime | None = None
    issued: int | None = None
    issued_at: datetime | None = None

    @property
    def key(self) -> Key:
        """The order of the register: by the day of registration, the instant of filing, the number of the report."""
        return (self.registered_on, self.filed_at, self.case)

    def begun(self, at: datetime | None) -> bool:
        return at is None or self.since <= at

    def over(self, at: datetime | None) -> bool:
        return self.until is not None and (at is None or self.until <= at)

    def issued_by(self, at: datetime | None) -> int | None:
        """The number at issue, as far as one was given out by then."""
        return self.issued if self.issued_at and (at is None or self.issued_at <= at) else None


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """A person's one entry in a register: its place in the order, the case that gives it, the other cases of the
    person that are registered too (R27)."""

    place: int
    stay: Stay
    others: tuple[str, ...] = ()

    @property
    def number(self) -> int | None:
        """The ordinal number; None where the register has no numbers."""
        return self.place if self.stay.register.numbered else None


# --- one entry a person, and the order of all


def entry_of(of_person: Iterable[Stay], at: datetime | None = None) -> tuple[Stay, ...]:
    """The stays that make a person's entry in one register: the one that gives it its place first, the others after it
    (R27). Empty where the person has none.

    A ground outside the Order is about the person: who left by one case has left by the others enrolled until then.
    """
    latest = _latest(of_person, at)
    gone = [each.left_at for each in latest if each.over(at) and each.left in GROUNDS and each.left_at]
    live = [
        each for each in latest if not each.over(at) and not any(then >= each.enrolled_at for then in gone)
    ]
    return tuple(sorted(live, key=attrgetter("key")))


def _latest(of_person: Iterable[Stay], at: datetime | None) -> list[Stay]:
    """Of each case the last stay that had begun by then."""
    last: dict[str, Stay] = {}
    for each in of_person:
        if each.begun(at) and (each.case not in last or last[each.case].since <= each.since):
            last[each.case] = each
    return list(last.values())


def entries(register: Iterable[Stay], at: datetime | None = None) -> list[LiveEntry]:
    """Everybody in the register at that moment (None: as it stands), in order: 1 to n, each once."""
    found = [held for of_person in by_person(register).values() if (held := entry_of(of_person, at))]
    return [
        LiveEntry(place, first, tuple(other.case for other in others))
        for place, (first, *others) in enumerate(sorted(found, key=lambda held: held[0].key), start=1)
    ]


def left(register: Iterable[Stay], at: datetime | None = None) -> int:
    """How many persons were in the register by that moment, and are in it no more."""
    begun = by_person(each for each in register if each.begun(at))
    return sum(not entry_of(of_person, at) for of_person in begun.values())


def by_person(register: Iterable[Stay]) -> Mapping[str, list[Stay]]:
    found: dict[str, list[Stay]] = {}
    for each in register:
        found.setdefault(each.person, []).append(each)
    return found


def good_no_more(case: str, entry: Sequence[Stay]) -> str | None:
    """Why a certificate of registration of that case is good no more, told by the live entry of its person, the stay
    that gives the place first (R27); None where it still says what is so."""
    if case not in [each.case for each in entry]:
        return "the entry left the register"
    if entry[0].case != case:
        return f"the person's one entry is that of case {entry[0].case} (R27)"
    return None
