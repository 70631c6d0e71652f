"""Load, settle, decide, append: the one place where a case meets its store and its clock. Both are handed in."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from process.acts import require_own_word, require_role
from process.case import Case, Inconsistent, open_case
from process.cases import Cases, Change, NewCase
from process.corrections import corrected
from process.definition import Definition, Editions
from process.due_dates import registration_day
from process.entering import entries, first_entry
from process.errors import BadInput, CaseMoved, MerzimError, NotAllowedHere, TooEarly, WrongRole
from process.events import (
    ActCorrected,
    DataUpdated,
    DeadlineMoved,
    Event,
    FiringAnnulled,
    PaperIssued,
    ReportFiled,
    by_the_calendar,
    fires_by_itself,
    report_filed,
)
from process.firings import settle
from process.law import ITEM_6_AGAIN, reading
from process.moves import approve
from process.queue import entry_of
from process.quick import NOTHING, maker
from process.reconciling import Known, due_again, journaled, lost_by, reconciled
from process.record import Entry
from process.report import Report, differences
from process.roles import SYSTEM, Actor, Role
from process.signature import kept_apart, to_digest
from process.standing import when
from process.states import BEFORE_THE_DECISION, State
from process.stays import stays
from process.updates import joined_before, update
from process.workdays import Workdays

APPLICANT = Actor("applicant", Role.APPLICANT)
SECOND_REPORT = "second_report"
NOT_JOURNALED = ("bad_input", "not_found", "busy")


Decide = Callable[[Case, datetime, Workdays], tuple[Event, ...]]


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as it was taken: its case, and whether it had been taken before. `joined`: as an update of that case."""

    case: Case
    existing: bool
    joined: bool = False


_filed = maker(Filed)


