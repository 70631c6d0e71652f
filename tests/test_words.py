"""The words in Kazakh and in Russian: all there, with the gaps of the English ones, and no English left on a page."""

import ast
import io
import re
import tomllib
from datetime import date

import pytest
from house import PROCESS, ROOT, tree
from stories import (
    DAY_5,
    Story,
    accepted,
    at,
    day,
    heard,
    notified,
    overdue,
    proposed,
    ready,
    refused,
    report,
)

from process.counting import count_out
from process.coverage import coverage
from process.deadlines import explain
from process.definitions import ORDER_232_2025, SHIPPED
from process.events import OralHearingRequested
from process.law import PROVISIONS, reading
from process.timeline import timeline
from process.workdays import kazakhstan
from terminal import texts
from terminal.console import console
from terminal.possible import shortened
from tests.reports import notes_of as notes

OTHERS = ("kk", "ru")
TERMS = tuple(term for each in SHIPPED.definitions for term in each.terms)
RELIED_ON = sorted({"R1", "R2", "R24", *(number for term in TERMS for number in term.law.readings)})
TYPED, GAP = "command.", re.compile(r"\{\w+\}")
CYRILLIC, BOTH_ALPHABETS = re.compile(r"[Ѐ-ӿ]"), re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
NO_WORDS = re.compile(r"merzim( [a-z]+)*( --[a-z]+)*|Merzim|[\W\d_]")


