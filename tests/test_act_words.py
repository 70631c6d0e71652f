"""The words of acts: one vocabulary for the command line, for scenarios and for tests."""

import inspect

import pytest

from process.definitions import ORDER_232_2025
from process.errors import BadInput, WrongRole
from process.localtime import parse_typed
from process.roles import SYSTEM, Actor, Role
from simulation import acts
from simulation.filed_case import FiledCase
from simulation.world import World
from terminal.command import command_of
from terminal.grammar import parser

CHART = ORDER_232_2025.chart
OF_OTHER_SERVICES = {"TimeToCureGiven", "PackageCompleted", "TermSuspended", "TermResumed", "TermExtended"}
OUTCOMES = {"ActCancelled", "ActReplaced", "ActionOrdered", "ReturnDecided", "ComplaintLeft"}
"""What a body decides is said as the outcome of `complaint-resolve`."""
SAID = {
    "executor": "Омарова",
    "missing": [3, 5],
    "expired": 7,
    "agrees": True,
    "remark": "two words",
    "ground": [1, 2],
    "provision": "Article 1",
    "hearing": "2026-03-27 15:00",
    "place": "room 12",
    "method": "oral",
    "way": "sms",
    "late_reason": "the file was lost",
    "receipt": "SMS-1",
    "reason": "the chair is ill",
    "form": "written",
    "text": "text.txt",
    "granted_by": "Омарова",
    "give_up_objection": True,
    "present": False,
    "chair": "Сейткали",
    "secretary": "Омарова",
    "seq": 3,
    "to": "2026-03-16 10:00",
    "service": "legal_service",
    "about": "decision",
    "came_in": "superior_body",
    "learned": "2026-03-20",
    "complaint": 2,
    "days": 7,
    "done": "the file was shown",
    "outcome": "ordered",
    "what": "show the file",
    "event": "ApplicantRegistered",
    "court": "Almaty court",
    "number": "7-1",
    "on": "2026-03-20",
    "reference": "U-1",
    "document": [5],
    "so": "child_lives_apart",
    "not_so": ["spouse_in_service"],
    "held": ["identity", "list9_2 spouse"],
    "no_data": "list9_1",
    "unavailable": "birth child/2",
    "body": "quality_authority",
}
SAID_OF = {"queue-strike-off": {"ground": "provided", "provision": "Article 1"}}
"""Words that are others' too, and mean something else there."""
AWKWARD = {
    "place": "-12",
    "remark": "--object",
    "provision": ["-", "--ground", "Article 1"],
    "reason": "-x",
    "late_reason": "--x",
    "executor": "-Омарова",
    "seq": -1,
    "ground": [-1, 2],
    "agrees": False,
    "form": "oral",
    "present": True,
    "give_up_objection": False,
}
by_name = pytest.mark.parametrize("name", sorted(acts.vocabulary().keys() - {*acts.NOT_TYPED}))


def said_of(name, others=None):
    """What is said of that act, by its keys."""
    return SAID | (others or {}) | SAID_OF.get(name, {})


def typed_and_read(name, said):
    """The words as typed, read again by the command line's own parser; and what they were."""
    args = acts.arguments(name, said, acts.actor_of(None, name, CHART))
    again = vars(parser().parse_args([*command_of(name).split(), "118", *acts.command_line(name, args)]))
    return {key: again[key] for key in vars(args)}, vars(args)


# --- the same words as at the command line


@by_name
def test_what_is_said_of_an_act_is_what_would_be_typed(name):
    again, said = typed_and_read(name, {key: said_of(name)[key] for key in acts.vocabulary()[name]})
    assert again == said


@by_name
def test_also_where_a_word_looks_like_an_option(name):
    again, said = typed_and_read(name, {key: said_of(name, AWKWARD)[key] for key in acts.vocabulary()[name]})
    assert again == said


@by_name
def test_what_is_left_out_is_what_is_left_out_when_typing(name):
    needed = {key: said_of(name)[key] for key, word in acts.vocabulary()[name].items() if word.needed}
    again, said = typed_and_read(name, needed)
    assert again == said


@by_name
def test_what_is_needed_must_be_said(name):
    needed = {key: said_of(name)[key] for key, word in acts.vocabulary()[name].items() if word.needed}
    for key, word in acts.vocabulary()[name].items():
        for nothing in (None, []) if word.many else (None,):
            if not word.needed:
                acts.arguments(name, {**needed, key: nothing}, SYSTEM)
                continue
            with pytest.raises(BadInput, match=f"{name}: {key} is missing"):
                acts.arguments(name, {**needed, key: nothing}, SYSTEM)


def test_every_act_of_a_person_has_its_words_and_every_word_is_tried_here():
    """Moves are approved by `calendar approve`, for all cases at once."""
    persons = {step.event.__name__ for step in CHART.steps if step.by != (Role.SYSTEM,)}
    known = {acts.event_of(name).__name__ for name in acts.vocabulary()}
    assert known == persons - {"ReportFiled", "DeadlineMoved", *OUTCOMES} | OF_OTHER_SERVICES
    assert {key for words in acts.vocabulary().values() for key in words} == set(SAID)


def test_no_word_of_an_act_is_taken_by_the_one_who_tells_it():
    """`do(act, by=..., at=..., **words)`."""
    words = {key for words in acts.vocabulary().values() for key in words}
    assert not words & set(inspect.signature(FiledCase.do).parameters)


def test_words_may_be_joined_as_it_suits():
    assert acts.require_act("propose_refusal") == acts.require_act("propose-refusal") == "propose-refusal"
    with pytest.raises(
        BadInput, match="there is no act 'propose refusal'; perhaps 'propose-refusal' is meant"
    ):
        acts.require_act("propose refusal")


