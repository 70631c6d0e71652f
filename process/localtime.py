"""The law's clock: Asia/Almaty (R23). Instants are aware datetimes in UTC; dates of the law are local.

The zone is read from the pinned tzdata package's own file: `zoneinfo` alone would prefer the machine's, which may be
older and still say +06:00 for 2026. Never asks what time it is.
"""

import importlib
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from process.errors import BadInput

YEARS = range(1900, 2201)
_FIXED_WIDTH = len("2026-04-09T13:00:00.000000Z")
_LAST_MOMENT = time(23, 59, 59, 999_999)
_FARTHEST_OFFSET = timedelta(hours=14)

_DATE = r"\d{4}-\d{2}-\d{2}"
_CLOCK = r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"
_OFFSET = r"(?P<offset>Z|[+-]\d{2}:[0-5]\d)?"
_DAY = re.compile(_DATE, re.ASCII)
_INSTANT = re.compile(rf"{_DATE}T{_CLOCK}{_OFFSET}", re.ASCII)
_TYPED = re.compile(rf"(?P<day>{_DATE})(?:[T ](?P<clock>{_CLOCK}) ?{_OFFSET})?", re.ASCII)


def _zone() -> ZoneInfo:
    with files("tzdata").joinpath("zoneinfo", "Asia", "Almaty").open("rb") as file:
        return ZoneInfo.from_file(file, key="Asia/Almaty")


ALMATY = _zone()
TZDATA_VERSION: str = importlib.import_module("tzdata").IANA_VERSION  # so imported, for it ships no types


def local(instant: datetime) -> datetime:
    """The same instant on an Almaty clock."""
    return (instant if instant.tzinfo is UTC else _aware(instant)).astimezone(ALMATY)


@lru_cache(maxsize=65_536)
def day_of(instant: datetime) -> date:
    """The local date on which the instant lies."""
    return local(instant).date()


@lru_cache(maxsize=65_536)
def at(day: date, clock: time, *, fold: int = 0) -> datetime:
    """The instant (UTC) at which Almaty clocks showed `clock` on `day`; `fold=1`: for the second time."""
    if clock.tzinfo is not None:
        raise ValueError("a clock time here is Almaty's own and carries no offset")
    return datetime.combine(day, clock.replace(fold=fold), ALMATY).astimezone(UTC)


@lru_cache(maxsize=65_536)
def day_text(day: date) -> str:
    """A local date as JSON carries it: 2026-04-09."""
    return day.isoformat()


def end_of_day(day: date) -> datetime:
    """The last instant (UTC) of the local day; on 2024-02-29 the second 23:59:59.999999 (R2)."""
    return at(day, _LAST_MOMENT, fold=1)


def parse_instant(text: str) -> datetime:
    """An instant (UTC) as JSON carries it: ISO 8601 with an offset."""
    found = _match(_INSTANT, text, "an instant", "2026-03-24T18:00:00+05:00")
    if found["offset"] is None:
        raise BadInput(f"{_shown(text)} has no offset from UTC", way_on=f"Write {text}+05:00 or {text}Z.")
    return _utc(text)


def parse_typed(text: str, *, day_means: Literal["start", "end"] = "start") -> datetime:
    """An instant (UTC) as a person types it: Almaty time, unless it carries an offset; a bare day: its start or end."""
    found = _match(_TYPED, text, "a day or a time", "2026-03-24 or 2026-03-24 18:00")
    if found["clock"] is None:
        day = parse_day(text)
        return at(day, time.min) if day_means == "start" else end_of_day(day)
    moment = f"{found['day']}T{found['clock']}"
    if found["offset"] is not None:
        return _utc(moment + found["offset"])
    return _on_almaty_clock(text, _read(moment))


def parse_day(text: str) -> date:
    """A local date, YYYY-MM-DD."""
    _match(_DAY, text, "a date", "2026-03-24")
    return _read(text, "T00:00").date()


def iso(instant: datetime) -> str:
    """For people and JSON, in local offset: 2026-04-09T18:00:00+05:00."""
    return local(instant).isoformat()


def utc_text(instant: datetime) -> str:
    """For the record: 2026-04-09T13:00:00.000000Z, of one width, so that text sorts as time."""
    return _written(instant if instant.tzinfo is UTC else _aware(instant).astimezone(UTC))


@lru_cache(maxsize=65_536)
def _written(instant: datetime) -> str:
    """Of an instant in UTC only: on Almaty clocks two that differ, shown twice, are equal to Python."""
    text = instant.isoformat()  # its `timespec` takes as long again
    return f"{text[:26]}Z" if instant.microsecond else f"{text[:19]}.000000Z"


def from_utc_text(text: str) -> datetime:
    """Back from `utc_text`; ValueError for anything else."""
    if len(text) != _FIXED_WIDTH or text[19] != "." or text[-1] != "Z":
        raise ValueError(f"not an instant of the record: {text!r}")
    return datetime.fromisoformat(text).astimezone(UTC)


def _aware(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError(f"an instant without an offset: {instant!r}")
    return instant


def _on_almaty_clock(text: str, clock: datetime) -> datetime:
    earlier, later = (clock.replace(tzinfo=ALMATY, fold=fold) for fold in (0, 1))
    first, second = earlier.utcoffset(), later.utcoffset()
    assert first is not None and second is not None
    if first < second:
        raise BadInput(f"Clocks in Almaty never showed {_shown(text)}: they were put forward over it")
    if first > second:
        raise BadInput(
            f"Clocks in Almaty showed {_shown(text)} twice",
            way_on=f"Write {earlier.isoformat()} for the first time or {later.isoformat()} for the second.",
        )
    return earlier.astimezone(UTC)


def _utc(text: str) -> datetime:
    moment = _read(text)
    offset = moment.utcoffset()
    if offset is None or abs(offset) > _FARTHEST_OFFSET:
        raise BadInput(f"{_shown(text)} has an offset that no place on earth has")
    return moment.astimezone(UTC)


def _read(text: str, clock: str = "") -> datetime:
    if int(text[:4]) not in YEARS:
        raise BadInput(f"{_shown(text)} lies outside the years {YEARS[0]}-{YEARS[-1]}")
    try:
        # Since Python 3.13 "24:00" reads as the next midnight: a day that was never written.
        if text[11:13] == "24":
            raise ValueError("hour must be in 0..23")
        return datetime.fromisoformat(text + clock)
    except ValueError as error:
        raise BadInput(f"{_shown(text)} is not on the calendar or the clock: {error}") from None


def _match(pattern: re.Pattern[str], text: object, what: str, example: str) -> re.Match[str]:
    found = pattern.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise BadInput(f"{_shown(text)} is not {what}", way_on=f"Write it as {example}.")
    return found


def _shown(text: object) -> str:
    """Short enough to print, and printable: lone surrogates come out escaped."""
    shown = repr(text)
    return shown if len(shown) <= 60 else shown[:56] + "...'"
