"""What messages say: every word owed has its letter in three languages, and holds no more of a person than it must."""

import json
import re
from datetime import timedelta

import plays
import plays_complaints
import pytest
from invented_service import INVENTED
from stories import Story, overdue, proposed

from daemon.messages import message
from process.definitions import SHIPPED
from process.events import AcceptanceRefused
from process.notices import CORRECTION, every_word
from simulation.world import World
from store.database import Database
from store.outbox import OutboxEntry, listed
from terminal import texts

LANGUAGES = ("kk", "ru", "en")
WORDS = sorted({word for each in SHIPPED.definitions for word in every_word(each)})
GAP = re.compile(r"[{}]")
LATIN = re.compile(
    r"merzim[ a-z-]+(--way WAY|--case)?|(KZ|EXAMPLE)-[\w-]+|R\d+|show the file|([Oo]ffice|room) \d+|\d{4}-\d+"
)
OF_THE_EXECUTOR = ("Жауапты орындаушы:", "Ответственный исполнитель:")
"""What is to be typed, and what is a name in the plays."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("paper", "to"), WORDS)
def test_every_word_of_every_shipped_definition_has_its_words_in_three_languages(paper, to, lang):
    plainly = paper.removeprefix(CORRECTION)
    key = (
        "certificate"
        if plainly.startswith("certificate") and plainly != "certificate of Annex 7"
        else plainly
    )
    assert texts.own(f"letter_what.{key}", lang)
    assert lang == "en" or re.search("[а-я]", texts.retold(paper, lang)), texts.retold(paper, lang)


# --- made of the cases of random plays

PERSON = {
    "applicant": {
        "iin": "900514300121",
        "surname": "Сұлтанов",
        "name": "Ерлан",
        "patronymic": "Қайратұлы",
        "rank": "майор",
    }
}
PERSONAL = ("900514300121", "Сұлтанов", "Ерлан", "Қайратұлы")


def row(case, owed):
    """What the outbox has of it once it is kept."""
    return OutboxEntry(
        case_id=case.id, seq=owed.seq, n=1, paper=owed.paper, addressee=owed.to, way=owed.way,
        issue_from=owed.issue_from, owed_at=owed.issue_from, status="waiting", next_try=owed.issue_from, tries=0,
        delivered_at=None, delivered_by=None, reference=None, receipt=None, received_at=None, fault=None,
    )  # fmt: skip


def messages_of(changes, lang="kk", personal=PERSON):
    """The message of everything that these changes of a case owe, each made as soon as it is owed."""
    for change in changes:
        for owed in change.owed:
            now = change.entries[-1].recorded_at
            yield owed, message(row(change.case, owed), change.case, personal, lang=lang, now=now)


def late(office, history):
    """The play, swept before each act, and each act entered a day late: so that corrections fall due as well."""
    for act in history.acts[1:]:
        office.now = max(office.now, plays.instant(act.at + timedelta(days=1)))
        office.desk.sweep_one(office.id, office.now)
        office.do(act, now=act.at + timedelta(days=1))
    office.now = max(office.now, plays.instant(history.end))
    office.desk.sweep_one(office.id, office.now)
    return office.cases.changes


CHANGES = [late(plays.Office(each.filed), each) for each in map(plays.play, range(40))] + [
    late(plays_complaints.Counter(each.filed), each) for each in map(plays_complaints.play, range(40))
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_is_owed_becomes_a_message_with_no_gap_left_in_it(lang):
    said = set()
    for changes in CHANGES:
        for owed, made in messages_of(changes, lang):
            said.add((owed.paper, owed.to))
            assert not GAP.search(made.subject + made.body), made.body
            assert made.case in made.subject and made.body.endswith("\n")
            assert " None" not in made.body and ": - " not in made.body, made.body
            json.dumps(dict(made.data))
    assert len(said) > 20


def test_in_kazakh_and_russian_no_english_sentence_is_left():
    for lang in ("kk", "ru"):
        for changes in CHANGES:
            for _, made in messages_of(changes, lang):
                lines = [each for each in made.body.splitlines() if not each.startswith(OF_THE_EXECUTOR)]
                known = LATIN.sub("", "\n".join(lines))
                assert not re.search(r"[A-Za-z]{4}", known), made.body


def test_a_stage_message_holds_nothing_of_a_person_and_says_from_where_to_where():
    kinds = set()
    for changes in CHANGES:
        for owed, made in messages_of(changes):
            if owed.paper == "stage":
                whole = json.dumps(
                    {**made.data, "subject": made.subject, "body": made.body}, ensure_ascii=False
                )
                assert not [each for each in PERSONAL if each in whole]
                assert made.data.keys() == {
                    *("case", "portal_reference", "paper", "addressee", "event", "occurred_at"),
                    *("from", "to", "service", "definition", "provider", "garrison"),
                }
                assert made.data["from"] != made.data["to"]
                kinds.add((made.data["from"], made.data["to"]))
    assert {(None, "submitted"), ("submitted", "accepted"), ("heard", "refused")} <= kinds


def test_the_staff_sees_a_masked_name_and_no_number_and_the_applicant_no_name():
    for changes in CHANGES:
        for owed, made in messages_of(changes):
            whole = json.dumps({**made.data, "subject": made.subject, "body": made.body}, ensure_ascii=False)
            if owed.to == "applicant":
                assert made.data["applicant"] == {"iin": "900514300121"}
                assert not [each for each in PERSONAL[1:] if each in whole]
                assert PERSONAL[0] not in made.subject + made.body
            elif owed.paper != "stage":
                assert "Сұл*** Е. Қ." in made.body and made.data["applicant"] == "Сұл*** Е. Қ."
                assert not [each for each in PERSONAL if each in whole]


# --- what some of them say


def last(story, paper, to="applicant", lang="en"):
    [said] = [
        made
        for owed, made in messages_of(story.cases.changes[-1:], lang)
        if (owed.paper, owed.to) == (paper, to)
    ]
    return said


def test_the_mark_of_acceptance_tells_the_day_of_the_decision():
    story = Story()
    story.accept("2026-03-16 10:00")
    made = last(story, "mark of acceptance")
    assert made.subject == f"Case {story.id}: mark of acceptance"
    assert "accepted on 16.03.2026 10:00. The decision is due by 09.04.2026 18:00." in made.body
    assert "The law: Order 232, item 4" in made.body


def test_the_notice_tells_of_proposal_hearing_and_the_days_to_object():
    made = last(proposed(), "notice of preliminary decision and hearing")
    assert "within 2 working days from the day on which this notice is received" in made.body
    assert re.search(r"hearing set for \d\d.\d\d.2026 \d\d:\d\d, orally", made.body)
    assert (made.data["way"], made.data["event"]) == ("cabinet", "HearingNoticeSent")


def test_a_deemed_refusal_tells_the_applicant_until_when_to_complain():
    """Three months from Thursday 9 April 2026."""
    made = last(overdue(), "word of the deemed refusal")
    assert "ended on 09.04.2026 18:00 without a decision" in made.body
    assert made.data["next"] == {"deadline": "complaint_filing", "due_at": "2026-07-09T23:59:59.999999+05:00"}
    assert "The last moment: 09.07.2026 24:00." in made.body


def test_a_refusal_to_accept_says_what_lacks():
    story = Story()
    story.reject("2026-03-16 10:00")
    assert re.search(r"list 9: \d", last(story, "refusal to accept").body)


def test_a_correction_of_the_state_says_from_where_to_where_it_led():
    story = Story()
    story.reject("2026-03-16 10:00")
    story.correct("2026-03-16 11:00", story.seq(AcceptanceRefused))
    made = last(story, "stage", "monitoring")
    assert (made.data["event"], made.data["from"], made.data["to"]) == (
        "ActCorrected",
        "rejected",
        "submitted",
    )


def test_a_service_of_ones_own_has_letters_too_whatever_it_calls_its_certificate(tmp_path):
    case = World("2026-03-16 09:10", definition=INVENTED, file=tmp_path / "world.db").file()
    case.do("assign", executor="Omarova", at="2026-03-16 10:00")
    case.do("accept", at="2026-03-16 11:00")
    case.do("endorse", by="legal_service", agrees=True, at="2026-03-17 18:00")
    case.do("register", by="head Akhmetov", at="2026-03-27 18:00")
    with Database.open(str(tmp_path / "world.db"), readonly=True) as database:
        rows = listed(database)
    assert {"mark of acceptance", "extract", "warning", "stage"} <= {each.paper for each in rows}
    for each in rows:
        made = message(each, case.case, PERSON, lang="kk", now=each.owed_at)
        assert made.body and not GAP.search(made.body)
