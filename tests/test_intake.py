"""A file becomes reports and faults; a report keeps what it said; what is not a fault is remarked."""

import json
import re
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from nonsense import GOOD, good, lines, put
from reports import notes_of as notes

from process import law
from process.definitions.order_232_2025 import DOCUMENTS
from process.documents import fresh_from
from process.intake import example, read
from process.report import Category, Report, differences
from process.report_form import MOST_DOCUMENTS, MOST_RELATIVES
from process.report_schema import as_text, schema
from process.report_text import MOST_REPORTS

NOW = datetime(2026, 4, 1, 7, tzinfo=UTC)
REGISTERED_ON = date(2026, 3, 10)
ROOT = Path(__file__).parent.parent
VALIDATOR = Draft202012Validator(schema())


def report(**changes):
    """The good report, with keys of its first level changed."""
    batch = read(good(**changes), now=NOW)
    assert not batch.faults
    return batch.reports[0][1]


def faults(value, now=NOW):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read(data, now=now).faults


def applicant(**changes):
    return {**GOOD["applicant"], **changes}


def codes(found):
    return [(note.code, note.list9) for note in found]


# --- what a file may look like ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [1, 2])
def test_the_example_is_a_report_without_fault_or_remark(form):
    batch = read(example(form).encode(), now=NOW)
    assert not batch.faults
    [(line, example_report)] = batch.reports
    assert (line, example_report.form) == (1, form)
    assert notes(example_report, REGISTERED_ON) == ()


