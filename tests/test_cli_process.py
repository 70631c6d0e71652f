"""The program as a process of its own: pipes, terminals, locales, signals, and two of them at once."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from offices import EXECUTOR, HEAD, LEGAL, office

pytestmark = pytest.mark.slow

FULL = Path("/dev/full")
UTF8_IS_NOT_SPOKEN = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1251"},
    {"PYTHONIOENCODING": "utf-8:strict"},
]
COLOUR = re.compile(rb"\x1b\[[0-9;]*\b(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)[;m]")


@pytest.fixture
def merzim(tmp_path):
    return office(tmp_path)


@pytest.fixture
def accepted(merzim):
    merzim.accepted()
    return merzim


# --- locales


@pytest.mark.parametrize("locale", UTF8_IS_NOT_SPOKEN, ids=str)
def test_documents_for_programs_are_utf_8_whatever_the_locale_is(accepted, locale):
    shown = json.loads(accepted.process("case", "show", "1", "--json", **locale).stdout.decode("utf-8"))
    assert shown["report"]["garrison"] == "Алматы"
    assert "Алматы" in accepted.process("work", "--csv", **locale).stdout.decode("utf-8")
    assert "Алматы" in accepted.process("submit", "--example", "1", **locale).stdout.decode("utf-8")
    if locale.get("PYTHONUTF8") != "0":  # there, what is typed in UTF-8 is no text
        error = accepted.process("rules", "show", "Қ🙂", "--json", code=4, **locale).stderr
        assert "Қ🙂" in json.loads(error.decode("utf-8"))["error"]["message"]


@pytest.mark.parametrize("locale", UTF8_IS_NOT_SPOKEN, ids=str)
def test_no_locale_keeps_a_person_from_reading(accepted, locale):
    for words in (
        ("case", "timeline", "1"),
        ("work",),
        ("case", "show", "1", "--lang", "kk"),
        ("rules", "show"),
    ):
        out = accepted.process(*words, **locale).stdout
        assert b"06.04.2026" in out or words == ("rules", "show")
    accepted.process("rules", "show", "Қ🙂", code=2 if locale.get("PYTHONUTF8") == "0" else 4, **locale)


def test_words_that_are_no_text_are_refused(accepted):
    answer = accepted.process("case", "assign", "1", "--executor", os.fsdecode(b"\xff"), *HEAD, code=2)
    assert b"cannot be printed" in answer.stderr
    name = os.fsdecode(os.fsencode(accepted.folder / "copy") + b"\xff")
    accepted.process("backup", name, "--json", PYTHONIOENCODING="utf-8:strict")
    assert Path(name).exists()


# --- terminals


def on_a_terminal(merzim, *words, **environment):
    """What a terminal of 80 columns receives, and the exit code."""
    mine, its = pty.openpty()
    set_width = (
        "import fcntl, struct, termios; fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))"
    )
    program = merzim.program(words)
    program[2] = f"{set_width}\n{program[2]}"
    kept = merzim.of_process({"TERM": "xterm-256color", **environment})
    with subprocess.Popen(program, env=kept, stdin=its, stdout=its, stderr=its) as running:
        os.close(its)
        got = b""
        while piece := read_on(mine):
            got += piece
    os.close(mine)
    return running.returncode, got


def read_on(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def plain_lines(shown):
    return re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", shown).decode("utf-8").replace("\r", "").splitlines()


def test_a_terminal_gets_colour_and_no_color_takes_it_away(accepted):
    code, coloured = on_a_terminal(accepted, "case", "timeline", "1")
    assert code == 0 and COLOUR.search(coloured)
    code, plain = on_a_terminal(accepted, "case", "timeline", "1", NO_COLOR="1")
    assert code == 0 and not COLOUR.search(plain)
    assert plain_lines(plain) == plain_lines(coloured)
    assert max(map(len, plain_lines(plain))) <= 80
    assert [line.rstrip() for line in plain_lines(plain)] == [
        line.rstrip() for line in accepted.done("case timeline 1").splitlines()
    ]


@pytest.mark.parametrize(
    "words", ["case list", "work", "case show 1", "calendar show 2026", "case explain 1"]
)
def test_every_view_keeps_to_eighty_columns_of_a_terminal(accepted, words):
    code, shown = on_a_terminal(accepted, *words.split())
    assert code == 0 and max(map(len, plain_lines(shown))) <= 80


def test_json_has_no_colour_on_a_terminal_either(accepted):
    code, shown = on_a_terminal(accepted, "case", "timeline", "1", "--json", FORCE_COLOR="1")
    assert code == 0 and b"\x1b" not in shown and json.loads(shown)["case"] == "2026-000001"


# --- pipes


@pytest.mark.parametrize(
    "words",
    ["calendar show 2026 --json", "calendar show 2026", "rules show", "rules list", "--help", "nonsense"],
)
def test_a_reader_who_goes_away_is_no_fault(merzim, words):
    running = merzim.start(*words.split(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    running.stdout.close()  # before anything is printed
    complaint = running.stderr.read()
    running.stderr.close()
    assert running.wait(60) == (2 if words == "nonsense" else 0)
    assert b"Traceback" not in complaint and b"Exception ignored" not in complaint


def test_closed_streams_are_no_fault_and_the_database_is_not_printed_into(accepted):
    words = " ".join(
        f"'{word}'" for word in accepted.program(["case", "assign", "1", "--executor", "B", *HEAD])[3:]
    )
    for closed in (">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"):
        script = f'exec "{sys.executable}" -c "$PROGRAM" {words} {closed}'
        kept = accepted.of_process({"PROGRAM": accepted.program([])[2]})
        ran = subprocess.run(["sh", "-c", script], check=False, env=kept, capture_output=True, timeout=60)
        assert (ran.returncode, ran.stderr) == (0, b""), closed
    assert accepted("audit verify").code == 0
    assert len([row for row in accepted.json("case history 1") if row["act"] == "ExecutorAssigned"]) == 5


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("words", ["rules list --json", "rules list", "calendar show 2026 --csv"])
def test_an_answer_that_cannot_be_written_is_said(merzim, words):
    with FULL.open("wb") as full:
        running = merzim.start(*words.split(), stdout=full, stderr=subprocess.PIPE)
        complaint = running.communicate(timeout=60)[1]
    assert running.returncode == 1
    assert b"No space left" in complaint and b"Traceback" not in complaint


def test_reports_come_through_a_pipe(merzim):
    report = json.dumps(merzim.report()).encode()
    answer = json.loads(merzim.process("submit", "-", "--json", stdin=report).stdout)
    assert answer["cases"][0]["case"] == "2026-000001"


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", '{"form": 1, "provider": "Қ"}'.encode("cp1251", "replace")]
)
def test_what_is_no_report_in_a_pipe_is_refused_with_line_and_path(merzim, data):
    answer = json.loads(merzim.process("submit", "-", "--json", stdin=data, code=2).stdout)
    assert answer["cases"] == [] and answer["errors"][0]["line"] == 1
    assert merzim.json("case list") == []


# --- signals


def test_ctrl_c_ends_it_with_130_and_nothing_is_written(merzim):
    running = merzim.start(
        "submit", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    # It has opened the database and waits for its input.
    running.stdin.write(json.dumps(merzim.report()).encode())
    running.stdin.flush()
    while not list(merzim.folder.glob("merzim.db-*")) and running.poll() is None:
        pass
    running.send_signal(signal.SIGINT)
    complaint = running.stderr.read()
    for stream in (running.stdin, running.stdout, running.stderr):
        stream.close()
    assert running.wait(60) == 130 and b"Traceback" not in complaint
    assert merzim.json("case list") == []


# --- two at once


def both(merzim, first, second):
    """Two processes, begun together: exit codes and what they printed."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    running = [merzim.start(*words, **streams) for words in (first, second)]
    told = [each.communicate(timeout=60) for each in running]
    assert not any(b"Traceback" in err for _, err in told)
    return [(each.returncode, out, err) for each, (out, err) in zip(running, told, strict=True)]