def test_a_moment_may_be_a_moment():
    said = {"ground": 1, "provision": "x", "method": "oral", "place": "x"}
    moment = parse_typed("2026-03-27 15:00:00.5")
    args = acts.arguments("propose-refusal", said | {"hearing": moment}, SYSTEM)
    assert parse_typed(args.hearing) == moment


# --- wrong words


def faults(name, said):
    with pytest.raises(BadInput) as no:
        acts.arguments(name, said, SYSTEM)
    told = no.value.details["faults"]
    assert no.value.message == "; ".join(each["fault"] for each in told)
    return [(each["key"], each["fault"]) for each in told]


def test_every_fault_is_said_at_once_each_by_its_key():
    assert faults("propose-refusal", {"grond": 1, "provision": True, "ground": "one", "place": None}) == [
        ("grond", "propose-refusal takes no 'grond'; perhaps 'ground' is meant"),
        ("ground", "propose-refusal: ground: 'one' is not a whole number"),
        ("provision", "propose-refusal: provision cannot be true"),
    ]


@pytest.mark.parametrize(
    ("name", "said", "fault"),
    [
        ("accept", {"ground": 1}, "accept takes no 'ground'"),
        ("assign", {"executor": "  "}, "assign: executor: it is empty"),
        ("assign", {"executor": ["a", "b"]}, "assign: executor cannot be ['a', 'b']"),
        ("assign", {"executor": {}}, "assign: executor cannot be {}"),
        ("refuse", {"ground": [1, None], "provision": "x"}, "refuse: ground cannot be nothing"),
        ("refuse", {"ground": [1, [2]], "provision": "x"}, "refuse: ground cannot be [2]"),
        ("refuse", {"ground": 1.5, "provision": "x"}, "refuse: ground: '1.5' is not a whole number"),
        ("endorse", {"agrees": "yes"}, "endorse: agrees is true or false, not 'yes'"),
        ("endorse", {"agrees": 1}, "endorse: agrees is true or false, not 1"),
        ("endorse", {"agrees": {}}, "endorse: agrees is true or false, not {}"),
        ("state-position", {"form": "spoken"}, "state-position: form is 'written' or 'oral', not 'spoken'"),
        ("state-position", {"form": "oral", "text": " \n"}, "state-position: text is empty"),
        ("correct", {"seq": "", "reason": "x"}, "correct: seq: '' is not a whole number"),
    ],
)
def test_a_word_that_cannot_be_read_is_refused(name, said, fault):
    assert [told for _, told in faults(name, said)] == [fault]


@by_name
def test_an_unknown_word_is_refused_with_the_one_that_is_meant(name):
    for key in acts.vocabulary()[name]:
        wrong = key + "s"
        near = (wrong, f"{name} takes no {wrong!r}; perhaps {key!r} is meant")
        assert near in faults(name, {wrong: SAID[key]})


def test_words_that_cannot_be_read_let_no_time_pass_and_leave_no_attempt():
    world = World("2026-03-16 09:00")
    case = world.file().do("accept")
    wrong = {"ground": 1, "provision": "x", "place": "x"}
    for said in ({}, wrong, wrong | {"method": "oral", "hearing": "2026-03-27"}):
        with pytest.raises(BadInput):
            case.do("propose-refusal", at="2026-03-26 10:00", **said)
    assert world.now == parse_typed("2026-03-16 09:00") and not case.attempts


# --- who acts


def test_who_acts_is_a_role_and_perhaps_a_name_behind_it():
    assert acts.actor_of("executor Омарова Ә.", "accept", CHART) == Actor("Омарова Ә.", Role.EXECUTOR)
    assert acts.actor_of("executor", "accept", CHART) == Actor("executor", Role.EXECUTOR)
    assert acts.actor_of("executor  two \n lines ", "accept", CHART).name == "two lines"
    recorded = acts.actor_of("executor Омарова", "withdraw", CHART, on_behalf_of="applicant")
    assert recorded == Actor("Омарова", Role.EXECUTOR, "applicant")


@by_name
def test_whose_act_it_is_need_not_be_said(name):
    actor = acts.actor_of(None, name, CHART)
    step = CHART.step(acts.event_of(name))
    assert actor.may(step.by) if step else actor.role is Role.EXECUTOR
    assert (actor == SYSTEM) is (name == "receive-notice"), "nobody acts as the system but a receipt"


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("exekutor", "there is no role 'exekutor'; perhaps 'executor' is meant"),
        ("", "there is no role ''"),
        ("Омарова", "there is no role 'Омарова'"),
        ("executor \x07", "cannot be printed"),
        (f"executor {'x' * 1001}", "longer than 1000 letters"),
    ],
)
def test_a_role_that_there_is_not_or_a_name_that_is_none_is_refused(said, fault):
    with pytest.raises(BadInput, match=fault):
        acts.actor_of(said, "accept", CHART)


@by_name
def test_nobody_acts_as_the_system(name):
    if name == "receive-notice":
        assert acts.actor_of("system", name, CHART).role is Role.SYSTEM
        return
    with pytest.raises(WrongRole, match="nobody acts as the system"):
        acts.actor_of("system", name, CHART)


def test_an_actor_may_be_handed_in_and_be_told_for_whom():
    case = World("2026-03-16 09:00").file()
    case.do("withdraw", by=Actor("Омарова", Role.EXECUTOR), on_behalf_of="applicant")
    assert case.case.record[-1].actor == Actor("Омарова", Role.EXECUTOR, "applicant")
