"""Whose act is whose: the "by" column written out by hand, tried for every act in every role."""

import pytest
from stories import APPLICANT, Story, accepted, at, day, heard, notified, proposed, ready

from process.acceptance import endorse
from process.errors import WrongRole
from process.events import Endorsed
from process.roles import Actor, Role


def endorsed():
    story = accepted()
    story.endorse(day(2))
    return story


def withdrawn():
    story = accepted()
    story.withdraw(day(3))
    return story


# act, where the case stands, when, by whom, and whether the executor may record it for another
BY = [
    ("assign", accepted, day(1), {"head"}, False),
    ("accept", Story, day(0), {"executor"}, False),
    ("reject", Story, day(0), {"executor"}, False),
    ("propose", accepted, day(3), {"executor"}, False),
    ("send_again", proposed, day(4), {"executor"}, False),
    ("receive", proposed, day(4), {"executor", "system"}, False),
    ("reschedule", notified, day(4), {"executor"}, False),
    ("state_position", notified, day(4), {"applicant"}, True),
    ("ask_to_be_heard_orally", lambda: notified(method="written"), day(4), {"applicant"}, True),
    ("hold", notified, day(5), {"executor"}, False),
    ("waive", notified, day(4), {"applicant", "executor"}, True),
    ("sign_protocol", heard, day(5, "11:00"), {"executor"}, False),
    ("register", endorsed, day(4), {"head"}, False),
    ("refuse", ready, day(6), {"head"}, False),
    ("withdraw", accepted, day(4), {"applicant"}, True),
    ("terminate", withdrawn, day(4), {"head"}, False),
]
SETTING = {"propose": {"hearing_at": day(5)}, "reschedule": {"hearing_at": day(5)}}


@pytest.mark.parametrize(("act", "come_to", "when", "allowed", "recorded"), BY, ids=[row[0] for row in BY])
def test_an_act_is_done_by_those_of_the_by_column_and_refused_to_all_others(
    act, come_to, when, allowed, recorded
):
    for role in Role:
        story = come_to()
        said = SETTING.get(act, {}) | {"by": Actor("somebody", role)}
        if str(role) in allowed:
            getattr(story, act)(when, **said)
        else:
            with pytest.raises(WrongRole) as no:
                getattr(story, act)(when, **said)
            assert story.id in str(no.value) and str(role) in str(no.value)
            assert all(each in no.value.way_on for each in allowed)


@pytest.mark.parametrize(("act", "come_to", "when", "allowed", "recorded"), BY, ids=[row[0] for row in BY])
def test_the_executor_records_for_another_only_an_applicants_act(act, come_to, when, allowed, recorded):
    story = come_to()
    said = SETTING.get(act, {}) | {"by": Actor("Omarova", Role.EXECUTOR, on_behalf_of="somebody")}
    if recorded:
        getattr(story, act)(when, **said)
    else:
        with pytest.raises(WrongRole):
            getattr(story, act)(when, **said)


@pytest.mark.parametrize("act", ["state_position", "withdraw"])
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EXECUTOR, Role.APPLICANT)])
def test_nobody_but_the_executor_records_an_applicants_act(act, role):
    with pytest.raises(WrongRole):
        getattr(notified(), act)(day(4), by=Actor("somebody", role, on_behalf_of="the applicant"))


def test_the_executor_who_names_nobody_does_not_act_for_the_applicant():
    with pytest.raises(WrongRole, match="--on-behalf-of"):
        notified().state_position(day(4), by=Actor("Omarova", Role.EXECUTOR))


def test_an_act_recorded_for_the_applicant_says_so_and_names_the_executor():
    story = notified()
    story.state_position(day(4), by=Actor("Omarova", Role.EXECUTOR, on_behalf_of="Сұлтанов Ерлан"))
    assert story.case.record[-1].actor == Actor("Omarova", Role.EXECUTOR, on_behalf_of="applicant")


@pytest.mark.parametrize("service", ["legal_service", "housing_unit"])
def test_each_service_endorses_for_itself_and_nobody_for_it(service):
    """R13: nobody overrides."""
    for role in Role:
        story = accepted()
        who = Actor("somebody", role, on_behalf_of="a service" if role is Role.EXECUTOR else None)

        def decide(case, moment, days):
            return endorse(case, moment, days, service=service, agrees=True)

        story.time = at(day(1))
        if str(role) == service:
            story.desk.act(story.id, Endorsed, decide, actor=who)
            continue
        with pytest.raises(WrongRole):
            story.desk.act(story.id, Endorsed, decide, actor=who)
        assert story.case.version == accepted().case.version


@pytest.mark.parametrize("role", Role)
def test_a_correction_is_the_heads(role):
    story = accepted()
    if role is Role.HEAD:
        story.correct(day(2), 3, to=day(1), by=Actor("Akhmetov", role))
        return
    with pytest.raises(WrongRole):
        story.correct(day(2), 3, to=day(1), by=Actor("somebody", role))


def test_roles_are_asked_before_anything_else():
    """A stranger learns nothing of where the case stands."""
    with pytest.raises(WrongRole):
        Story().refuse(day(1), by=APPLICANT)