def table(lang):
    whole = tomllib.loads((ROOT / "terminal" / "words" / f"{lang}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{key}": words for section, entries in whole.items() for key, words in entries.items()}


ENGLISH, IN = table("en"), {lang: table(lang) for lang in OTHERS}


# --- the tables


@pytest.mark.parametrize("lang", OTHERS)
def test_every_word_is_there_but_those_to_be_typed(lang):
    shown = {key for key in ENGLISH if not key.startswith(TYPED)}
    of_terms = {f"{said}.{term.name}" for said in ("duty", "otherwise") for term in TERMS}
    assert IN[lang].keys() == shown | of_terms


@pytest.mark.parametrize("lang", OTHERS)
def test_every_word_has_the_gaps_of_the_english_one(lang):
    for key in IN[lang].keys() & ENGLISH.keys():
        assert sorted(GAP.findall(IN[lang][key])) == sorted(GAP.findall(ENGLISH[key])), key


@pytest.mark.parametrize("lang", ["en", *OTHERS])
def test_no_word_has_spaces_at_its_ends_or_two_in_a_row(lang):
    for key, words in table(lang).items():
        assert words and words == " ".join(words.split()), key


@pytest.mark.parametrize("lang", OTHERS)
def test_words_are_written_in_cyrillic_letters_and_none_in_two_alphabets(lang):
    for key, words in IN[lang].items():
        assert CYRILLIC.search(words) or not NO_WORDS.sub("", GAP.sub("", words)), key
        assert not BOTH_ALPHABETS.search(words), key


@pytest.mark.parametrize("lang", OTHERS)
def test_a_sentence_ends_as_the_english_one_does(lang):
    for key in IN[lang].keys() & ENGLISH.keys():
        assert _ends(IN[lang][key]) is _ends(ENGLISH[key]), key


def _ends(words):
    return words.endswith(".") and not words.endswith(("ж.к.", "р.д.", "No."))


@pytest.mark.parametrize("lang", ["en", *OTHERS])
@pytest.mark.parametrize(
    ("section", "keys", "room"),
    [
        (
            "explain",
            "counts counts_back counted skipped rule readings otherwise who calendar moves held by_now",
            11,
        ),
        ("calendar", "why act status register address known_since", 16),
        ("impact", "acts", 14),
    ],
)
def test_labels_set_in_a_column_fit_it(section, keys, room, lang):
    for key in keys.split():
        assert len(texts.say(f"{section}.{key}", lang)) <= room, key


@pytest.mark.parametrize("lang", ["en", *OTHERS])
def test_every_reading_that_a_date_rests_on_is_told_in_a_sentence(lang):
    for number in RELIED_ON:
        assert texts.own(f"reading.{number}", lang), number


# --- places in the law


@pytest.mark.parametrize(
    ("english", "kk", "ru"),
    [
        (
            "Order 232, item 6; R7, R12 (derived)",
            "№ 232 бұйрық, 6-тармақ; R7, R12 (қорытылған)",
            "Приказ № 232, пункт 6; R7, R12 (выведено)",
        ),
        (
            "Order 232, list 8(2); Order 232, item 2(3); R4, R5",
            "№ 232 бұйрық, Тізбенің 8-тармағының 2) тармақшасы; № 232 бұйрық, 2-тармақтың 3) тармақшасы; R4, R5",
            "Приказ № 232, подпункт 2) пункта 8 Перечня; Приказ № 232, подпункт 3) пункта 2; R4, R5",
        ),
        ("Code, Article 73(3); R10", "ӘРПК, 73-баптың 3-тармағы; R10", "АППК, пункт 3 статьи 73; R10"),
        (
            "Code, Article 73(2)(5)",
            "ӘРПК, 73-баптың 2-тармағының 5) тармақшасы",
            "АППК, подпункт 5) пункта 2 статьи 73",
        ),
        (
            "Labour Code, Article 84(5)",
            "Еңбек кодексі, 84-баптың 5-тармағы",
            "Трудовой кодекс, пункт 5 статьи 84",
        ),
        (
            "item 5; list 8(2); Code 76(1), 91(2); last part [D]",
            "5-тармақ; Тізбенің 8-тармағының 2) тармақшасы; ӘРПК, 76-баптың 1-тармағы, 91-баптың 2-тармағы;"
            " ішінара қорытылған",
            "пункт 5; подпункт 2) пункта 8 Перечня; АППК, пункт 1 статьи 76, пункт 2 статьи 91;"
            " частично выведено",
        ),
        ("items 4, 5; rest [D]", "4, 5-тармақтар; ішінара қорытылған", "пункты 4, 5; частично выведено"),
        ("items 9-11; Code 99", "9-11-тармақтар; ӘРПК, 99-бап", "пункты 9-11; АППК, статья 99"),
    ],
)
def test_a_place_in_the_law_is_named_as_the_law_itself_names_it(english, kk, ru):
    assert texts.law(english, "en") == english
    assert (texts.law(english, "kk"), texts.law(english, "ru")) == (kk, ru)


@pytest.mark.parametrize("lang", OTHERS)
def test_no_place_that_is_shown_keeps_an_english_word(lang):
    relied_on = [reading(number) for number in RELIED_ON]
    places = [*map(str, PROVISIONS.values()), *(each.authority for each in relied_on)]
    for shown in [*places, *(term.law.label for term in TERMS), *(each.label for each in relied_on)]:
        assert not re.search(r"[A-Za-z]{2}", texts.law(shown, lang)), shown


# --- the sentences of process/


def test_each_sentence_to_be_told_again_still_stands_in_process():
    made = {words for path in PROCESS for words in _strings(tree(path))}
    for key in (key for key in ENGLISH if key.startswith("said.")):
        form = re.sub(r"\{\w+\}|legal service|housing unit", "{}", ENGLISH[key])
        assert any(_without_ends(form) in words for words in made), key


def _strings(node):
    """Every text in the source; {} stands for what is put in."""
    for each in ast.walk(node):
        if isinstance(each, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in each.values)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def _without_ends(form):
    return form.removeprefix("{}").removesuffix("{}")


@pytest.mark.parametrize(
    ("english", "kk", "ru"),
    [
        (
            "overdue since 25.05.2026: hold the hearing, set for 28.05.2026 15:00 (oral)",
            "мерзімі 25.05.2026 күні өтті: тыңдау өткізу, уақыты 28.05.2026 15:00 (ауызша)",
            "срок истек 25.05.2026: провести заслушивание, назначено на 28.05.2026 15:00 (устно)",
        ),
        (
            "the applicant cannot be registered yet: the endorsement of the legal service is missing; the"
            " housing unit does not agree",
            "көрсетілетін қызметті алушыны есепке қоюға әзірге болмайды: келісу жоқ: заң қызметі; келіспейді:"
            " тұрғын үй бөлімшесі",
            "поставить услугополучателя на учет пока нельзя: нет согласования: юридическая служба; не"
            " согласовано: жилищное подразделение",
        ),
        (
            "approve the earlier last day 08.04.2026 of decision, or leave it at 09.04.2026: Order No. 5",
            "ерте соңғы күнді бекіту: Шешім, 08.04.2026, немесе 09.04.2026 күнінде қалдыру: Order No. 5",
            "утвердить более ранний последний день: Решение, 08.04.2026, или оставить 09.04.2026: Order No. 5",
        ),
        (
            "The category called_up is not entitled to the service (ground 3, R30)",
            "Бұл санаттың қызметті алуға құқығы жоқ: әскери жиынға шақырылған (3-негіз, R30)",
            "Эта категория не имеет права на услугу: призванный на воинские сборы (основание 3, R30)",
        ),
        (
            "ReportAccepted cannot happen while the case is hearing",
            "Баянат қабылданды: істің күйі «Тыңдау» болғанда мүмкін емес",
            "Рапорт принят: невозможно, пока состояние дела «Заслушивание»",
        ),
    ],
)
def test_a_sentence_of_process_is_told_again_with_its_gaps(english, kk, ru):
    assert (texts.retold(english, "kk"), texts.retold(english, "ru")) == (kk, ru)


def test_a_sentence_that_is_not_known_is_left_as_it_is():
    assert texts.retold("nothing of the kind", "kk") == "nothing of the kind"
    assert texts.retold("ReportAccepted of 1 May", "en") == "Report accepted of 1 May"


# --- the pages


def withdrawn():
    story = accepted()
    story.withdraw(day(2))
    return story


def in_writing():
    return notified(method="written")


def asked_to_be_heard():
    story = notified(method="written")
    story.ask_to_be_heard_orally(day(4))
    return story


def waived():
    story = notified()
    story.waive(day(4), give_up=True)
    return story


def put_off():
    """Set anew before it was received, by video; the notice was sent again."""
    story = proposed()
    story.send_again(day(4))
    story.reschedule(
        day(4, "11:00"), hearing_at=day(5, "15:00"), method="video", reason="науқас", place="б. 12"
    )
    return story


def corrected():
    story = accepted()
    story.endorse(day(1), services=("legal_service",))
    story.endorse(day(1), agree=False, services=("housing_unit",))
    story.correct(day(2), 4, reason="қате енгізілді")
    story.correct(day(2, "11:00"), 3, to="2026-03-16 11:00", reason="қате енгізілді")
    return story


def entered_late():
    story = heard()
    story.wait(day(17))
    story.sign_protocol(day(6), day(18))
    story.endorse(day(6), day(18), agree=False)
    story.refuse(day(7), day(18))
    return story


def late_refusal():
    story = overdue()
    story.propose(day(16), hearing_at=day(17), late_reason="кешікті", place="б. 12")
    return story


def rejected():
    story = Story()
    story.reject("2026-03-16 10:00", missing=(1, 3), expired=(4,))
    return story


# The story, and the moments at which one looks at it.
LOOKED_AT = {
    Story: ("2026-03-16 08:30", "2026-03-17 09:00", "2026-04-10 09:00"),
    accepted: (day(1), day(13), day(16)),
    proposed: (DAY_5, day(13)),
    notified: (day(4), day(8)),
    heard: (day(5, "12:00"), day(9)),
    ready: (day(5, "13:00"),),
    refused: (day(7),),
    overdue: (day(16),),
    withdrawn: (day(3), day(7)),
    in_writing: (day(4), day(7)),
    asked_to_be_heard: (day(4, "12:00"),),
    waived: (day(4, "12:00"),),
    put_off: (day(4, "12:00"), day(7)),
    corrected: (day(3),),
    entered_late: (day(19),),
    late_refusal: (day(16, "12:00"),),
    rejected: (day(1),),
}
LOOKS = [
    pytest.param(told, when, id=f"{told.__name__} {when}") for told, all in LOOKED_AT.items() for when in all
]

# What is no English sentence: quotes of the law, what is typed, the signs of the strip.
NOT_SAID = re.compile(r'"[^"]*"|merzim( [a-z-]+)*( --[a-z-]+)*|\b(H ?)+\b')
ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,}(?:[\s,;:.()]+[A-Za-z]{2,}){2,}")


