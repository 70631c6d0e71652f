"""Lines that are no report, each with the paths of its faults worked out by hand.

`lines()` is the whole table. Every `raw` is one line without its end, so that it can stand between good reports in a
file of JSON lines; what only makes sense as a whole file stands in `whole_files()`.
"""

import json
from copy import deepcopy
from dataclasses import dataclass

MISSING = object()


@dataclass(frozen=True)
class Nonsense:
    kind: str
    raw: bytes
    paths: tuple[str, ...]


GOOD = {
    "form": 1,
    "portal_reference": "N-1",
    "provider": "Алматы аудандық пайдалану бөлімі",
    "garrison": "Алматы",
    "applicant": {
        "category": "officer",
        "rank": "капитан",
        "surname": "Сұлтанов",
        "name": "Ерлан",
        "patronymic": "Қайратұлы",
        "iin": "900514300121",
        "address": "Алматы қаласы, 1-үй",
        "unit": "00001 әскери бөлімі",
    },
    "family": [
        {
            "relationship": "spouse",
            "surname": "Сұлтанова",
            "name": "Айгүл",
            "patronymic": "Маратқызы",
            "iin": "921108400345",
        },
        {"relationship": "child", "surname": "Сұлтанов", "name": "Нұрлан", "iin": "150321500563"},
    ],
    "consents": {"applicant": True, "spouse": True},
    "documents": [
        {"list9": 1, "held_by": "information_system"},
        {"list9": 3, "issued_on": "2026-01-15", "valid_until": "2029-12-31"},
        {"list9": 4, "held_by": "information_system"},
    ],
    "certified_by": "digital_signature",
    "number_linked": True,
    "filed_at": "2026-03-06T19:30:00+05:00",
}


def good(**changes):
    """A good report as a line; keys of its first level may be given."""
    return compact({**GOOD, **changes})


def lines() -> list[Nonsense]:
    return [
        Nonsense(kind, raw, (paths,) if isinstance(paths, str) else tuple(paths))
        for kind, rows in KINDS.items()
        for raw, paths in rows()
    ]


def whole_files() -> list[Nonsense]:
    return [
        Nonsense("an empty file", b"", ("$",)),
        Nonsense("an empty file", b" \n\t\r\n\n", ("$",)),
        Nonsense("an empty file", b"\xef\xbb\xbf", ("$", "$")),
        Nonsense("an empty array", b"[]", ("$",)),
        Nonsense("an empty array", b" [\n\n]\n", ("$",)),
        Nonsense("a marked array", b"\xef\xbb\xbf[" + good() + b"]", ("$",)),
        Nonsense("an array of anything", b'[1, null, "report", []]', ("$[0]", "$[1]", "$[2]", "$[3]")),
        Nonsense("an array in an array", b"[[" + good() + b"]]", ("$[0]",)),
        Nonsense("an array without end", b"[", ("$[0]",)),
        Nonsense("an array without end", b"[" * 100_000, ("$[0]",)),
        Nonsense("an array nested deep", b"[" + b"[" * 1000 + b"]" * 1000 + b"]", ("$[0]",)),
        Nonsense("a broken object over lines", b'{\n  "form": 1,\n  "portal_reference" "N-1"\n}\n', ("$",)),
        Nonsense("another encoding", json.dumps([GOOD]).encode("utf-16"), ("$",)),
        Nonsense("another format", b"form;iin;name\n1;900514300121;Yerlan\n2;;\n", ("$",)),
        Nonsense("another format", b'<?xml version="1.0"?>\n<report>\n <form>1</form>\n</report>\n', ("$",)),
        Nonsense("too large a file", b" " * (64 * 2**20 + 1), ("$",)),
    ]


# --- how a good line is spoilt


def compact(value, *, ascii_only=False):
    text = json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":"))
    return text.encode("utf-8")


def put(path, value):
    """The good report with another value at `$.a.b[0].c`, or with the key taken away."""
    report = deepcopy(GOOD)
    *above, last = _steps(path)
    place = report
    for step in above:
        place = place[step]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return report


def with_value(path, value, faults=None):
    return compact(put(path, value), ascii_only=True), faults or path


