"""The order of steps, written out by hand from the table of the process, against STEPS and the chart made of it."""

from dataclasses import replace

import pytest

from process import states
from process.complaint import CHART, ComplaintState
from process.definitions import SHIPPED
from process.events import (
    ApplicantRefused,
    HearingHeld,
    ReportAccepted,
)
from process.states import STEPS, Chart, State, Step
from process.vocabulary import VOCABULARY

OPEN = "submitted accepted preliminary_refusal hearing heard"
EXAMINED = "accepted preliminary_refusal hearing heard"
ALL = f"{OPEN} rejected registered refused withdrawn appeal"
LATER = f"{EXAMINED} registered refused withdrawn appeal"
BENEATH = "beneath"
"""To `appeal` while a complaint about the decision is open, else to what lies beneath."""
SHORT = {
    "OPEN": OPEN,
    "EXAMINED": EXAMINED,
    "NOTICED": "preliminary_refusal hearing",
    "ALL": ALL,
    "LATER": LATER,
    "UPDATABLE": f"{OPEN} registered refused appeal",
    "BODIES": "reviewing_body quality_authority superior_body",
    "SERVICES": "legal_service housing_unit",
}

# event, from, to (= : the state stays), by, what must be among the authorities
TABLE = """
ReportFiled           | -                                 | submitted           | applicant          | item 3  R4 R28
ExecutorAssigned      | OPEN                              | =                   | head               | item 2
ReportAccepted        | submitted                         | accepted            | executor           | item 4  R5
AcceptanceRefused     | submitted                         | rejected            | executor           | item 4
Endorsed              | EXAMINED refused appeal           | =                   | SERVICES           | item 4  R13
ApplicantRegistered   | EXAMINED                          | registered          | head               | item 5  R9
RefusalProposed       | accepted hearing heard            | preliminary_refusal | executor           | item 6  R6 R8 R12
HearingNoticeSent     | preliminary_refusal hearing       | =                   | executor           | item 6  R7
HearingNoticeReceived | preliminary_refusal hearing       | hearing             | system executor    | item 6  R7
HearingRescheduled    | preliminary_refusal hearing       | =                   | executor           | R8 R12
PositionStated        | preliminary_refusal hearing       | hearing             | applicant          | 73(3)  R10
PositionStated        | heard                             | =                   | applicant          | 73(3)  R10
OralHearingRequested  | preliminary_refusal hearing heard | hearing             | applicant          | R10
HearingHeld           | hearing                           | heard               | executor           | item 6  R10
HearingWaived         | preliminary_refusal hearing       | heard               | applicant executor | R9
ProtocolSigned        | heard NOTICED registered refused appeal | =                   | executor           | Article 74
ApplicantRefused      | heard                             | refused             | head               | item 6  R10
ReportWithdrawn       | OPEN                              | withdrawn           | applicant          | R20
ProcedureTerminated   | withdrawn                         | =                   | head               | R20
DecisionOverdue       | OPEN                              | =                   | system             | R5 R11
ApplicantRegistered   | refused appeal                    | registered          | head               | item 9  R15
ReportAccepted        | rejected                          | accepted            | executor           | item 9  R15
DataUpdated           | UPDATABLE                         | =                   | applicant          | item 3  R29
CertificationConfirmed | submitted rejected               | =                   | executor           | item 3  R28
DataObtained          | OPEN                              | =                   | executor           | list 9
LeftRegister          | ALL                               | =                   | head               | R14
CourtActSetAside      | ALL                               | =                   | applicant          | list 9(5)
StateInstitutionTold  | ALL                               | =                   | applicant          | list 9(5)
ComplaintLodged       | ALL                               | beneath             | applicant          | item 8  R11 R17
ComplaintSatisfied    | ALL                               | beneath             | executor head      | item 9  R15
ComplaintForwarded    | ALL                               | beneath             | executor head      | item 9  R15
ComplaintTaken        | ALL                               | beneath             | BODIES             | item 8  R16
ComplaintExtended     | ALL                               | beneath             | BODIES             | 25(4)
ExtensionTold         | ALL                               | beneath             | BODIES             | 25(4)
ReturnDecided         | ALL                               | beneath             | BODIES             | R19
ComplaintDismissed    | ALL                               | beneath             | BODIES             | R19
ComplaintLeft         | ALL                               | beneath             | BODIES             | R19
ComplaintWithdrawn    | ALL                               | beneath             | applicant          | R19
ComplaintSilent       | ALL                               | beneath             | system             | 91(2)  100(5)
ActCancelled          | submitted rejected                | submitted           | BODIES             | R19 R26
ActCancelled          | LATER                             | accepted            | BODIES             | R19 R26
CaseReturned          | submitted rejected                | submitted           | BODIES             | R19 R26
CaseReturned          | LATER                             | accepted            | BODIES             | R19 R26
ActReplaced           | EXAMINED refused appeal           | registered          | BODIES             | R19
ActionOrdered         | submitted rejected                | submitted           | BODIES             | R19 R26
ActionOrdered         | LATER                             | beneath             | BODIES             | R19 R26
OrderExecuted         | ALL                               | beneath             | executor head      | 86(3)  R26
CourtActRecorded      | ALL                               | beneath             | executor           | item 12  R19
WarningRaised         | ALL                               | =                   | system             |
DeadlineMissed        | ALL                               | =                   | system             |
DeadlineMoved         | ALL                               | =                   | system head        |
DeadlineMoveHeld      | ALL                               | =                   | system             |
FiringAnnulled        | ALL                               | =                   | system             |
ActCorrected          | ALL                               | =                   | head               |
PaperIssued           | ALL                               | =                   | system             | list 6  R4 R14
"""