@dataclass(frozen=True, slots=True)
class Desk:
    """The provider's desk: everything that is done to cases goes over it."""

    cases: Cases
    clock: Callable[[], datetime]
    workdays: Workdays
    editions: Editions

    # --- a report comes in

    def file(self, report: Report, *, actor: Actor, definition: str | None = None) -> Filed:
        """Make a case of a report. The same report again gives its case; a changed one under its reference is refused.

        `definition` names one to use on any date (a scenario, a test); otherwise the edition of the registration day.
        """
        if known := self.cases.by_reference(report.portal_reference):
            return self._filed_before(report, *known)
        before = [self.cases.load(case_id) for case_id in self.cases.of_person(report.iin)]
        try:
            if joined := self._joined(report, actor, before):
                return joined
            earlier = _earlier(report, before)
            return self._file_new(report, actor, earlier, *self._registered(report, definition))
        except MerzimError as no:
            if no.kind not in NOT_JOURNALED:
                who = _without_names(actor, ReportFiled, self.editions)
                self.cases.note_refusal(no.details.get("case"), ReportFiled.__name__, who, self.clock(), no)
            raise

    def _joined(self, report: Report, actor: Actor, before: Sequence[Case]) -> Filed | None:
        """A second report while one is undecided is joined to it as an update of its data (R27)."""
        if not before:
            return None
        apart = kept_apart(json.dumps(report.to_json(), ensure_ascii=False, sort_keys=True), report.signature)
        digest = self.cases.digest(to_digest(apart))
        for each in before:
            if known := joined_before(each, report.portal_reference):
                return _joined_already(each, known, digest)
        undecided = [each for each in _of_register(report, before) if each.state in BEFORE_THE_DECISION]
        if not undecided:
            return None
        case, reference = undecided[0], report.portal_reference
        public = report.public()
        decide = partial(
            update,
            what=SECOND_REPORT,
            reference=reference,
            digest=digest,
            as_report=True,
            documents=public["documents"],
            circumstances=report.circumstances,
            signature=report.signature_outcome,
            receipt=report.portal_receipt,
        )
        who = _filer(actor, case.definition)
        who = (
            who if who.role is Role.EXECUTOR else replace(who, on_behalf_of=None)
        )  # the portal hands in for them
        at = max(report.filed_at, case.filed.occurred_at)
        after = self.act(case.id, DataUpdated, decide, actor=who, at=at, personal={DataUpdated: apart})
        return Filed(after, existing=True, joined=True)

    def _file_new(
        self, report: Report, actor: Actor, earlier: str | None, rules: Definition, registered_on: date
    ) -> Filed:
        actor = _filer(actor, rules)
        _require_form(report, rules)

        def make(new: NewCase) -> Change:
            self._require_no_open_case(report)  # here, where the store lets no other report in
            filed = report_filed(
                report.filed_at,
                new.person,
                registered_on,
                new.digest,
                report.public(),
                earlier,
                report.signature_outcome,
            )
            who = _without_names(actor, ReportFiled, self.editions)
            now = self.clock()
            entry = first_entry(filed, rules, actor=who, recorded_at=now, workdays=self.workdays)
            case = self._with_changes(open_case(new.id, entry, self.editions), report.filed_at, now)
            return self._change(None, case)

        change = self.cases.file(report, make, registered_year=registered_on.year)
        return _filed(change.case, existing=False)

    def _registered(self, report: Report, definition: str | None) -> tuple[Definition, date]:
        """By which rules the report is taken, and on which day by these."""
        calendar = self.workdays.in_force_at(report.filed_at)
        rules = self.editions[definition] if definition else self.editions.of_service(report.service)
        day = registration_day(report.filed_at, calendar, rules)
        if definition:
            return rules, day
        found = self.editions.of_day(day, report.service)
        return found, day if found is rules else registration_day(report.filed_at, calendar, found)

    def _filed_before(self, report: Report, case_id: str, before: Report) -> Filed:
        if paths := differences(before, report):
            raise BadInput(
                f"the report {report.portal_reference} was filed before, as case {case_id}, with other content:"
                f" {', '.join(paths)}",
                way_on="A changed report needs a reference of its own; data of a filed one are changed by Annex 3.",
                details={"case": case_id, "differs": paths},
            )
        return Filed(self.cases.load(case_id), existing=True)

    def _require_no_open_case(self, report: Report) -> None:
        """Raises CaseMoved where one came in a moment ago, to which this report is to be joined (R27)."""
        known = self.cases.of_person(report.iin)
        if not known:
            return
        for case in _of_register(report, map(self.cases.load, known)):
            if case.state in BEFORE_THE_DECISION:
                raise CaseMoved(
                    f"the applicant has case {case.id}, filed a moment ago",
                    way_on="Submit it again: it will be joined to that case (R27).",
                    details={"case": case.id, "only_firings": False},
                )

    # --- an act of a person

    def act(
        self,
        case_id: str,
        event: type[Event],
        decide: Decide,
        *,
        actor: Actor,
        at: datetime | None = None,
        personal: Mapping[type[Event], Mapping[str, Any]] | None = None,
    ) -> Case:
        """Carry out an act, known by its event, at the moment `at` (now where none is given).

        Raises what the decide function raises; then nothing is written, save the journal of refused attempts.
        """
        while True:
            try:
                return self._act(case_id, event, decide, actor, at, personal)
            except MerzimError as no:
                if not self._decided_again(no, case_id, event, actor):
                    raise

    def correct(self, case_id: str, *, seq: int, reason: str, moment: datetime | None, actor: Actor) -> Case:
        """Correct an act on record; `moment` None strikes it."""
        while True:
            try:
                return self._correct(case_id, seq, reason, moment, actor)
            except MerzimError as no:
                if not self._decided_again(no, case_id, ActCorrected, actor):
                    raise

    def _decided_again(self, no: MerzimError, case_id: str, event: type[Event], actor: Actor) -> bool:
        """Where the case moved meanwhile only by firings, the act is decided on the new state (rule of time 3); any
        other refusal goes to the journal of refused attempts."""
        if isinstance(no, CaseMoved) and no.details.get("only_firings"):
            return True
        if no.kind not in NOT_JOURNALED:
            who = _without_names(actor, event, self.editions)
            self.cases.note_refusal(case_id, event.__name__, who, self.clock(), no)
        return False

    def _act(
        self,
        case_id: str,
        event: type[Event],
        decide: Decide,
        actor: Actor,
        at: datetime | None,
        personal: Mapping[type[Event], Mapping[str, Any]] | None,
    ) -> Case:
        before, workdays = self.cases.load(case_id), self.workdays
        history = workdays.history
        now = self.now(before)
        at = now if at is None else _moment(before, at, now)
        require_role(before, event, actor)
        settled = settle(before, at, workdays, recorded_at=now)
        in_order = at > settled.course[-1].event.occurred_at or _in_order(settled, at)
        view = settled if in_order else self._as_it_stood(settled, at)
        happened = decide(view, at, workdays if history is None else workdays.in_force_at(at))
        require_own_word(before, happened, actor)
        who = _without_names(actor, event, self.editions)
        first_seq = settled.record[-1].seq + 1
        new = entries(view, happened, first_seq=first_seq, actor=who, recorded_at=now, workdays=workdays)
        after = settled.after(*new) if view is settled else self._entered_late(settled, new, now)
        if history is not None:
            after = self._with_changes(after, at, now)
        texts = _texts(personal, new) if personal else NOTHING
        self.cases.append(Change.of(before, after, workdays, texts))
        return after

    def _with_changes(self, case: Case, at: datetime, now: datetime) -> Case:
        """Where the calendar changed after the moment of the act, it changes what the act set too."""
        history = self.workdays.history
        if history is None or not history.changed_since(at):
            return case
        return settle(case, now, self.workdays, recorded_at=now)

    def _as_it_stood(self, case: Case, at: datetime) -> Case:
        """The case at the act's own moment, as far back as the act of a person that opened its state (rule 5)."""
        opened = _opened(case)
        if at < opened.event.occurred_at:
            raise TooEarly(
                f"Case {case.id}: the act cannot have been done on {when(at)}; the case has been {case.state} since"
                f" {when(opened.event.occurred_at)}, by {type(opened.event).__name__}",
                provision=opened.entry.provision,
                way_on="Give its real moment; if the other act's is wrong, the head corrects that one.",
            )
        view = case.as_at(at)
        assert view, "an act that does not precede the report has a case to act on"
        return settle(view, at, self.workdays)

    def _entered_late(self, case: Case, new: tuple[Entry, ...], now: datetime) -> Case:
        known = Known(case, new, self.workdays)
        why = f"{type(new[0].event).__name__} of {when(new[0].event.occurred_at)} was entered on {when(now)}"
        try:
            again = due_again(known, now)
            first = replace(new[0], again=again)
            after = reconciled(replace(known, entries=(first, *new[1:])), why=why, recorded_at=now)
            return journaled(case, after, first, why, self.workdays) if again else after
        except Inconsistent:
            names = ", ".join(f"{type(entry.event).__name__} (entry {entry.seq})" for entry in lost_by(known))
            raise NotAllowedHere(
                f"Case {case.id}: entered at {when(new[0].event.occurred_at)}, the act would leave no room for what"
                f" was done after it: {names}",
                provision=new[0].provision,
                way_on="The head corrects those first, the latest one before the others.",
            ) from None

    def _correct(self, case_id: str, seq: int, reason: str, moment: datetime | None, actor: Actor) -> Case:
        before = self.cases.load(case_id)
        now = self.now(before)
        require_role(before, ActCorrected, actor)
        settled = settle(before, now, self.workdays, recorded_at=now)
        after = corrected(settled, now, self.workdays, seq=seq, reason=reason, moment=moment, actor=actor)
        after = self._with_changes(after, after.filed.occurred_at, now)
        self.cases.append(self._change(before, after))
        return after

    # --- the calendar changes

    def recount(self, case_id: str) -> tuple[Case, tuple[Event, ...]]:
        """Carry the changes of the calendar through on one case now (R24); the case, and what the calendar did to it.

        Every act and every sweep does the same to the case that it comes to; done again, it finds nothing more to do.
        """
        while True:
            try:
                return self._recount(case_id)
            except CaseMoved:  # whoever came between: it is counted again on what they left
                continue

    def _recount(self, case_id: str) -> tuple[Case, tuple[Event, ...]]:
        before = self.cases.load(case_id)
        now = self.now(before)
        after = settle(before, now, self.workdays, recorded_at=now)
        self.cases.append(self._change(before, after))
        new = (entry.event for entry in after.record[before.version :])
        return after, tuple(event for event in new if by_the_calendar(event))

    def approve(self, case_id: str, *, actor: Actor) -> Case:
        """Move the deadlines of a case whose earlier date waits (R24). Raises WrongRole, TooLate, NotAllowedHere."""
        decide = partial(approve, approver=actor.name)
        return self.act(case_id, DeadlineMoved, decide, actor=actor)

    # --- papers go out

    def issue(self, case_id: str, make: Callable[[Case, datetime], PaperIssued]) -> Case:
        """Put on record that a paper of the case goes out now: `make` makes it of the case as it stands and says what
        it is. Raises what `make` raises; then nothing is written."""
        while True:
            try:
                return self._issue(case_id, make)
            except CaseMoved:  # whoever came between: the paper is made again of what they left
                continue

    def _issue(self, case_id: str, make: Callable[[Case, datetime], PaperIssued]) -> Case:
        before = self.cases.load(case_id)
        now = self.now(before)
        settled = settle(before, now, self.workdays, recorded_at=now)
        [entry] = entries(
            settled,
            (make(settled, now),),
            first_seq=settled.record[-1].seq + 1,
            actor=SYSTEM,
            recorded_at=now,
            workdays=self.workdays,
        )
        after = settled.after(entry)
        self.cases.append(self._change(before, after))
        return after

    # --- what happens by itself

    def sweep_one(self, case_id: str, now: datetime) -> int:
        """Fire what fell due on one case before `now`; how many fired. Safe to repeat."""
        before = self.cases.load(case_id)
        now = max(now, before.last_recorded_at)
        after = settle(before, now, self.workdays, recorded_at=now)
        self.cases.append(self._change(before, after))
        return after.version - before.version

    def look(self, case_id: str, at: datetime | None = None) -> Case:
        """The case at that moment, with what fell due by then; reading never writes."""
        case = self.cases.load(case_id)
        return self.seen_at(case, at or self.now(case))

    def seen_at(self, case: Case, at: datetime) -> Case:
        """A loaded case as it stood, or will stand if nobody acts, at that moment. NotAllowedHere before its report."""
        view = case.as_at(at, corrections_known=False)
        if view is None:
            raise BadInput(
                f"case {case.id} did not exist on {when(at)}; it was filed {when(case.filed.occurred_at)}"
            )
        return settle(view, at, self.workdays)

    def now(self, case: Case) -> datetime:
        """The later of the clock and the case's last recorded moment: a clock set back undoes nothing."""
        now, last = self.clock(), case.last_recorded_at
        return now if now > last else last

    def _change(self, before: Case | None, after: Case) -> Change:
        return Change.of(before, after, self.workdays)