def printed(picture):
    out = io.StringIO()
    console(width=80, file=out).print(picture)
    return out.getvalue()


def check_page(page, *, wide=False):
    """No three English words in a row, and no line beyond the screen."""
    said = NOT_SAID.sub("|", " ".join(page.split()))
    assert not ENGLISH_WORDS.search(said), ENGLISH_WORDS.search(said)
    assert wide or max(map(len, page.splitlines())) <= 80


def looked_at(story, when):
    """The case as it stands then, and would stand if nobody acts."""
    seen = story.desk.look(story.id, at(when))
    return timeline(seen, at(when), story.desk.workdays, on_record=story.case.version)


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize(("told", "when"), LOOKS)
def test_no_english_stands_on_a_timeline(told, when, lang):
    from terminal.timeline import show_timeline

    story = told()
    view = looked_at(story, when)
    said = notes(report(), story.case.filed.registered_on)
    check_page(
        printed(show_timeline(view, story.desk.workdays, person="Сұл*** Е. Қ.", notes=said, lang=lang))
    )


@pytest.mark.parametrize(("told", "when"), LOOKS)
def test_every_reason_and_every_thing_to_do_is_known_in_both_languages(told, when):
    view = looked_at(told(), when)
    reasons = [shortened(each.why, lang, act=each.act)[0] for each in view.blocked for lang in OTHERS]
    for said in [*reasons, *(texts.retold(each.why, lang) for each in view.next for lang in OTHERS)]:
        assert not re.search(r"[A-Za-z]{2}", said), said


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("told", [Story, notified, heard, withdrawn, in_writing, entered_late, corrected])
def test_no_english_stands_in_an_explanation_or_a_memo(told, lang):
    from terminal.explain import show_explanation
    from terminal.memo import memo

    story = told()
    for name in story.case.deadlines:
        why = explain(story.case, name, kazakhstan())
        check_page(printed(show_explanation(why, kazakhstan(), story.time, lang)))
        check_page(memo(why, story.id, story.time, lang), wide=True)


