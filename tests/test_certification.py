"""How a report is certified (item 3): a signature on record, one that waits for the portal, a one-time password."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from authority import GOST, IIN, Authority, checked, labelled, sign
from offices import APPLICANT, EXECUTOR, HEAD
from offices import office as fresh

from daemon.run import run
from process.events import ReportFiled
from process.record import body
from process.update_report import update_example

FILED = "2026-03-16T09:10:00+05:00"


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def office(tmp_path, authority):
    (tmp_path / "office").mkdir()
    made = fresh(tmp_path / "office")
    made.authority = authority
    lists = {"list": authority.list(), "root": authority.list(by=authority.root)}
    made.trust = authority.trust(tmp_path / "trust", **lists)
    made.environment["MERZIM_TRUST"] = str(made.trust)
    return made


def signed(office, value, *, name="report", change=None, holder=None):
    """The file of that report and the file of its signature, made by openssl."""
    content = json.dumps(value, ensure_ascii=False, indent=1).encode()
    path = office.folder / f"{name}.json"
    path.write_bytes(content)
    by = holder or office.authority.person()
    made = sign(office.folder / "openssl", by, content, chain=[office.authority.middle])
    beside = office.folder / f"{name}.json.p7s"
    beside.write_bytes(change(made) if change else made)
    return path, beside


def gost(signature):
    return labelled(signature, GOST)


def report(office, reference="R-1", **changes):
    return office.report(reference, **{"filed_at": FILED, "certified_by": "digital_signature", **changes})


def filed(office, value=None, **how):
    path, beside = signed(office, value or report(office), **how)
    [case] = office.json("submit", path, "--signature", beside)["cases"]
    return case


def refused(office, value=None, *, words=(), **how):
    """The faults with which a signed report was refused; nothing is filed."""
    path, beside = signed(office, value or report(office), **how)
    answer = office("submit", path, "--signature", beside, *words, "--json")
    assert answer.code == 2, answer
    assert answer.json["cases"] == [] and office.json("case list") == []
    return [(each["path"], each["got"]) for each in answer.json["errors"]]


def accept(office, n):
    office.done("case", "assign", n, "--executor", "Omarova", *HEAD, at="2026-03-16 09:40")
    return office("case", "accept", n, *EXECUTOR, "--json", at="2026-03-16 10:00")


# --- a signature that is verified


def test_a_verified_signature_is_on_record_and_names_nobody(office):
    case = filed(office)
    outcome = case["signature"]
    assert (outcome["status"], outcome["algorithm"]) == ("verified", "ECDSA P-256 with SHA-256")
    assert (outcome["issuer"], outcome["anchor"]) == ("CN=Test issuing,C=KZ", "CN=Test root,C=KZ")
    assert outcome["revocation"] == "good"
    [first, *_] = office.json("case", "history", case["case"])
    assert "ОМАРОВ" not in json.dumps(first, ensure_ascii=False) and IIN not in json.dumps(first)
    rows = office.json("case", "show", case["case"])["report"]
    assert rows["signature"] == outcome and rows["waits_for_receipt"] is False
    assert accept(office, case["case"]).code == 0
    assert office.json("audit verify")["findings"] == []


def test_every_view_says_how_the_report_was_certified(office):
    n = filed(office)["case"]
    for words in ("show", "timeline", "documents"):
        said = " ".join(office.done("case", words, n).split())
        assert "signature verified: ECDSA P-256 with SHA-256, certificate issued by" in said
        assert "not revoked" in said
    assert "қолтаңба тексерілді" in office.done("case", "documents", n, "--lang", "kk")
    assert "подпись проверена" in office.done("case", "documents", n, "--lang", "ru")


def test_the_same_again_is_the_same_case_and_another_signature_is_refused(office):
    value = report(office)
    first = filed(office, value)
    path, beside = office.folder / "report.json", office.folder / "report.json.p7s"
    [again] = office.json("submit", path, "--signature", beside)["cases"]
    assert (again["case"], again["existing"]) == (first["case"], True)
    for words in ([], ["--signature", signed(office, value, name="other")[1]]):
        answer = office("submit", path, *words, "--json")
        assert answer.code == 2
        assert [each["path"] for each in answer.json["errors"]] == ["signature"]


def test_the_kept_bytes_verify_again_in_openssl_and_here(office, tmp_path):
    n = filed(office)["case"]
    folder = tmp_path / "out"
    told = office.json("case", "signature", n, "--out", folder)
    assert told["again"] == told["recorded"]
    content, signature = ((folder / each).read_bytes() for each in ("report.json", "report.p7s"))
    assert content == (office.folder / "report.json").read_bytes()
    assert (folder / "report.p7s").stat().st_mode & 0o077 == 0
    ran = checked(tmp_path / "openssl", signature, content, [office.authority.root])
    assert ran.returncode == 0, ran.stderr.decode()
    assert checked(tmp_path / "openssl", signature, content + b" ", [office.authority.root]).returncode != 0


def test_verified_again_after_the_trust_store_changed_it_says_what_is_wrong_now(office):
    """What was recorded stays what it was; what the same bytes come to now stands beside it."""
    person = office.authority.person()
    n = filed(office, holder=person)["case"]
    when = datetime(2026, 3, 10, tzinfo=UTC)
    (office.trust / "list.crl").write_bytes(office.authority.list(person, on=when, at=when))
    answer = office("case", "signature", n, "--json")
    assert (answer.code, answer.json["recorded"]["status"]) == (1, "verified")
    assert "revoked on 10.03.2026" in answer.json["again"]["refused"][0]
    assert "REFUSED" in office("case", "signature", n).out


def test_of_a_report_without_a_signature_file_the_portals_word_is_all_there_is(office):
    n = office.filed(certified_by="digital_signature")
    told = office.json("case", "signature", n)
    assert (told["recorded"], told["kept"], told["again"]) == (None, False, None)
    assert "the portal's word" in " ".join(office.done("case", "show", n).split())
    code, error = office.no("case", "signature", n, "--out", office.folder / "out")
    assert (code, error["kind"]) == (4, "not_found")
    assert accept(office, n).code == 0


def test_the_case_as_it_is_sent_on_with_a_complaint_has_the_signed_bytes_and_the_signature(office, tmp_path):
    n = filed(office)["case"]
    office.done("complaint", "file", n, "--output", tmp_path / "case.zip")
    with ZipFile(tmp_path / "case.zip") as archive:
        content, signature = archive.read("signed/report.json"), archive.read("signed/report.p7s")
        assert "signature" not in json.loads(archive.read("report.json"))
    assert checked(tmp_path / "openssl", signature, content, [office.authority.root]).returncode == 0


# --- refused


def test_a_forged_signature_is_refused_with_what_was_wrong(office):
    path, beside = signed(office, report(office))
    path.write_bytes(path.read_bytes().replace(b"R-1", b"R-2"))
    answer = office("submit", path, "--signature", beside)
    assert answer.code == 2 and "the digests differ" in answer.out
    assert office.json("case list") == []


def test_each_fault_of_the_signature_is_a_line_of_the_answer(office):
    foreign = Authority(common="Foreign")
    holder = foreign.person("СЕРІК", "820303349982", last=datetime(2025, 1, 1, tzinfo=UTC))
    got = refused(office, holder=holder)
    assert {path for path, _ in got} == {"signature"}
    for each in ("somebody else", "expired on", "foreign"):
        assert any(each in said for _, said in got)
    assert not any("820303349982" in said or "СЕРІК" in said for _, said in got)


@pytest.mark.parametrize("data", [b"", b"garbage", b"\x30\x80", b"-----BEGIN CMS-----\n"])
def test_what_is_no_signature_is_bad_input(data, office):
    [(path, _)] = refused(office, change=lambda _: data)
    assert path == "signature"


def test_fifty_megabytes_are_bad_input(office):
    assert "bytes" in refused(office, change=lambda _: bytes(50_000_000))[0][1]


def test_one_signature_one_report(office):
    values = [report(office, "R-1"), report(office, "R-2", iin="820303349982")]
    assert refused(office, values) == [("signature", "2 that are readable")]


def test_a_report_with_faults_says_those_and_is_not_filed_unsigned(office):
    got = refused(office, report(office) | {"form": 7})
    assert [path for path, _ in got] == ["$.form"]


def test_a_signature_and_a_one_time_password_contradict_each_other(office):
    assert refused(office, report(office, certified_by="one_time_password")) == [("signature", "a signature")]


def test_without_a_trust_store_nothing_is_verified_and_nothing_filed(office):
    path, beside = signed(office, report(office))
    del office.environment["MERZIM_TRUST"]
    code, error = office.no("submit", path, "--signature", beside)
    assert (code, error["kind"]) == (2, "usage") and "--trust" in error["way_on"]
    code, error = office.no("submit", path, "--signature", beside, "--trust", office.folder / "nowhere")
    assert (code, error["kind"]) == (2, "bad_input")
    (office.trust / "note.txt").write_text("x")
    code, error = office.no("submit", path, "--signature", beside, "--trust", office.trust)
    assert [(each["file"], each["got"]) for each in error["faults"]] == [("note.txt", "something else")]
    assert office.json("case list") == []


def test_where_lists_are_required_a_missing_one_is_named(office):
    (office.trust / "list.crl").unlink()
    got = refused(office, words=["--require-lists"])
    assert got == [("signature", "none")]
    assert filed(office)["signature"]["revocation"] == "not_known"


def test_the_environment_may_require_the_lists(office):
    (office.trust / "list.crl").unlink()
    office.environment["MERZIM_REQUIRE_LISTS"] = "1"
    assert refused(office) == [("signature", "none")]


# --- unverified


def test_an_unverified_signature_is_filed_by_name_and_cannot_be_accepted_without_the_receipt(office):
    case = filed(office, change=gost)
    name = "GOST 34.310-2015 with GOST R 34.11-2015 (512 bit)"
    assert case["signature"] == {"status": "unverified", "algorithm": name, "oid": GOST}
    answer = accept(office, case["case"])
    assert (answer.code, answer.error["kind"]) == (3, "too_early")
    assert f"{name} ({GOST})" in answer.error["message"]
    assert answer.error["provision"].startswith("Order 232, item 3")
    assert "case receipt" in answer.error["way_on"]
    office.done("case", "receipt", case["case"], "--receipt", "PORTAL-77", *EXECUTOR, at="2026-03-16 10:05")
    office.done("case", "accept", case["case"], *EXECUTOR, at="2026-03-16 10:06")
    said = " ".join(office.done("case", "timeline", case["case"]).split())
    assert "Certification confirmed by the portal" in said and "the portal's receipt: PORTAL-77" in said
    assert office.json("case", "signature", case["case"])["portal_receipt"] == "PORTAL-77"
    assert office.json("audit verify")["findings"] == []


def test_the_receipt_may_come_with_the_report(office):
    case = filed(office, report(office, portal_receipt="PORTAL-77"), change=gost)
    assert accept(office, case["case"]).code == 0


def test_the_executor_sees_it_in_every_view_and_in_the_work_list(office):
    n = filed(office, change=gost)["case"]
    for words in ("show", "timeline", "documents"):
        said = " ".join(office.done("case", words, n).split())
        assert "UNVERIFIED" in said or "unverified" in said
        assert GOST in said
    [note, *_] = office.json("case", "show", n)["report"]["notes"]
    assert note["code"] == "signature_unverified"
    [row] = [each for each in office.json("work") if each["act"] == "CertificationConfirmed"]
    assert row["why"].startswith("record the portal's receipt first (the signature is by GOST 34.310-2015")
    assert "квитанцию портала" in " ".join(office.done("work", "--lang", "ru").split())
    assert "түбіртегі" in " ".join(office.done("case", "timeline", n, "--lang", "kk").split())
    view = office.json("case", "timeline", n)
    assert "CertificationConfirmed" in view["allowed"]
    [blocked] = [each for each in view["blocked"] if each["act"] == "ReportAccepted"]
    assert blocked["kind"] == "too_early"


def test_who_the_unverified_certificate_claims_stands_apart_from_the_record(office):
    n = filed(office, change=gost)["case"]
    assert "ОМАРОВ" not in json.dumps(office.json("case", "history", n), ensure_ascii=False)


def test_a_receipt_is_recorded_only_where_one_is_waited_for(office):
    n = filed(office)["case"]
    code, error = office.no("case", "receipt", n, "--receipt", "PORTAL-77", *EXECUTOR)
    assert (code, error["kind"]) == (3, "not_allowed_here")
    view = office.json("case", "timeline", n)
    assert "CertificationConfirmed" not in [*view["allowed"], *(each["act"] for each in view["blocked"])]


def test_the_receipt_is_the_executors_to_record_and_there_is_one(office):
    n = filed(office, change=gost)["case"]
    _, error = office.no("case", "receipt", n, "--receipt", "PORTAL-77", *HEAD)
    assert error["kind"] == "wrong_role"
    code, _ = office.no("case", "receipt", n, "--receipt", " ", *EXECUTOR)
    assert code == 2
    office.done("case", "receipt", n, "--receipt", "PORTAL-77", *EXECUTOR)
    _, error = office.no("case", "receipt", n, "--receipt", "PORTAL-78", *EXECUTOR)
    assert error["kind"] == "not_allowed_here"


def test_a_struck_receipt_confirms_nothing(office):
    n = filed(office, change=gost)["case"]
    office.done("case", "receipt", n, "--receipt", "PORTAL-77", *EXECUTOR)
    office.done("case", "correct", n, "2", "--reason", "another case was meant", *HEAD)
    assert accept(office, n).error["kind"] == "too_early"


def test_met_in_full_by_acceptance_a_complaint_needs_the_receipt_too(office):
    """No way around: the acceptance that meets a complaint is an acceptance (item 9)."""
    n = filed(office, report(office, documents=[]), change=gost)["case"]
    office.done("case", "reject", n, "--missing", "1", *EXECUTOR, at="2026-03-16 11:00")
    office.done("complaint", "lodge", n, "--about", "acceptance", *APPLICANT, at="2026-03-16 12:00")
    _, error = office.no("complaint", "satisfy", n, *EXECUTOR, at="2026-03-16 13:00")
    assert error["kind"] == "too_early" and GOST in error["message"]
    office.done("case", "receipt", n, "--receipt", "PORTAL-77", *EXECUTOR, at="2026-03-16 13:10")
    office.done("complaint", "satisfy", n, *EXECUTOR, at="2026-03-16 13:20")
    assert office.json("case", "show", n)["state"] == "accepted"


# --- a one-time password


def test_a_one_time_password_is_recorded_with_the_portals_reference(office):
    """R28 stays: it needs a number that is linked."""
    n = office.filed(certified_by="one_time_password", portal_receipt="OTP-5")
    said = " ".join(office.done("case", "show", n).split())
    assert (
        "one-time password; no signature came with it: the portal's word; the portal's receipt: OTP-5" in said
    )
    value = report(
        office, "R-9", certified_by="one_time_password", number_linked=False, portal_receipt="OTP-6"
    )
    answer = office("submit", office.write("nine.json", value), "--json")
    assert [each["path"] for each in answer.json["errors"]] == ["$.number_linked"]


@pytest.mark.parametrize("wrong", ["", " x", "two words", 5, "x" * 101])
def test_a_receipt_is_one_word_of_the_portals(wrong, office):
    answer = office("submit", office.write("a.json", report(office, portal_receipt=wrong)), "--json")
    assert [each["path"] for each in answer.json["errors"]] == ["$.portal_receipt"]


# --- Annex 3, and a second report


def update(office, n, *, change=None, holder=None, **changes):
    value = json.loads(update_example()) | {"filed_at": "2026-03-17T09:00:00+05:00"} | changes
    office.now = "2026-03-17 09:30"
    path, beside = signed(office, value, name="update", change=change, holder=holder)
    return office("case", "update", n, path, "--signature", beside, *APPLICANT, "--json")


def test_a_report_of_annex_3_is_certified_likewise(office):
    n = filed(office)["case"]
    assert update(office, n).code == 0
    said = " ".join(office.done("case", "timeline", n).split())
    assert said.count("signature verified: ECDSA P-256") == 2
    assert office.json("audit verify")["findings"] == []


def test_an_unverified_one_has_no_effect_without_the_receipt(office):
    """An update has its effect at once, and nobody accepts it first: its receipt comes with it, or it does not come."""
    n = filed(office)["case"]
    answer = update(office, n, change=gost)
    assert (answer.code, answer.error["kind"]) == (2, "incomplete_report")
    assert GOST in answer.error["message"] and "portal_receipt" in answer.error["way_on"]
    assert update(office, n, change=gost, portal_receipt="PORTAL-9").code == 0
    assert "the portal's receipt: PORTAL-9" in " ".join(office.done("case", "timeline", n).split())
    assert office.json("audit verify")["findings"] == []


def test_a_foreign_signature_on_annex_3_is_refused(office):
    n = filed(office)["case"]
    answer = update(office, n, holder=Authority(common="Foreign").person())
    assert (answer.code, answer.error["kind"]) == (2, "bad_input") and "foreign" in answer.error["message"]
    answer = update(office, n, certified_by="one_time_password")
    assert answer.code == 2 and "one-time password" in answer.error["message"]


def test_a_second_report_that_is_joined_brings_its_signature_along(office):
    """R27."""
    n = filed(office)["case"]
    office.now = "2026-03-17 09:30"
    later = report(office, "R-2", filed_at="2026-03-17T09:00:00+05:00")
    path, beside = signed(office, later, name="second", change=gost)
    answer = office("submit", path, "--signature", beside, "--json")
    assert [each["kind"] for each in answer.json["errors"]] == ["incomplete_report"]
    second = filed(office, later, name="second")
    assert (second["case"], second["joined"], second["signature"]["status"]) == (n, True, "verified")
    assert office.json("audit verify")["findings"] == []


# --- the inbox


@pytest.fixture
def inbox(office):
    folder = office.folder / "inbox"
    folder.mkdir()
    return folder


def swept(office, inbox, **how):
    """One beat of the daemon; its exit code."""
    return run(str(office.path), inbox=inbox, once=True, clock=office.clock, **how)


def laid(office, inbox, value, name="a.json", **how):
    path, beside = signed(office, value, **how)
    (inbox / f"{name}.p7s").write_bytes(beside.read_bytes())
    (inbox / name).write_bytes(path.read_bytes())


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_signature_beside_a_report_is_taken_with_it_and_moves_with_it(office, inbox):
    laid(office, inbox, report(office))
    assert swept(office, inbox, trust=office.trust) == 0
    assert files(inbox) == ["done/a.json", "done/a.json.p7s"]
    assert office.json("case", "signature", "1")["recorded"]["status"] == "verified"


def test_a_refused_signature_moves_aside_with_its_report_and_the_reason(office, inbox):
    laid(office, inbox, report(office), holder=Authority(common="Foreign").person())
    assert swept(office, inbox, trust=office.trust) == 0
    assert files(inbox) == ["rejected/a.json", "rejected/a.json.p7s", "rejected/a.json.reason.txt"]
    reason = (inbox / "rejected/a.json.reason.txt").read_text(encoding="utf-8")
    assert (
        "line 1, signature: expected a certificate that leads to the trust store; found a foreign one"
        in reason
    )
    assert office.json("case list") == []


def test_an_unverified_signature_is_taken_from_the_inbox_and_waits(office, inbox):
    laid(office, inbox, report(office), change=gost)
    assert swept(office, inbox, trust=office.trust) == 0
    assert office.json("case", "signature", "1")["waits_for_receipt"] is True


def test_a_second_pair_of_the_name_overwrites_neither_file(office, inbox):
    laid(office, inbox, report(office))
    pair = {each: (inbox / each).read_bytes() for each in ("a.json", "a.json.p7s")}
    swept(office, inbox, trust=office.trust)
    (inbox / "done" / "a.json").unlink()  # somebody took the report, and left the signature
    for each, data in pair.items():
        (inbox / each).write_bytes(data)
    swept(office, inbox, trust=office.trust)
    assert files(inbox) == ["done/a.2.json", "done/a.2.json.p7s", "done/a.json.p7s"]


def test_killed_between_the_two_moves_nothing_is_doubled_and_no_signature_passes_for_another(office, inbox):
    """The report is in done/ and its signature still here: a later report of that name does not match it."""
    laid(office, inbox, report(office))
    left = (inbox / "a.json.p7s").read_bytes()
    swept(office, inbox, trust=office.trust)
    (inbox / "a.json.p7s").write_bytes(left)
    other = report(office, "R-2", iin="820303349982")
    (inbox / "a.json").write_bytes(json.dumps(other).encode())
    swept(office, inbox, trust=office.trust)
    assert "the digests differ" in (inbox / "rejected/a.json.reason.txt").read_text(encoding="utf-8")
    assert len(office.json("case list")) == 1


def test_a_signature_alone_is_left_alone(office, inbox):
    (inbox / "a.json.p7s").write_bytes(b"waits for its report")
    assert swept(office, inbox, trust=office.trust) == 0
    assert files(inbox) == ["a.json.p7s"]


def test_without_a_trust_store_the_pair_stays_where_it_is_and_that_is_a_fault(office, inbox, capsys):
    laid(office, inbox, report(office))
    assert swept(office, inbox) == 1
    assert files(inbox) == ["a.json", "a.json.p7s"]
    assert "no trust store is named" in capsys.readouterr().err
    assert swept(office, inbox, trust=office.trust) == 0
    assert files(inbox) == ["done/a.json", "done/a.json.p7s"]


def test_a_signature_that_is_a_link_or_a_folder_keeps_its_report_waiting(office, inbox):
    path, beside = signed(office, report(office))
    (inbox / "a.json.p7s").symlink_to(beside)
    (inbox / "a.json").write_bytes(path.read_bytes())
    assert swept(office, inbox, trust=office.trust) == 1
    assert (inbox / "a.json").exists() and office.json("case list") == []


def test_a_new_revocation_list_counts_at_the_next_beat(office, inbox):
    person = office.authority.person()
    laid(office, inbox, report(office), holder=person)
    when = datetime(2026, 3, 10, tzinfo=UTC)
    (office.trust / "list.crl").write_bytes(office.authority.list(person, on=when, at=when))
    swept(office, inbox, trust=office.trust)
    assert "revoked" in (inbox / "rejected/a.json.reason.txt").read_text(encoding="utf-8")


def test_the_daemon_does_not_begin_with_a_faulty_trust_store(office, inbox):
    (office.trust / "note.txt").write_text("x")
    code, error = office.no("daemon", "--once", "--inbox", inbox, "--trust", office.trust)
    assert (code, error["kind"]) == (2, "bad_input")


def test_the_daemon_takes_the_trust_store_from_the_environment(office, inbox):
    laid(office, inbox, report(office))
    assert office("daemon", "--once", "--inbox", inbox).code == 0
    assert office.json("case", "signature", "1")["recorded"]["status"] == "verified"


# --- old records, and the start of the program


def test_a_record_kept_before_there_were_signatures_reads_on_byte_by_byte():
    """The hash chain is over what an event says: what it did not say then it does not say now."""
    filed = ReportFiled(datetime(2026, 3, 16, tzinfo=UTC), "p", datetime(2026, 3, 16).date(), "d", {})
    assert body(filed) == {
        "person": "p",
        "registered_on": "2026-03-16",
        "digest": "d",
        "report": {},
        "earlier": None,
    }


def test_a_case_that_came_without_a_signature_says_nothing_of_one(office):
    n = office.filed()
    with closing(sqlite3.connect(office.path)) as database:
        [(text,)] = database.execute("SELECT body FROM event WHERE case_id = ? AND seq = 1", (n,))
    assert "signature" not in json.loads(text)


HEAVY = ("asn1crypto", "pyhanko", "cryptography", "pyhanko_certvalidator")
PROGRAM = f"""
import sys, daemon.inbox, daemon.filing, commands.reports, commands.update, cli
print([each for each in {HEAVY} if each in sys.modules])
"""


def test_nothing_heavy_is_loaded_where_no_signature_comes():
    root = Path(__file__).parent.parent
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, cwd=root
    )
    assert ran.stdout.strip() == "[]"