def _require_form(report: Report, rules: Definition) -> None:
    """Raises BadInput for a form that the service does not have."""
    if report.form not in rules.certificates:
        raise BadInput(
            f"the report {report.portal_reference} is in form {int(report.form)}, which {rules.edition} does not have",
            way_on=f"Its forms: {', '.join(map(str, rules.certificates))}.",
        )


def _joined_already(case: Case, known: DataUpdated, digest: str) -> Filed:
    """The same report again gives its case; a changed one under its reference is refused."""
    if known.digest != digest:
        raise BadInput(
            f"the report {known.reference} was filed before, and joined to case {case.id}, with other content",
            way_on="A changed report needs a reference of its own.",
            details={"case": case.id},
        )
    return Filed(case, existing=True, joined=True)


def _of_register(report: Report, cases: Iterable[Case]) -> Iterator[Case]:
    """Those of the person that ask for the same: one entry per garrison and register (R27)."""
    for case in cases:
        asked = case.filed.report
        same_service = case.definition.service == report.service
        if same_service and asked["garrison"] == report.garrison and asked["form"] == report.form:
            yield case


def _earlier(report: Report, before: Sequence[Case]) -> str | None:
    """The case that a new report points to: the latest that ended otherwise, or is under appeal (item 6, R27).

    Raises NotAllowedHere where the person is registered there already.
    """
    of_register = list(_of_register(report, before)) if before else []
    if not of_register:
        return None
    latest = of_register[0]
    if latest.state is State.REGISTERED and _in_the_register(of_register):
        raise NotAllowedHere(
            f"the applicant is registered already in the garrison {report.garrison}, by case {latest.id}",
            provision=f"{ITEM_6_AGAIN.cite()}; {reading('R27').label}",
            way_on="Data are changed by a report of Annex 3: `merzim case update N FILE`.",
            details={"case": latest.id, "state": str(latest.state)},
        )
    return latest.id


