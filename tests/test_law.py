"""The words we rely on stand in the law, whole, where we say; and a word changed or cut off does not pass.

The Kazakh text is an extraction from a printed page: its gaps fall anywhere, so words are compared gap-free.
"""

import re
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files

import pytest

from process import law
from process.errors import NotFound
from process.law import CODE, LAW, ORDER, Authority, Provision, by, reading, readings

DIRECTORY = files("process.law")
ENGLISH = DIRECTORY.joinpath("order-232.en.md").read_text(encoding="utf-8")
KAZAKH = DIRECTORY.joinpath("order-232.kk.txt").read_text(encoding="utf-8")
CODES = DIRECTORY.joinpath("code-350.en.md").read_text(encoding="utf-8")
OTHERS = DIRECTORY.joinpath("other-editions.en.md").read_text(encoding="utf-8")
TABLE = DIRECTORY.joinpath("readings.md").read_text(encoding="utf-8")

EVERY = tuple(law.PROVISIONS.values())
ORDERS = tuple(p for p in EVERY if p.act == ORDER)
CODED = tuple(p for p in EVERY if p.act in (CODE, LAW))
RETOLD = tuple(p for p in EVERY if p.act not in (ORDER, CODE, LAW))

# How each row of Annex 4 opens in the extracted table (a cell may come before the number of its row).
ROW_OPENS = {
    3: "3. Мемлекеттік",
    4: "4. Мемлекеттік",
    5: "5. Мемлекеттік",
    6: "6. Мемлекеттік",
    7: "7.\n",
    8: "1) көрсетілетін қызметті берушіде",
    9: "1) мемлекеттік мекеменің кадр",
    10: "10.\n",
    11: "11.\n",
}
# The number and title of a row, printed in the middle of its words after a page break.
TITLES = (
    "8 Көрсетілетін қызметті берушінің және ақпарат объектілерінің жұмыс кестесі",
    "9. Мемлекеттік қызмет көрсету үшін қажетті құжаттар тізбесі",
)
TERMS = {
    "ITEM_5_TERM": "15",
    "ITEM_6_NOTICE": "3",
    "ITEM_6_HEARING": "2",
    "ITEM_7_CHANGE": "3",
    "ITEM_9_FORWARD": "3",
    "ITEM_9_FAVOURABLE": "3",
    "ITEM_10_FIVE": "5",
    "ITEM_11_FIFTEEN": "15",
    "LIST_4_TERM": "15",
}
DERIVED = ["R5", "R12", "R13", "R14", "R16", "R22", "R26", "R27", "R29"]

each = pytest.mark.parametrize("provision", EVERY, ids=lambda p: p.key)
each_with_its_text = pytest.mark.parametrize("provision", [*ORDERS, *CODED], ids=lambda p: p.key)
each_of_the_order = pytest.mark.parametrize("provision", ORDERS, ids=lambda p: p.key)


def one_gap(text: str) -> str:
    return " ".join(text.split())


def no_gaps(text: str) -> str:
    return "".join(text.split())


def between(text: str, opens: str, closes: str) -> str:
    """From the one match of `opens` to the next match of `closes`, or to the end."""
    (start,) = re.finditer(opens, text, re.M)
    end = re.compile(closes, re.M).search(text, start.end())
    return text[start.start() : end.start() if end else len(text)]


def sub_item(section: str, number: str) -> str:
    """One sub-item of a section whose gaps are already settled; `негізі` ends the title of row 10."""
    return between(section, rf"(?:^|(?<=[:;.])|(?<=негізі)) ?{number}\)", rf"(?<=[:;.]) ?{int(number) + 1}\)")


def numbers_of(place: str) -> tuple[str, int, str | None]:
    kind, number, sub = re.fullmatch(r"(item|list) (\d+)(?:\((\d+)\))?", place).groups()
    return kind, int(number), sub


