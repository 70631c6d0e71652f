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
ITEMS = {
    found[1]: (found[2], found[3])
    for found in re.finditer(
        r"^\| ((?:item|list|Annex) [\d()]+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE
    )
}
READINGS = {row[0]: row[1:] for row in ROWS if row[0].startswith("R")}


def test_every_quote_and_every_reading_stands_in_the_table_once():
    assert QUOTES.keys() == PROVISIONS.keys()
    assert READINGS.keys() == readings().keys()
    assert len(ROWS) == len(QUOTES) + len(READINGS)


def places_in_the_text():
    """Every item, sub-item and annex of the rules and of the list, as the shipped text numbers them."""
    text = (ROOT / "process" / "law" / "order-232.en.md").read_text(encoding="utf-8")
    item = ""
    for line in text.splitlines():
        if line.startswith("## "):
            kind = "list" if "Annex 4" in line else "item"
        if found := re.match(r"(\d+)\. |- (Annex \d)", line):
            item = found[2] or f"{kind} {found[1]}"
            yield item
        yield from (f"{item}({n})" for n in re.findall(r"(?:^ +|^8\. Hours: |; )(\d+)\) ", line))


ONLY_BY_THEIR_PARTS = {"item 2", "list 8", "list 10"}


def test_every_item_sub_item_and_annex_of_the_order_stands_in_the_table_once():
    wanted = [place for place in places_in_the_text() if place not in ONLY_BY_THEIR_PARTS]
    assert len(wanted) == 46  # 15 of the rules, 6 forms, 25 of the list
    assert sorted(ITEMS) == sorted(wanted)


def test_each_file_and_each_test_is_there():
    for code, test in (*QUOTES.values(), *READINGS.values(), *ITEMS.values()):
        for path in re.findall(r"`([\w/]+\.py)`", f"{code} {test}"):
            assert (ROOT / path).is_file(), path
        assert test != "-" or "to come" in code or "no rule" in code, code
        assert "to come" not in code or test == "-", code


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