def with_text(path, text, faults=None):
    """A JSON text that Python would not write by itself (NaN, huge numbers, repeated keys) in a value's place."""
    mark = "HERE"
    return compact(put(path, mark)).replace(b'"HERE"', text.encode("utf-8")), faults or path


def _steps(path):
    for name in path.removeprefix("$.").split("."):
        key, *places = name.replace("]", "").split("[")
        yield key
        yield from map(int, places)


TEXTS = ["$.portal_reference", "$.provider", "$.garrison", "$.applicant.rank", "$.applicant.unit"]
NAMES = ["$.applicant.surname", "$.applicant.name", "$.applicant.patronymic", "$.family[0].surname"]
WHOLE = "$"


def not_json():
    yield from (
        (text.encode(), WHOLE)
        for text in [
            "hello",
            "<report/>",
            "form: 1",
            "{",
            "}",
            '{"form":1',
            "{'form':1}",
            '{"form" 1}',
            '{"form":1,}',
            '{"form":01}',
            '{"form":.5}',
            '{"form":+1}',
            "{form:1}",
            "undefined",
            "None",
            '{"form":True}',
            '"report',
            "\\",
            "1 2",
        ]
    )


def truncated():
    whole = compact(GOOD, ascii_only=True)
    yield from ((whole[:size], WHOLE) for size in (2, 11, 60, 200, 350, 500, len(whole) - 2, len(whole) - 1))


def more_on_the_line():
    whole = good()
    yield from (
        (raw, WHOLE)
        for raw in [whole + b"x", whole + whole, whole + b",", whole + b" // filed", b"#" + whole]
    )
    yield b"/* a report */" + whole, WHOLE


def not_an_object():
    yield from (
        (text.encode(), WHOLE) for text in ["null", "true", "false", "1", "1.5", '""', '"report"', "[]"]
    )
    yield b"[" + good() + b"]", WHOLE


def wrong_type():
    for path, value in [
        ("$.form", "1"),
        ("$.form", True),
        ("$.form", 1.0),
        ("$.form", None),
        ("$.form", [1]),
        ("$.portal_reference", 17),
        ("$.provider", {"name": "x"}),
        ("$.garrison", ["Алматы"]),
        ("$.garrison", None),
        ("$.applicant", "Сұлтанов"),
        ("$.applicant", []),
        ("$.applicant.category", 1),
        ("$.applicant.iin", 900514300121),
        ("$.applicant.name", None),
        ("$.applicant.patronymic", 5),
        ("$.family", {}),
        ("$.family", None),
        ("$.family[0]", "spouse"),
        ("$.family[1].iin", None),
        ("$.consents", True),
        ("$.consents.applicant", "true"),
        ("$.consents.applicant", 1),
        ("$.consents.applicant", None),
        ("$.consents.spouse", "yes"),
        ("$.documents", {"1": "held"}),
        ("$.documents[0]", 1),
        ("$.documents[1].list9", "3"),
        ("$.documents[1].list9", 3.0),
        ("$.documents[1].list9", True),
        ("$.documents[1].issued_on", 20260115),
        ("$.documents[1].issued_on", None),
        ("$.documents[1].valid_until", False),
        ("$.certified_by", None),
        ("$.number_linked", 1),
        ("$.number_linked", "true"),
        ("$.number_linked", None),
        ("$.filed_at", 1772807400),
    ]:
        yield with_value(path, value)


def missing_key():
    for path in [
        *(f"$.{key}" for key in GOOD),
        *(f"$.applicant.{key}" for key in GOOD["applicant"] if key != "patronymic"),
        *(f"$.family[0].{key}" for key in ("relationship", "surname", "name", "iin")),
        "$.consents.applicant",
        "$.documents[0].list9",
        "$.documents[1].issued_on",
    ]:
        yield with_value(path, MISSING)
    yield b"{}", [f"$.{key}" for key in GOOD]