def test_an_object_may_stand_on_many_lines_after_blank_ones():
    batch = read(b"\n\n  " + json.dumps(GOOD, indent=2).encode() + b"\n\n", now=NOW)
    assert ([line for line, _ in batch.reports], batch.faults) == ([3], ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", "\n \t\n"])
def test_each_of_json_lines_is_a_report(end):
    file = end.join([good().decode(), good(form=2).decode(), good(form=1).decode()])
    batch = read(file.encode(), now=NOW)
    assert [found.form for _, found in batch.reports] == [1, 2, 1]
    step = end.count("\n")
    assert [line for line, _ in batch.reports] == [1, 1 + step, 1 + 2 * step]


@pytest.mark.parametrize("indent", [None, 2])
def test_each_element_of_an_array_is_a_report_on_its_line(indent):
    text = json.dumps([GOOD, GOOD, GOOD], indent=indent)
    batch = read(text.encode(), now=NOW)
    height = len(json.dumps([GOOD], indent=indent).splitlines()) - 2 if indent else 0
    first = 2 if indent else 1
    assert [line for line, _ in batch.reports] == [first, first + height, first + 2 * height]


def test_an_array_with_an_element_a_line_is_no_json_lines():
    file = b"[\n" + good() + b",\n" + good(form=9) + b",\n" + good() + b"\n]\n"
    batch = read(file, now=NOW)
    assert [line for line, _ in batch.reports] == [2, 4]
    assert [(fault.line, fault.path) for fault in batch.faults] == [(3, "$[1].form")]


def test_what_stands_before_the_break_in_an_array_is_read_and_the_rest_is_said_to_be_unread():
    batch = read(b"[" + good() + b",\n{oops},\n" + good() + b"]", now=NOW)
    assert len(batch.reports) == 1
    [fault] = batch.faults
    assert (fault.line, fault.path) == (2, "$[1]") and "the rest of the array was not read" in fault.got


@pytest.mark.parametrize("end", [b"", b",", b",]", b"] ]", b"] x", b"}", b"\n"])
def test_an_array_that_does_not_end_well_is_a_fault_and_its_reports_are_read(end):
    batch = read(b"[" + good() + end, now=NOW)
    assert (len(batch.reports), len(batch.faults)) == (1, 1)


@pytest.mark.parametrize(
    "first", [b'{"form":1', b"{", b"hello", b'["a', b"{} {}", good()[:-1], good() + b"}"]
)
def test_a_broken_first_line_spoils_no_other_line(first):
    batch = read(first + b"\n" + good() + b"\n" + good(), now=NOW)
    assert [line for line, _ in batch.reports] == [2, 3]


def test_a_line_in_another_encoding_spoils_no_other_line():
    batch = read(good() + b"\n" + "Сәлем".encode("utf-16") + b"\n" + good(), now=NOW)
    assert [line for line, _ in batch.reports] == [1, 3]
    assert [fault.expected for fault in batch.faults] == ["text in UTF-8"]


def test_text_that_only_looks_like_the_next_line_stays_in_its_string():
    assert (
        read(json.dumps(put("$.garrison", 'Алматы}\n{"form"')).encode(), now=NOW).faults[0].path
        == "$.garrison"
    )
    line_separator = good(garrison="Алматы\u2028")
    assert [fault.path for fault in faults(line_separator)] == ["$.garrison"]


def test_a_syntax_error_in_an_object_over_many_lines_is_shown_on_its_own_line():
    [fault] = faults(b'{\n "form": 1,\n "garrison" 5\n}')
    assert (fault.line, fault.path, fault.expected) == (3, "$", "JSON")


def test_more_reports_than_a_file_may_hold_are_not_read():
    batch = read(b"{}\n" + b"1\n" * MOST_REPORTS, now=NOW)
    assert (batch.faults[-1].line, batch.faults[-1].path) == (MOST_REPORTS + 1, "$")
    assert str(MOST_REPORTS) in batch.faults[-1].expected


# --- how a fault speaks -----------------------------------------------------------------------------------------


def test_a_misspelt_key_or_word_is_told_the_near_one():
    [fault] = faults({**GOOD, "garison": "x"})
    assert (fault.path, fault.expected, fault.got) == ("$.garison", "perhaps garrison", "an unknown key")
    [fault] = faults({**GOOD, "applicant": applicant(category="oficer")})
    assert fault.expected.endswith("; perhaps officer") and fault.got == "'oficer'"


def test_a_byte_order_mark_is_told_to_be_removed():
    assert "remove it" in faults(b"\xef\xbb\xbf" + good())[0].expected


def test_a_wrong_check_digit_is_told_the_right_one():
    [fault] = faults({**GOOD, "applicant": applicant(iin="900514300124")})
    assert (fault.expected, fault.got) == ("the check digit 1 at the end", "the check digit 4")


def test_a_person_with_anothers_number_is_told_whose():
    family = deepcopy(GOOD["family"])
    family[1]["iin"] = family[0]["iin"]
    [fault] = faults({**GOOD, "family": family})
    assert (fault.path, fault.got) == ("$.family[1].iin", "the same IIN as at $.family[0].iin")


def test_a_digit_in_a_name_is_shown_and_the_name_is_not():
    [fault] = faults({**GOOD, "applicant": applicant(surname="Сұлтано8")})
    assert fault.got == "'8' as character 8"


@pytest.mark.parametrize(
    ("changes", "path", "got"),
    [
        ({"form": 900514300121}, "$.form", "************"),
        ({"certified_by": "by 900514300121"}, "$.certified_by", "'by ************'"),
        ({"applicant": applicant(iin=900514300121)}, "$.applicant.iin", "a number"),
        ({"applicant": applicant(name="Ерлан-")}, "$.applicant.name", "6 characters"),
        ({"form": 1.0}, "$.form", "a number with a fraction or an exponent"),
        ({"garrison": "Алматы "}, "$.garrison", "a space there"),
        ({"garrison": "Ал\x00маты"}, "$.garrison", "U+0000 as character 3"),
    ],
)
def test_a_fault_shows_what_was_found_but_no_person(changes, path, got):
    [fault] = faults({**GOOD, **changes})
    assert (fault.path, fault.got) == (path, got)


def test_R28_a_one_time_password_needs_a_linked_number():
    [fault] = faults({**GOOD, "certified_by": "one_time_password", "number_linked": False})
    assert fault.path == "$.number_linked" and "R28" in fault.expected
    assert report(certified_by="one_time_password").number_linked


# --- what is just good enough -----------------------------------------------------------------------------------


def test_a_report_filed_this_very_instant_is_not_from_the_future():
    filed = datetime(2026, 3, 6, 14, 30, tzinfo=UTC)
    assert not faults(GOOD, now=filed)
    [fault] = faults(GOOD, now=filed - timedelta(microseconds=1))
    assert (fault.path, fault.got) == ("$.filed_at", "2026-03-06T19:30:00+05:00")


@pytest.mark.parametrize(
    "text", ["2026-03-06T14:30:00Z", "2026-03-06T14:30Z", "2026-03-06T20:30:00.000000+06:00"]
)
def test_the_instant_of_filing_counts_and_not_its_offset(text):
    assert differences(report(filed_at=text), report()) == []
    assert report(filed_at=text).filed_at == datetime(2026, 3, 6, 14, 30, tzinfo=UTC)


def test_the_day_of_filing_is_almatys():
    """23:30 UTC on 5 March is the 6th in Almaty: a certificate of the 6th and a child born on it are possible."""
    child = {**GOOD["family"][1], "iin": "260306500128"}
    document = {"list9": 3, "issued_on": "2026-03-06"}
    changes = {"family": [child], "documents": [document]}
    assert not faults({**GOOD, **changes, "filed_at": "2026-03-05T23:30:00Z"})
    late = faults({**GOOD, **changes, "filed_at": "2026-03-05T18:30:00Z"})
    assert [fault.path for fault in late] == ["$.family[0].iin", "$.documents[0].issued_on"]


@pytest.mark.parametrize(
    "name", ["Әлімжан", "Қыз Жібек", "д'Артаньян", "Мамин-Сибиряк", "O’Neill", "Йұңһ", "Ё", "José"]
)
def test_a_name_may_be_kazakh_russian_or_foreign(name):
    assert report(applicant=applicant(name=name)).name == name


def test_a_document_may_come_several_times_and_be_valid_for_one_day():
    document = {"list9": 3, "issued_on": "2026-03-06", "valid_until": "2026-03-06"}
    assert len(report(documents=[document, document]).documents) == 2


def test_a_foreign_spouse_may_have_a_number_without_a_century():
    assert report(family=[{**GOOD["family"][0], "iin": "921108000340"}])


def test_lists_and_texts_may_be_as_long_as_their_limits():
    assert len(report(documents=[GOOD["documents"][0]] * MOST_DOCUMENTS).documents) == MOST_DOCUMENTS
    assert report(garrison="А" * 300, portal_reference="N" * 100, applicant=applicant(name="Ж" * 100))
    relative = {**GOOD["family"][1], "relationship": "other"}
    family = [{**relative, "iin": iin} for iin in numbers_of_children(MOST_RELATIVES)]
    assert len(report(family=family).family) == MOST_RELATIVES


def numbers_of_children(many):
    for serial in range(many):
        first_eleven = f"1503215{serial:04}"
        digits = list(map(int, first_eleven))
        for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
            digit = sum(w * d for w, d in zip(weights, digits, strict=True)) % 11
            if digit < 10:
                break
        yield f"{first_eleven}{digit % 10}"


# --- the value --------------------------------------------------------------------------------------------------


def test_a_report_is_whole_again_from_its_two_halves():
    for each in (report(), report(consents={"applicant": False}, family=[], documents=[])):
        public, personal = (json.loads(json.dumps(half)) for half in (each.public(), each.personal()))
        assert Report.from_parts(public, personal) == each
        assert Report.from_json(each.to_json()) == each


def test_nothing_personal_stands_in_the_public_half():
    public = json.dumps(report().public(), ensure_ascii=False)
    secret = [*(v for k, v in GOOD["applicant"].items() if k != "category")]
    secret += [member[key] for member in GOOD["family"] for key in ("surname", "name", "iin")]
    assert not [word for word in secret if word in public]


def test_the_canonical_form_of_a_report_is_read_to_the_same_report():
    [(_, again)] = read(json.dumps(report().to_json()).encode(), now=NOW).reports
    assert again == report()


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({}, []),
        ({"form": 2}, ["$.form"]),
        ({"filed_at": "2026-03-06T19:30:01+05:00"}, ["$.filed_at"]),
        (
            {"applicant": applicant(rank="майор", patronymic=None)},
            ["$.applicant.rank", "$.applicant.patronymic"],
        ),
        ({"family": GOOD["family"][:1]}, ["$.family[1]"]),
        ({"family": [GOOD["family"][1]], "consents": {"applicant": True}}, None),
        ({"documents": [{"list9": 1, "issued_on": "2026-01-15"}, GOOD["documents"][1]]}, None),
    ],
)
def test_two_reports_differ_where_they_differ(changes, paths):
    found = differences(report(), report(**changes))
    if paths is not None:
        assert sorted(found) == sorted(paths)
    assert sorted(found) == sorted(differences(report(**changes), report()))
    assert bool(found) == bool(changes)


