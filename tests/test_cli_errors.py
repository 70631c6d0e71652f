"""What the command line says no to: each exit code for its reasons, on standard error, and never with a traceback."""

import json
from argparse import ArgumentParser

import pytest
from offices import APPLICANT, EXECUTOR, HEAD, HOUSING, LEGAL, Office, office, refusal

import cli
from terminal.grammar import COMMANDS, parser

ERROR = {"kind", "message", "provision", "way_on"}


@pytest.fixture
def merzim(tmp_path):
    return office(tmp_path)


# --- the contract's commands and options

CONTRACT = {
    "init": "",
    "submit": "--all-or-nothing --example --signature --trust --require-lists --as --role --on-behalf-of",
    "case list": "--state --garrison --executor --overdue --due-within --limit --as-of --csv",
    "case find": "--as-of",
    "case show": "--as-of --exit-status",
    "case timeline": "--as-of --exit-status",
    "case explain": "--as-of",
    "case history": "--csv",
    "case assign": "--executor",
    "case accept": "",
    "case receipt": "--receipt",
    "case signature": "--out --trust --require-lists",
    "case withdraw": "",
    "case reject": "--missing --expired",
    "case endorse": "--by --agree --object --remark",
    "case propose-refusal": "--ground --provision --hearing --place --method --way --late-reason",
    "case send-notice": "--way",
    "case receive-notice": "--receipt",
    "case reschedule": "--hearing --reason --place --method",
    "case state-position": "--written --oral --text",
    "case request-oral": "",
    "case waive-hearing": "--granted-by --give-up-objection --text",
    "case terminate": "",
    "case hold-hearing": "--method --present --absent",
    "case sign-protocol": "--chair --secretary",
    "case register": "",
    "case refuse": "--ground --provision",
    "case correct": "--reason --to --as --role",
    "case came-back": "",
    "case court-set-aside": "--on",
    "case court-told": "",
    "case record-court": "--court --number --outcome",
    "case update": "--example --signature --trust --require-lists",
    "case give-time": "--missing --expired",
    "case complete": "",
    "case suspend": "--reason",
    "case resume": "",
    "case extend": "--days --reason",
    "complaint lodge": "--about --came-in --learned --text",
    "complaint forward": "--body --complaint",
    "complaint take": "--complaint",
    "complaint satisfy": "--complaint --done",
    "complaint extend": "--days --reason --complaint",
    "complaint told": "--complaint",
    "complaint resolve": "--outcome --complaint --reason --what --event --days",
    "complaint withdraw": "--complaint",
    "complaint executed": "--what --complaint",
    "complaint list": "--open --csv",
    "complaint file": "--output --as-of",
    "work": "--executor --as-of --csv",
    "queue": "",
    "queue position": "--at",
    "queue strike-off": "--ground --provision --reason --at --as --role --on-behalf-of",
    "calendar show": "--csv",
    "calendar check": "",
    "calendar add": "",
    "calendar status": "",
    "rules list": "",
    "rules show": "",
    "rules diagram": "",
    "rules announce": "--approved --told --at",
    "rules verify": "--years",
    "daemon": "--once --inbox --interval --accept-clock --trust --require-lists",
    "health": "",
    "audit verify": "",
    "backup": "",
}
ACTS = {name for name in CONTRACT if name.startswith(("case ", "complaint "))} - {
    *("complaint list", "complaint file", "case update", "case signature"),
    *("case list", "case find", "case show", "case timeline", "case explain", "case history", "case correct"),
}


def options(name):
    """`merzim queue GARRISON` stands in its group as the command that is meant where none is named."""
    place = parser()
    for word in (name if name != "queue" else "queue show").split():
        [commands] = [each for each in place._actions if isinstance(each.choices, dict)]
        place = commands.choices[word]
        assert isinstance(place, ArgumentParser)
    return set(place._option_string_actions)


@pytest.mark.parametrize("name", CONTRACT)
def test_every_command_stands_with_the_options_of_the_contract(name):
    acting = {"--as", "--role", "--at", "--on-behalf-of"} if name in ACTS else set()
    assert options(name) >= {*CONTRACT[name].split(), "--json", "--db", "--lang", *acting}