def unknown_key():
    for path in [
        "$.garison",
        "$.state",
        "$.applicant.age",
        "$.family[1].Iin",
        "$.consents.child",
        "$._",
        "$.x1",
    ]:
        yield with_value(path, "x")
    yield with_value("$.documents[1].pages", 3)
    yield compact({**GOOD, "900514300121": 1}), "$[?]"
    yield compact({**GOOD, "Сұлтанов": 1}), "$[?]"
    yield compact({**GOOD, "": 1}), "$[?]"
    yield compact({**GOOD, "k" * 5000: 1}), "$[?]"
    yield compact({**GOOD, **{f"k{number}": 1 for number in range(1000)}}), WHOLE
    misspelt = {"fom" if key == "form" else key: value for key, value in GOOD.items()}
    yield compact(misspelt), ["$.form", "$.fom"]


def duplicate_key():
    whole = good()
    for key, again in [
        ("form", b'"form":1,'),
        ("garrison", '"garrison":"Астана",'.encode()),
        ("family", b'"family":[],'),
        ("number_linked", b'"number_linked":false,'),
    ]:
        yield b"{" + again + whole[1:], f"$.{key}"
    yield whole.replace(b'"iin":"900', b'"iin":"1","iin":"900'), "$.applicant.iin"
    yield whole.replace(b'"list9":3', b'"list9":3,"list9":3,"list9":4'), "$.documents[1].list9"
    yield b'{"form":1,"f\\u006frm":2,' + whole[len(b'{"form":1,') :], "$.form"


def not_one_of_the_words():
    for path, value in [
        ("$.form", 3),
        ("$.form", 0),
        ("$.form", -1),
        ("$.applicant.category", "oficer"),
        ("$.applicant.category", "Officer"),
        ("$.applicant.category", ""),
        ("$.family[0].relationship", "wife"),
        ("$.documents[0].held_by", "applicant"),
        ("$.documents[0].list9", 0),
        ("$.documents[0].list9", 11),
        ("$.documents[1].list9", -1),
        ("$.certified_by", "signature"),
        ("$.certified_by", "digital signature"),
    ]:
        yield with_value(path, value)


def wrong_check_digit():
    for digit in "023456789":
        yield with_value("$.applicant.iin", f"90051430012{digit}")
    yield with_value("$.family[0].iin", "921108400344")
    yield with_value("$.family[1].iin", "150321500565")
    # Digits for which the second pass gives 10 as well: no twelfth digit is right.
    yield from (with_value("$.applicant.iin", f"90051430038{digit}") for digit in "05")


def impossible_birth_date():
    """The check digits are right."""
    for iin in [
        "900230300128",
        "901314300127",
        "900014300123",
        "900500300125",
        "900532300125",
        "900574300129",
    ]:
        yield with_value("$.applicant.iin", iin)
    yield with_value("$.applicant.iin", "000229300124")  # 1900 was no leap year
    yield with_value("$.family[1].iin", "010229500129")  # nor was 2001


def wrong_century():
    for iin in ["900514700127", "900514800123", "900514900126", "900514000122"]:
        yield with_value("$.applicant.iin", iin)
    yield with_value("$.family[0].iin", "921108700344")
    yield with_value("$.family[0].iin", "010229000127")  # a foreigner's, but 29 February 01 never was


def number_of_an_organisation():
    for iin in ["900544300125", "900554300122", "900564300124"]:
        yield with_value("$.applicant.iin", iin)


def not_twelve_digits():
    for iin in [
        "90051430012",
        "9005143001210",
        "",
        "90051430012O",
        "900514-30012",
        "９００５１４３００１２１",
    ]:
        yield with_value("$.applicant.iin", iin)
    yield with_value("$.family[0].iin", "٩٢١١٠٨٤٠٠٣٤٥")
    yield with_value("$.family[0].iin", "921108 40034")


def born_after_filing():
    yield with_value("$.family[1].iin", "260307500123")  # 7 March 2026; filed on the 6th
    yield with_value("$.family[1].iin", "261231500123")
    yield with_value("$.applicant.iin", "270101600121")


def one_number_twice():
    yield with_value("$.family[1].iin", "900514300121")
    yield with_value("$.family[1].iin", "921108400345")
    yield with_value("$.family[0].iin", "900514300121")


