"""Papers that the daemon issues: made, on record with their hash, signed where a key is there, and only then sent."""

import io
import json
import zipfile
from dataclasses import replace
from functools import partial
from hashlib import sha256

import posting
import pytest
from authority import Authority
from pypdf import PdfReader
from registers import garrison
from storage import APPLICANT, HEAD, PERSONS, opened

import cli
from daemon.issuing import LANGUAGES_KEY, Issuing, NotTheSame, again, issuing_by
from process.acceptance import refuse_acceptance
from process.complaint_events import ActCancelled, ComplaintForwarded, ComplaintLodged, ComplaintSatisfied
from process.complaints import forward, lodge, satisfy
from process.definitions import SHIPPED
from process.errors import BadInput, NotAllowedHere
from process.events import AcceptanceRefused, ApplicantRegistered, DataUpdated, LeftRegister, ReportAccepted
from process.issuing import Overtaken, issued
from process.leaving import leave
from process.localtime import iso, parse_typed
from process.reviewing import resolve
from process.roles import Actor, Role
from process.updates import update
from signing import key as keys
from store import issued as kept
from store.audit import verify
from store.outbox import listed

SUPERIOR = Actor("S", Role.SUPERIOR_BODY)
MARK, ANNEX_5 = "mark of acceptance", "certificate of Annex 5"


@pytest.fixture
def office(tmp_path, workdays):
    with opened(tmp_path, workdays) as found:
        yield found


def registered(office, reference="A", person=0, **changes):
    """Accepted and registered on Tuesday 10 March 2026, when the office's clock stands at 9:30."""
    case_id = office.file(reference, iin=PERSONS[person], **changes)
    office.accept(case_id)
    office.register(case_id)
    return case_id


def post(office, *, environment=None, at=None):
    """One round of the daemon: what is due goes to the spool, papers as the operator set them up."""
    if at:
        office.clock.set(at)
    attach = issuing_by(environment or {})(office.desk, office.database)
    return posting.post(office, posting.by_spool(office), attach=attach)


def out(office, case_id, paper=None):
    """What went out on that case: (event, file in the spool)."""
    case = office.cases.load(case_id)
    spool = posting.spool_of(office) / "applicant"
    files = {sha256(each.read_bytes()).hexdigest(): each for each in spool.rglob("*.pdf")}
    events = [each.event for each in issued(case) if paper in (None, each.event.paper)]
    return [(each, files[each.signed_sha256 or each.sha256].read_bytes()) for each in events]


def text(content):
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def found_in(office):
    return verify(office.database, SHIPPED, office.workdays).findings


# --- issued, and on record


def test_a_paper_is_on_record_with_the_hash_of_the_very_file_that_goes_out(office):
    case_id = registered(office)
    post(office)
    papers = [event.paper for event, _ in out(office, case_id)]
    assert papers == [MARK, ANNEX_5]
    for event, content in out(office, case_id):
        assert content.startswith(b"%PDF-") and event.lang == "kk" and event.signed_sha256 is None
        assert str(event.dated) == "2026-03-10" and event.renderer.startswith("typst ")
    assert not found_in(office)


def test_words_that_are_no_papers_go_out_without_any(office):
    case_id = office.file()
    post(office, at="2026-03-11 09:00")  # the acceptance is missed: the head is told
    assert {each.addressee for each in listed(office.database) if each.status == "delivered"}
    assert out(office, case_id) == []


def test_the_certificate_states_the_number_that_the_entry_has_at_its_issue(office):
    """R14: decided first is not first in the queue. B's report is a day older than A's, and is decided later."""
    a = registered(office, "A", 0, filed_at="2026-03-10T09:00:00+05:00")
    b = office.file("B", iin=PERSONS[1], filed_at="2026-03-09T10:00:00+05:00")
    office.accept(b)
    post(office)
    [(of_a, page_of_a)] = out(office, a, ANNEX_5)
    office.register(b)
    post(office)
    [(of_b, _)] = out(office, b, ANNEX_5)
    assert (of_a.ordinal, of_b.ordinal) == (1, 1)
    from store.queue import ordinal

    assert (ordinal(office.database, a), ordinal(office.database, b)) == (2, 1)
    assert "қамтамасыз ету үшін 1 (кезектегі нөмірі) болып" in text(page_of_a)


def test_decided_after_hours_it_is_issued_and_dated_on_the_next_working_day(office):
    """R4: signed on Friday 13 March at 19:00, issued on Monday the 16th; nobody issues it over the weekend."""
    case_id = office.file()
    office.accept(case_id)
    office.clock.set("2026-03-13 19:00")
    office.register(case_id)
    for moment in ("2026-03-13 19:30", "2026-03-14 12:00", "2026-03-16 08:59"):
        post(office, at=moment)
        assert out(office, case_id, ANNEX_5) == []
    post(office, at="2026-03-16 09:00")
    [(event, content)] = out(office, case_id, ANNEX_5)
    assert str(event.dated) == "2026-03-16" and iso(event.occurred_at).startswith("2026-03-16T09:00")
    assert "16.03.2026" in text(content)


def test_in_each_language_that_the_operator_names_beside_the_kazakh_original(office):
    case_id = registered(office)
    post(office, environment={LANGUAGES_KEY: "ru, en"})
    assert [event.lang for event, _ in out(office, case_id, ANNEX_5)] == ["kk", "ru", "en"]
    assert {event.ordinal for event, _ in out(office, case_id, ANNEX_5)} == {1}


def test_a_language_without_papers_is_refused_before_the_daemon_begins():
    with pytest.raises(BadInput, match="names de"):
        issuing_by({LANGUAGES_KEY: "kk,de"})


def test_nothing_can_be_corrected_that_an_issued_certificate_rests_on(office):
    """From end to end: corrected while it waits; refused once it has left."""
    case_id = registered(office)
    seq = office.cases.load(case_id).version
    post(office)
    with pytest.raises(NotAllowedHere, match="Annex 5 that rests on it was issued"):
        office.desk.correct(case_id, seq=seq, reason="a mistake", moment=None, actor=HEAD)


def test_what_was_recalled_before_it_left_is_not_issued(office):
    case_id = registered(office)
    seq = office.cases.load(case_id).version
    office.desk.correct(case_id, seq=seq, reason="a mistake", moment=None, actor=HEAD)
    post(office)
    assert [event.paper for event, _ in out(office, case_id)] == [MARK]


# --- sent again, made again


def test_sent_again_it_is_the_same_file_and_is_issued_once(office):
    case_id = registered(office)
    issuing = Issuing(office.desk, office.database)
    case = office.cases.load(case_id)
    seq = next(each.seq for each in case.record if isinstance(each.event, ReportAccepted))
    first = issuing.files(case, seq, MARK)
    second = issuing.files(office.cases.load(case_id), seq, MARK)
    assert [each.content for each in first] == [each.content for each in second]
    assert len(issued(office.cases.load(case_id))) == 1


def test_what_happened_since_changes_nothing_of_a_paper_that_is_made_again(office):
    """Also what an update says of the family, or a person's new name, is not in it."""
    case_id = registered(office)
    post(office)
    [(event, before)] = out(office, case_id, ANNEX_5)
    office.clock.set("2026-03-12 10:00")
    office.file("B", iin=PERSONS[1], filed_at="2026-03-12T09:00:00+05:00")
    updated(office, case_id)
    case = office.cases.load(case_id)
    [entry] = [each.entry for each in issued(case) if each.event == event]
    assert again(office.database, case, entry) == before


def updated(office, case_id):
    decide = partial(update, what="family", reference="A-3", digest=office.cases.digest("{}"))
    personal = {DataUpdated: {"text": "{}"}}
    return office.desk.act(case_id, DataUpdated, decide, actor=APPLICANT, personal=personal)


