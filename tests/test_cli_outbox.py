"""merzim outbox: what is owed, whether it reached people, what can be done; and the alarm in `work` and `health`."""

import csv
import io

import pytest
from acts_of_the_calendar import EARLIER, LATER
from calendar_office import applied, two_accepted
from offices import APPLICANT, EXECUTOR, HEAD, LEGAL, office
from receivers import SECRET, VARIABLE, Receiver

MARK = "2026-000001-3-1"
KEYS = [
    *(
        "key",
        "case",
        "paper",
        "addressee",
        "way",
        "status",
        "issue_from",
        "next_try",
        "tries",
        "delivered_at",
    ),
    *("delivered_by", "reference", "receipt", "received_at", "fault"),
]


@pytest.fixture
def merzim(tmp_path):
    made = office(tmp_path)
    made.accepted()
    made.now = "2026-03-16 10:01"
    return made


@pytest.fixture
def given_up(merzim):
    """The mark of acceptance was refused for good; the feed went to the spool."""
    with Receiver(lambda key, times: "404") as receiver:
        config = merzim.folder / "delivery.toml"
        config.write_text(
            f'[applicant]\nway = "webhook"\nurl = "{receiver.url}"\nsecret_env = "{VARIABLE}"\n'
        )
        ran = merzim.process("daemon", "--once", "--delivery", config, code=1, **{VARIABLE: SECRET})
    assert b"applicant is not reached" not in ran.stderr
    assert b"1 message was given up: merzim outbox list --status given_up" in ran.stderr
    return merzim


def test_the_listing_has_every_key_and_what_became_of_each(merzim):
    rows = merzim.json("outbox list")
    assert [list(row) for row in rows] == [KEYS] * 3
    assert {row["status"] for row in rows} == {"waiting"}
    merzim.done("daemon --once")
    [mark] = merzim.json("outbox list --addressee applicant")
    assert (mark["key"], mark["status"], mark["tries"], mark["delivered_by"]) == (
        MARK,
        "delivered",
        1,
        "spool",
    )
    assert (mark["delivered_at"], mark["next_try"]) == ("2026-03-16T10:01:00+05:00", None)


def test_it_can_be_narrowed_and_read_by_a_spreadsheet(merzim):
    assert len(merzim.json("outbox list --status waiting --case 1")) == 3
    assert merzim.json("outbox list --status delivered") == []
    assert len(merzim.json("outbox list --limit 2")) == 2
    rows = list(csv.DictReader(io.StringIO(merzim.done("outbox list --csv"))))
    assert [list(row) for row in rows] == [KEYS] * 3
    assert merzim.no("outbox list --status lost")[1]["kind"] == "bad_input"
    assert merzim.no("outbox list --case 77")[0] == 4


def test_no_delivery_leaves_everything_waiting(merzim):
    merzim.done("daemon --once --no-delivery")
    assert {row["status"] for row in merzim.json("outbox list")} == {"waiting"}
    assert merzim.json("health")["outbox_waiting"] == 3


def test_one_message_is_shown_as_it_goes_with_its_tries(merzim):
    merzim.done("daemon --once")
    shown = merzim.json("outbox", "show", MARK)
    assert shown["message"]["applicant"] == {"iin": "900514******"}
    assert "09.04.2026 18:00" in shown["message"]["body"]
    assert shown["journal"] == [
        {"at": "2026-03-16T10:01:00+05:00", "way": "spool", "outcome": "delivered", "detail": None}
    ]
    page = merzim.done("outbox", "show", MARK)
    assert "900514300121" not in page and "The decision is due by 09.04.2026 18:00." in " ".join(page.split())
    assert merzim.no("outbox", "show", "2026-000001-77-1")[0] == 4
    assert merzim.no("outbox", "show", "nonsense")[0] == 4


@pytest.mark.parametrize("lang", ["en", "kk", "ru"])
def test_every_page_fits_eighty_columns(given_up, lang):
    for words in (["outbox", "list"], ["outbox", "show", MARK], ["work"]):
        page = given_up.done(*words, "--lang", lang)
        assert max(map(len, page.splitlines())) <= 80, page


