"""`merzim papers check`: issued here and unchanged, superseded, changed since, or unknown; whose signature it bears."""

import pytest
from authority import Authority
from offices import EXECUTOR, HEAD, HOUSING, LEGAL, office

from signing import key as keys


@pytest.fixture
def ours(tmp_path):
    """Registered on Wednesday 18 March 2026 at 10:00, issued at once by one beat of the daemon."""
    ours = office(tmp_path)
    n = ours.n = ours.accepted()
    for service in (LEGAL, HOUSING):
        ours.done("case", "endorse", n, "--by", service[3], "--agree", *service, at="2026-03-17 10:00")
    ours.done("case", "register", n, *HEAD, at="2026-03-18 10:00")
    ours.spool = tmp_path / "merzim-outbox" / "applicant"
    return ours


def certificate(ours, name="annex-5"):
    """The file as it lies in the applicant's cabinet."""
    [path] = [path for path in ours.spool.rglob("*.pdf") if name in path.name]
    return path


def checked(ours, path, *words, code=0, **environment):
    answer = ours("papers", "check", path, "--json", *words, **environment)
    assert answer.code == code, (answer.out, answer.err)
    return answer.json


def test_what_this_office_issued_is_told_with_its_case_number_and_day(ours):
    ours.done("daemon", "--once")
    told = checked(ours, certificate(ours))
    assert (told["status"], told["case"], told["paper"]) == ("issued", ours.n, "certificate of Annex 5")
    assert (told["ordinal"], told["dated"], told["lang"], told["signed"]) == (1, "2026-03-18", "kk", False)
    assert told["issued_at"].startswith("2026-03-18T10:00") and told["why"] is told["signature"] is None
    shown = ours.done("papers", "check", certificate(ours))
    assert "still good" in shown and ours.n in shown and "number 1 in the queue" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_the_case_shows_what_was_issued_and_when(ours):
    ours.done("daemon", "--once")
    events = ours.json("case", "timeline", ours.n)["events"]
    assert [each["event"] for each in events].count("PaperIssued") == 2
    assert "Paper issued" in ours.done("case", "timeline", ours.n)
    for lang, word in (("kk", "Құжат берілді"), ("ru", "Документ выдан")):
        assert word in ours.done("case", "timeline", ours.n, "--lang", lang)


def test_a_paper_that_was_made_and_not_issued_is_unknown(ours, tmp_path):
    """A draft, or a paper that somebody made for themselves: no record vouches for it."""
    ours.done("daemon", "--once")
    ours.done("papers", "make", ours.n, "annex-5", "--ordinal", 1, "--draft", "--out", tmp_path / "draft.pdf")
    told = checked(ours, tmp_path / "draft.pdf", code=1)
    assert (told["status"], told["case"], told["why"]) == ("unknown", ours.n, "other_bytes")
    shown = ours("papers", "check", tmp_path / "draft.pdf").out
    assert "no file of these bytes was issued" in " ".join(shown.split())


def test_one_byte_changed_makes_it_unknown(ours, tmp_path):
    ours.done("daemon", "--once")
    content = bytearray(certificate(ours).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "forged.pdf").write_bytes(content)
    assert checked(ours, tmp_path / "forged.pdf", code=1)["status"] == "unknown"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n%added\n%%EOF\n"])
def test_something_added_at_its_end_is_seen_as_that(ours, tmp_path, end):
    ours.done("daemon", "--once")
    (tmp_path / "more.pdf").write_bytes(certificate(ours).read_bytes() + end)
    told = checked(ours, tmp_path / "more.pdf", code=1)
    assert (told["status"], told["why"], told["case"]) == ("changed", "added", ours.n)
    assert "Changed since it was issued" in ours("papers", "check", tmp_path / "more.pdf").out


def test_a_pdf_of_somewhere_else_is_unknown_and_names_no_case(ours, tmp_path):
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7\n2019-000001 nothing of ours\n%%EOF\n")
    told = checked(ours, tmp_path / "other.pdf", code=1)
    assert (told["status"], told["case"], told["why"]) == ("unknown", None, None)