def test_after_an_update_the_certificate_is_issued_anew_with_its_number_and_date(office):
    """R29: though another report was registered before this one meanwhile."""
    case_id = registered(office, filed_at="2026-03-10T09:00:00+05:00")
    post(office)
    registered(office, "B", 1, filed_at="2026-03-09T10:00:00+05:00")
    office.clock.set("2026-03-12 10:00")
    updated(office, case_id)
    post(office)
    first, second = (event for event, _ in out(office, case_id, ANNEX_5))
    assert (second.ordinal, second.dated) == (first.ordinal, first.dated) == (1, first.dated)
    assert [each.superseded is None for each in issued(office.cases.load(case_id))] == [True, False, True]


def test_a_file_that_cannot_be_made_again_is_named_and_not_another_one_given(office):
    case_id = registered(office)
    post(office)
    office.write("UPDATE personal SET body = replace(body, 'Ерлан', 'Нұрлан')")
    case = office.cases.load(case_id)
    entry = issued(case)[0].entry
    with pytest.raises(NotTheSame, match="makes another file of it"):
        again(office.database, case, entry)
    office.write("DELETE FROM personal")
    with pytest.raises(NotTheSame):
        again(office.database, case, entry)


def test_where_something_that_it_states_is_missing_nothing_is_issued(office):
    """The person's data are erased while the paper waits: told as a fault of ours, and nothing is on record."""
    case_id = registered(office)
    office.write("DELETE FROM personal")
    version = office.cases.load(case_id).version
    done = post(office)
    assert office.cases.load(case_id).version == version and done.faults
    assert office.rows("SELECT count(*) FROM issued_paper") == [(0,)]


# --- signed


@pytest.fixture
def signing(tmp_path):
    file, password = tmp_path / "key.p12", tmp_path / "password"
    file.write_bytes(Authority().person("АХМЕТОВ БОЛАТ").p12())
    password.write_text("secret\n")
    return {keys.KEY: str(file), keys.PASSWORD_FILE: str(password)}


def test_with_a_key_the_signed_file_goes_out_is_kept_and_begins_with_what_was_made(office, signing):
    case_id = registered(office)
    post(office, environment=signing)
    for event, content in out(office, case_id):
        assert sha256(content).hexdigest() == event.signed_sha256 != event.sha256
        entry = next(each.entry for each in issued(office.cases.load(case_id)) if each.event == event)
        assert kept.signed_file(office.database, case_id, entry.seq) == content
        assert again(office.database, office.cases.load(case_id), entry) == content
    assert not found_in(office)


# --- what goes along, and what does not


def test_with_a_forwarded_complaint_goes_its_cover_and_the_administrative_file(office):
    """Item 9: the file as it stood when it was sent on, whatever the daemon does afterwards."""
    case_id = registered(office)
    office.clock.set("2026-03-16 10:00")
    office.do(case_id, ComplaintLodged, lodge, actor=APPLICANT, came_in="provider")
    office.clock.set("2026-03-17 10:00")
    office.do(case_id, ComplaintForwarded, forward, complaint=1, body="quality_authority")
    post(office, at="2026-03-17 12:00")
    folder = posting.spool_of(office) / "quality_authority"
    [cover] = folder.rglob("*.pdf")
    [whole] = folder.rglob("*.zip")
    assert "2026-000001" in text(cover.read_bytes())
    with zipfile.ZipFile(whole) as file:
        events = [json.loads(line)["event"] for line in file.read("events.jsonl").decode().splitlines()]
        assert file.testzip() is None
    assert events[-1] == "ComplaintForwarded" and "ComplaintLodged" in events


def test_of_a_service_whose_papers_have_no_form_here_the_word_goes_without_them(office):
    """Order 765: the mark of acceptance is a word; nothing is a fault, and nothing is given up."""
    case_id = office.file("A", iin=PERSONS[0])
    case = office.cases.load(case_id)
    rules = SHIPPED["order-765-2025"]
    issuing = Issuing(office.desk, office.database)
    assert issuing.files(replace(case, definition=rules), 1, MARK) == []


# --- what stands no more when it would go out


def after_hours(office):
    """Registered on Tuesday 10 March at 18:30: the certificate goes on Wednesday at 9:00 (R4)."""
    case_id = office.file()
    office.accept(case_id)
    office.clock.set("2026-03-10 18:30")
    office.register(case_id)
    post(office, at="2026-03-10 18:31")  # the mark
    return case_id