@pytest.mark.parametrize("lang", ["en", "kk", "ru"])
def test_word_of_a_changed_calendar_says_which_date_became_which(tmp_path, lang):
    """Thursday 2 April off: due on Friday 10 April. Saturday 28 March worked besides: Thursday the 9th once more."""
    merzim = two_accepted(tmp_path)
    applied(merzim, LATER)
    later = said(merzim, "word of a moved deadline", lang)
    assert "09.04.2026 18:00" in later and "10.04.2026 18:00" in later
    applied(merzim, EARLIER)
    earlier = said(merzim, "word of an earlier date to approve", lang)
    assert "merzim calendar approve --case 2026-000001" in earlier and "09.04.2026 18:00" in earlier
    assert lang != "en" or "moved from 09.04.2026 18:00 to 10.04.2026 18:00" in later
    assert "None" not in later + earlier and "{" not in later + earlier


def said(merzim, paper, lang):
    """The words of all messages of that kind about the first case."""
    keys = [each["key"] for each in merzim.json("outbox list --case 1") if each["paper"] == paper]
    shown = [merzim.json("outbox", "show", key, "--lang", lang)["message"]["body"] for key in keys]
    assert shown
    return "\n".join(shown)


def test_what_was_given_up_stands_on_top_of_the_work_list_and_in_health(given_up):
    first, *_ = given_up.json("work")
    assert (first["case"], first["act"], first["due_at"]) == ("2026-000001", "outbox retry", None)
    assert first["why"] == f"mark of acceptance for the applicant was given up: merzim outbox show {MARK}"
    page = given_up.done("work")
    assert page.index("NOT DELIVERED") < page.index("TO DO")
    assert given_up.json("work --executor Nobody") == []
    health = given_up("health --json")
    assert health.code == 1 and health.json["outbox_given_up"] == 1
    assert "1 message that is owed was not delivered and given up" in health.json["wrong"][0]


def test_who_may_send_again_what_was_given_up_and_how(given_up):
    for who in (LEGAL, APPLICANT):
        assert given_up.no("outbox", "retry", MARK, *who)[1]["kind"] == "wrong_role"
    assert given_up.no("outbox", "retry", MARK)[0] == 2
    assert given_up.no("outbox", "retry", *HEAD)[0] == 2
    assert given_up.no("outbox", "retry", MARK, "--all", *HEAD)[0] == 2
    assert given_up.json("outbox", "retry", MARK, *EXECUTOR) == {"retried": [MARK]}
    assert given_up.no("outbox", "retry", MARK, *HEAD)[1]["kind"] == "not_allowed_here"
    assert given_up.json("outbox", "retry", "--all", *HEAD) == {"retried": []}
    assert "Nothing was given up" in given_up.done("outbox", "retry", "--all", *HEAD)
    given_up.done("daemon --once", at="2026-03-16 10:02")
    shown = given_up.json("outbox", "show", MARK)
    assert [each["outcome"] for each in shown["journal"]] == ["refused", "retried", "delivered"]
    assert shown["journal"][1]["detail"] == "Omarova, executor"
    assert given_up.json("health")["wrong"] == []
    assert "outbox retry" not in [row["act"] for row in given_up.json("work")]


def test_a_message_that_waits_after_a_fault_is_said_to_be_coming(merzim):
    (merzim.folder / "merzim-outbox").write_bytes(b"")
    assert merzim("daemon --once").code == 1
    health = merzim.json("health")
    assert "2 messages were tried in vain" in health["coming"][0] and health["wrong"] == []


def test_a_config_with_faults_is_refused_with_every_one_of_them(merzim):
    config = merzim.folder / "delivery.toml"
    config.write_text('[applicant]\nway = "pigeon"\n[head]\nway = "mail"\n')
    code, error = merzim.no("daemon", "--once", "--delivery", config)
    assert (code, error["kind"]) == (2, "bad_input")
    assert [each["path"] for each in error["faults"]] == ["applicant.way", "head.address", "mail"]
    told = merzim("daemon", "--once", "--delivery", config)
    assert told.code == 2 and all(path in told.err for path in ("applicant.way", "head.address", "mail"))
