"""Papers as PDF: what stands on each, read back by another library; the same bytes again; nothing made of nothing."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import segno
from complainants import LAW, accepted, agreed, complained, reviewed
from house import ROOT
from matplotlib import get_data_path
from papers_read import pages, read_back, reader, says, squeezed
from PIL import Image, ImageChops
from stories import Story, day

from examples.papers import PICTURES, POSITION, Sample, kept, picture, samples, seq_of
from papers.kinds import BY_NAME
from papers.making import digest_of, make, papers_of
from papers.rendering import midnight, qr_svg, rendered
from papers.words import LANGUAGES
from process.errors import BadInput, NotAllowedHere, NotFound
from process.events import DataUpdated
from process.intake import example, read
from process.notices import owed
from process.roles import Actor, Role
from process.workdays import kazakhstan

SAMPLES = {each.paper: each for each in samples()}
CERTIFICATE = "certificate of Annex 5"
# fmt: off
SAYS = {
    "report of Annex 1": (
        "1-қосымша", "№ 2026-000001", "16.03.2026", ["Алматы", "аудандық", "пайдалану", "бөлімінің", "бастығына"][0],
        "Алматы қаласы, Үлгі көшесі, 1-үй, 2-пәтер", "аға сержант Сұлтанов Ерлан Қайратұлы", "00001 әскери бөлімі",
        "Алматы гарнизоны бойынша", "900514300121", "Сұлтанова Айгүл Маратқызы", "921108400345", "жұбайы (зайыбы)",
        "қызметтік тұрғынжай алу үшін", "электрондық цифрлық қолтаңба", "келісімі: берілген", "ақпараттық жүйеде",
    ),
    "report of Annex 2": ("2-қосымша", "ағымдағы тұрғын үй төлемін тағайындау үшін", "Сұлтанов Нұрлан Ерланұлы"),
    "report of Annex 3": (
        "3-қосымша", "№ EXAMPLE-3", "20.03.2026", "Өтініш иесінің ЖСН: 900514300121",
        "(деректері жаңартылатын): 150321500563", "Бала туған; Туу туралы куәлік, 10.03.2026", "отбасының жаңа мүшесі",
    ),
    "mark of acceptance": (
        "№ 2026-000001 болып 16.03.2026 тіркелді және 16.03.2026 10:00 қабылданды", "15 жұмыс күнінен",
        "соңғы сәт: 09.04.2026 18:00", "Омарова Г. Т.", "Сұлтанов Ерлан Қайратұлы",
    ),
    "refusal to accept": (
        "16.03.2026 бас тартылды", "3) көрсетілетін қызметті алушының бұрынғы қызмет орны бойынша",
        "онымен қамтамасыз етілмегені туралы анықтаманың электрондық көшірмесі", "көшірмесі оқылмайды",
    ),
    "notice of preliminary decision and hearing": (
        "26.03.2026 алдын ала шешім қабылданды", "1) көрсетілетін қызметті алушы мемлекеттік көрсетілетін қызметті алу",
        "3) көрсетілетін қызметті алушының және (немесе)", "101-2-бабы 5-тармағының 1) тармақшасы",
        "Тыңдау уақыты: 27.03.2026 10:00", "Үлгі көшесі, 5, 21-бөлме", "ауызша", "2 жұмыс күні ішінде", "жеке кабинет",
        "Хабарлама 26.03.2026 10:00 жіберілді",
    ),
    "protocol of the hearing": (
        "27.03.2026 10:00", "Төрағалық етуші: Ахметов Б. С. Хатшы: Омарова Г. Т.", "қатысты", POSITION,
        "26.03.2026 15:00, жазбаша", "Хаттама 27.03.2026 11:00 жасалып", "21-бөлме",
    ),
    CERTIFICATE: (
        "5-қосымша", "Алматы гарнизонында", "аға сержант Сұлтанов Ерлан Қайратұлы",
        "1) жұбайы (зайыбы), Сұлтанова Айгүл Маратқызы;", "2) баласы, Сұлтанов Нұрлан Ерланұлы;",
        "2026 жылғы \"30\" наурыздағы № 2026-000001", "Сұлтанов Е. Қ.", "2026 жылғы 16 наурыздан", "30.03.2026",
        "Алматы аудандық пайдалану бөлімі; Ахметов Б. С.", "17", "мерзімсіз",
    ),
    "certificate of Annex 6": (
        "6-қосымша", "ағымдағы тұрғын үй төлемін алу үшін", "2026 жылғы \"30\" наурыздағы № 2026-000001",
        "2026 жылғы 16 наурыздан", "2) баласы, Сұлтанов Нұрлан Ерланұлы",
    ),
    "certificate of Annex 7": (
        "7-қосымша", "Сұлтанов Ерлан Қайратұлы", "Заңының 101-2 бабы 5 тармағының 1 тармақшасын",
        "Қарулы Күштерінің қызметтік тұрғынжайға мұқтаж әскери қызметшілерін есепке қою", "09.04.2026",
        "3) көрсетілетін қызметті алушының және (немесе)", "Ахметов Б. С.",
    ),
    "termination decision": (
        "19.03.2026, № 2026-000001", "18.03.2026 12:00 кері қайтарып алды", "70-бабын", "Ахметов Б. С.",
    ),
    "complaint with the administrative file": (
        "мемлекеттік қызмет көрсету сапасын бағалау және бақылау жөніндегі уәкілетті орган", "1-шағым",
        "13.04.2026 10:00", "16.04.2026 жіберіледі", "Тыңдау хаттамасы", "Бас тарту туралы анықтама (7-қосымша)",
        "1, 2, 3, 4",
    ),
    "appeal sheet": (
        "мемлекеттік қызмет көрсетуден бас тарту (7-қосымшадағы анықтама), 09.04.2026, № 2026-000001", "3 ай ішінде",
        "бұл мерзім 6 ай", "3 жұмыс күнінен кешіктірмей", "5 жұмыс күні ішінде", "15 жұмыс күні ішінде",
        "10 жұмыс күнінен", "20 жұмыс күні ішінде", "сотқа жүгінуге жол беріледі",
    ),
    "deadline memo": (
        "19-жазбасына", "Баянат қабылданды, 16.03.2026 (0-күн); 15 жұмыс күні", "09.04.2026 18:00", "09.07.2026 24:00",
        "Шешім аяқталғанға дейін 3 жұмыс күні бұрын", "№ 232 бұйрық, 6-тармақ", "Наурыз мейрамы", "24.03.2026",
    ),
}
# fmt: on


# --- what stands on them


@pytest.mark.parametrize("paper", SAMPLES)
def test_every_field_is_read_back_in_kazakh(paper):
    assert says(SAMPLES[paper].made(), *SAYS[paper])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("paper", SAMPLES)
def test_every_paper_says_its_case_its_pages_and_whether_it_is_a_convenience_copy(paper, lang):
    made = SAMPLES[paper].made(lang)
    texts = pages(made)
    for number, text in enumerate(texts, 1):
        assert "2026-000001" in text and f"{number}/{len(texts)}" in text
    copy = {"ru": "действует казахский текст", "en": "the Kazakh text prevails"}
    for other, words in copy.items():
        assert all((squeezed(words) in text) is (other == lang) for text in texts)
    assert "{" not in "".join(texts)


@pytest.mark.parametrize("paper", SAMPLES)
def test_a_paper_claims_to_be_an_archive_document_that_can_be_read_aloud(paper):
    document = reader(SAMPLES[paper].made())
    claims = document.xmp_metadata.stream.get_data().decode("utf-8")
    assert "<pdfaid:part>2</pdfaid:part>" in claims and "<pdfaid:conformance>A</pdfaid:conformance>" in claims
    assert "<pdfuaid:part>1</pdfuaid:part>" in claims
    assert document.trailer["/Root"]["/Lang"] == "kk" and document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.metadata.title.startswith("2026-000001: ")
    for page in document.pages:
        for font in page["/Resources"]["/Font"].values():
            [inner] = font.get_object()["/DescendantFonts"]
            assert any("/FontFile" in key for key in inner.get_object()["/FontDescriptor"])


def test_the_document_bears_the_local_beginning_of_the_day_of_issue():
    made = SAMPLES[CERTIFICATE].made(issued_on=date(2026, 4, 1))
    assert reader(made).metadata["/CreationDate"] == "D:20260331190000Z"  # midnight in Almaty
    assert says(made, "Анықтама берілген күні 01.04.2026", '"30" наурыздағы')
    assert str(midnight(date(2024, 1, 10))) == "2024-01-10 00:00:00+06:00"


# --- the same again

AGAIN = """\
import json
from tests.test_papers import all_again
print(json.dumps(all_again()))
"""
OF_THE_MACHINE = "\u0520"
"""A letter that the machine below has a font for, and Merzim has not."""


def all_again():
    """The digests of every paper, and of one with a name that our fonts do not have whole."""
    made = [each.made() for each in SAMPLES.values()]
    made.append(named(SAMPLES[CERTIFICATE], surname=f"Сұлтан{OF_THE_MACHINE}").made())
    assert says(made[-1], "Сұлтан<U+0520>"), "a font of the machine was used"
    return [[each.digest, each.data_digest] for each in made]


def fonts_for(home):
    """A machine with a font more."""
    for folder in (home / ".fonts", home / ".local" / "share" / "fonts"):
        folder.mkdir(parents=True)
        (folder / "DejaVuSans.ttf").write_bytes(
            Path(get_data_path(), "fonts/ttf/DejaVuSans.ttf").read_bytes()
        )


@pytest.mark.slow
def test_two_processes_in_other_zones_languages_folders_and_days_make_the_same_bytes(tmp_path):
    said = []
    fonts_for(tmp_path)
    for zone, lang, seed, epoch in (
        ("UTC", "C", "1", "0"),
        ("America/New_York", "kk_KZ.UTF-8", "2", "1999999999"),
    ):
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
            "HOME": str(tmp_path),
            "TZ": zone,
            "LANG": lang,
            "LC_ALL": lang,
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": epoch,
            "PYTHONUTF8": "1",
        }
        command = [sys.executable, "-c", AGAIN]
        folder = tmp_path / seed
        folder.mkdir()
        (folder / "page.typ").write_text("#panic()")
        ran = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        said.append(json.loads(ran.stdout))
    assert said[0] == said[1] == all_again()


def test_the_digests_are_those_of_the_bytes_and_of_the_fields():
    made = SAMPLES[CERTIFICATE].made()
    assert made.digest == hashlib.sha256(made.content).hexdigest()
    assert re.fullmatch(r"typst \d+\.\d+\.\d+, segno \d+\.\d+\.\d+, templates [0-9a-f]{16}", made.renderer)
    other = SAMPLES[CERTIFICATE].made(ordinal=18)
    assert other.data_digest != made.data_digest and other.digest != made.digest
    assert (
        digest_of({"b": [1, "қ"], "a": None}) == hashlib.sha256('{"a":null,"b":[1,"қ"]}'.encode()).hexdigest()
    )


def test_the_renderer_is_named_with_a_digest_of_the_page_and_every_text():
    whole = hashlib.sha256()
    room = ROOT / "papers"
    for path in sorted(["page.typ", *(str(each.relative_to(room)) for each in room.glob("texts/*/*.toml"))]):
        whole.update(f"{path}\n".encode() + (room / path).read_bytes())
    assert SAMPLES[CERTIFICATE].made().renderer.endswith(f"templates {whole.hexdigest()[:16]}")


def test_what_happens_later_changes_no_paper_of_what_was():
    """The certificate of the day of the decision, made before and after an update of the data."""
    case = agreed(accepted(), "2026-03-20 10:00").do("register", at="2026-03-20 11:00")
    before, seq = case.case, seq_of(case.case, "ApplicantRegistered")
    case.do("update", what="relative", reference="U-1", at="2026-03-26 10:00")
    made = [make(each, kept(before), CERTIFICATE, of=seq, ordinal=3).digest for each in (before, case.case)]
    assert made[0] == made[1]


def test_the_code_holds_the_case_the_paper_and_the_digest_of_its_data():
    sample = SAMPLES[CERTIFICATE]
    made = sample.made()
    text = f"MERZIM/1/2026-000001/ANNEX-5/{sample.of}/KK/{made.data_digest.upper()}"
    assert f"Құжаттың QR коды: {text}" in alternatives(reader(made))
    assert squares_drawn(made, len(squares(text))) == squares(text)


def alternatives(document):
    """What is read aloud in place of pictures."""
    numbers = sorted({*document.xref.get(0, {}), *document.xref_objStm})
    things = (document.get_object(number) for number in numbers)
    return [str(thing["/Alt"]) for thing in things if isinstance(thing, dict) and "/Alt" in thing]


def squares(text):
    """The squares of a code with that text."""
    return [[bool(each) for each in row] for row in segno.make_qr(text, error="m").matrix]


def squares_drawn(made, count):
    """The squares of the code as they stand on the drawn page: the lowest dark thing at its right margin."""
    page = drawn(made, scale=4)[-1]
    width, height = page.size
    strip = page.crop((int(width * 0.76), 0, int(width * 0.92), int(height * 0.93)))
    dark = [strip.crop((0, y, strip.size[0], y + 1)).getbbox() is not None for y in range(strip.size[1])]
    bottom = top = max(y for y, any_there in enumerate(dark) if any_there)
    while any(dark[top - 30 : top]):
        top -= 1
    left, _, right, _ = strip.crop((0, top, strip.size[0], bottom)).getbbox()
    step = (right - left) / count
    return [
        [
            strip.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step))) > 127
            for x in range(count)
        ]
        for y in range(count)
    ]


# --- names as they are

HOSTILE = (
    '#panic("x")',
    "$x^2$",
    "[a](b)",
    "\\u{41}\\",
    "<lbl> @ref",
    "*b* _i_ `r`",
    "\"q\" 'q' -- --- ...",
    "// /* */ = - + 1.",
    "{person:iin} {0} %s",
    "https://x.y/z?a=b&c",
    "&amp; <b>",
    "é ǆ ʼ",
    "مرحبا",
    "שלום",
)


def named(sample, **applicant):
    first = sample.personal[1]
    personal = {**sample.personal, 1: {**first, "applicant": {**first["applicant"], **applicant}}}
    return replace(sample, personal=personal)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_letters_a_name_holds_come_out_as_they_are(hostile):
    made = named(SAMPLES[CERTIFICATE], surname=hostile, rank=hostile).made()
    assert says(made, hostile, "Анықтама жарамды: мерзімсіз.")
    assert says(named(SAMPLES["report of Annex 1"], address=hostile).made(), hostile)


@pytest.mark.parametrize(
    ("letter", "shown"),
    [
        ("\u202e", "<U+202E>"),
        ("\x00", "<U+0000>"),
        ("\u200b", "<U+200B>"),
        ("漢", "<U+6F22>"),
        ("😀", "<U+1F600>"),
    ],
)
def test_a_letter_that_cannot_be_seen_or_printed_is_printed_by_its_number(letter, shown):
    """So a name can neither hide anything, nor turn the writing about, nor stop its paper."""
    made = named(SAMPLES[CERTIFICATE], surname=f"Сұлтан{letter}ов").made()
    assert says(made, f"Сұлтан{shown}ов")


def test_where_the_library_breaks_off_the_writing_is_printed_by_its_numbers():
    """Seen with typst 0.15.2: a Hebrew letter, a mark of another writing, a place to break. `blocks` hands none on."""
    value = {"v": "Сұлтанов \u05e5\u0486\u200b", "c": None, "w": True, "u": False}
    foot = {"signs": [], "qr": qr_svg("X"), "alt": "X", "says": "SHA-256"}
    page = {
        "lang": "kk",
        "name": "n",
        "author": "a",
        "copy": None,
        "draft": None,
        "footer": "f",
        "foot": foot,
    }
    drawn_all_the_same = rendered({**page, "blocks": [{"k": "to", "rows": [[value]]}]}, date(2026, 3, 16))
    said = squeezed(pypdf.PdfReader(BytesIO(drawn_all_the_same)).pages[0].extract_text())
    assert "Сұлтанов" in said and ("<U+05E5>" in said or "\u05e5" in said)


@pytest.mark.slow
@pytest.mark.parametrize("letter", [" ", "e", "ש"])
def test_every_letter_there_is_comes_out_or_its_number_does(letter):
    """The whole of the first plane in steps, alone and upon another letter."""
    for start in range(0, 0x10000, 0x1000):
        text = " ".join(letter + chr(each) for each in range(start + 7, start + 0x1000, 61))
        assert says(named(SAMPLES["mark of acceptance"], surname=text).made(), "Жауапты орындаушы")


def test_lines_of_a_text_stay_lines():
    sample = SAMPLES["protocol of the hearing"]
    seq = seq_of(sample.case, "PositionStated")
    made = replace(sample, personal={**sample.personal, seq: {"text": "бірінші\nекінші\r\nүшінші"}}).made()
    assert re.search(r"бірінші\s*\nекінші\s*\nүшінші", reader(made).pages[0].extract_text())


def test_who_gave_no_consent_gave_none_on_paper_either():
    case = accepted()
    public = {**case.case.filed.report, "consents": {"applicant": False, "spouse": None}}
    filed = replace(case.case.record[0].event, report=public)
    step = replace(case.case.course[0], event=filed)
    without = replace(case.case, course=(step, *case.case.course[1:]))
    made = make(without, kept(case.case), "report of Annex 1", of=1)
    assert says(made, "келісімі: БЕРІЛМЕГЕН", "келісімі: айтылмаған")
    consented = make(case.case, kept(case.case), "report of Annex 1", of=1)
    assert strokes(made) >= strokes(consented) + 8  # eight lines of consent, each struck through


def strokes(made):
    return reader(made).pages[0].get_contents().get_data().count(b"\nS\n")


# --- long names, many relatives

LONG = "Әбілқайыр-" * 9 + "Оразбайұлы"
BOUNDLESS = "Ә" * 100


def relatives(count):
    member = json.loads(example(1))["family"][1]
    return [
        {**member, "surname": f"Сұлтанов{'абвгдежзик'[n % 10] * (n // 10 + 1)}", "name": LONG}
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 12, 50])
@pytest.mark.parametrize("paper", [CERTIFICATE, "certificate of Annex 6", "report of Annex 1"])
def test_as_many_relatives_as_there_are_stand_on_it_and_its_pages_break_well(paper, count):
    sample = SAMPLES[paper]
    family = relatives(count)
    made = replace(sample, personal={**sample.personal, 1: {**sample.personal[1], "family": family}}).made()
    assert says(made, *(f"{each['surname']} {LONG}" for each in family))
    well_broken(made)
    assert len(pages(made)) == PAGES_OF_ANNEX_5[count] or paper != CERTIFICATE


PAGES_OF_ANNEX_5 = {0: 1, 1: 1, 12: 2, 50: 4}  # looked at, page by page


def test_what_somebody_wrote_at_length_goes_on_over_the_pages():
    sample = SAMPLES["protocol of the hearing"]
    text = " ".join(f"сөз{n}" for n in range(3000))
    personal = {**sample.personal, seq_of(sample.case, "PositionStated"): {"text": text}}
    made = replace(sample, personal=personal).made()
    assert len(pages(made)) > 3
    body = re.sub(r"Іс№2026-000001\d+/\d+", "", read_back(made))
    assert squeezed(text) in body


@pytest.mark.parametrize(("paper", "first", "last"), [(CERTIFICATE, 4, 14), ("report of Annex 1", 38, 48)])
def test_wherever_a_page_ends_who_signs_stands_with_the_code_and_not_alone(paper, first, last):
    sample = SAMPLES[paper]
    before = set()
    for count in range(first, last):
        family = [{**each, "name": "Ә"} for each in relatives(count)]
        made = replace(
            sample, personal={**sample.personal, 1: {**sample.personal[1], "family": family}}
        ).made()
        *earlier, end = pages(made)
        assert all(each in end for each in ("(электрондықцифрлыққолтаңба)", "SHA-256"))
        assert squares_drawn(made, 37)[0][:7] == [True] * 7, "the code stands whole on the last page"
        assert paper != CERTIFICATE or "құжатпенбірдей" in end
        before.add(len(earlier))
    assert len(before) == 2, "the end of a page was crossed"


def well_broken(made):
    """The title stands with what follows it; who signs stands with the last words, on the last page."""
    texts = [page.extract_text() for page in reader(made).pages]
    for text in texts:
        lines = [line for line in text.splitlines() if line.strip()]
        assert len(lines) > 3, "a page with next to nothing on it"
    assert "SHA-256" in texts[-1] and not any("SHA-256" in text for text in texts[:-1])
    assert squeezed("(электрондық цифрлық қолтаңба)") in squeezed(texts[-1])


@pytest.mark.parametrize("name", [LONG, BOUNDLESS])
@pytest.mark.parametrize("paper", [name for name in SAMPLES if name != "deadline memo"])
def test_a_name_of_a_hundred_letters_stays_on_the_page(paper, name):
    made = named(SAMPLES[paper], surname=name, name=name, patronymic=name, rank=name, address=name * 3).made()
    assert name in read_back(made)
    for page in drawn(made):
        assert not page.crop((int(page.size[0] * 0.925), 0, page.size[0], page.size[1])).getbbox(), (
            "over the margin"
        )


def drawn(made, scale=1):
    """Its pages as pictures, dark on light turned into light on dark."""
    document = pypdfium2.PdfDocument(made.content)
    found = [
        page.render(scale=scale).to_pil().convert("L").point(lambda value: 255 - value) for page in document
    ]
    document.close()
    return found


# --- what is missing


def test_of_an_erased_person_every_missing_field_is_named_at_once():
    with pytest.raises(BadInput) as no:
        replace(SAMPLES[CERTIFICATE], personal={}).made(ordinal=None)
    assert no.value.details["missing"] == [
        *(
            "person.rank",
            "person.surname",
            "person.name",
            "person.iin",
            "person.address",
            "person.unit",
            "family",
            "ordinal",
        ),
    ]
    assert "the applicant's rank, the applicant's surname" in str(no.value) and "erased" in no.value.way_on


@pytest.mark.parametrize("paper", [name for name in SAMPLES if name not in ("deadline memo",)])
def test_no_paper_to_or_about_a_person_is_made_once_the_person_is_erased(paper):
    with pytest.raises(BadInput, match="missing: "):
        replace(SAMPLES[paper], personal={}).made()


def test_annex_5_needs_its_number_but_as_a_draft_and_no_other_paper_takes_one():
    sample = SAMPLES[CERTIFICATE]
    for kind in KINDS_WITHOUT_NUMBER:
        with pytest.raises(BadInput, match="bears no number in the queue"):
            SAMPLES[kind].made(ordinal=3)
    with pytest.raises(BadInput, match="missing: the ordinal number in the queue") as no:
        make(sample.case, sample.personal, CERTIFICATE, of=sample.of)
    assert "--draft" in no.value.way_on
    with pytest.raises(BadInput, match="begin with 1"):
        sample.made(ordinal=0)
    draft = sample.made(draft=True)
    assert "ЖОБА" in read_back(draft) and "ЖОБА" not in read_back(sample.made())
    assert "DRAFT" in read_back(sample.made("en", draft=True))
    assert draft.data_digest != sample.made().data_digest


KINDS_WITHOUT_NUMBER = [name for name in SAMPLES if name != CERTIFICATE]


def test_a_draft_is_marked_on_every_page():
    sample = SAMPLES["report of Annex 1"]
    assert all("ЖОБА" in text for text in pages(sample.made(draft=True)))


def without(sample, kind, **changes):
    """The case with that event changed where it stands in the course."""
    course = tuple(
        replace(step, event=replace(step.event, **changes)) if type(step.event).__name__ == kind else step
        for step in sample.case.course
    )
    return replace(sample, case=replace(sample.case, course=course))


@pytest.mark.parametrize(
    ("paper", "event", "changes", "missing"),
    [
        ("notice of preliminary decision and hearing", "RefusalProposed", {"place": None}, ["place"]),
        (
            *("notice of preliminary decision and hearing", "RefusalProposed"),
            *({"place": None, "hearing_at": None, "grounds": (), "provisions": ()},),
            ["grounds", "provisions", "hearing_at", "place"],
        ),
        ("certificate of Annex 7", "ApplicantRefused", {"grounds": ()}, ["grounds"]),
        ("refusal to accept", "AcceptanceRefused", {"missing": ()}, ["missing"]),
    ],
)
def test_whatever_the_record_does_not_have_is_named(paper, event, changes, missing):
    with pytest.raises(BadInput) as no:
        without(SAMPLES[paper], event, **changes).made()
    assert no.value.details["missing"] == missing


def test_a_position_whose_text_is_gone_is_missed_in_the_protocol():
    sample = SAMPLES["protocol of the hearing"]
    personal = {1: sample.personal[1]}
    with pytest.raises(BadInput, match="the text of a position stated"):
        replace(sample, personal=personal).made()


# --- which papers there are


def test_the_papers_of_a_case_stand_in_the_order_in_which_they_came_about():
    assert [paper for paper, _ in papers_of(SAMPLES["appeal sheet"].case)] == [
        "report of Annex 1",
        "mark of acceptance",
        "notice of preliminary decision and hearing",
        "protocol of the hearing",
        "certificate of Annex 7",
        "appeal sheet",
        "complaint with the administrative file",
        "deadline memo",
    ]


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_whatever_is_listed_can_be_made(sample):
    for paper, of in papers_of(sample.case):
        assert Sample(paper, sample.case, sample.personal, of).made().of == of


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_each_paper_that_an_event_owes_can_be_made_of_that_event(sample):
    listed = set(papers_of(sample.case))
    owing = {(each.paper, each.seq) for each in owed(sample.case, sample.case.record, kazakhstan())}
    assert {each for each in owing if each[0] in BY_NAME} <= listed


def test_of_the_edition_before_the_papers_are_made_in_the_forms_of_this_one():
    story = Story(definition="order-232-2021")
    story.assign("2026-03-16 09:00")
    story.accept("2026-03-16 10:00")
    for paper, of in papers_of(story.case):
        assert says(make(story.case, kept(story.case), paper, of=of), "2026-000001")


def test_an_unknown_paper_is_answered_with_those_that_there_are():
    sample = SAMPLES["mark of acceptance"]
    for paper, of in (("diploma", 1), ("mark of acceptance", 1), ("mark of acceptance", 999)):
        with pytest.raises(NotFound, match=r"mark of acceptance \(of entry 3\)"):
            make(sample.case, sample.personal, paper, of=of)
    with pytest.raises(BadInput, match="kk, ru, en"):
        make(sample.case, sample.personal, "mark of acceptance", of=3, lang="de")


def test_no_paper_is_made_of_an_act_that_was_struck():
    story = Story()
    story.assign("2026-03-16 09:00")
    story.accept("2026-03-16 10:00")
    seq = story.seq(story.case.course[-1].event.__class__)
    story.correct("2026-03-17 10:00", seq)
    assert "mark of acceptance" not in dict(papers_of(story.case))
    with pytest.raises(NotAllowedHere, match=f"entry {seq} .* was struck"):
        make(story.case, kept(story.case), "mark of acceptance", of=seq)


def test_an_act_that_was_moved_makes_its_paper_of_its_right_moment():
    story = Story()
    story.assign("2026-03-16 09:00")
    story.accept("2026-03-16 10:00")
    seq = story.seq(story.case.course[-1].event.__class__)
    story.correct("2026-03-18 10:00", seq, to="2026-03-17 10:00")
    made = make(story.case, kept(story.case), "mark of acceptance", of=seq)
    assert says(made, "17.03.2026 10:00 қабылданды", "соңғы сәт: 10.04.2026 18:00")


def test_a_case_of_another_service_has_no_papers_here():
    story = Story(definition="order-765-2025", filed=day(0))
    assert papers_of(story.case) == []
    with pytest.raises(NotFound, match="none"):
        make(story.case, {}, "report of Annex 1", of=1)


# --- what an update changes (R29), and an act of the body that considered a complaint


def test_after_a_second_report_the_certificate_names_whom_that_one_names():
    """R27, R29: joined while undecided, the second report is what the certificate goes by."""
    story = Story()
    story.assign("2026-03-16 09:00")
    story.accept("2026-03-16 10:00")
    second = json.loads(example(1)) | {"portal_reference": "R-2"}
    second["applicant"] = second["applicant"] | {"rank": "старшина"}
    second["family"] = second["family"][:1]
    joined = story_second(story, second)
    story.endorse("2026-03-30 10:00")
    story.register("2026-03-30 11:00")
    personal = {**kept(story.case), joined: {"text": json.dumps(second)}}
    made = make(story.case, personal, CERTIFICATE, of=story.seq(type(story.case.course[-1].event)), ordinal=1)
    assert says(made, "старшина Сұлтанов", "1) жұбайы (зайыбы), Сұлтанова Айгүл Маратқызы;")
    assert "Нұрлан" not in read_back(made)
    filed = make(story.case, personal, "report of Annex 1", of=joined)
    assert says(filed, "старшина Сұлтанов", "R-2")


def story_second(story, second):
    second["filed_at"] = "2026-03-27T10:00:00+05:00"
    story.wait("2026-03-27 10:00")
    [(_, ready)] = read(json.dumps(second).encode(), now=story.time).reports
    assert story.desk.file(ready, actor=Actor("portal", Role.APPLICANT)).joined
    return story.seq(DataUpdated)


def test_a_certificate_made_anew_keeps_its_number_and_date():
    """R29."""
    case = agreed(accepted(), "2026-03-20 10:00").do("register", at="2026-03-20 11:00")
    case.do("update", what="relative", reference="U-1", at="2026-03-26 10:00")
    anew = [each for each in papers_of(case.case) if each[0] == CERTIFICATE][-1]
    assert anew == (CERTIFICATE, seq_of(case.case, "DataUpdated"))
    made = make(case.case, kept(case.case), CERTIFICATE, of=anew[1], ordinal=4)
    assert says(made, '2026 жылғы "20" наурыздағы № 2026-000001', "2026 жылғы 16 наурыздан", "26.03.2026")


def test_before_the_decision_an_update_makes_no_certificate():
    case = accepted().do("update", what="relative", reference="U-1", at="2026-03-26 10:00")
    assert CERTIFICATE not in dict(papers_of(case.case))


def test_what_the_body_put_in_place_of_a_refusal_is_certified_too():
    """R19: the refusal is replaced by a registration."""
    case = reviewed()
    case.do("complaint-resolve", outcome="replaced", by="quality_authority Q", at="2026-04-20 10:00")
    of = dict(papers_of(case.case))[CERTIFICATE]
    made = make(case.case, kept(case.case), CERTIFICATE, of=of, ordinal=2)
    assert says(made, '2026 жылғы "20" сәуірдегі № 2026-000001', "бөлімі; head.")


def test_a_hearing_in_writing_has_neither_time_nor_place_on_its_notice():
    case = agreed(accepted(), "2026-03-26 09:30")
    case.do("propose-refusal", at="2026-03-26 10:00", ground=[3], provision=LAW, method="written")
    of = dict(papers_of(case.case))["notice of preliminary decision and hearing"]
    made = make(case.case, kept(case.case), "notice of preliminary decision and hearing", of=of)
    assert says(made, "Тыңдау жазбаша өткізіледі") and squeezed("Тыңдау уақыты:") not in read_back(made)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("refusal to accept", "баянатты қабылдаудан бас тарту, 16.03.2026"),
        ("termination decision", "әкімшілік рәсімді тоқтату туралы шешім, 19.03.2026"),
    ],
)
def test_each_act_has_an_appeal_sheet_of_its_own_that_says_to_which_act_it_belongs(act, said):
    """R17: every refusal, refusal to accept and termination carries one (Code 80(5))."""
    sample = SAMPLES[act]
    made = replace(sample, paper="appeal sheet").made()
    assert made.of == sample.of and says(made, said, "3 ай ішінде")


def test_an_expired_document_is_named_with_its_last_day():
    story = Story(filed="2026-03-16 08:00")
    story.assign("2026-03-16 09:00")
    story.reject("2026-03-16 10:00", missing=(1,), expired=(3,))
    of = dict(papers_of(story.case))["refusal to accept"]
    made = make(story.case, kept(story.case), "refusal to accept", of=of)
    assert says(
        made, "Ұсынылмаған құжаттар", "1) мемлекеттік мекеменің кадр бөлімшесі", "мерзімі 31.12.2028 дейін"
    )
    assert says(made, "Қолданылу мерзімі өткен құжаттар", "3) көрсетілетін қызметті алушының бұрынғы")


def test_the_bodies_are_named_where_the_office_says_their_names():
    sample = SAMPLES["appeal sheet"]
    named = sample.made(bodies={"superior_body": "Бас басқарма", "quality_authority": "Агенттік"})
    assert says(named, "Жоғарғы әкімшілік орган: Бас басқарма", "уәкілетті орган: Агенттік")
    assert "Жоғарғыәкімшілікорган:" not in read_back(sample.made())


def test_a_late_complaint_is_sent_on_as_late():
    case = complained(
        reviewed().do("complaint-withdraw", complaint=1, at="2026-04-20 10:00"), "2026-07-20 10:00"
    )
    case.do("complaint-forward", body="superior_body", complaint=2, at="2026-07-21 10:00")
    of = [seq for paper, seq in papers_of(case.case) if paper.startswith("complaint")][-1]
    made = make(case.case, kept(case.case), "complaint with the administrative file", of=of)
    assert says(made, "2-шағым", "мерзім өткеннен кейін", "жоғарғы әкімшілік орган")


def test_every_kind_has_its_words_to_read_back():
    assert SAYS.keys() == SAMPLES.keys() == BY_NAME.keys()


# --- the pictures of docs/papers.md

SMALL = 60 * 1024


@pytest.mark.parametrize("paper", SAMPLES)
def test_the_picture_in_the_docs_is_that_of_the_paper_as_it_is_made_now(paper):
    """Looked at, and small; a hair's breadth of grey may differ from library to library."""
    path = PICTURES / f"{BY_NAME[paper].text}.png"
    assert path.stat().st_size < SMALL
    kept_one, now = (
        Image.open(each).convert("L") for each in (path, BytesIO(picture(SAMPLES[paper].made().content)))
    )
    assert kept_one.size == now.size
    differing = sum(ImageChops.difference(kept_one, now).histogram()[40:])
    assert differing < 0.001 * now.size[0] * now.size[1], "python -m examples.papers --pictures"