def row(office, case_id, paper):
    return [each for each in listed(office.database, case_id=case_id) if each.paper == paper][-1]


def cancelled(office, case_id):
    office.clock.set("2026-03-10 18:40")
    office.do(case_id, ComplaintLodged, lodge, actor=APPLICANT, came_in="superior_body")
    office.clock.set("2026-03-11 08:20")
    office.do(case_id, ActCancelled, resolve, actor=SUPERIOR, outcome="cancelled")


def test_a_registration_that_was_cancelled_before_its_certificate_left_sends_none(office):
    """It is called off and holds nobody up: the word of the new round goes at once."""
    case_id = after_hours(office)
    cancelled(office, case_id)
    done = post(office, at="2026-03-11 09:00")
    assert out(office, case_id, ANNEX_5) == [] and not done.faults and not done.lost
    assert row(office, case_id, ANNEX_5).status == "recalled"
    assert row(office, case_id, "word of a new round").status == "delivered"
    assert posting.journal(office, row(office, case_id, ANNEX_5).key)[-1][0] == "overtaken"


def test_nor_where_another_act_comes_between_the_look_at_the_case_and_the_issue(office):
    """The refusal to accept is met on a complaint (R15) while its paper is about to be made."""
    case_id = office.file()
    office.do(case_id, AcceptanceRefused, refuse_acceptance, missing=(3,), expired=(), remark="unreadable")
    seen = office.cases.load(case_id)
    office.do(case_id, ComplaintLodged, lodge, actor=APPLICANT, came_in="provider")
    office.do(case_id, ComplaintSatisfied, satisfy)
    with pytest.raises(Overtaken, match="another act came in its place"):
        Issuing(office.desk, office.database).files(seen, seen.version, "refusal to accept")
    assert out(office, case_id) == []


def test_nor_later_once_the_applicant_is_registered_anew(office):
    case_id = after_hours(office)
    cancelled(office, case_id)
    office.clock.set("2026-03-11 10:00")
    office.register(case_id)
    post(office)
    [(event, _)] = out(office, case_id, ANNEX_5)
    case = office.cases.load(case_id)
    assert event.of == max(each.seq for each in case.record if isinstance(each.event, ApplicantRegistered))


def test_who_left_the_register_gets_no_certificate_any_more(office):
    """R14: struck off before it went out, and after an update too."""
    case_id = after_hours(office)
    office.clock.set("2026-03-11 08:30")
    said = {"ground": "provided", "provision": "Law on Housing Relations, 101-4"}
    office.do(case_id, LeftRegister, leave, actor=HEAD, **said)
    post(office, at="2026-03-11 09:00")
    office.clock.set("2026-03-12 10:00")
    updated(office, case_id)
    done = post(office)
    assert out(office, case_id, ANNEX_5) == [] and not done.faults
    assert [each.status for each in listed(office.database) if each.paper == ANNEX_5] == ["recalled"]


def test_of_an_erased_person_no_paper_goes_and_nobody_tries_again(office):
    case_id = registered(office)
    office.write("DELETE FROM personal")
    done = post(office)
    assert row(office, case_id, ANNEX_5).status == "given_up" and done.lost


def test_an_act_that_was_moved_has_a_new_paper_with_the_right_moment(office):
    """And whoever has the old one is told what is wrong with it, in so many words."""
    case_id = office.file()
    office.accept(case_id)
    post(office)
    office.clock.set("2026-03-11 10:00")
    seq = next(e.seq for e in office.cases.load(case_id).record if isinstance(e.event, ReportAccepted))
    moment = parse_typed("2026-03-10 09:10")
    office.desk.correct(case_id, seq=seq, reason="the clock was wrong", moment=moment, actor=HEAD)
    post(office)
    (first, _), (second, content) = out(office, case_id, MARK)
    assert first.sha256 != second.sha256 and "09:10" in text(content) and "2026-03-11" in str(second.dated)
    assert [each.superseded is None for each in issued(office.cases.load(case_id))] == [False, True]
    bodies = [each["data"] for each in posting.spooled(office, "applicant").values()]
    [said] = [each["body"] for each in bodies if each["paper"] == f"correction: {MARK}"]
    assert "10.03.2026 09:10" in said and "the clock was wrong" in said and "шешім" not in said.lower()