def _in_the_register(cases: Iterable[Case]) -> bool:
    """Whether the person of these cases has an entry that did not leave (R14)."""
    return bool(entry_of(stay for case in cases for stay in stays(case.id, case.record)))


def _filer(actor: Actor, rules: Definition) -> Actor:
    """Who files: the applicant, or the executor for the applicant whom the report itself names. Raises WrongRole."""
    if actor.role is Role.EXECUTOR:
        return Actor(actor.name, actor.role, "applicant")
    step = rules.chart.step(ReportFiled)
    if step and not actor.may(step.by):
        raise WrongRole(
            f"a report is filed by the {' or '.join(step.by)}, and {actor.name} acts as {actor.role}",
            provision=step.law.cite(),
            way_on="The executor may record one for the applicant whom it names: --role executor.",
        )
    return actor


def _moment(case: Case, at: datetime, now: datetime) -> datetime:
    if at > now:
        raise BadInput(
            f"Case {case.id}: {when(at)} is in the future; it is {when(now)} now",
            way_on="An act is recorded when it was done, or after it (--at WHEN).",
        )
    return at


def _texts(
    personal: Mapping[type[Event], Mapping[str, Any]], new: tuple[Entry, ...]
) -> Mapping[int, Mapping[str, Any]]:
    """The personal texts by the seq of the entry that they belong to."""
    return {entry.seq: personal[type(entry.event)] for entry in new if type(entry.event) in personal}