def test_of_two_who_accept_one_case_at_once_one_does(merzim):
    merzim.filed()
    accept = ("case", "accept", "1", *EXECUTOR, "--json")
    codes = sorted(code for code, _, _ in both(merzim, accept, accept))
    assert codes in ([0, 3], [0, 5])
    acts = [row["act"] for row in merzim.json("case history 1") if not row["refused"]]
    assert acts.count("ReportAccepted") == 1
    assert merzim("audit verify").code == 0


def test_two_different_acts_at_once_are_both_done_or_one_is_asked_to_look_again(accepted):
    one = ("case", "endorse", "1", "--by", "legal_service", "--agree", *LEGAL)
    other = ("case", "assign", "1", "--executor", "Bekov", *HEAD)
    codes = sorted(code for code, _, _ in both(accepted, one, other))
    assert codes in ([0, 0], [0, 5])
    acts = [row["act"] for row in accepted.json("case history 1") if not row["refused"]]
    assert acts.count("Endorsed") + acts.count("ExecutorAssigned") - 1 == codes.count(0)
    assert accepted("audit verify").code == 0


def test_one_file_submitted_twice_at_once_makes_each_case_once(merzim):
    people = ("900514300121", "900514300131", "900514300141", "900514300151")
    reports = [merzim.report(f"R-{n}", iin=iin) for n, iin in enumerate(people)]
    submit = ("submit", merzim.write("reports.jsonl", *reports), "--json")
    answers = both(merzim, submit, submit)
    assert [code for code, _, _ in answers] == [0, 0]
    first, second = (json.loads(out)["cases"] for _, out, _ in answers)
    assert [each["case"] for each in first] == [each["case"] for each in second]
    assert sorted(each["existing"] for each in first + second) == [False] * 4 + [True] * 4
    assert len(merzim.json("case list")) == 4 and merzim("audit verify").code == 0


def test_two_who_make_the_database_at_once_make_one(tmp_path):
    merzim = office(tmp_path)
    merzim.path.unlink()
    codes = [code for code, _, _ in both(merzim, ("init",), ("init",))]
    assert codes == [0, 0]
    assert merzim("audit verify").code == 0


# --- rights


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_database_that_cannot_be_written_is_said_and_can_still_be_read(accepted):
    accepted.done("daemon --once")
    accepted.path.chmod(0o400)
    accepted.folder.chmod(0o500)
    try:
        answer = accepted("case", "assign", "1", "--executor", "Bekov", *HEAD)
        assert answer.code in (1, 6) and answer.err and answer.out == ""
    finally:
        accepted.folder.chmod(0o700)
        accepted.path.chmod(0o600)
    assert accepted("audit verify").code == 0


def test_the_program_starts_where_nothing_is_set(merzim):
    bare = {name: value for name, value in merzim.of_process({}).items() if name.startswith("PYTHON")}
    program = merzim.program(["calendar", "add", "2026-03-16", "15"])
    ran = subprocess.run(program, check=False, env=bare, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, b"") and b"09.04.2026" in ran.stdout