# --- what is remarked and files all the same (R30) --------------------------------------------------------------


def test_R30_documents_missing_are_remarked_and_file_too():
    assert codes(notes(report(documents=[]), REGISTERED_ON)) == [("document_missing", n) for n in (1, 3, 4)]


def test_a_document_that_the_information_system_may_not_hold_is_missing_though_it_is_said_to():
    held = [{"list9": number, "held_by": "information_system"} for number in (1, 3, 4)]
    assert codes(notes(report(documents=held), REGISTERED_ON)) == [("document_missing", 3)]


def test_the_documents_that_may_be_held_are_those_with_a_star_in_the_law():
    text = (Path(law.__file__).parent / "order-232.en.md").read_text(encoding="utf-8")
    chapter = text[text.index("9. Documents") : text.index("10. Grounds of refusal")]
    assert {int(number) for number in re.findall(r"^ +(\d+)\) \*", chapter, re.MULTILINE)} == {
        number for number, rule in DOCUMENTS.items() if rule.unless_held
    }


def whole_package(**third):
    held = [{"list9": number, "held_by": "information_system"} for number in (1, 4)]
    return [*held, {"list9": 3, "issued_on": "2026-01-15", **third}]


@pytest.mark.parametrize(
    ("valid_until", "remarked"),
    [("2026-03-09", [("document_expired", 3)]), ("2026-03-10", []), (None, [])],
)
def test_a_document_expires_after_its_last_day(valid_until, remarked):
    documents = whole_package(valid_until=valid_until)
    assert codes(notes(report(documents=documents), REGISTERED_ON)) == remarked


