"""Definitions that break one promise each, by a change of the shipped one: (what was done, the change, caught by).

A new one needs a row in BROKEN: its words, a function that makes the definition, the checks that say no. `by` names
the check that must catch it; others may say no as well.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from process import law
from process.complaint_events import ActCancelled, CourtActRecorded
from process.definitions import ORDER_232_2021, ORDER_232_2025, ORDER_765
from process.definitions.complaints import COMPLAINTS
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    DataObtained,
    DataUpdated,
    DecisionOverdue,
    Endorsed,
    ExecutorAssigned,
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    PositionStated,
    RefusalProposed,
    WarningRaised,
)
from process.law import Authority, Limit, Provision, by
from process.roles import Role
from process.states import Chart, State, Step

RULES = ORDER_232_2025


@dataclass(frozen=True)
class Broken:
    """`finding`: the key of what is found; `shows`: whether a case shows it."""

    done: str
    by: str
    finding: str
    definition: Any
    shows: bool = False


# --- changes


def with_steps(*steps):
    return replace(RULES, chart=Chart(steps))


def without(event, definition=RULES, *, source=None):
    """The definition without that step; with `source`, only without that row of it."""
    steps = [
        step
        for step in definition.chart.steps
        if step.event is not event or (source is not None and source not in step.sources)
    ]
    return replace(definition, chart=Chart(steps))


def with_step(event, **changes):
    """Every row of that event changed."""
    return with_steps(
        *(replace(step, **changes) if step.event is event else step for step in RULES.chart.steps)
    )


def with_more(*steps):
    return with_steps(*RULES.chart.steps, *steps)


def with_term(name, definition=RULES, **changes):
    terms = (replace(term, **changes) if term.name == name else term for term in definition.terms)
    return replace(definition, terms=tuple(terms))


def without_term(name):
    return replace(RULES, terms=tuple(term for term in RULES.terms if term.name != name))


def with_document(number, **changes):
    return replace(RULES, documents={**RULES.documents, number: replace(RULES.documents[number], **changes)})


def with_complaints(**changes):
    return replace(RULES, complaints=replace(COMPLAINTS, **changes))


def told_within(days):
    return replace(RULES.announcement, limit=replace(RULES.announcement.limit, number=days))


def with_row(name, number, provision):
    return replace(RULES, **{name: {**getattr(RULES, name), number: provision}})


def into_a_dead_end():
    """A heard case stays one for good; the refusal follows the hearing without it."""
    steps = (
        replace(step, sources=(State.HEARING,)) if step.event is ApplicantRefused else step
        for step in RULES.chart.steps
    )
    return with_steps(*(each for step in steps if (each := _but_heard(step)).sources or not step.sources))


def _but_heard(step):
    """The step without heard as a source, where it leads on from there."""
    return (
        step
        if step.dest is None
        else replace(step, sources=tuple(each for each in step.sources if each is not State.HEARD))
    )


def rejected_by_a_notice():
    """No report is refused acceptance; a notice would reject it, and there is none to send."""
    notice = Step(HearingNoticeSent, (State.SUBMITTED,), State.REJECTED, (Role.EXECUTOR,), by("R7"))
    return with_steps(*without_steps(AcceptanceRefused), notice)


def without_steps(event):
    return [step for step in RULES.chart.steps if step.event is not event]


IN_ENGLISH_ONLY = Provision("ITEM_5_TERM", law.ORDER, "item 5", en=law.ITEM_5_TERM.en)
CONTRARY = replace(law.ITEM_5_TERM, en=law.ITEM_5_TERM.en.replace("15 (fifteen)", "15 (sixteen)"))


def resting_on(name, authority):
    return with_term(name, law=authority)


def waits(days):
    return replace(RULES, refusal_wait=replace(RULES.refusal_wait, days=days))


def closing_early():
    return replace(RULES, hours=replace(RULES.hours, closes=RULES.hours.closes.replace(hour=17)))


# --- the table: what was done, which check catches it, what it finds, the definition
# fmt: off
BROKEN = [
    Broken("a heard case leads nowhere", "end_from_every_state", "no_end",
           into_a_dead_end),
    Broken("the deemed refusal is an act of the head too", "human_or_timed", "fires_and_is_done",
           lambda: with_step(DecisionOverdue, by=(Role.SYSTEM, Role.HEAD))),
    Broken("the hearing is held by nobody but the clock", "human_or_timed", "done_by_nobody",
           lambda: with_step(HearingHeld, by=(Role.SYSTEM,))),
    Broken("the protocol is met when it is missed", "human_or_timed", "met_by_the_clock",
           lambda: with_term("protocol", met_by=(WarningRaised,))),
    Broken("no warning in a submitted case", "marks_everywhere", "not_everywhere",
           lambda: with_step(WarningRaised, sources=tuple(State)[1:])),
    Broken("a step of nobody", "roles_complete", "nobodys_step",
           lambda: with_step(ExecutorAssigned, by=())),
    Broken("a duty of one who may not do it", "roles_complete", "not_theirs",
           lambda: with_term("decision", who=Role.EXECUTOR)),
    Broken("a service that cannot endorse", "roles_complete", "cannot_endorse",
           lambda: replace(RULES, endorsed_by=("legal_service", "ministry"))),
    Broken("an endorsement that nobody asks for", "roles_complete", "endorses_nothing",
           lambda: replace(RULES, endorsed_by=("legal_service",))),
    Broken("a term that rests on nothing", "provisions_quoted", "rests_on_nothing",
           lambda: resting_on("protocol", Authority(()))),
    Broken("the order quoted in English only", "provisions_quoted", "not_quoted",
           lambda: resting_on("decision", by(IN_ENGLISH_ONLY))),
    Broken("a reading that there is not", "provisions_quoted", "no_such_reading",
           lambda: resting_on("decision", by(law.ITEM_5_TERM, "R99"))),
    Broken("a report of Annex 3 left out", "provisions_used", "not_used", lambda: without(DataUpdated)),
    Broken("fourteen days for fifteen", "number_in_words", "number_denied",
           lambda: with_term("decision", days=14)),
    Broken("the second number of the sentence", "number_in_words", "number_left_out",
           lambda: with_term("protocol", days=3)),
    Broken("digits and words that differ", "number_in_words", "words_disagree",
           lambda: resting_on("decision", by(CONTRARY))),
    Broken("an office that closes at five", "number_in_words", "hours_denied",
           closing_early),
    Broken("the wrong row of the list", "number_in_words", "row_denied",
           lambda: with_row("grounds", 4, law.LIST_10_3)),
    Broken("a term that begins with what no step has", "terms_hold_together", "no_such_step",
           lambda: without(HearingNoticeReceived)),
    Broken("a term that nothing meets", "terms_hold_together", "never",
           lambda: with_term("protocol", met_by=())),
    Broken("two terms of one name", "terms_hold_together", "named_twice",
           lambda: replace(RULES, terms=(*RULES.terms, RULES.term("protocol")))),
    Broken("a term before a term that there is not", "terms_hold_together", "no_such_term",
           lambda: with_term("hearing_notice", end="nothing")),
    Broken("a term before one that has not begun", "terms_hold_together", "begins_apart",
           lambda: with_term("hearing_notice", starts=(RefusalProposed,))),
    Broken("less than no day", "terms_hold_together", "no_day",
           lambda: with_term("acceptance", days=-1)),
    Broken("warned before it begins", "terms_hold_together", "warned_outside",
           lambda: with_term("hearing", warn=(2,))),
    Broken("the same warning twice", "terms_hold_together", "warned_in_disorder",
           lambda: with_term("decision", warn=(5, 3, 3))),
    Broken("no paper for a form", "number_in_words", "no_paper",
           lambda: replace(RULES, certificates={1: "certificate of Annex 5"})),
    Broken("the papers of one form for the other", "number_in_words", "papers_in_disorder",
           lambda: replace(RULES, certificates={1: "certificate of Annex 6", 2: "certificate of Annex 5"})),
    Broken("three days of the Code that no term gives", "provisions_used", "number_of_nobody",
           lambda: without_term("termination_notice")),
    Broken("a hearing without its term", "windows_open", "start_fails",
           lambda: without_term("hearing")),
    Broken("silence that never counts", "silence_ends", "silent_for_good",
           lambda: without_term("silence"), shows=True),
    Broken("a term too short for its notice", "windows_open", "empty_notice",
           lambda: with_term("decision", days=2), shows=True),
    Broken("a notice on the last day", "windows_open", "empty_hearing",
           lambda: with_term("hearing_notice", days=0), shows=True),
    Broken("a notice too late for the refusal", "windows_open", "empty_refusal",
           lambda: with_term("hearing_notice", days=2), shows=True),
    Broken("an objection longer than the notice", "windows_open", "empty_refusal",
           lambda: with_term("objection", days=3), shows=True),
    Broken("a refusal that waits too long", "windows_open", "empty_refusal",
           lambda: waits(4), shows=True),
    Broken("silence before acceptance is due", "windows_open", "empty_acceptance",
           lambda: with_term("acceptance", days=16), shows=True),
    Broken("a notice that cannot be sent", "acts_decided", "fails",
           lambda: without(HearingNoticeSent), shows=True),
    Broken("a term that ends without its deemed refusal", "acts_decided", "fails_by_itself",
           lambda: without(DecisionOverdue), shows=True),
    Broken("a rejection that no step leads to", "states_reached", "not_reached",
           rejected_by_a_notice),
    Broken("a step that is never taken", "steps_followed", "never_taken",
           lambda: with_more(Step(RefusalProposed, (State.SUBMITTED,), None, (Role.EXECUTOR,), by("R6")))),
    Broken("no refusal", "outcomes_from_every_state", "no_way",
           lambda: with_step(ApplicantRefused, sources=(State.SUBMITTED,)), shows=True),
    Broken("endorsements asked for that no step gives", "waiting_for_somebody", "undoable",
           lambda: without(Endorsed), shows=True),
    Broken("an executor is to be appointed, and nobody can", "waiting_for_somebody", "undoable",
           lambda: without(ExecutorAssigned), shows=True),
    Broken("data are taken from systems that nobody can ask", "waiting_for_somebody", "undoable",
           lambda: without(DataObtained), shows=True),
    Broken("a certificate of two months before", "number_in_words", "number_denied",
           lambda: with_document(2, fresh=Limit(2, by(law.LIST_9_2, "R25")))),
    Broken("no position after the hearing", "waiting_for_somebody", "undoable",
           lambda: without(PositionStated, source=State.HEARD), shows=True),
    Broken("the months without word on the appeal are five", "number_in_words", "number_denied",
           lambda: with_complaints(uninformed=replace(COMPLAINTS.uninformed, number=5))),
    Broken("the providers are told of a change in four days", "number_in_words", "number_denied",
           lambda: replace(RULES, announcement=told_within(4))),
    Broken("in force a day before the reading has it", "number_in_words", "reading_denied",
           lambda: replace(RULES, in_force_from=date(2025, 6, 30))),
    Broken("the edition before ends on no day before another", "number_in_words", "reading_denied",
           lambda: replace(ORDER_232_2021, in_force_to=date(2025, 7, 1))),
    Broken("warned of the notice three days before", "number_in_words", "reading_denied",
           lambda: with_term("hearing_notice", warn=(3, 1))),
    Broken("accepted on the day after the registration", "number_in_words", "reading_denied",
           lambda: with_term("acceptance", days=1)),
    Broken("the receipt is watched for two days", "number_in_words", "reading_denied",
           lambda: replace(RULES, receipt_watch=replace(RULES.receipt_watch, days=2))),
    Broken("two grounds, where the text counts three", "number_in_words", "rows_miscounted",
           lambda: replace(ORDER_765, grounds={n: ORDER_765.grounds[n] for n in (1, 2)})),
    Broken("a case at the door cannot be turned back to it", "marks_everywhere", "not_everywhere",
           lambda: without(ActCancelled, source=State.SUBMITTED)),
    Broken("nobody may go to court", "marks_everywhere", "not_everywhere",
           lambda: without(CourtActRecorded)),
    Broken("the superior body has no term", "terms_hold_together", "no_term_of_body",
           lambda: without_term("complaint_superior")),
]
# fmt: on