def rows():
    for line in TABLE.strip().splitlines():
        event, sources, dest, by, law = (cell.strip() for cell in line.split("|"))
        for short, long in SHORT.items():
            sources, by = sources.replace(short, long), by.replace(short, long)
        yield event, frozenset(sources.split()) - {"-"}, dest, frozenset(by.split()), law


def written_out(step):
    dest = "=" if step.dest is None else BENEATH if step.dest is states.BENEATH else str(step.dest)
    return step.event.__name__, frozenset(map(str, step.sources)), dest, frozenset(map(str, step.by))


def test_the_steps_are_those_of_the_table_written_out_by_hand():
    assert {written_out(step) for step in STEPS} == {row[:4] for row in rows()}


@pytest.mark.parametrize(
    "row", list(rows()), ids=lambda row: f"{row[0]} from {' '.join(sorted(row[1]))[:20]}"
)
def test_each_step_cites_its_authority(row):
    [step] = [step for step in STEPS if written_out(step) == row[:4]]
    for words in filter(None, row[4].split("  ")):
        for authority in words.split() if words.startswith("R") else [words]:
            assert authority in str(step.law)


def moves():
    """Every (event, state) of the table with its destination."""
    for event, sources, dest, _, _ in rows():
        for source in sources:
            yield event, source, source if dest == "=" else dest


def test_the_chart_leads_where_the_table_says_and_nowhere_else():
    definition = SHIPPED.definitions[0]
    known = {(event, source): dest for event, source, dest in moves()}
    for name, kind in VOCABULARY.items():
        for state in State:
            led = definition.chart.leads_to(kind, state)
            said = BENEATH if led is states.BENEATH else led and str(led)
            assert said == known.get((name, str(state)))


@pytest.mark.parametrize("state", State)
def test_the_chart_knows_what_is_possible_in_each_state(state):
    definition = SHIPPED.definitions[0]
    by_hand = {event for event, source, _ in moves() if source == str(state)}
    assert {kind.__name__ for kind in definition.chart.possible(state)} == by_hand


def test_the_library_is_asked_and_offers_no_back_doors():
    """What is possible comes from the machine itself: what it forgets is possible no more."""
    chart = Chart(STEPS)
    assert ReportAccepted in chart.possible(State.SUBMITTED)
    chart._machine.remove_transition("ReportAccepted", "submitted", "accepted")
    assert ReportAccepted not in chart.possible(State.SUBMITTED)
    every = {trigger for state in State for trigger in chart._machine.get_triggers(str(state))}
    assert every <= set(VOCABULARY)


def test_two_ways_for_one_event_and_state_are_refused_at_once():
    twice = replace(STEPS[2], dest=State.REJECTED)
    with pytest.raises(ValueError, match="two steps for one event and state: ReportAccepted from submitted"):
        Chart((*STEPS, twice))


def test_a_state_that_nothing_leads_to_is_refused_at_once():
    with pytest.raises(ValueError, match="no step leads to: withdrawn"):
        Chart(step for step in STEPS if step.dest is not State.WITHDRAWN)


def test_two_states_that_lead_only_to_each_other_are_refused_at_once():
    """Each is the destination of a step, and still no case ever comes there."""
    filed, held = STEPS[0], next(step for step in STEPS if step.event is HearingHeld)
    island = (
        Step(ReportAccepted, (State.HEARING,), State.HEARD, held.by, held.law),
        Step(ApplicantRefused, (State.HEARD,), State.HEARING, held.by, held.law),
    )
    with pytest.raises(ValueError, match="no step leads to: heard, hearing"):
        Chart((filed, *island))


def test_the_public_names_of_the_states():
    assert {str(state) for state in State} == set(ALL.split())


# --- the small chart of a complaint, by hand from its description

ENDED = "satisfied upheld replaced ordered returned dismissed left withdrawn silent"
COMPLAINT = f"""
ComplaintSatisfied | lodged                        | satisfied
ComplaintForwarded | lodged silent                 | forwarded
ComplaintTaken     | forwarded                     | under_review
ComplaintExtended  | under_review                  | =
ExtensionTold      | under_review {ENDED}          | =
ReturnDecided      | under_review silent           | =
ActCancelled       | under_review silent           | upheld
ActReplaced        | under_review silent           | replaced
ActionOrdered      | under_review silent           | ordered
CaseReturned       | under_review silent           | returned
ComplaintDismissed | under_review silent           | dismissed
ComplaintLeft      | under_review silent           | left
ComplaintWithdrawn | lodged forwarded under_review | withdrawn
ComplaintSilent    | lodged under_review           | silent
OrderExecuted      | ordered                       | =
"""


def test_a_complaint_goes_the_way_that_its_table_says_and_no_other():
    known = {}
    for line in COMPLAINT.strip().splitlines():
        event, sources, dest = (cell.strip() for cell in line.split("|"))
        known |= {(event, source): source if dest == "=" else dest for source in sources.split()}
    for name, kind in VOCABULARY.items():
        for state in ComplaintState:
            led = CHART.leads_to(kind, state)
            assert (led and str(led)) == known.get((name, str(state)))


def test_a_complaint_begins_at_the_provider_or_at_the_body():
    begun = {str(step.dest) for step in CHART.steps if not step.sources}
    assert begun == {"lodged", "under_review"}