@pytest.mark.parametrize(
    ("registered_on", "earliest"),
    [
        (date(2026, 3, 10), date(2026, 2, 10)),
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2028, 3, 30), date(2028, 2, 29)),
        (date(2026, 7, 31), date(2026, 6, 30)),
        (date(2026, 1, 15), date(2025, 12, 15)),
    ],
)
def test_R25_a_month_before_is_the_same_day_of_the_month_before_or_its_last(registered_on, earliest):
    assert fresh_from(DOCUMENTS[2], registered_on) == earliest


@pytest.mark.parametrize(
    ("issued_on", "remarked"), [("2026-02-09", [("certificate_too_old", 2)]), ("2026-02-10", [])]
)
def test_R25_the_spouses_certificate_is_obtained_within_one_month(issued_on, remarked):
    documents = [*whole_package(), {"list9": 2, "issued_on": issued_on}]
    assert codes(notes(report(documents=documents), REGISTERED_ON)) == remarked


@pytest.mark.parametrize(
    ("consents", "remarked"),
    [
        ({"applicant": True, "spouse": True}, []),
        ({"applicant": False, "spouse": True}, ["consent_missing"]),
        ({"applicant": True, "spouse": False}, ["spouse_consent_missing"]),
        ({"applicant": True, "spouse": None}, ["spouse_consent_missing"]),
        ({"applicant": False}, ["consent_missing", "spouse_consent_missing"]),
    ],
)
def test_R30_a_missing_consent_is_remarked(consents, remarked):
    found = notes(report(consents=consents, documents=whole_package()), REGISTERED_ON)
    assert [note.code for note in found] == remarked


def test_without_a_spouse_nobody_misses_the_spouses_consent():
    single = report(family=[], consents={"applicant": True}, documents=whole_package())
    assert notes(single, REGISTERED_ON) == ()


@pytest.mark.parametrize("category", list(Category))
def test_R30_whom_the_order_leaves_out_is_remarked(category):
    found = notes(report(applicant=applicant(category=category), documents=whole_package()), REGISTERED_ON)
    entitled = {"officer", "contract"}
    assert [note.code for note in found] == ([] if category in entitled else ["not_entitled"])


def test_R28_a_missing_number_is_remarked():
    found = notes(report(number_linked=False, documents=whole_package()), REGISTERED_ON)
    assert [note.code for note in found] == ["number_not_linked"]


def test_every_remark_cites_a_provision_that_stands_in_the_law():
    worst = report(
        applicant=applicant(category="reserve"),
        consents={"applicant": False},
        documents=[
            {"list9": 2, "issued_on": "2020-01-01", "valid_until": "2020-02-01"},
            {"list9": 3, "issued_on": "2020-01-01", "valid_until": "2020-02-01"},
        ],
        number_linked=False,
    )
    found = notes(worst, REGISTERED_ON)
    assert len({note.code for note in found}) == 7
    assert not [note.provision for note in found if note.provision not in law.PROVISIONS]


# --- the schema -------------------------------------------------------------------------------------------------


