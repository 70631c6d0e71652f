"""The texts of the papers: the forms of the Order letter by letter, and no word missing in any language.

What the shipped Kazakh text's extraction moved along the line is put back here by hand, fragment by fragment.
"""

import re
import tomllib

import pytest
from house import ROOT

from examples.papers import samples
from papers.fields import housing_law
from papers.kinds import ALIASES, BY_NAME, KINDS
from papers.words import FORMATS, LANGUAGES, Said
from process.definitions import ORDER_232_2025, SHIPPED
from process.law import PROVISIONS
from process.notices import every_word

TEXTS = ROOT / "papers" / "texts"
ORDER = (ROOT / "process" / "law" / "order-232.kk.txt").read_text(encoding="utf-8")
ANNEXES = (1, 2, 3, 5, 6, 7)
GAP = re.compile(r"\{(\w+)(?::(\w+))?\}")
LISTED_TIMES = 3  # the forms have three numbered lines for the family


def read(lang, name):
    return tomllib.loads((TEXTS / lang / f"{name}.toml").read_text(encoding="utf-8"))


def squeezed(text):
    """Letters and marks alone: the forms' lines and white space are not words."""
    return re.sub(r"[\s_]+", "", text)


# --- the forms, letter by letter

START = '"Қазақстан Республикасы\nҚарулы Күштерінің\n'
END_OF_7 = "қағаз жеткізгіштегі құжатпен 7-бабына\nбірдей.\n"
# fmt: off
MOVED = {
    2: [("Заңының көзделген тұрғынжайға өз құқығымды іске асыру үшін 101-2-бабында гарнизоны",
         "Заңының 101-2-бабында көзделген тұрғынжайға өз құқығымды іске асыру үшін гарнизоны")],
    3: [("Заңының 101-2- сәйкес ҚР ҚК тұрғынжай қорынан қызметтік тұрғынжай беру немесе ағымдағы бабына тұрғын",
         "Заңының 101-2-бабына сәйкес ҚР ҚК тұрғынжай қорынан қызметтік тұрғынжай беру немесе ағымдағы тұрғын")],
    7: [("Республикасы бабы Заңының тармағының", "Республикасы Заңының бабы тармағының")],
}
# fmt: on
AS_PAPER = (
    "Заңының сәйкес қағаз жеткізгіштегі құжатпен 7-бабына бірдей",
    "Заңының 7-бабына сәйкес қағаз жеткізгіштегі құжатпен бірдей",
)


def annex(number):
    """The Annex as the shipped text has it, what was moved along the line put back."""
    parts = ORDER.replace('"Қазақстан Республикасы\n\n', '"Қазақстан Республикасы\n').split(START)
    [found] = [part for part in parts if re.search(rf"^[^_]{{0,250}}\n{number}-қосымша\n", part)]
    text = squeezed(START + found)
    moved = MOVED.get(number, []) + ([AS_PAPER] if number >= 5 else [])
    for wrong, right in moved:
        assert text.count(squeezed(wrong)) == 1, wrong
        text = text.replace(squeezed(wrong), squeezed(right))
    return text


def template(number):
    """The fixed words of the text in their order, and its captions, which the form prints amid the words."""
    text = read("kk", f"annex-{number}")
    words, captions = [], []
    for block in text["block"]:
        if block.get("added"):
            continue
        times = LISTED_TIMES if "each" in block else 1
        captions += list(block.get("captions", {}).values()) * times
        words += block.get("lines", [])
        if block["kind"] == "title":
            words.append(text["title"])
        words += block.get("rows", [])
        if "each" in block:
            rows = [block["words"]] * (times - 1) + [block.get("last", block["words"])]
            words += [row.replace("{n}", str(n)) for n, row in enumerate(rows, 1)]
        else:
            words.append(block.get("words", ""))
    return squeezed(GAP.sub("", " ".join(words))), [squeezed(each) for each in captions]


@pytest.mark.parametrize("number", ANNEXES)
def test_a_form_says_what_the_annex_says_to_the_letter_and_nothing_else(number):
    said, captions = template(number)
    form = annex(number)
    for each in sorted(captions, key=len, reverse=True):
        assert each in form, each
        form = form.replace(each, "", 1)
    assert said == form


@pytest.mark.parametrize("number", ANNEXES)
def test_what_is_not_the_annexs_own_is_marked_as_added(number):
    """The forms are complete above, so whatever else is drawn must say of itself that it was added."""
    kinds = [block["kind"] for block in read("kk", f"annex-{number}")["block"] if not block.get("added")]
    assert "table" not in kinds and "subtitle" not in kinds


