"""What is wrong with a file of calendar facts: every fault with its line, and nothing changed."""

import sqlite3

import pytest
from acts_of_the_calendar import ACT, DAY_OFF, LATER, MOVED, day_off, moved
from calendar_office import KEEPER, applied, record, the_file, two_accepted


@pytest.fixture
def merzim(tmp_path):
    return two_accepted(tmp_path)


# --- what is wrong with a file

ENDING = ACT.replace("{id}", "a") + '[[ending]]\nfact = "{fact}"\nact = "a"\nknown_since = {since}\n'
NOT_YET = "known_since = 2026-03-20"
A_DAY = DAY_OFF.format(id="x", off="2026-04-02", act="a", since="2026-03-18").lstrip()
ENDING_ACT = ACT.format(id="a")
UNTIL_2026 = ENDING.format(fact="unity-day", since="2026-03-01") + "until = 2026\n"
RULE = (
    ENDING_ACT
    + """
[[fact]]
id = "new-day"
kind = "holiday"
month = 4
day = 2
from = 2026
until = 2026
names = { kk = "Күн", ru = "День", en = "Day" }
act = "a"
known_since = 2026-03-01
status = "confirmed"
until_act = "a"
"""
)
YEAR_2028 = '[[year]]\nyear = 2028\nstatus = "confirmed"\nknown_since = 2026-03-01\n'
EARLY = ACT.format(id="a") + DAY_OFF.format(id="x", off="2026-04-02", act="a", since="2026-03-18")


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        (moved("2026-04-04", "2026-04-11"), "2026-04-04 is a day off already", "date"),
        (moved("2026-04-15", "2026-04-14"), "2026-04-14 is a working day already", "worked"),
        (day_off("2026-03-22"), None, None),
        (moved("2026-04-15", "2026-04-11") + moved("2026-04-15", "2026-04-18", id="m-2"), "2026-04-15", None),
        (MOVED.format(id="x", off="2026-04-15", worked="2026-04-11", act="a", since="2026-03-18"), "'a' is not", "act"),
        (EARLY.replace('act = "a"\n', ""), "act is missing", None),
        (day_off("2029-04-02"), "2029 is not among the years", "date"),
        (EARLY.replace("known_since = 2026-03-18", NOT_YET), "known since 20.03.2026 only", "known_since"),
        (EARLY.replace("status", "statuss"), "the key 'statuss' is not known", "statuss"),
        (EARLY.replace('id = "x"', 'id = "victory-day"'), "another fact bears this id", "id"),
        (ENDING.format(fact="no-such", since="2026-03-01"), "there is no fact 'no-such'", "fact"),
        (ENDING.format(fact="kurban-ait-2026", since="2025-03-01"), "end before it was known", "known_since"),
        (ENDING.format(fact="victory-day", since="2026-03-01"), "ends with a year", None),
        (YEAR_2028.replace("2028", "2030"), "one after another", None),
        (moved("2027-12-15", "2028-01-08"), "2028 is not among the years", "worked"),
        (EARLY + A_DAY.replace("04-02", "04-03"), "it bears this id", "[[fact]]"),
        (EARLY.replace('"a"', '"law-267"'), "another act bears this id", "id"),
        (ENDING.format(fact="unity-day", since="2026-03-01") + "until = 1999\n", "it would end with 1999", "until"),
        (UNTIL_2026 + UNTIL_2026.replace(ENDING_ACT, ""), "the file ends this fact twice", "fact"),
        (RULE + "until_known_since = 2027-01-01\n", "known since 01.01.2027 only", "until_known_since"),
        (RULE + "until_known_since = 2009-01-01\n", "it would end before it was known", "until_known_since"),
        (A_DAY.replace("names", "nmaes"), "the key 'nmaes' is not known", "nmaes"),
        (A_DAY.replace('act = "a"\n', ""), "act is missing", "[[fact]]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line_and_nothing_changes(merzim, text, told, line):
    if told is None:
        told, line = "it speaks of 2026-03-22", None
        text = text.replace("day_off", "holiday", 1)
    path, before = the_file(merzim, text), record(merzim)
    for words in (("impact", path), ("import", path), ("import", path, "--apply", *KEEPER)):
        code, error = merzim.no("calendar", *words)
        assert (code, error["kind"]) == (2, "bad_input")
        fault = next(each for each in error["faults"] if told in each["fault"])
        if line:
            assert text.splitlines()[fault["line"] - 1].startswith(line)
    assert record(merzim) == before
    assert merzim.json("calendar add 2026-03-16 15")["date"] == "2026-04-09"
    assert merzim.json("calendar status")["applied"] == []


def test_every_fault_of_a_file_comes_in_one_answer(merzim):
    text = moved("2026-04-04", "2026-04-11") + moved("2026-04-15", "2026-04-14", id="m-2")
    _, error = merzim.no("calendar", "import", the_file(merzim, text))
    assert [each["id"] for each in error["faults"]] == ["m-1", "m-2"]


@pytest.mark.parametrize(
    ("data", "kind", "told"),
    [
        (LATER.encode("utf-16"), "bad_input", "not UTF-8"),
        ("Приказ".encode("cp1251"), "bad_input", "not UTF-8"),
        (b"\x00\x01\x02", "bad_input", "TOML"),
        (b"[[fact]\n", "bad_input", "line 1"),
        (b"a = " + b"[" * 5_000 + b"]" * 5_000, "bad_input", "TOML"),
        (b"a = " + b"9" * 5_000, "bad_input", "TOML"),
        (b"", "bad_input", "says nothing"),
        (b"# only a word\n", "bad_input", "says nothing"),
        (ACT.format(id="a").encode(), "bad_input", "says nothing"),
    ],
)
def test_what_is_no_file_of_facts_is_refused(merzim, data, kind, told):
    path = merzim.folder / "act.toml"
    path.write_bytes(data)
    code, error = merzim.no("calendar", "import", path)
    assert (code, error["kind"]) == (2, kind) and told in error["message"]


def test_no_file_a_folder_and_a_huge_file_are_refused(merzim):
    assert merzim.no("calendar", "impact", merzim.folder / "none.toml")[0] == 4
    assert merzim.no("calendar", "impact", merzim.folder)[0] == 2
    huge = merzim.folder / "huge.toml"
    huge.write_bytes(b"#" * (11 * 2**20))
    assert merzim.no("calendar", "impact", huge)[0] == 2


def test_a_file_with_a_byte_order_mark_is_read(merzim):
    path = merzim.folder / "act.toml"
    path.write_bytes(b"\xef\xbb\xbf" + LATER.encode())
    assert merzim.json("calendar", "import", path, "--apply", *KEEPER)["moves"]["later"] == 4


def test_a_year_that_is_added_is_known_from_then_on(merzim):
    assert merzim.no("calendar add 2027-12-30 15")[0] == 3
    told = applied(merzim, YEAR_2028)
    assert told["moves"] == {"later": 0, "earlier": 0, "past": 0, "kept": 0}
    assert (
        merzim.json("calendar add 2027-12-30 15")["date"] == "2028-01-25"
    )  # 3 and 4 January for the weekend's two, and the 7th


def test_an_applied_file_that_was_spoiled_is_said_to_be_damaged(merzim):
    applied(merzim, LATER)
    with sqlite3.connect(merzim.path) as connection:
        connection.execute("UPDATE calendar_act SET body = '[[fact'")
    code, error = merzim.no("calendar status")
    assert (code, error["kind"]) == (6, "damaged")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE calendar_act SET body = replace(body, '2026-04-02', '2026-04-03')", "the act 1 of the calendar"),
        ("UPDATE calendar_act SET version = 'kz-00000000'", "the act 1 of the calendar"),
        ("UPDATE calendar_state SET body = replace(body, '2026-04-02', '2026-04-03')", "does not hold together"),
        ("UPDATE calendar_state SET body = '{'", "does not hold together"),
    ],
)  # fmt: skip
def test_the_audit_finds_a_calendar_that_was_changed_past_the_store(merzim, change, told):
    applied(merzim, LATER)
    assert merzim("audit verify").code == 0
    with sqlite3.connect(merzim.path) as connection:
        connection.execute(change)
    answer = merzim("audit verify --json")
    assert answer.code == 1 and any(told in each["what"] for each in answer.json["findings"])