def no_such_moment():
    for text in [
        "2026-13-06T19:30:00+05:00",
        "2026-00-06T19:30:00+05:00",
        "2026-02-29T19:30:00+05:00",
        "2026-03-05T24:00:00+05:00",
        "2026-03-05T19:60:00+05:00",
        "2026-03-05T19:30:60+05:00",
        "2026-03-05T19:30:00",
        "2026-03-05T19:30:00+25:00",
        "2026-03-05 19:30:00+05:00",
        "2026-03-05",
        "05.03.2026 19:30",
        "2026-W10-4T19:30:00Z",
        "20260305T193000Z",
        "0001-01-01T00:00:00+14:00",
        "now",
    ]:
        yield with_value("$.filed_at", text)


def no_such_day():
    for text in [
        "2026-02-30",
        "2026-13-01",
        "15.01.2026",
        "2026-1-5",
        "2026-01-15T00:00Z",
        "20260115",
        "-",
        "0000-01-01",
    ]:
        yield with_value("$.documents[1].issued_on", text)
    yield with_value("$.documents[1].valid_until", "2026-02-31")
    yield with_value("$.documents[1].valid_until", "forever")


def from_the_future():
    """Read as if it were 1 April 2026, noon in Almaty."""
    yield with_value("$.filed_at", "2026-04-01T12:00:01+05:00")
    yield with_value("$.filed_at", "2026-04-01T12:00:00+04:00")
    yield with_value("$.filed_at", "2199-01-01T00:00:00Z")


def days_that_do_not_go_together():
    yield with_value("$.documents[1].issued_on", "2026-03-07")  # filed on the 6th
    yield with_value("$.documents[1].valid_until", "2026-01-14")  # issued on the 15th


def lone_surrogate():
    for path in [*TEXTS, *NAMES, "$.applicant.iin", "$.applicant.category", "$.filed_at"]:
        yield with_text(path, r'"\ud800"')
    yield with_text("$.garrison", r'"Алматы\udfff"')
    yield good()[:-1] + rb',"\ud800":1}', "$[?]"


def not_a_number():
    for path in ["$.form", "$.garrison", "$.number_linked", "$.documents[1].list9"]:
        yield from (with_text(path, text) for text in ("NaN", "Infinity", "-Infinity"))
    yield b"NaN", WHOLE


def huge_number():
    for text in ["1" + "0" * 400, "1" * 5000, "-" + "9" * 19, "1e400", "1E-400", "9" * 100_000]:
        yield with_text("$.form", text)
    yield with_text("$.documents[1].list9", "18446744073709551617")


def overlong():
    yield with_value("$.garrison", "А" * 301)
    yield with_value("$.portal_reference", "N" * 101)
    yield with_value("$.applicant.surname", "С" * 101)
    yield with_value("$.applicant.address", "А" * 100_000)
    yield with_value("$.garrison", "A" * 10_000_000, WHOLE)
    yield with_value("$.family", [GOOD["family"][1]] * 51)
    yield with_value("$.documents", [GOOD["documents"][0]] * 101)


def nested_deep():
    for deep in ["[" * 1000 + "]" * 1000, '{"a":' * 1000 + "1" + "}" * 1000]:
        yield with_text("$.garrison", deep, WHOLE)
        yield with_text("$.family", deep, WHOLE)
    yield b'{"form":' * 1000, WHOLE
    yield b'{"form":' + b"[" * 100_000, WHOLE
    yield with_text("$.garrison", "[" * 60 + "]" * 60)


def byte_order_mark():
    yield b"\xef\xbb\xbf" + good(), WHOLE
    yield b"\xef\xbb\xbf" + compact(put("$.form", 3)), [WHOLE, "$.form"]
    yield b"\xef\xbb\xbf{", [WHOLE, WHOLE]


