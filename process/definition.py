"""A service's rules in one edition, as one value: its steps, terms, grounds, documents, hours and words.

A definition is handed in, never a global; another edition, or a what-if, is another value. The shipped ones stand
in `process/definitions/`, one module each; a legal number stands there once, beside its provision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from process.complaint_rules import ComplaintRules
from process.document_rule import DataRule, DocumentRule
from process.errors import NoEdition, NotFound
from process.events import Event
from process.law import Authority, Limit, Provision
from process.states import Chart, State
from process.terms import Before, Within


@dataclass(frozen=True, slots=True)
class Hours:
    """The provider's working hours, local time. Work goes on in [opens, lunch_from) and [lunch_to, closes)."""

    opens: time
    lunch_from: time
    lunch_to: time
    closes: time
    law: Provision

    def in_hours(self, clock: time) -> bool:
        return self.opens <= clock < self.lunch_from or self.lunch_to <= clock < self.closes


@dataclass(frozen=True, slots=True)
class Wait:
    """An act that may not be done before the `days`-th working day after another event."""

    days: int
    law: Authority


@dataclass(frozen=True, slots=True)
class AnnouncementRule:
    """Within how many working days from the approval of a change word of it is sent, and to whom."""

    limit: Limit
    addressees: tuple[str, ...]


REPORT: Mapping[str, str] = {"en": "report", "kk": "баянат", "ru": "рапорт"}


@dataclass(frozen=True, slots=True)
class Definition:
    """One service in one edition. `estimated`: the first day of force was worked out, not read (R22).

    `application`: what the law calls that which the applicant files; `decided_by`: who decides, where the law names
    somebody beside the head; `entitled`: the categories of applicants that the service is for (item 2(2)).
    `suspension` and `extension`: the ground in law on which the term may be suspended or, by so much at most, extended;
    without one it cannot be (R21). `obtained`: the data that the provider takes from state information systems, by
    their names.
    """

    id: str
    service: str
    edition: str
    in_force_from: date
    in_force_to: date | None
    estimated: bool
    title: Mapping[str, str]
    chart: Chart[State]
    terms: tuple[Within | Before, ...]
    grounds: Mapping[int, Provision]
    documents: Mapping[int, DocumentRule]
    certificates: Mapping[int, str]
    hours: Hours
    refusal_wait: Wait
    receipt_watch: Wait
    endorsement_warning: Wait
    endorsed_by: tuple[str, ...]
    complaints: ComplaintRules | None = None
    suspension: Authority | None = None
    extension: Limit | None = None
    announcement: AnnouncementRule | None = None
    obtained: Mapping[str, DataRule] = field(default_factory=dict)
    application: Mapping[str, str] = field(default_factory=lambda: REPORT)
    decided_by: Mapping[str, str] = field(default_factory=dict)
    entitled: tuple[str, ...] = ("officer", "contract")
    _terms: Mapping[str, Within | Before] = field(init=False, compare=False, repr=False)
    _always_asked: Mapping[int, DocumentRule] = field(init=False, compare=False, repr=False)
    started: Mapping[type[Event], Sequence[Within | Before]] = field(init=False, compare=False, repr=False)
    """The terms of which such an event may set the due date; none for an event that is not in it."""
    touched: Mapping[type[Event], Sequence[str]] = field(init=False, compare=False, repr=False)
    """The names of the terms whose running deadline such an event may close or open again; likewise."""
    sets_by_day: frozenset[type[Event]] = field(init=False, compare=False, repr=False)
    """The events of which all that they set counts from their day, and from nothing else that stands on the case."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_terms", {term.name: term for term in self.terms})
        always = {number: rule for number, rule in self.documents.items() if rule.where is None and rule.read}
        object.__setattr__(self, "_always_asked", always)
        started: dict[type[Event], list[Within | Before]] = {}
        touched: dict[type[Event], list[str]] = {}
        for term in self.terms:
            for event in dict.fromkeys(term.starts):
                started.setdefault(event, []).append(term)
            for event in dict.fromkeys(term.closers):
                touched.setdefault(event, []).append(term.name)
        object.__setattr__(self, "started", started)
        object.__setattr__(self, "touched", touched)
        by_day = [event for event, terms in started.items() if all(term.by_day_of(event) for term in terms)]
        object.__setattr__(self, "sets_by_day", frozenset(by_day))

    def term(self, name: str) -> Within | Before:
        """The term of that name, which may carry a complaint's number. ValueError (a fault of ours) without one."""
        found = self._terms.get(name) or self._terms.get(name.partition("/")[0])
        if found is None:
            raise ValueError(f"{self.id} has no term {name!r}")
        return found

    @property
    def always_asked(self) -> Mapping[int, DocumentRule]:
        """The documents that are asked for whatever a report says of itself."""
        return self._always_asked

    def within(self, name: str) -> Within:
        """The term of that name, which must be one counted forward."""
        found = self.term(name)
        if not isinstance(found, Within):
            raise ValueError(f"{name!r} is not counted forward from an event")
        return found

    def in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Editions:
    """The definitions that an office works by."""

    definitions: tuple[Definition, ...]
    _by_id: Mapping[str, Definition] = field(init=False, compare=False, repr=False)
    _latest: Mapping[str, Definition] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        latest_first = self.definitions
        object.__setattr__(self, "_by_id", {each.id: each for each in reversed(latest_first)})
        object.__setattr__(self, "_latest", {each.service: each for each in reversed(latest_first)})

    def __getitem__(self, id: str) -> Definition:
        found = self._by_id.get(id)
        if found is None:
            known = ", ".join(each.id for each in self.definitions)
            raise NotFound(f"there is no definition {id!r}", way_on=f"There are: {known}.")
        return found

    def of_service(self, service: str) -> Definition:
        """The latest edition of that service. Raises NotFound for a service without any."""
        found = self._latest.get(service)
        if found is None:
            known = ", ".join(dict.fromkeys(each.service for each in self.definitions))
            raise NotFound(f"there is no service {service!r}", way_on=f"There are: {known}.")
        return found

    def of_day(self, day: date, service: str) -> Definition:
        """The edition of the service in force on that day; NoEdition where none that we know was (R22)."""
        for each in self.definitions:
            if each.service == service and each.in_force(day):
                return each
        raise NoEdition(
            f"no edition of {service} that Merzim knows was in force on {day:%d.%m.%Y}",
            provision=_in_force_words([each for each in self.definitions if each.service == service]),
            way_on="Reports under another edition are carried to the end by the rules and tools of their time.",
            details={"on": day.isoformat(), "service": service},
        )


def _in_force_words(ours: list[Definition]) -> str:
    spans = (f"{each.edition} from {each.in_force_from:%d.%m.%Y}{_estimated(each)}" for each in ours)
    return "; ".join(spans) or "no edition of it is shipped"


def _estimated(definition: Definition) -> str:
    return " (estimated, R22)" if definition.estimated else ""
