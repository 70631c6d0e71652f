"""Every "no" names the case, the fact, the limit, the law with its words, and the way on; and nothing is written."""

import pytest
from stories import (
    APPLICANT,
    HEAD,
    MIDNIGHT,
    Story,
    accepted,
    day,
    heard,
    notified,
    proposed,
    ready,
    refused,
)

# what is tried, its kind, the fact and the limit in it, words of the law in it, words of the way on
NOES = {
    "accepted before its registration": (
        lambda: Story("2026-03-06 19:30").accept("2026-03-07 10:00"),
        "too_early",
        ["06.03.2026 19:30", "07.03.2026", "10.03.2026"],
        "the report is accepted",
        "It is registered on 10.03.2026",
    ),
    "accepted twice": (
        lambda: accepted().accept(day(1)),
        "not_allowed_here",
        ["ReportAccepted", "while the case is accepted"],
        "sends a mark of acceptance",
        "What can happen now: ",
    ),
    "registered without endorsements": (
        lambda: accepted().register(day(1)),
        "too_early",
        ["cannot be registered", "legal service", "housing unit"],
        "agrees the documents with the legal service AND with the provider's housing unit",
        "Ask the legal service",
    ),
    "proposed on day 13": (
        lambda: accepted().propose(day(13), hearing_at=day(14)),
        "too_late",
        ["07.04.2026", "06.04.2026"],
        "at least 3 (three) working days before the term of the service ends",
        "Register the applicant by 09.04.2026",
    ),
    "a hearing at lunch": (
        lambda: proposed(hearing_at=day(4, "13:30")),
        "not_allowed_here",
        ["20.03.2026 13:30", "09:00-13:00, 14:00-18:00"],
        "lunch 13.00 to 14.00",
        "by 26.03.2026 18:00",
    ),
    "a hearing on a holiday": (
        lambda: proposed(hearing_at="2026-03-23 10:00"),
        "not_allowed_here",
        ["23.03.2026 10:00", "Nauryz"],
        "except days off and holidays",
        "by 26.03.2026 18:00",
    ),
    "a hearing on the third day": (
        lambda: proposed(hearing_at=day(6)),
        "too_late",
        ["27.03.2026 10:00", "26.03.2026 18:00"],
        "no later than 2 (two) working days",
        "Set it by 26.03.2026 18:00",
    ),
    "a hearing before its notice": (
        lambda: proposed(hearing_at=day(2)),
        "too_early",
        ["18.03.2026 10:00", "19.03.2026 10:00"],
        "no later than 2 (two) working days",
        "Set it later",
    ),
    "the same ground again": (
        lambda: notified().propose(day(4), hearing_at=day(5)),
        "not_allowed_here",
        ["ground 3", "proposed already"],
        "refused on the grounds of list 10",
        "another ground",
    ),
    "sent again after it arrived": (
        lambda: notified().send_again(day(4)),
        "not_allowed_here",
        ["has arrived"],
        "working days before the term of the service ends",
        "reschedule the hearing",
    ),
    "received twice": (
        lambda: notified().receive(day(4)),
        "not_allowed_here",
        ["received on 19.03.2026 11:00"],
        "from the day the notice is received",
        "the head corrects it",
    ),
    "held before its time": (
        lambda: notified().hold(day(5, "09:00")),
        "too_early",
        ["26.03.2026 10:00", "26.03.2026 09:00"],
        "no later than 2 (two) working days",
        "at its time, or reschedule",
    ),
    "held where its time lies before the receipt": (
        lambda: late_receipt().hold(day(5, "12:00")),
        "not_allowed_here",
        ["26.03.2026 10:00", "before the notice arrived"],
        "no later than 2 (two) working days",
        "Reschedule it",
    ),
    "held by hand in writing": (
        lambda: notified(method="written").hold(day(5)),
        "not_allowed_here",
        ["in writing", "26.03.2026 24:00"],
        "within 2 working days from receipt of the preliminary decision",
        "Record the position",
    ),
    "an oral hearing asked for too late": (
        lambda: notified(method="written").ask_to_be_heard_orally(day(6, "00:00")),
        "too_late",
        ["27.03.2026 00:00", "26.03.2026 24:00"],
        "petition for an oral hearing within 2 working days",
        "go on to the decision",
    ),
    "a protocol without a hearing": (
        lambda: notified(method="written").sign_protocol(day(5)),
        "not_allowed_here",
        ["no oral hearing whose protocol is unsigned"],
        "signed by the chair and the secretary within 2 working days",
        "oral hearing only",
    ),
    "refused without a hearing": (
        lambda: notified().refuse(day(6)),
        "not_allowed_here",
        ["ApplicantRefused", "while the case is hearing"],
        "By the result of the hearing the provider decides",
        "What can happen now: ",
    ),
    "refused inside the window": (
        lambda: ready().refuse(day(5, MIDNIGHT)),
        "too_early",
        ["may object until 26.03.2026 24:00", "possible from 27.03.2026"],
        "not later than 3 working days before the adoption of the act",
        "It is possible from 27.03.2026 on",
    ),
    "refused without a protocol": (
        lambda: without_protocol().refuse(day(8)),
        "too_early",
        ["protocol of the oral hearing is not signed"],
        "signed by the chair and the secretary",
        "Have it signed",
    ),
    "refused on what was not heard": (
        lambda: ready().refuse(day(6), grounds=(1,)),
        "not_allowed_here",
        ["ground 1"],
        "By the result of the hearing",
        "propose the refusal on the other ground",
    ),
    "withdrawn after the decision": (
        lambda: refused().withdraw(day(7)),
        "not_allowed_here",
        ["while the case is refused"],
        "may be withdrawn before the decision",
        "What can happen now: ",
    ),
    "ended twice": (
        lambda: ended().terminate(day(4)),
        "not_allowed_here",
        ["ended already"],
        "told within 3 working days",
        "",
    ),
    "by another role": (
        lambda: ready().refuse(day(6), by=APPLICANT),
        "wrong_role",
        ["act of the head", "tried by the applicant"],
        "By the result of the hearing",
        "Act as the head",
    ),
    "not in the applicant's name": (
        lambda: notified().state_position(day(4), by=HEAD),
        "wrong_role",
        ["act of the applicant", "as head"],
        "within 2 working days from receipt",
        "--on-behalf-of",
    ),
    "before the act that opened the state": (
        lambda: proposed().endorse(day(2), entered=day(4)),
        "too_early",
        ["18.03.2026 10:00", "19.03.2026 10:00", "RefusalProposed"],
        None,
        "Give its real moment",
    ),
    "a correction under later acts": (
        lambda: heard().correct(day(6), 4),
        "not_allowed_here",
        ["entry 4", "HearingHeld"],
        None,
        "Correct those first",
    ),
}


def late_receipt():
    story = proposed()
    story.receive(day(5, "11:00"))
    return story


def without_protocol():
    story = heard()
    story.endorse(day(5))
    return story


def ended():
    story = accepted()
    story.withdraw(day(2))
    story.terminate(day(3))
    return story


@pytest.mark.parametrize("no", NOES)
def test_a_refusal_names_the_case_the_fact_the_limit_the_law_with_its_words_and_the_way_on(no):
    """That nothing was written every story sees for itself."""
    tried, kind, facts, law, way_on = NOES[no]
    with pytest.raises(Exception, match="Case 2026-000001") as caught:
        tried()
    error = caught.value
    assert error.kind == kind
    for fact in facts:
        assert fact in str(error)
    if law is not None:
        assert law in error.provision
    assert error.way_on and way_on in error.way_on
    assert error.message in str(error) and error.way_on in str(error)
    assert (error.provision or "") in str(error)