def _in_order(case: Case, at: datetime) -> bool:
    """Whether nothing on the case happened after that moment; a firing of that very instant comes after the act."""
    latest = _latest(case)
    return at > latest.occurred_at or (at == latest.occurred_at and not fires_by_itself(latest))


def _latest(case: Case) -> Event:
    """The latest thing in the course, a date that the calendar moved or the head approved included."""
    for step in reversed(case.course):
        event = step.event
        counted_elsewhere = type(event) is DeadlineMoved and event.counted_in is not None
        if not counted_elsewhere and not isinstance(event, (ActCorrected, FiringAnnulled)):
            return event
    raise AssertionError("a course begins with its report")


def _opened(case: Case) -> Any:
    """The act of a person that opened the state in which the case stands."""
    acts = [step for step in case.course if not fires_by_itself(step.event)]
    return next((step for step in reversed(acts) if step.before is not step.after), acts[0])


def _without_names(actor: Actor, event: type[Event], editions: Editions) -> Actor:
    """The applicant's name stands with the person, not in the record: there the applicant is only that."""
    if actor.role is APPLICANT.role:
        return APPLICANT
    if actor.on_behalf_of is None:
        return actor
    theirs = any(Role.APPLICANT in each.chart.whose.get(event, ()) for each in editions.definitions)
    return Actor(actor.name, actor.role, "applicant") if theirs else actor