def test_every_command_can_be_carried_out():
    known = {command.name for command in COMMANDS}
    assert known >= set(CONTRACT)
    assert {name for name in known if name not in cli.COMMANDS} == {*ACTS, "case correct"}


@pytest.mark.parametrize("words", ["--help", "case --help", *(f"{name} --help" for name in CONTRACT)])
def test_help_is_an_answer_and_fits_the_screen(merzim, words, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    answer = merzim(words)
    assert (answer.code, answer.err) == (0, "") and answer.out.startswith("usage: merzim")
    assert max(map(len, answer.out.splitlines())) <= 80


# --- wrong usage


@pytest.mark.parametrize(
    "words",
    [
        "",
        "nonsense",
        "case",
        "case nonsense",
        "case show",
        "case show 1 2",
        "case show 1 --no-such-option",
        "case show 1 --lang xx",
        "case show 1 --as-of",
        "case list --limit many",
        "case list --exec Omarova",  # no shortened options: two may begin so tomorrow
        "submit --example 3",
        "rules diagram --format gif",
        "calendar add 2026-03-16",
        "case reject 1 --missing three",
        "case endorse 1 --by legal_service",
        "case endorse 1 --by legal_service --agree --object",
        "case hold-hearing 1 --method oral",
        "case hold-hearing 1 --method oral --present --absent",
        "case state-position 1",
        "case state-position 1 --written --oral",
        "case propose-refusal 1 --method written",
        "case sign-protocol 1 --chair Seitkali",
        "case assign 1 --executor ''",
        "case assign 1 --executor ' '",
        "case list --db ''",
        "backup ''",
        "daemon --once --inbox ''",
        "daemon --once --interval soon",
    ],
)
def test_wrong_usage_is_an_error_like_any_other_for_people_and_for_programs(merzim, words):
    code, error = merzim.no(words)
    assert (code, error["kind"]) == (2, "usage")
    assert set(error) >= ERROR and "--help" in error["way_on"]
    told = merzim(words)
    assert (told.code, told.out) == (2, "") and "--help" in told.err
    assert max(map(len, told.err.splitlines())) <= 80


@pytest.mark.parametrize(
    "words", ["--json case show 1", "case --json show 1", "case show --json 1 2", "--json"]
)
def test_json_is_heard_wherever_it_stands(merzim, words):
    answer = merzim(words)
    assert answer.code == 2 and answer.error["kind"] == "usage"


def test_a_mistake_on_a_command_is_answered_with_the_help_of_that_command(merzim):
    assert merzim.no("case show 1 --as-off 2026-03-16")[1]["way_on"] == "See: merzim case show --help"
    assert "Options stand after the command" in merzim.no("--db x case show 1")[1]["way_on"]


@pytest.mark.parametrize("name", ["\x1b[2J\x1b[31m", "\udcff", "\u202edaeh", "\x00", "\x7f", "x" * 5000])
def test_a_name_that_cannot_be_shown_is_refused(merzim, name):
    merzim.filed()
    for words in (
        ("case", "assign", "1", "--executor", name, *HEAD),
        ("case", "assign", "1", "--executor", "Omarova", "--as", name, "--role", "head"),
        ("case", "find", name),
        ("case", "show", name),
        ("calendar", "check", name),
        ("rules", "show", name),
    ):
        code, error = merzim.no(*words)
        assert code == 2 and error["message"].isprintable()
    assert merzim.no("case assign 1 --executor O", MERZIM_ACTOR=name, MERZIM_ROLE="head")[0] == 2
    assert merzim.json("case show 1")["state"] == "submitted"
    assert not [row for row in merzim.json("case history 1") if row["act"] == "ExecutorAssigned"]


@pytest.mark.parametrize(
    "name", ["Құдайбергенов Ә. Ғ.", "O'Neill; --", "[bold]x[/]", "=1+1", "{0} %s", "🙂", "<b>&"]
)
def test_a_name_is_only_a_name(merzim, name):
    merzim.filed()
    merzim.done("case", "assign", "1", "--executor", name, "--as", name, "--role", "head")
    assert merzim.json("case list")[0]["executor"] == name
    assert name in merzim.done("case timeline 1")
    assert merzim.json("case", "list", "--executor", name) != []


def test_white_space_within_a_name_is_one_space(merzim):
    merzim.filed()
    merzim.done("case", "assign", "1", "--executor", " Omarova\n\tA.\u00a0B. ", *HEAD)
    assert merzim.json("case list")[0]["executor"] == "Omarova A. B."


# --- exit codes


def test_exit_2_bad_input(merzim):
    merzim.filed()
    assert merzim.no("case show x")[1]["kind"] == "bad_input"
    code, error = merzim.no("case", "assign", "1", "--executor", "O", "--as", "x", "--role", "boss")
    assert (code, error["kind"]) == (2, "bad_input")


def test_exit_3_by_each_of_its_kinds(merzim):
    merzim.accepted()
    wanted = {
        "wrong_role": ("case", "accept", "1", *HEAD),
        "not_allowed_here": ("case", "accept", "1", *EXECUTOR),
        "too_early": ("case", "register", "1", *HEAD),
        "calendar_unknown": ("calendar", "check", "2030-01-01"),
        "too_late": tuple(refusal(1, "2026-04-09 10:00")),
    }
    for kind, words in wanted.items():
        code, error = merzim.no(*words, at="2026-04-07 10:00" if kind == "too_late" else None)
        assert (code, error["kind"]) == (3, kind)
        assert set(error) >= ERROR and error["way_on"]


def test_exit_4_not_found(merzim):
    for words in (
        "case show 7",
        "case find 900514300121",
        "rules show x",
        "case accept 7 --as x --role executor",
    ):
        code, error = merzim.no(words)
        assert (code, error["kind"]) == (4, "not_found")


@pytest.mark.parametrize(
    "words",
    [
        "case list",
        "case show 1",
        "work",
        "health",
        "audit verify",
        "backup copy.db",
        "daemon --once",
        "submit -",
    ],
)
def test_exit_6_where_there_is_no_database_and_init_is_named(tmp_path, words):
    code, error = Office(tmp_path).no(words)
    assert (code, error["kind"]) == (6, "no_database")
    assert "merzim init" in error["way_on"] and str(tmp_path) in error["message"]


@pytest.mark.parametrize(
    "command", ["case list --db", "init --db", "backup", "submit", "daemon --once --inbox"]
)
def test_a_name_too_long_for_any_file_is_no_traceback(merzim, command):
    code, error = merzim.no(*command.split(), "x" * 5000)
    assert code in (1, 2, 6) and error["message"]


def test_every_kind_of_error_has_its_exit_code():
    assert set(cli.EXITS.values()) == {2, 3, 4, 5, 6}


def test_an_error_reads_the_fact_the_law_and_the_way_on_in_that_order(merzim):
    merzim.accepted()
    told = merzim("case", "register", "1", *HEAD).err
    fact, law, way_on = told.index("cannot be registered"), told.index("(Order 232"), told.index("Ask")
    assert fact < law < way_on


def test_an_error_for_programs_is_utf_8_and_not_escaped(merzim):
    answer = merzim("case", "show", "Қ", "--json")
    assert "Қ" in answer.err and json.loads(answer.err)


# --- nobody's name where it does not belong


def stored(merzim, text):
    return any(text.encode() in path.read_bytes() for path in merzim.folder.glob("merzim.db*"))


def test_an_applicant_who_acts_leaves_no_name_in_the_record(merzim):
    merzim.accepted()
    secret = ("--as", "Zhasyrynov", "--role", "applicant")
    merzim.done(*refusal(1, "2026-03-19 10:00"), at="2026-03-17 11:00")
    merzim.done("case", "state-position", "1", "--oral", *secret)
    merzim.done("case", "withdraw", "1", *EXECUTOR, "--on-behalf-of", "Zhasyrynov")
    assert not stored(merzim, "Zhasyrynov")
    assert [e["actor"] for e in merzim.json("case timeline 1")["events"] if e["role"] == "applicant"]


def test_an_applicant_who_is_refused_leaves_no_name_in_the_journal(merzim):
    merzim.accepted()
    assert merzim.no("case", "register", "1", "--as", "Zhasyrynov", "--role", "applicant")[0] == 3
    assert not stored(merzim, "Zhasyrynov")


def test_nobody_else_acts_on_behalf_of_another_in_the_providers_own_acts(merzim):
    merzim.filed()
    code, error = merzim.no("case", "accept", "1", *EXECUTOR, "--on-behalf-of", "Zhasyrynov")
    assert (code, error["kind"]) == (3, "wrong_role")


# --- odd orders of things


def test_acts_that_do_not_fit_are_refused_and_the_record_holds(merzim):
    merzim.filed()
    odd = [
        ("case", "terminate", "1", *HEAD),
        ("case", "refuse", "1", "--ground", "1", "--provision", "x", *HEAD),
        ("case", "register", "1", *HEAD),
        ("case", "request-oral", "1", *APPLICANT),
        ("case", "waive-hearing", "1", "--granted-by", "x", *APPLICANT),
        ("case", "send-notice", "1", *EXECUTOR),
        ("case", "receive-notice", "1", *EXECUTOR),
        ("case", "sign-protocol", "1", "--chair", "x", "--secretary", "y", *EXECUTOR),
        ("case", "endorse", "1", "--by", "legal_service", "--agree", *LEGAL),
        ("case", "endorse", "1", "--by", "legal_service", "--agree", *HOUSING),
        ("case", "correct", "1", "1", "--reason", "x", *HEAD),
        ("case", "hold-hearing", "1", "--method", "oral", "--present", *EXECUTOR),
        ("case", "state-position", "1", "--oral", *APPLICANT),
        tuple(refusal(1, "2026-03-18 10:00")),
    ]
    for words in odd:
        assert merzim.no(*words)[0] == 3, words
    assert len([row for row in merzim.json("case history 1") if row["refused"]]) == len(odd)
    assert merzim.json("case show 1")["state"] == "submitted"
    assert merzim("audit verify").code == 0


@pytest.mark.parametrize(
    "said",
    [
        "--ground 5 --provision P --method oral --hearing '2026-03-18 10:00' --place x",
        "--ground -1 --provision P --method oral --hearing '2026-03-18 10:00' --place x",
        "--ground 1 --provision P --method magic --hearing '2026-03-18 10:00' --place x",
        "--ground 1 --provision P --hearing '2026-03-18 10:00' --place x",
        "--ground 1 --provision P --method oral --place x",
        "--ground 1 --provision P --method oral --hearing '2026-03-18 10:00'",
        "--ground 1 --provision P --method oral --hearing 2026-03-18 --place x",
        "--ground 1 --provision P --method written --hearing '2026-03-18 10:00'",
        "--ground 1 --provision P --method oral --hearing '2026-03-18 10:00' --place x --way pigeon",
    ],
)
def test_a_proposal_that_lacks_something_or_has_too_much_is_bad_input(merzim, said):
    merzim.accepted()
    code, error = merzim.no(f"case propose-refusal 1 {said} {' '.join(EXECUTOR)}")
    assert (code, error["kind"]) == (2, "bad_input")


@pytest.mark.parametrize(
    "hearing", ["2026-03-19 10:00", "2026-03-18 13:30", "2026-03-18 18:00", "2026-03-16 09:00"]
)
def test_a_hearing_outside_the_two_days_or_the_hours_is_refused(merzim, hearing):
    merzim.accepted()
    assert merzim.no(*refusal(1, hearing))[0] == 3


def test_a_ground_said_twice_is_one_ground(merzim):
    merzim.accepted()
    merzim.done(*refusal(1, "2026-03-18 10:00"), "--ground", "1")
    assert "ground 1, 1" not in merzim.done("case timeline 1")
