"""Nonsense is refused by the path of each fault, makes no report, and spoils no report beside it."""

from datetime import UTC, datetime

import nonsense
import pytest

from process import intake

NOW = datetime(2026, 4, 1, 7, tzinfo=UTC)
LINES = nonsense.lines()
# Alone, a line that begins with "[" is an array of reports, and its faults have other paths.
OBJECTS = [each for each in LINES if not each.raw.startswith(b"[")]
WHOLE_FILES = nonsense.whole_files()


def names(table):
    return [f"{number}-{each.kind}" for number, each in enumerate(table)]


def paths(faults):
    return sorted(fault.path for fault in faults)


def test_the_report_that_is_spoilt_was_good():
    assert len(intake.read(nonsense.good(), now=NOW).reports) == 1


def test_there_are_two_hundred_lines_of_more_than_twenty_kinds():
    assert len({each.raw for each in LINES}) == len(LINES) >= 200
    assert len({each.kind for each in LINES}) >= 20
    assert not any(b"\n" in each.raw for each in LINES)


@pytest.mark.parametrize("line", LINES, ids=names(LINES))
def test_a_line_of_nonsense_is_refused_where_it_is_wrong_and_its_neighbours_are_read(line):
    file = b"\n".join([nonsense.good(), line.raw, nonsense.good()])
    batch = intake.read(file, now=NOW)
    assert paths(batch.faults) == sorted(line.paths)
    assert {fault.line for fault in batch.faults} == {2}
    assert [number for number, _ in batch.reports] == [1, 3]


@pytest.mark.parametrize("line", OBJECTS, ids=names(OBJECTS))
def test_a_line_of_nonsense_alone_is_refused_where_it_is_wrong(line):
    batch = intake.read(line.raw + b"\n", now=NOW)
    assert paths(batch.faults) == sorted(line.paths)
    assert not batch.reports


@pytest.mark.parametrize("file", WHOLE_FILES, ids=names(WHOLE_FILES))
def test_a_file_of_nonsense_is_refused(file):
    batch = intake.read(file.raw, now=NOW)
    assert paths(batch.faults) == sorted(file.paths)
    assert not batch.reports


def test_all_of_it_in_one_file_leaves_the_one_good_report():
    batch = intake.read(b"\n".join([*(each.raw for each in LINES), nonsense.good()]), now=NOW)
    found = {number: [] for number in range(1, len(LINES) + 1)}
    for fault in batch.faults:
        found[fault.line].append(fault.path)
    assert [sorted(each) for each in found.values()] == [sorted(each.paths) for each in LINES]
    assert [number for number, _ in batch.reports] == [len(LINES) + 1]


def test_no_fault_repeats_a_number_or_a_name_and_each_can_be_printed():
    for each in [*LINES, *WHOLE_FILES]:
        for fault in intake.read(each.raw, now=NOW).faults:
            told = f"{fault.path} {fault.got} {fault.expected}"
            assert told.isprintable() and len(told) < 500
            assert not any(
                word in told for word in ("900514300", "921108400", "150321500", "Ерлан", "лтанов", "Айгүл")
            )
