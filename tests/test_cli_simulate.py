"""`merzim simulate`, as a lawyer or a build server uses it."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from offices import Office

from simulation.scenario_reader import read
from simulation.scenario_schema import as_text, schema
from simulation.trial_world import try_in_a_world
from simulation.tried_json import junit

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "examples" / "scenarios"
STORY = """\
title = "Accepted on time, decided too late"
about = ["Order 232, item 5", "R4"]

[[report]]
of = "Ахметов"
filed = "2026-03-16 09:10"

[[step]]
at = "2026-03-16 10:00"
do = "accept"
by = "executor Омарова"

[[step]]
moment_after = "decision"

[[expect]]
state = "accepted"
overdue = true
late = ["decision", "hearing_notice"]
due = { decision = "2026-04-09 18:00" }
"""
OVERDUE_LINE, DUE_LINE = 18, 20


@pytest.fixture
def merzim(tmp_path):
    """The program, in a folder without a database."""
    return Office(tmp_path)


@pytest.fixture
def story(tmp_path):
    def write(text=STORY, name="story.scenario.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


# --- what comes out


def test_a_scenario_that_comes_as_told_needs_no_database_and_ends_well(merzim, story, tmp_path):
    answer = merzim("simulate", story())
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "as told  Accepted on time, decided too late",
        "1 scenario tried, as expected.",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["story.scenario.toml"]


def test_the_shipped_scenarios_all_come_as_told(merzim):
    found = merzim.json("simulate", SHIPPED)
    assert found["tried"] == found["as_expected"] == len(list(SHIPPED.glob("*.scenario.toml"))) >= 1
    assert found["otherwise"] == 0


def test_a_difference_ends_with_1_and_shows_where_it_is_in_the_file_and_on_the_timeline(merzim, story):
    answer = merzim("simulate", story(STORY.replace("overdue = true", "overdue = false")))
    assert answer.code == 1
    lines = [line.strip() for line in answer.out.splitlines()]
    assert any(line.startswith(f"{story()}:{OVERDUE_LINE}") for line in lines)
    at = lines.index(">> 09.04.2026 18:00 at the end")
    assert lines[at + 1 : at + 4] == [f"overdue, line {OVERDUE_LINE}", "expected  no", "got       yes"]
    remark = next(n for n, line in enumerate(lines) if line.startswith(">>>>"))
    fired_last = " ".join(lines[remark - 3 : remark])
    assert "Term over without a decision" in fired_last, "the remark stands behind what fired last"
    assert lines[-1] == "1 scenario tried, 1 otherwise than expected."
    assert all(len(line) <= 80 or str(story()) in line for line in answer.out.splitlines())


def test_a_path_is_never_broken_however_long_it_is(merzim, story, tmp_path):
    folder = tmp_path / ("a folder of an office " * 5).strip() / ("of a district " * 5).strip()
    folder.mkdir(parents=True)
    other = story(STORY.replace("overdue = true", "overdue = false"), folder / "story.scenario.toml")
    for words in ((), ("--every-start", "2026-03-16..2026-03-17")):
        lines = merzim("simulate", other, *words).out.splitlines()
        assert f"         {other}:{OVERDUE_LINE}" in lines
        assert "         about Order 232, item 5, R4" in lines
        assert all(len(line) <= 80 for line in lines if str(other) not in line)


def test_a_step_that_is_refused_unexpectedly_is_marked_with_the_words_of_the_law_s_answer(merzim, story):
    late = STORY.replace('by = "executor Омарова"', 'by = "head Сейткали"')
    [row] = merzim_json(merzim, story(late))["scenarios"]
    first = row["differences"][0]
    assert (first["line"], first["step"], first["key"]) == (8, 1, "refused")
    assert first["expected"] == "no refusal" and first["got"].startswith("wrong_role: ")
    assert row["steps"][1]["refused"] == "wrong_role" and row["steps"][1]["why"]


def test_a_due_date_is_compared_by_day_or_to_the_minute(merzim, story):
    day = STORY.replace("2026-04-09 18:00", "2026-04-09")
    minute = STORY.replace("2026-04-09 18:00", "2026-04-09 17:59")
    assert merzim("simulate", story(day)).code == 0
    [row] = merzim_json(merzim, story(minute))["scenarios"]
    assert [(each["line"], each["key"], each["got"]) for each in row["differences"]] == [
        (DUE_LINE, "due.decision", "09.04.2026 18:00")
    ]


def test_json_is_one_document_with_stable_keys(merzim, story):
    found = merzim.json("simulate", story())
    assert set(found) == {"tried", "as_expected", "otherwise", "scenarios"}
    [row] = found["scenarios"]
    assert set(row) == {"file", "title", "about", "as_expected", "steps", "differences", "timelines"}
    assert [step["what"] for step in row["steps"]] == ["file the report", "accept", "look"]
    assert {frozenset(step) for step in row["steps"]} == {
        frozenset(("line", "at", "of", "what", "by", "refused", "why"))
    }


def test_a_build_server_reads_the_junit_report(merzim, story, tmp_path):
    good, bad = story(), story(STORY.replace("overdue = true", "overdue = false"), "other.scenario.toml")
    answer = merzim("simulate", good, bad, "--junit", tmp_path / "out.xml", "--json")
    assert answer.code == 1
    root = ElementTree.parse(tmp_path / "out.xml").getroot()
    [suite] = root
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    passed, failed = suite
    assert list(passed) == [] and passed.get("classname") == str(good)
    [failure] = failed
    assert failure.get("message") == f"line {OVERDUE_LINE}, 09.04.2026 18:00, overdue: expected no, got yes"
    assert "Term over without a decision" in failure.text


def test_the_junit_report_is_xml_whatever_the_words_and_the_file_s_name(tmp_path):
    odd = "t\0\x1b[31m\x9b\ufffe\udcff "
    came = try_in_a_world(replace(read(STORY), title=odd, source=f"{odd}.toml"))
    [[case]] = ElementTree.fromstring(junit([came]).encode())
    assert case.get("name").split() == ["t", "[31m"] and case.get("classname").endswith(".toml")


def test_a_title_that_would_move_the_cursor_is_refused_with_its_line(merzim, story, tmp_path):
    text = STORY.replace("Accepted on time", r"Accepted\u0000 \u001b[2J")
    code, error = merzim.no("simulate", story(text), "--junit", tmp_path / "o.xml")
    assert (code, error["kind"]) == (2, "bad_input")
    assert error["faults"] == [
        {"line": 1, "fault": r"title holds a character that cannot be printed, '\x00'; leave it out."}
    ]
    assert not (tmp_path / "o.xml").exists()


def test_a_title_may_hold_any_space_that_a_text_program_writes(merzim, story):
    assert merzim("simulate", story(STORY.replace("on time", "on\u00a0time,\u202fthough"))).code == 0


# --- what is typed


def test_a_folder_stands_for_all_scenarios_in_it(merzim, story, tmp_path):
    story()
    (tmp_path / "deeper").mkdir()
    story(name="deeper/second.scenario.toml")
    story("not a scenario", name="notes.toml")
    assert merzim.json("simulate", tmp_path)["tried"] == 2


def test_every_fault_of_every_file_is_said_and_nothing_is_tried(merzim, story):
    one = story(
        STORY.replace('do = "accept"', 'do = "acept"').replace("2026-03-16 09:10", "2026-02-30 09:10")
    )
    two = story(STORY.replace("overdue", "overdu"), "two.scenario.toml")
    code, error = merzim.no("simulate", one, story(name="good.scenario.toml"), two)
    assert (code, error["kind"]) == (2, "bad_input")
    said = [
        (Path(each["path"].split(" cannot")[0]).name, each["line"], each["fault"]) for each in error["faults"]
    ]
    assert [each[:2] for each in said] == [
        ("story.scenario.toml", 6),
        ("story.scenario.toml", 10),
        ("two.scenario.toml", OVERDUE_LINE),
    ]
    assert "perhaps 'accept' is meant" in said[1][2] and "perhaps 'overdue' is meant" in said[2][2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no scenario is named"),
        (("--load", "a.toml", "--from-db"), "ask two things at once"),
    ],
)
def test_what_cannot_be_meant_is_refused(merzim, words, said):
    answer = merzim("simulate", *words)
    assert answer.code == 2 and said in answer.err


@pytest.mark.parametrize(
    ("words", "said", "way_on"),
    [
        (
            ("--junit", "o.xml", "--every-start", "2026"),
            "--junit says nothing with --every-start",
            "FILE... --junit",
        ),
        (("--junit", "o.xml", "--from-db"), "--junit says nothing with --from-db", "FILE... --junit"),
        (("--plot", "o.png"), "--plot says nothing here", "--load MODEL.toml --plot"),
        (
            ("--plot", "o.png", "--every-start", "2026"),
            "--plot says nothing with --every-start",
            "--load MODEL.toml",
        ),
        (("--until", "2026-06-01"), "--until says nothing here", "--from-db --until DATE"),
        (("--load", "m.toml"), "--load takes a model and no scenario", "merzim simulate FILE..."),
        (("--from-db", "--until", "2026-06-01"), "--from-db takes no scenario", "merzim simulate FILE..."),
        (
            ("--load", "m.toml", "--from-db"),
            "--load and --from-db ask two things at once",
            "one after the other",
        ),
    ],
)
def test_what_would_be_ignored_is_refused_with_the_way_on(merzim, story, words, said, way_on):
    code, error = merzim.no("simulate", story(), *words)
    assert (code, error["kind"]) == (2, "usage")
    assert said in error["message"] and way_on in error["way_on"]


def test_a_junit_report_that_cannot_be_written_is_said_before_anything_is_tried(merzim, story, tmp_path):
    """The step leaves the known years, which only the trying finds out."""
    beyond = story(STORY.replace('moment_after = "decision"', 'after = "2500 wd 10:00"'))
    assert merzim.no("simulate", beyond, "--junit", tmp_path / "o.xml")[0] == 3
    code, error = merzim.no("simulate", beyond, "--junit", tmp_path / "nowhere" / "o.xml")
    assert (code, error["kind"]) == (2, "usage")
    assert "o.xml cannot be written: No such file or directory" in error["message"]
    assert [path.name for path in tmp_path.iterdir()] == ["story.scenario.toml"]


def test_an_empty_folder_is_said_to_be_one(merzim, tmp_path):
    code, error = merzim.no("simulate", tmp_path)
    assert (code, error["kind"]) == (2, "usage") and "no *.scenario.toml lies in" in error["message"]


def test_a_scenario_that_is_not_utf_8_or_not_toml_says_where(merzim, tmp_path):
    path = tmp_path / "x.scenario.toml"
    path.write_bytes(b'title = "\xff"')
    assert "is not UTF-8 text (byte 9)" in merzim.no("simulate", path)[1]["message"]
    path.write_text('title = "x"\nabout ?\n', encoding="utf-8")
    assert merzim.no("simulate", path)[1]["faults"][0]["line"] == 2


# --- files that are none, and files beyond all measure

ASKED = [(), ("--load",)]


@pytest.mark.parametrize("option", ASKED, ids=["scenario", "model"])
def test_a_file_that_is_not_there_is_not_found(merzim, tmp_path, option):
    code, error = merzim.no("simulate", *option, tmp_path / "nofile.toml")
    assert (code, error["kind"]) == (4, "not_found")
    assert error["message"] == f"there is no file {tmp_path / 'nofile.toml'}" and error["way_on"]


@pytest.fixture
def unread(tmp_path):
    """What is no file, or none that can be read: each with why not."""
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    (tmp_path / "below").write_text("", encoding="utf-8")
    return {
        "folder": (tmp_path, "Is a directory"),
        "loop": (tmp_path / "loop.toml", "Too many levels of symbolic links"),
        "in a file": (tmp_path / "below" / "x.toml", "Not a directory"),
        "without end": (Path("/dev/zero"), "is larger than 1048576 bytes"),
    }


@pytest.mark.parametrize(
    ("option", "what"),
    [
        *(((), what) for what in ("loop", "in a file", "without end")),  # a folder stands for what is in it
        *((("--load",), what) for what in ("folder", "loop", "in a file", "without end")),
    ],
)
def test_what_cannot_be_read_is_bad_input_and_says_why(merzim, unread, option, what):
    path, why = unread[what]
    code, error = merzim.no("simulate", *option, path)
    assert (code, error["kind"]) == (2, "bad_input")
    assert error["message"].startswith(str(path)) and why in error["message"] and error["way_on"]


def test_several_files_are_all_looked_for_and_all_that_is_wrong_is_said(merzim, story, unread, tmp_path):
    gone, loop = tmp_path / "gone.toml", unread["loop"][0]
    code, error = merzim.no(
        "simulate", gone, story(), loop, story(STORY.replace("overdue", "overdu"), "o.toml")
    )
    assert (code, error["kind"]) == (2, "bad_input") and error["message"] == "3 scenarios cannot be read"
    assert [each["fault"] for each in error["faults"]] == [
        f"there is no file {gone}",
        f"{loop} cannot be read: Too many levels of symbolic links",
        "'overdu' is not known here; perhaps 'overdue' is meant",
    ]
    code, error = merzim.no("simulate", gone, tmp_path / "gone as well.toml")
    assert (code, error["kind"], len(error["faults"])) == (4, "not_found", 2)


@pytest.mark.parametrize("option", ASKED, ids=["scenario", "model"])
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("[" * 5000, "more than 32 deep"),
        ("{a=" * 5000, "more than 32 deep"),
        ("[" * 40 + "]" * 40, "more than 32 deep"),
        ("1" * 5000, "a whole number goes beyond 9223372036854775807"),
        ("-9223372036854775809", "a whole number goes beyond"),
        ("0x" + "f" * 5000, "a whole number goes beyond"),
    ],
    ids=["lists", "tables", "40 lists", "5000 digits", "below the least", "hexadecimal"],
)
def test_nothing_goes_beyond_the_limits_of_what_is_read(merzim, story, option, value, said):
    code, error = merzim.no("simulate", *option, story(f'title = "x"\n\na = {value}\n'))
    assert (code, error["kind"]) == (2, "bad_input") and "goes beyond what is read" in error["message"]
    [fault] = error["faults"]
    assert fault["line"] == 3 and said in fault["fault"]


def test_keys_in_one_another_are_tables_in_one_another(merzim, story):
    text = STORY.replace("state = ", f"state{'.a' * 5000} = ")
    [fault] = merzim.no("simulate", story(text))[1]["faults"]
    assert fault["line"] == OVERDUE_LINE - 1 and "more than 32 deep" in fault["fault"]


def test_a_byte_order_mark_is_no_fault(merzim, story):
    assert merzim("simulate", story("\ufeff" + STORY)).code == 0
    model = (ROOT / "examples" / "load" / "calm.toml").read_text(encoding="utf-8")
    code, error = merzim.no("simulate", "--load", story("\ufeff" + model.replace("executors", "executers")))
    assert code == 2 and "perhaps 'executors' is meant" in error["faults"][1]["fault"]


def test_lines_are_counted_as_editors_count_them(merzim, story):
    """A line separator or a form feed within a line begins no other."""
    text = STORY.replace("\n\n", "\n# \u2028 \x85 separators\n\n", 1).replace("overdue", "overdu")
    assert merzim.no("simulate", story(text))[1]["faults"][0]["line"] == OVERDUE_LINE + 1


# --- the schema


def test_the_published_schema_is_the_one_the_reader_reads_by():
    assert (ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8") == as_text()
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.name)
def test_every_shipped_scenario_is_valid_by_the_schema(path):
    import tomllib

    document = tomllib.loads(path.read_text(encoding="utf-8"))
    plain = json.loads(json.dumps(document, default=str))
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(plain)] == []


@pytest.mark.parametrize(
    ("was", "instead"),
    [
        ('do = "accept"', 'do = "acept"'),
        ('state = "accepted"', 'state = "acepted"'),
        ("overdue = true", 'overdue = "yes"'),
        ('at = "2026-03-16 10:00"', 'at = "2026-03-16 10:00"\nlast_moment = "decision"'),
        ('do = "accept"', 'do = "accept"\nexecutor = "Омарова"'),
        ('title = "Accepted on time, decided too late"', ""),
    ],
)
def test_the_schema_sees_what_the_reader_refuses(merzim, story, was, instead):
    import tomllib

    text = STORY.replace(was, instead)
    assert text != STORY and merzim("simulate", story(text)).code == 2
    assert list(Draft202012Validator(schema()).iter_errors(tomllib.loads(text)))


def merzim_json(merzim, *words):
    """The document of a run that found differences."""
    answer = merzim("simulate", *words, "--json")
    assert answer.code == 1, answer.err
    return answer.json
