"""The papers that went out, in the store: found by their bytes, kept with their signature, watched by the audit."""

from datetime import date
from hashlib import sha256

import pytest
from storage import opened

from process.definitions import SHIPPED
from process.events import ApplicantRegistered, PaperIssued
from process.record import Entry
from store import issued
from store.audit import verify

MADE, SIGNED = b"%PDF the paper", b"%PDF the paper, signed"


def hashed(content):
    return sha256(content).hexdigest()


@pytest.fixture
def office(tmp_path, workdays):
    with opened(tmp_path, workdays) as found:
        case_id = found.file()
        found.accept(case_id)
        found.register(case_id)
        found.case_id = case_id
        yield found


def issue(office, *, made=MADE, signed=None, paper="certificate of Annex 5", ordinal=3):
    """As the daemon does: the event and what is found by its hash, in one transaction. The entry."""

    def event(case, now):
        of = next(entry.seq for entry in case.record if isinstance(entry.event, ApplicantRegistered))
        hashes = {"sha256": hashed(made), "signed_sha256": signed and hashed(signed)}
        return PaperIssued(now, paper, of, "kk", date(2026, 3, 10), renderer="r 1", ordinal=ordinal, **hashes)

    with office.database.transaction():
        entry = office.desk.issue(office.case_id, event).record[-1]
        issued.keep(office.database, office.case_id, entry.seq, entry.event, signed)
    return entry


def found_in(office):
    return verify(office.database, SHIPPED, office.workdays).findings


def test_the_event_is_read_back_as_it_was_written(office):
    entry = issue(office, signed=SIGNED)
    read = office.cases.load(office.case_id).record[-1]
    assert isinstance(read, Entry) and read.event == entry.event
    assert read.event.dated == date(2026, 3, 10) and read.event.ordinal == 3
    assert not found_in(office)


def test_a_paper_is_found_by_its_bytes_as_made_and_as_signed(office):
    entry = issue(office, signed=SIGNED)
    at = [issued.Found(office.case_id, entry.seq)]
    assert issued.find(office.database, hashed(MADE)) == at
    assert issued.find(office.database, hashed(SIGNED)) == at
    assert issued.find(office.database, hashed(b"another")) == []


def test_the_signed_file_is_kept_and_one_without_signature_is_not(office):
    signed, plain = issue(office, signed=SIGNED), issue(office, made=b"%PDF another", paper="appeal sheet")
    assert issued.signed_file(office.database, office.case_id, signed.seq) == SIGNED
    assert issued.signed_file(office.database, office.case_id, plain.seq) is None
    assert issued.signed_file(office.database, "2026-000099", 1) is None


def test_of_an_event_that_is_refused_nothing_is_kept(office):
    def fails(case, now):
        raise RuntimeError("no ink")

    version = office.cases.load(office.case_id).version
    with pytest.raises(RuntimeError):
        office.desk.issue(office.case_id, fails)
    assert office.cases.load(office.case_id).version == version
    assert office.rows("SELECT count(*) FROM issued_paper") == [(0,)]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE issued_paper SET sha256 = 'x'", "not found by the hash"),
        ("UPDATE issued_paper SET signed_sha256 = 'x'", "not found by the hash"),
        ("UPDATE issued_paper SET content = X'00'", "not the one that went out"),
        ("DELETE FROM issued_paper", "not found by the hash"),
        ("UPDATE issued_paper SET seq = 2", "nobody issued"),
        ("DELETE FROM person", "is erased, this file"),
    ],
)
def test_the_audit_finds_a_paper_that_was_changed_or_lost(office, change, says):
    issue(office, signed=SIGNED)
    assert not found_in(office)
    office.write(change)
    assert any(says in each.what for each in found_in(office)), found_in(office)


def test_a_signed_file_may_be_erased(office):
    issue(office, signed=SIGNED)
    office.write("UPDATE issued_paper SET content = NULL")
    assert not found_in(office)
