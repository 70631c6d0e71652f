"""The number of a case: the year of its registration and a serial number within it, 2026-000118."""

import re

from process.errors import BadInput, NotFound
from store import statements as sql
from store.database import Database

_WRITTEN = re.compile(r"(?:(?P<year>\d{4})-)?(?P<serial>\d{1,9})", re.ASCII)


def written(year: int, serial: int) -> str:
    return f"{year}-{serial:06}"


def split(case_id: str) -> tuple[int, int]:
    """Year and serial of a number. ValueError where it is none."""
    year, serial = case_id.split("-")
    return int(year), int(serial)


def give(database: Database, year: int) -> str:
    """The next number of that year; only within a transaction."""
    row = database.row(sql.SERIAL, {"year": year})
    serial = row["last"] + 1 if row else 1
    database.run(sql.SERIAL_REPLACE, {"year": year, "last": serial})
    return written(year, serial)


def resolve(database: Database, text: str) -> str:
    """The number that a person means by 118, 2026-118 or 2026-000118. Raises NotFound, BadInput."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"{text!r} is not the number of a case", way_on="Write 2026-000118, 2026-118 or 118.")
    years = [int(found["year"])] if found["year"] else [row["year"] for row in database.rows(sql.SERIALS)]
    meant = [written(year, int(found["serial"])) for year in years]
    there = [each for each in meant if database.row(sql.CASE_EXISTS, {"case_id": each})]
    if len(there) > 1:
        raise NotFound(
            f"there are several cases {text}: {', '.join(there)}",
            way_on="Write the year too.",
            details={"cases": there},
        )
    if not there:
        raise no_case(text.strip())
    return there[0]


def no_case(text: str) -> NotFound:
    return NotFound(f"there is no case {text}", way_on="`merzim case list` shows those there are.")