def test_issued_anew_the_first_is_superseded_and_says_by_what(ours, tmp_path):
    """R29."""
    ours.done("daemon", "--once")
    first = tmp_path / "first.pdf"
    first.write_bytes(certificate(ours).read_bytes())
    update = ours.json("case", "update", "--example") | {"applicant_iin": ours.report()["applicant"]["iin"]}
    update["member_iin"] = ours.report()["family"][0]["iin"]
    update["filed_at"] = "2026-03-19T09:00:00+05:00"
    path = ours.write("update.json", update)
    ours.done("case", "update", ours.n, path, *EXECUTOR, "--on-behalf-of", "S", at="2026-03-19 10:00")
    ours.done("daemon", "--once")
    told = checked(ours, first, code=1)
    assert told["status"] == "superseded" and "issued anew" in told["why"]
    for lang, word in (("en", "good no more"), ("kk", "енді күші жоқ"), ("ru", "больше не действует")):
        shown = ours("papers", "check", first, "--lang", lang).out
        assert word in " ".join(shown.split()) and max(map(len, shown.splitlines())) <= 80
    [second] = [each for each in ours.spool.rglob("*annex-5*.pdf") if each.read_bytes() != first.read_bytes()]
    assert checked(ours, second)["status"] == "issued"


def test_what_is_no_pdf_or_is_not_there_is_said(ours, tmp_path):
    (tmp_path / "a.txt").write_text("hello")
    code, error = ours.no("papers", "check", tmp_path / "a.txt")
    assert code == 2 and "is no PDF" in error["message"]
    code, error = ours.no("papers", "check", tmp_path / "none.pdf")
    assert code == 4 and "No such file" in error["message"]
    assert ours.no("papers", "check", tmp_path)[0] == 2


# --- signed


@pytest.fixture
def authority():
    return Authority()


@pytest.fixture
def signed(ours, authority, tmp_path):
    file, password = tmp_path / "key.p12", tmp_path / "password"
    file.write_bytes(authority.person("АХМЕТОВ БОЛАТ").p12())
    password.write_text("secret\n")
    ours.done("daemon", "--once", **{keys.KEY: str(file), keys.PASSWORD_FILE: str(password)})
    return ours


def test_whose_signature_it_bears_is_told_where_a_trust_store_is_named(signed, authority, tmp_path):
    path = certificate(signed)
    told = checked(signed, path)
    assert told["signed"] and told["signature"] is None
    assert "--trust DIR" in signed.done("papers", "check", path)
    (tmp_path / "trust").mkdir()
    authority.trust(tmp_path / "trust")
    told = checked(signed, path, "--trust", tmp_path / "trust")
    assert told["status"] == "issued" and told["signature"]["status"] == "verified"
    assert "АХМЕТОВ БОЛАТ" in told["signature"]["signer"]
    assert "АХМЕТОВ" in signed.done("papers", "check", path, "--trust", tmp_path / "trust")


def test_a_signature_of_somebody_whom_the_store_does_not_know_is_no_good(signed, tmp_path):
    (tmp_path / "trust").mkdir()
    Authority(common="Another").trust(tmp_path / "trust")
    told = checked(signed, certificate(signed), "--trust", tmp_path / "trust", code=1)
    assert told["status"] == "issued" and told["signature"]["refused"]


def test_with_its_signature_cut_off_or_something_added_after_it_a_signed_file_is_changed(signed, tmp_path):
    content = certificate(signed).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(content[: content.index(b"%%EOF") + 5])
    told = checked(signed, tmp_path / "cut.pdf", code=1)
    assert (told["status"], told["why"], told["case"]) == ("changed", "without_signature", signed.n)
    (tmp_path / "more.pdf").write_bytes(content + b"\n%more\n%%EOF\n")
    told = checked(signed, tmp_path / "more.pdf", code=1)
    assert (told["status"], told["why"]) == ("changed", "added")


# --- what the register says of it


def test_a_certificate_of_an_entry_that_left_the_register_is_good_no_more(ours):
    ours.done("daemon", "--once")
    left = ("--ground", "provided", "--provision", "Law on Housing Relations, 101-4")
    ours.done("queue", "strike-off", ours.n, *left, *HEAD, at="2026-03-19 10:00")
    told = checked(ours, certificate(ours), code=1)
    assert told["status"] == "superseded" and "entry" in told["why"]


def test_a_file_with_more_ends_than_anybody_adds_is_answered_at_once(ours, tmp_path):
    """The file comes from strangers: two hundred thousand ends take neither time nor memory."""
    import resource

    (tmp_path / "many.pdf").write_bytes(b"%PDF-" + b"%%EOF\n" * 200_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert checked(ours, tmp_path / "many.pdf", code=1)["status"] == "unknown"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB
