"""Almaty's clock: its own zone file, the change of offset of 2024, and what people and programs write."""

import os
import struct
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from process.errors import BadInput
from process.localtime import (
    ALMATY,
    TZDATA_VERSION,
    at,
    day_of,
    end_of_day,
    from_utc_text,
    iso,
    local,
    parse_day,
    parse_instant,
    parse_typed,
    utc_text,
)

LEAP_DAY = date(2024, 2, 29)


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)


# --- The zone --------------------------------------------------------------------------------------------------------


def an_old_zone_file(folder: Path) -> Path:
    """Asia/Almaty at +06:00 for ever, as a machine of before 2024 has it (TZif, version 1)."""
    head = b"TZif" + b"\0" * 16 + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    path = folder / "Asia" / "Almaty"
    path.parent.mkdir()
    path.write_bytes(head + struct.pack(">lbb", 6 * 3600, 0, 0) + b"+06\0")
    return folder


ASK = """
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from process.localtime import iso
noon = datetime(2026, 4, 9, 7, tzinfo=UTC)
print(noon.astimezone(ZoneInfo("Asia/Almaty")).isoformat(), iso(noon))
"""


def test_an_old_zone_file_on_the_machine_does_not_matter(tmp_path):
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "PYTHONTZPATH": str(an_old_zone_file(tmp_path))},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    fooled, right = asked.stdout.split()
    assert fooled == "2026-04-09T13:00:00+06:00", (
        "the machine's file was not the one read, so nothing is shown"
    )
    assert right == "2026-04-09T12:00:00+05:00"


def test_the_zone_is_the_pinned_one():
    assert ALMATY.key == "Asia/Almaty"
    assert TZDATA_VERSION >= "2024a"


# --- The change of offset --------------------------------------------------------------------------------------------


def test_the_offset_is_six_hours_until_the_end_of_29_february_2024_and_five_since():
    assert iso(utc(2024, 2, 29, 17, 59, 59)) == "2024-02-29T23:59:59+06:00"
    assert iso(utc(2024, 2, 29, 18)) == "2024-02-29T23:00:00+05:00"
    assert iso(utc(2024, 2, 29, 19)) == "2024-03-01T00:00:00+05:00"
    assert at(date(2024, 2, 28), time(18)) == utc(2024, 2, 28, 12)
    assert at(date(2024, 3, 1), time(18)) == utc(2024, 3, 1, 13)


def test_29_february_2024_had_25_hours():
    assert at(date(2024, 3, 1), time.min) - at(LEAP_DAY, time.min) == timedelta(hours=25)


def test_the_doubled_hour_is_told_apart_by_fold():
    assert at(LEAP_DAY, time(23, 30)) == utc(2024, 2, 29, 17, 30)
    assert at(LEAP_DAY, time(23, 30), fold=1) == utc(2024, 2, 29, 18, 30)


def test_a_day_ends_with_its_last_microsecond_and_29_february_2024_with_the_second_one():
    assert end_of_day(date(2026, 4, 9)) == utc(2026, 4, 9, 18, 59, 59, 999_999)
    assert end_of_day(LEAP_DAY) == utc(2024, 2, 29, 18, 59, 59, 999_999)
    for day in (LEAP_DAY, date(2024, 2, 28), date(2026, 4, 9)):
        assert day_of(end_of_day(day)) == day
        assert day_of(end_of_day(day) + timedelta(microseconds=1)) == day + timedelta(days=1)


def test_the_local_day_of_a_late_evening_in_utc_is_the_next_one():
    assert day_of(utc(2026, 3, 20, 19)) == date(2026, 3, 21)
    assert local(utc(2026, 3, 20, 19)).hour == 0


@pytest.mark.parametrize("ask", [local, day_of, iso, utc_text])
def test_an_instant_without_an_offset_is_a_fault_of_ours(ask):
    with pytest.raises(ValueError, match="without an offset"):
        ask(datetime(2026, 3, 24, 18))


def test_a_clock_time_with_an_offset_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="carries no offset"):
        at(LEAP_DAY, time(18, tzinfo=UTC))


# --- What programs write ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-24T18:00:00+05:00", utc(2026, 3, 24, 13)),
        ("2026-03-24T18:00+05:00", utc(2026, 3, 24, 13)),
        ("2026-03-24T13:00:00Z", utc(2026, 3, 24, 13)),
        ("2026-03-24T18:00:00.000001+05:00", utc(2026, 3, 24, 13, 0, 0, 1)),
        ("2026-03-24T18:00:00.5+05:00", utc(2026, 3, 24, 13, 0, 0, 500_000)),
        ("2026-03-24T03:00:00-10:00", utc(2026, 3, 24, 13)),
        ("2024-02-29T23:30:00+06:00", utc(2024, 2, 29, 17, 30)),
        ("2024-02-29T23:30:00+05:00", utc(2024, 2, 29, 18, 30)),
    ],
)
def test_an_instant_in_json_carries_its_offset(text, instant):
    parsed = parse_instant(text)
    assert parsed == instant and parsed.tzinfo is UTC


def test_an_instant_without_an_offset_is_refused_with_the_way_on():
    with pytest.raises(BadInput, match=r"no offset from UTC. Write 2026-03-24T18:00\+05:00"):
        parse_instant("2026-03-24T18:00")