@pytest.mark.parametrize("lang", OTHERS)
def test_no_english_stands_on_the_pages_of_the_calendar(lang):
    from terminal.calendar import show_status
    from terminal.explain import show_counting
    from terminal.plain import calendar_status

    for n in (15, -3):
        check_page(
            printed(show_counting(count_out(date(2026, 3, 16), n, kazakhstan(), ORDER_232_2025), lang))
        )
    covered = coverage(kazakhstan(), date(2026, 11, 1))
    plain = calendar_status(kazakhstan(), covered, [], 0)
    check_page(printed(show_status(plain, kazakhstan(), [covered], lang)))


@pytest.mark.parametrize("lang", OTHERS)
def test_a_term_begins_its_sentence_so_that_the_day_can_follow(lang):
    for term in TERMS:
        assert texts.say(f"sentence.{term.name}", lang).endswith(":"), term.name


@pytest.mark.parametrize("lang", OTHERS)
def test_the_work_list_says_what_is_to_be_done_in_the_language(lang):
    from process.next_steps import work_rows
    from terminal.work import show_work

    story = asked_to_be_heard()
    assert story.case.last(OralHearingRequested)
    rows = work_rows(story.case, at(day(16)), story.desk.workdays, person="Сұл*** Е. Қ.")
    check_page(printed(show_work(rows, lang)))