@pytest.mark.parametrize("section", ["document", "ground"])
def test_a_repaired_quote_has_the_letters_of_the_shipped_one(section):
    for key, words in read("kk", "words")[section].items():
        quoted = PROVISIONS[key].kk.replace("[…]", "").replace("нда келмеуі", "келмеуі")
        ours = words.replace("Заңында белгіленген", "Заңы белгіленген")
        assert sorted(squeezed(ours)) == sorted(squeezed(quoted)), key


# --- nothing missing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_paper_has_its_text_in_every_language_with_the_same_fields(lang):
    for kind in BY_NAME.values():
        text, kazakh = read(lang, kind.text), read("kk", kind.text)
        assert _fields_of(text) == _fields_of(kazakh), kind.name
        assert [_shape(block) for block in text["block"]] == [_shape(block) for block in kazakh["block"]]
        assert text["signs"] == kazakh["signs"] and text.get("form") == kazakh.get("form")
        assert Said(lang).say("paper", kind.name)


def _fields_of(text):
    return {found[1] for found in GAP.finditer(str(text))} - {"n"}


def _shape(block):
    return {key: block.get(key) for key in ("kind", "added", "each", "if", "unless", "wide", "struck_unless")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_is_known_or_a_section_of_words(lang):
    for kind in BY_NAME.values():
        for found in GAP.finditer(str(read(lang, kind.text))):
            assert not found[2] or found[2] in FORMATS or found[2] in read(lang, "words"), found[0]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_common_words_are_there_in_every_language(lang):
    own = {"kk": {"page": set()}, "ru": {"page": {"copy"}}, "en": {"page": {"copy"}, "field": None}}[lang]
    kazakh, other = read("kk", "words"), read(lang, "words")
    for section, words in kazakh.items():
        if section in ("document", "ground"):
            continue
        assert other[section].keys() - own.get(section, set()) == words.keys(), section
    assert "copy" not in kazakh["page"], "the Kazakh is the original"


def test_every_document_and_ground_has_words_and_russian_ones_of_its_own():
    keys = {rule.law.key for rule in ORDER_232_2025.documents.values()}
    assert keys == read("ru", "words")["document"].keys()
    assert {each.key for each in ORDER_232_2025.grounds.values()} == read("ru", "words")["ground"].keys()
    for lang in LANGUAGES:
        assert keys <= read(lang, "words")["short"].keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_memo_has_words_for_every_deadline_and_what_it_counts_from(lang):
    words = read(lang, "words")
    for term in ORDER_232_2025.terms:
        assert term.name in words["deadline"]
        assert all(kind.__name__ in words["event"] for kind in term.starts)


def test_every_paper_that_an_event_owes_the_applicant_can_be_made():
    """A word to somebody ("word of ...", a warning, a stage) is no paper."""
    ours = [each for each in SHIPPED.definitions if each.service == "order-232"]
    owed = {paper for rules in ours for paper, _ in every_word(rules)}
    papers = {paper for paper in owed if not re.match(r"word |warning|stage|correction", paper)} - {
        "certificate"
    }
    assert papers <= BY_NAME.keys()
    assert len(papers) == 9


def test_each_alias_leads_to_papers_and_each_paper_has_the_alias_of_its_text():
    assert {name for names in ALIASES.values() for name in names} == BY_NAME.keys()
    assert all(ALIASES[kind.text] == (kind.name,) for kind in KINDS)
    assert {each.paper for each in samples()} == BY_NAME.keys()


# --- the article that a refusal rests on


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Law on Housing Relations, Article 101-2", ("101-2", "", "")),
        ("Law on Housing Relations, Article 101-2(5)(1)", ("101-2", "5", "1")),
        ("Закон «О жилищных отношениях», статья 101-2, пункт 5, подпункт 1)", ("101-2", "5", "1")),
        ("ст. 101-1 Закона о жилищных отношениях", ("101-1", "", "")),
        ("«Тұрғын үй қатынастары туралы» Заңның 101-2-бабы 5-тармағының 1) тармақшасы", ("101-2", "5", "1")),
        ("101-2-бап", ("101-2", "", "")),
        ("Law on Personal Data, Article 8", ("", "", "")),
        ("the applicant has a flat", ("", "", "")),
    ],
)
def test_article_item_and_sub_item_are_read_from_the_provision_as_it_was_typed(typed, place):
    assert housing_law([typed]) == place


def test_several_articles_stand_beside_each_other():
    law = "Law on Housing Relations, Article"
    assert housing_law([f"{law} 101-1(5)", f"{law} 101-2(5)"]) == ("101-1; 101-2", "5", "")