def test_the_names_that_an_appeal_sheet_gave_are_in_it_again(office):
    """Sent again it is the same file, whatever the operator names meanwhile."""
    case_id = office.file()
    office.do(case_id, AcceptanceRefused, refuse_acceptance, missing=(3,), expired=(), remark="unreadable")
    case = office.cases.load(case_id)
    named = Issuing(office.desk, office.database, names={"superior_body": "Жоғары органның атауы"})
    first = named.files(case, case.version, "appeal sheet")
    assert "Жоғары органның атауы" in text(first[0].content)
    second = Issuing(office.desk, office.database).files(
        office.cases.load(case_id), case.version, "appeal sheet"
    )
    assert [each.content for each in first] == [each.content for each in second]
    assert len(issued(office.cases.load(case_id))) == 1


@pytest.fixture
def astana(tmp_path, workdays):
    office = garrison(tmp_path, workdays, now="2026-03-10 13:00")
    yield office
    office.database.close()


def test_who_left_by_another_case_of_theirs_gets_no_certificate_any_more(astana):
    """R27: the two registrations are one entry; struck off by the case that holds it, before the other's has gone."""
    one, two = astana.two_of(1)
    astana.clock.set("2026-03-10 18:30")
    for case_id in (two, one):
        astana.decide(case_id)
    astana.clock.set("2026-03-11 08:30")
    astana.leave(one)
    done = post(astana, at="2026-03-11 09:00")
    assert out(astana, one, ANNEX_5) == out(astana, two, ANNEX_5) == [] and not done.faults
    assert [row(astana, case_id, ANNEX_5).status for case_id in (one, two)] == ["recalled", "recalled"]


def test_of_two_certificates_of_one_person_the_check_says_which_is_good(astana, tmp_path):
    """R27: the one whose case holds the entry, at the earlier registration date; both state its number."""
    one, two = astana.two_of(1)
    astana.decide(two)
    post(astana)
    astana.decide(one)
    post(astana)
    for case_id, code, status in ((one, 0, "issued"), (two, 1, "superseded")):
        [(event, content)] = out(astana, case_id, ANNEX_5)
        assert event.ordinal == 1
        (tmp_path / "paper.pdf").write_bytes(content)
        said = io.StringIO()
        words = ["papers", "check", str(tmp_path / "paper.pdf"), "--db", str(astana.path), "--json"]
        assert cli.run(words, clock=astana.clock, out=said, environment={}) == code
        told = json.loads(said.getvalue())
        assert (told["status"], told["case"]) == (status, case_id)
    assert told["why"] == f"the person's one entry is that of case {one} (R27)"


def test_what_cannot_be_found_again_is_not_on_record_as_issued(office):
    """The event and the row by which its file is found are written together or not at all."""
    case_id = registered(office)
    version = office.cases.load(case_id).version
    office.write("ALTER TABLE issued_paper RENAME TO gone")
    case = office.cases.load(case_id)
    with pytest.raises(Exception, match="issued_paper"):
        Issuing(office.desk, office.database).files(case, case.version, ANNEX_5)
    assert office.cases.load(case_id).version == version


def test_before_it_has_gone_a_file_that_cannot_be_made_again_is_issued_anew_once(office):
    """Another renderer, or other data; what may have arrived is superseded, and the second is the one sent again."""
    case_id = registered(office)
    issuing = Issuing(office.desk, office.database)
    case = office.cases.load(case_id)
    seq = next(each.seq for each in case.record if isinstance(each.event, ReportAccepted))
    issuing.files(case, seq, MARK)
    office.write("UPDATE personal SET body = replace(body, 'Ерлан', 'Нұрлан')")
    second, third = (issuing.files(office.cases.load(case_id), seq, MARK) for _ in range(2))
    assert [each.content for each in second] == [each.content for each in third]
    found = issued(office.cases.load(case_id))
    assert [each.superseded is None for each in found] == [False, True]