NO_INSTANT = [
    *("", " ", "now", "2026", "2026-03-24", "24.03.2026 18:00", "2026-03-24 18:00+05:00", "2026-W13-2T18:00Z"),
    *("2026-13-01T00:00Z", "2026-02-29T00:00Z", "2026-03-24T24:00:00Z", "2026-03-24T23:60Z", "2026-03-24T23:59:60Z"),
    *("2026-03-24T18:00:00+05", "2026-03-24T18:00:00+0500", "2026-03-24T18:00:00+05:60", "2026-03-24T18:00:00+23:00"),
    *("2026-03-24T18:00:00.1234567Z", "2026-03-24T18:00:00,5Z", "2026-03-24T18:00:00.Z", "2026-03-24t18:00:00z"),
    *("1899-12-31T23:59:59Z", "2201-01-01T00:00Z", "0000-01-01T00:00Z", "9999-12-31T23:59:59-05:00"),
    *("\ud800026-03-24T18:00Z", "2026-03-24T18:00\udcffZ", "２０２６-03-24T18:00Z", "٢٠٢٦-03-24T18:00Z"),
    *("2026-03-24T18:00Z\n", "2026-03-24T18:00Z" * 100_000, 20260324, 1.5, None, True, ["2026-03-24T18:00Z"]),
]  # fmt: skip


@pytest.mark.parametrize("nonsense", NO_INSTANT, ids=lambda one: ascii(one)[:30])
def test_what_is_no_instant_is_refused_in_printable_words(nonsense):
    with pytest.raises(BadInput) as refusal:
        parse_instant(nonsense)
    assert len(str(refusal.value).encode("utf-8")) < 300


# --- What people type ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-24 18:00", utc(2026, 3, 24, 13)),
        ("2026-03-24T18:00", utc(2026, 3, 24, 13)),
        ("2026-03-24 18:00:00.000001", utc(2026, 3, 24, 13, 0, 0, 1)),
        ("2026-03-24", utc(2026, 3, 23, 19)),
        ("2026-03-24 18:00+06:00", utc(2026, 3, 24, 12)),
        ("2026-03-24 18:00 +06:00", utc(2026, 3, 24, 12)),
        ("2026-03-24T18:00Z", utc(2026, 3, 24, 18)),
        ("2024-02-29 22:59:59.999999", utc(2024, 2, 29, 16, 59, 59, 999_999)),
        ("2024-03-01 00:00", utc(2024, 2, 29, 19)),
        ("2024-02-29 23:30+06:00", utc(2024, 2, 29, 17, 30)),
        ("2024-02-29 23:30+05:00", utc(2024, 2, 29, 18, 30)),
    ],
)
def test_what_a_person_types_is_almaty_time_unless_it_says_otherwise(text, instant):
    parsed = parse_typed(text)
    assert parsed == instant and parsed.tzinfo is UTC


@pytest.mark.parametrize("clock", ["23:00", "23:30", "23:59:59.999999"])
def test_in_the_doubled_hour_an_offset_is_asked_for(clock):
    with pytest.raises(
        BadInput, match=r"twice. Write 2024-02-29T23:\S+\+06:00 for the first time or \S+\+05:00"
    ):
        parse_typed(f"2024-02-29 {clock}")


def test_a_clock_time_that_was_skipped_is_refused():
    with pytest.raises(BadInput, match="never showed '1981-04-01 00:30'"):
        parse_typed("1981-04-01 00:30")


def test_a_bare_day_means_its_start_or_its_end():
    assert parse_typed("2026-03-24", day_means="end") == end_of_day(date(2026, 3, 24))
    assert parse_typed("2024-02-29", day_means="start") == utc(2024, 2, 28, 18)
    assert parse_typed("2024-02-29", day_means="end") == end_of_day(LEAP_DAY)


@pytest.mark.parametrize(
    "nonsense", ["tomorrow", "24.03.2026", "2026-3-24", "2026-03-24 18", "2026-03-24 24:00", "2026-02-30", 5]
)
def test_what_cannot_be_read_is_refused_with_an_example_or_the_reason(nonsense):
    with pytest.raises(BadInput):
        parse_typed(nonsense)


def test_a_day_is_written_in_one_way():
    assert parse_day("2024-02-29") == LEAP_DAY
    for other in ("2026-02-29", "20260324", "2026-03-24T00:00", "24.03.2026", "1899-12-31"):
        with pytest.raises(BadInput):
            parse_day(other)


# --- What we write ---------------------------------------------------------------------------------------------------


def test_what_people_and_programs_read_has_the_local_offset():
    assert iso(utc(2026, 4, 9, 13)) == "2026-04-09T18:00:00+05:00"
    assert iso(end_of_day(date(2026, 4, 9))) == "2026-04-09T23:59:59.999999+05:00"
    assert iso(datetime(2026, 4, 9, 13, tzinfo=timezone(timedelta(hours=3)))) == "2026-04-09T15:00:00+05:00"


def test_what_the_record_holds_sorts_as_time_and_reads_back():
    instants = [utc(2024, 2, 29, 17, 59, 59, 999_999), utc(2024, 2, 29, 18), utc(2026, 4, 9, 13, 0, 0, 1)]
    texts = [utc_text(instant) for instant in instants]
    assert texts[1] == "2024-02-29T18:00:00.000000Z"
    assert texts == sorted(texts) and {len(text) for text in texts} == {27}
    assert [from_utc_text(text) for text in texts] == instants


@pytest.mark.parametrize(
    "text", ["2026-04-09T13:00:00Z", "2026-04-09T13:00:00.000000+00:00", "2026-04-09", "x"]
)
def test_what_the_record_never_held_does_not_read_back(text):
    with pytest.raises(ValueError):
        from_utc_text(text)