def english_at(act: str, place: str) -> str:
    if act != ORDER:
        return code_line(act, place.removeprefix("Article "))
    kind, number, sub = numbers_of(place)
    rules, annex = ENGLISH.split("## The forms")[0], ENGLISH.split("## Annex 4: the list")[1]
    section = one_gap(
        between(rules if kind == "item" else annex, rf"^{number}\. ", rf"^{number + 1}\. |^## ")
    )
    return sub_item(section, sub) if sub else section


def code_line(act: str, article: str) -> str:
    code, state_services = CODES.split("## Code\n")[1].split("## Law on State Services\n")
    (line,) = [x for x in {CODE: code, LAW: state_services}[act].splitlines() if x.startswith(f"{article} ")]
    return line.removeprefix(f"{article} ").rsplit(" [", 1)[0]


def kazakh_at(place: str) -> str:
    kind, number, sub = numbers_of(place)
    section = no_gaps(kazakh_item(number) if kind == "item" else kazakh_row(number))
    for title in TITLES:
        section = section.replace(no_gaps(title), "[…]")
    return sub_item(section, sub) if sub else section


def kazakh_item(number: int) -> str:
    rules = between(KAZAKH, r"^1-тарау\. Жалпы ережелер", r"^1-қосымша$")
    return between(rules, rf"^ +{number}\. ", rf"^ +{number + 1}\. |^\d-тарау")


def kazakh_row(number: int) -> str:
    annex = between(KAZAKH, r"^4-қосымша$", r"^5-қосымша$")
    return between(annex, "^" + re.escape(ROW_OPENS[number]), "^" + re.escape(ROW_OPENS[number + 1]))


def stands_whole(quote: str, section: str) -> bool:
    """Whether the quote is in the section from one boundary of a sentence or a sub-item to another."""
    before, found, after = section.partition(quote)
    opens = not before or re.search(r"[.;]\s?$|\d\)\s?$", before)
    closes = not after or after[0] in ";." or (quote.endswith(".") and not after.lstrip()[0].islower())
    return bool(quote and found and opens and closes)


def holds_in_english(p: Provision) -> bool:
    return stands_whole(p.en, english_at(p.act, p.place))


def holds_in_kazakh(p: Provision) -> bool:
    return p.kk is not None and stands_whole(no_gaps(p.kk), kazakh_at(p.place))