def test_the_published_schema_is_the_one_the_reader_reads_by():
    assert (ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8") == as_text()
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("form", [1, 2])
def test_the_examples_are_valid_by_the_schema(form):
    VALIDATOR.validate(json.loads(example(form)))


LETTERS = st.sampled_from("АӘБВГҒДЕЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЫІЭЮЯаәғқңөұүһіabcXYZ")
NAMES = st.text(LETTERS, min_size=1, max_size=20)
WORDS = st.text(LETTERS | st.sampled_from("0123456789 -.,№«»"), min_size=1, max_size=40).map(
    lambda t: t.strip() or "а"
)
DAYS = st.dates(date(2020, 1, 1), date(2026, 3, 1)).map(date.isoformat)
HELD = st.fixed_dictionaries({"list9": st.integers(1, 10), "held_by": st.just("information_system")})
COPIES = st.fixed_dictionaries(
    {"list9": st.integers(1, 10), "issued_on": DAYS},
    optional={"valid_until": st.none() | st.dates(date(2026, 3, 1), date(2030, 1, 1)).map(date.isoformat)},
)
OFFSETS = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
FILED = st.datetimes(datetime(2026, 3, 2), datetime(2026, 3, 30), timezones=OFFSETS).map(datetime.isoformat)
GOOD_REPORTS = st.fixed_dictionaries(
    {
        "form": st.sampled_from([1, 2]),
        "portal_reference": st.text("ABC0123456789-/", min_size=1, max_size=30),
        "provider": WORDS,
        "garrison": WORDS,
        "applicant": st.fixed_dictionaries(
            {
                "category": st.sampled_from([each.value for each in Category]),
                "rank": WORDS,
                "surname": NAMES,
                "name": NAMES,
                "iin": st.just("900514300121"),
                "address": WORDS,
                "unit": WORDS,
            },
            optional={"patronymic": st.none() | NAMES},
        ),
        "family": st.sampled_from([[], GOOD["family"], GOOD["family"][:1]]),
        "consents": st.fixed_dictionaries(
            {"applicant": st.booleans()}, optional={"spouse": st.none() | st.booleans()}
        ),
        "documents": st.lists(HELD | COPIES, max_size=5),
        "certified_by": st.just("digital_signature"),
        "number_linked": st.booleans(),
        "filed_at": FILED,
    }
)


@given(GOOD_REPORTS)
def test_any_good_report_is_read_valid_by_the_schema_and_kept_whole(value):
    batch = read(json.dumps(value).encode(), now=NOW)
    assert not batch.faults
    VALIDATOR.validate(value)
    [(_, found)] = batch.reports
    VALIDATOR.validate(found.to_json())
    assert Report.from_parts(found.public(), found.personal()) == found


@pytest.mark.parametrize(
    "name", ["missing key", "unknown key", "wrong type", "not one of the words", "overlong"]
)
def test_what_the_schema_alone_can_see_is_refused_by_both(name):
    for each in lines():
        if (
            each.kind == name
            and len(each.raw) < 2**20
            and b"3.0" not in each.raw
            and b'"form":1.0' not in each.raw
        ):
            assert not VALIDATOR.is_valid(json.loads(each.raw)), each.raw


# --- whatever comes ---------------------------------------------------------------------------------------------


@given(st.binary(max_size=300) | st.text('[]{},:"\\\n 0e-NaN\ufeffтn', max_size=60).map(str.encode))
def test_reading_never_raises_and_says_something(data):
    batch = read(data, now=NOW)
    assert batch.faults and not batch.reports


@given(st.data())
def test_a_good_file_spoilt_in_a_few_bytes_gives_reports_or_faults(data):
    raw = bytearray(
        data.draw(st.sampled_from([good(), b"[" + good() + b",\n" + good() + b"]", good() + b"\n" + good()]))
    )
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    batch = read(bytes(raw), now=NOW)
    assert batch.faults or batch.reports


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(list(GOOD)) | st.text(max_size=5), inner)
    ),
    max_leaves=10,
)
PATHS = [
    "$.form",
    "$.applicant",
    "$.applicant.iin",
    "$.family",
    "$.family[0]",
    "$.documents[1].issued_on",
    "$.filed_at",
]


@given(st.sampled_from(PATHS), JSON)
def test_a_good_report_with_any_value_in_one_place_is_read_or_has_its_fault_there(path, value):
    batch = read(json.dumps(put(path, value)).encode(), now=NOW)
    assert len(batch.reports) == (not batch.faults)
    assert all(fault.path.startswith(path) for fault in batch.faults)
