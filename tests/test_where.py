"""The table of where each item and reading is carried out: complete, and true as far as a test can see."""

import re

from house import ROOT

from process.law import PROVISIONS
from process.law.reading import readings

PAGE = (ROOT / "docs" / "where.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| (?:`\w+`|R\d+) \|", line)
]
QUOTES = {row[0].strip("`"): row[2:] for row in ROWS if row[0].startswith("`")}
READINGS = {row[0]: row[1:] for row in ROWS if row[0].startswith("R")}


def test_every_quote_and_every_reading_stands_in_the_table_once():
    assert QUOTES.keys() == PROVISIONS.keys()
    assert READINGS.keys() == readings().keys()
    assert len(ROWS) == len(QUOTES) + len(READINGS)


def test_each_file_and_each_test_is_there():
    for code, test in (*QUOTES.values(), *READINGS.values()):
        for path in re.findall(r"`([\w/]+\.py)`", f"{code} {test}"):
            assert (ROOT / path).is_file(), path
        assert ("to come" in code) is (test == "-"), code


def test_a_test_that_holds_a_reading_names_it_or_the_table_is_wrong():
    """Where the test file does not say its number, it says the reading's own word."""
    said_otherwise = {"R1", "R9", "R18", "R23", "R24", "R25", "R26", "R30"}
    for number, (_, test) in READINGS.items():
        if test != "-" and number not in said_otherwise:
            text = (ROOT / test.strip("`")).read_text(encoding="utf-8")
            assert re.search(rf"\b{number}\b", text), (number, test)


def test_the_provisions_row_says_their_place():
    for row in ROWS:
        if row[0].startswith("`"):
            place = PROVISIONS[row[0].strip("`")]
            assert row[1] in f"{place.act}, {place.place}", row