def changed(words: str) -> list[str]:
    """The quote with one thing wrong: a digit, a letter, the first or the last word gone, a word more."""
    digits = [
        words[: m.start()] + str((int(m[0]) + 1) % 10) + words[m.end() :] for m in re.finditer(r"\d", words)
    ]
    middle = next(i for i in range(len(words) // 2, len(words)) if words[i].isalpha())
    letter = words[:middle] + ("x" if words[middle] != "x" else "y") + words[middle + 1 :]
    return [*digits, letter, words.split(" ", 1)[1], words.rsplit(" ", 1)[0], words + " not"]


@each_with_its_text
def test_the_english_words_stand_whole_where_we_say(provision):
    assert holds_in_english(provision)


@each_of_the_order
def test_the_kazakh_words_stand_whole_where_we_say(provision):
    assert holds_in_kazakh(provision)


@each_with_its_text
def test_english_words_changed_or_cut_do_not_pass(provision):
    assert not [wrong for wrong in changed(provision.en) if holds_in_english(replace(provision, en=wrong))]


@each_of_the_order
def test_kazakh_words_changed_or_cut_do_not_pass(provision):
    assert not [wrong for wrong in changed(provision.kk) if holds_in_kazakh(replace(provision, kk=wrong))]


def test_right_words_at_the_wrong_place_do_not_pass():
    moved = replace(law.ITEM_6_NOTICE, place="item 5")
    assert not holds_in_english(moved)
    assert not holds_in_kazakh(moved)


def test_a_condition_in_brackets_cannot_be_cut_off():
    bare = law.LIST_8_PORTAL.en.split(" (")[0]
    assert not holds_in_english(replace(law.LIST_8_PORTAL, en=bare))


@pytest.mark.parametrize(("key", "days"), TERMS.items())
def test_a_term_is_the_same_number_in_both_texts(key, days):
    provision = law.PROVISIONS[key]
    assert re.findall(r"\b(\d+) \([a-z]", provision.en) == [days]
    assert re.findall(r"\b(\d+) \(", provision.kk) == [days]


def test_no_other_quote_of_the_order_carries_a_term():
    assert {p.key for p in ORDERS if re.search(r"\d \([a-z]+\) (?:working|calendar) day", p.en)} == set(TERMS)


@each
def test_each_provision_is_found_under_its_own_name(provision):
    assert getattr(law, provision.key) is provision
    assert provision.key in law.__all__


def test_only_the_codes_and_what_is_retold_lack_kazakh():
    assert [p.key for p in ORDERS if p.kk is None] == []
    assert [p.key for p in (*CODED, *RETOLD) if p.kk is not None] == []


@pytest.mark.parametrize("provision", RETOLD, ids=lambda p: p.key)
def test_what_was_read_of_another_order_stands_in_its_file_under_its_own_head(provision):
    edition, other = OTHERS.split("## Order 232, ")[1].split("## Order 765")
    assert one_gap(provision.en) in one_gap(edition if provision.key.startswith("E836") else other)


@pytest.mark.parametrize("provision", CODED, ids=lambda p: p.key)
def test_a_rendering_is_marked_derived_where_the_file_says_so(provision):
    assert f"{provision.en} [{'DERIVED' if provision.derived else 'SEEN'}]" in CODES


def test_every_rule_of_the_code_file_says_whether_it_was_seen():
    rules = [line for line in CODES.split("## Code\n")[1].splitlines() if line[:1].isdigit()]
    assert rules
    assert [line for line in rules if not line.endswith((". [SEEN]", ". [DERIVED]"))] == []


def test_a_provision_is_cited_with_its_words():
    assert str(law.CODE_73_3) == "Code, Article 73(3)"
    assert law.ITEM_6_NOTICE.cite() == (
        'Order 232, item 6: "The notice of the hearing is sent at least 3 (three) working days before the '
        'term of the service ends."'
    )
    assert law.ITEM_6_HEARING.cite("kk") == (
        'Order 232, item 6: "Тыңдау хабарлама түскен күннен бастап 2 (екі) жұмыс күнінен '
        'кешіктірілмей жүргізіледі."'
    )
    assert law.CODE_62_2.cite("kk") == law.CODE_62_2.cite("en")


def test_all_thirty_readings_are_read_in_their_order():
    assert list(readings()) == [f"R{n}" for n in range(1, 31)]


def test_the_derived_readings_are_the_nine_we_know():
    assert [r.number for r in readings().values() if r.derived] == DERIVED


@pytest.mark.parametrize("row", readings().values(), ids=str)
def test_a_reading_is_its_whole_row(row):
    assert f"\n| {row.number} | {row.question} | {row.words} | {row.authority} |\n" in TABLE


def test_a_derived_reading_says_so_on_its_label():
    assert (str(reading("R12")), reading("R12").label, reading("R7").label) == ("R12", "R12 (derived)", "R7")


def test_an_unknown_reading_is_not_found():
    with pytest.raises(NotFound, match="R31"):
        reading("R31")


def test_an_authority_names_provisions_and_then_readings():
    both = by("R7", law.ITEM_6_HEARING, "R12", law.CODE_73_1)
    assert both == Authority((law.ITEM_6_HEARING, law.CODE_73_1), ("R7", "R12"))
    assert str(both) == "Order 232, item 6; Code, Article 73(1); R7, R12"
    assert both.label == "Order 232, item 6; Code, Article 73(1); R7, R12 (derived)"
    assert both.cite() == f"{law.ITEM_6_HEARING.cite()}; {law.CODE_73_1.cite()}; R7, R12 (derived)"
    assert both.derived
    assert not by(law.ITEM_6_HEARING, "R7").derived
    assert str(by(law.ITEM_12_COURT)) == "Order 232, item 12"


def test_importing_the_law_reads_no_text():
    watch = (
        "import sys; seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == 'open' else None)\n"
        "import process.law\n"
        "print([path for path in seen if path.endswith(('.md', '.txt', '.toml'))])"
    )
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