def other_encoding():
    text = json.dumps(GOOD, ensure_ascii=False)
    russian = text.translate(str.maketrans("ұүқғңәөіҰҮҚҒҢӘӨІ", "уукгнаоиУУКГНАОИ"))
    yield from ((russian.encode(name), WHOLE) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5"))
    yield from (
        (text.encode(name), WHOLE) for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le")
    )
    place = "Алматы".encode()
    for bad in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", place[:-1], b"\x80"):
        yield good().replace(place, bad, 1), WHOLE


def control_characters():
    for escape in (r"\u0000", r"\n", r"\u001b[31m", r"\u202e", r"\u200b", r"\u0085", r"\u00a0", r"\ufeff"):
        yield with_text("$.garrison", f'"Алм{escape}аты"')
    yield with_text("$.applicant.name", r'"Ерлан\u0000"')
    yield from (with_text("$.garrison", f'"Алм{raw}аты"', WHOLE) for raw in "\x00\t\x1b\r")


def empty_or_spaces():
    for path in [*TEXTS, *NAMES, "$.applicant.address"]:
        yield with_value(path, "")
        yield with_value(path, "   ")
    yield with_value("$.garrison", " Алматы")
    yield with_value("$.garrison", "Алматы ")
    yield with_value("$.applicant.name", "Ерлан ")
    yield with_value("$.portal_reference", "N 1")


def no_name():
    for text in [
        "Ерлан2",
        "7",
        "Ерлан!",
        "Е. Қ.",
        "Ерлан-",
        "-Ерлан",
        "Ерлан  Али",
        "Али (Ерлан)",
        "<b>",
        "😀",
        "Али_бек",
    ]:
        yield with_value("$.applicant.name", text)
    yield with_value("$.family[0].surname", "900514300121")


def letters_in_pieces():
    yield with_value("$.garrison", "Аи\u0306")
    yield with_value("$.applicant.name", "Сергеи\u0306")


def password_without_number():
    yield compact({**GOOD, "certified_by": "one_time_password", "number_linked": False}), "$.number_linked"


def two_shapes_of_a_document():
    held = {"list9": 1, "held_by": "information_system"}
    yield with_value("$.documents[0]", {**held, "issued_on": "2026-01-15"}, "$.documents[0].issued_on")
    yield with_value("$.documents[0]", {**held, "valid_until": None}, "$.documents[0].valid_until")
    yield with_value("$.documents[0]", {"list9": 1}, "$.documents[0].issued_on")
    yield with_value("$.documents[0].held_by", None)


def two_spouses():
    yield with_value("$.family[1].relationship", "spouse")


def many_faults():
    report = put("$.applicant", {**GOOD["applicant"], "iin": "900514300120", "rank": "", "name": "Ерл4н"})
    report["form"], report["filed_at"] = 9, "yesterday"
    yield compact(report), ["$.form", "$.applicant.iin", "$.applicant.rank", "$.applicant.name", "$.filed_at"]
    report = put("$.documents", [{"list9": 99}, 5, {"list9": 2, "issued_on": "2026-02-30", "x": 1}])
    documents = ["[0].list9", "[0].issued_on", "[1]", "[2].issued_on", "[2].x"]
    yield compact(report), [f"$.documents{place}" for place in documents]
    child = {**GOOD["family"][1], "iin": "900514300121"}
    report = put("$.family", [child, {**child, "relationship": "son"}])
    yield compact(report), ["$.family[0].iin", "$.family[1].iin", "$.family[1].relationship"]


KINDS = {
    "not JSON": not_json,
    "truncated": truncated,
    "more on the line": more_on_the_line,
    "not an object": not_an_object,
    "wrong type": wrong_type,
    "missing key": missing_key,
    "unknown key": unknown_key,
    "duplicate key": duplicate_key,
    "not one of the words": not_one_of_the_words,
    "wrong check digit": wrong_check_digit,
    "impossible birth date": impossible_birth_date,
    "wrong century": wrong_century,
    "number of an organisation": number_of_an_organisation,
    "not twelve digits": not_twelve_digits,
    "born after filing": born_after_filing,
    "one number twice": one_number_twice,
    "no such moment": no_such_moment,
    "no such day": no_such_day,
    "from the future": from_the_future,
    "days that do not go together": days_that_do_not_go_together,
    "lone surrogate": lone_surrogate,
    "NaN and Infinity": not_a_number,
    "huge number": huge_number,
    "overlong": overlong,
    "nested deep": nested_deep,
    "byte order mark": byte_order_mark,
    "other encoding": other_encoding,
    "control characters": control_characters,
    "empty or spaces": empty_or_spaces,
    "no name": no_name,
    "letters in pieces": letters_in_pieces,
    "password without number": password_without_number,
    "two shapes of a document": two_shapes_of_a_document,
    "two spouses": two_spouses,
    "many faults": many_faults,
}
