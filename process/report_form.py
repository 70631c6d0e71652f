"""What a report's JSON looks like, field by field, as data: the reader and the published schema are both made of it.

It says what each value may be by itself; what two values may not be together stands in `report_consistency`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from process import iin
from process.document_rule import Circumstance
from process.errors import BadInput
from process.fault import Wrong, shown
from process.localtime import parse_day, parse_instant
from process.report import INFORMATION_SYSTEM, SERVICE, Category, Certified, Form, Relationship

SERVICES = (SERVICE, "order-765")
LONGEST_NAME = 100
LONGEST_TEXT = 300
MOST_RELATIVES = 50
MOST_DOCUMENTS = 100
SUB_ITEMS_OF_LIST_9 = tuple(range(1, 11))

# The patterns say the same in JSON Schema (ECMA 262) and in Python, and match from end to end. Latin letters are
# there for family members from abroad.
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏЀ-ҁҊ-ӿ"
_APOSTROPHES = "'’ʼ"
_NAME = f"[{_LETTER}][{_LETTER}{_APOSTROPHES}]*(?:[- ][{_LETTER}][{_LETTER}{_APOSTROPHES}]*)*"
_STRANGE_IN_A_NAME = re.compile(f"[^-{_LETTER}{_APOSTROPHES} ]")
_TRIMMED = r"\S(?:.*\S)?"
_ONE_WORD = r"\S+"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_INSTANT = _DAY + r"T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
_A_DAY = "a date as YYYY-MM-DD"
_AN_INSTANT = "an instant with an offset, like 2026-03-06T19:30:00+05:00, not in the future"


@dataclass(frozen=True, slots=True)
class Text:
    """A string. `check` finds what a pattern cannot; a `personal` one is never shown."""

    means: str
    expected: str = "text"
    limit: int = LONGEST_TEXT
    pattern: str = _TRIMMED
    check: Callable[[str], Wrong | None] | None = None
    format: str | None = None
    personal: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few strings, or of a few whole numbers."""

    means: str
    values: tuple[str, ...] | tuple[int, ...]

    @property
    def expected(self) -> str:
        return "one of " + ", ".join(map(str, self.values))


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    means: str
    nullable: bool = False

    @property
    def expected(self) -> str:
        return "true, false or null" if self.nullable else "true or false"


@dataclass(frozen=True, slots=True)
class Record:
    """An object with these keys and no others."""

    means: str
    fields: Mapping[str, "Node"]
    optional: frozenset[str] = frozenset()
    expected: str = "an object"


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of objects of one kind."""

    means: str
    of: "Node"
    limit: int

    @property
    def expected(self) -> str:
        return "a list"


@dataclass(frozen=True, slots=True)
class Either:
    """An object of the one shape where it has the key, else of the other."""

    means: str
    key: str
    with_key: Record
    without_key: Record
    expected: str = "an object"


Node = Text | Choice | Flag | Record | Rows | Either


def _strange_letter(text: str) -> Wrong | None:
    found = _STRANGE_IN_A_NAME.search(text)
    if found is None:
        return None
    return Wrong(_A_NAME, f"{shown(found[0])} as character {found.start() + 1}")


def _applicants_iin(text: str) -> Wrong | None:
    return iin.wrong(text, foreigner_allowed=False)


def _relatives_iin(text: str) -> Wrong | None:
    return iin.wrong(text, foreigner_allowed=True)


def _day(text: str) -> Wrong | None:
    try:
        parse_day(text)
    except BadInput:
        return Wrong(_A_DAY, shown(text))
    return None


def _instant(text: str) -> Wrong | None:
    try:
        parse_instant(text)
    except BadInput:
        return Wrong(_AN_INSTANT, shown(text))
    return None


_A_NAME = "a name: letters, with hyphen, space or apostrophe between them"


def _name(means: str, *, nullable: bool = False) -> Text:
    return Text(means, _A_NAME, LONGEST_NAME, _NAME, _strange_letter, personal=True, nullable=nullable)


def _date(means: str, *, nullable: bool = False) -> Text:
    return Text(means, _A_DAY, len("2026-03-06"), _DAY, _day, format="date", nullable=nullable)


def _number(means: str, check: Callable[[str], Wrong | None]) -> Text:
    return Text(means, "an IIN: 12 digits 0-9", iin.LENGTH, iin.PATTERN, check, personal=True)


def _names() -> dict[str, Node]:
    return {
        "surname": _name("Surname."),
        "name": _name("Name."),
        "patronymic": _name("Patronymic, if any.", nullable=True),
    }


_APPLICANT = Record(
    "The applicant.",
    {
        "category": Choice("Standing in the service (item 2(2)).", tuple(each.value for each in Category)),
        "rank": Text("Military rank.", limit=LONGEST_NAME, personal=True),
        **_names(),
        "iin": _number("Individual identification number with its check digit.", _applicants_iin),
        "address": Text("Address.", personal=True),
        "unit": Text("State institution (military unit).", personal=True),
    },
    optional=frozenset({"patronymic"}),
)
_RELATIVE = Record(
    "A family member.",
    {
        "relationship": Choice(
            "What the person is to the applicant.", tuple(each.value for each in Relationship)
        ),
        **_names(),
        "iin": _number(
            "Individual identification number; a foreigner's may have 0 as 7th digit.", _relatives_iin
        ),
    },
    optional=frozenset({"patronymic"}),
)
_LIST9 = Choice("Sub-item of list 9.", SUB_ITEMS_OF_LIST_9)
_DOCUMENT = Either(
    "A document of list 9: handed in as a copy, or held by the information system.",
    "held_by",
    with_key=Record(
        "A document that the information system holds.",
        {"list9": _LIST9, "held_by": Choice("Who holds it.", (INFORMATION_SYSTEM,))},
    ),
    without_key=Record(
        "A document handed in as an electronic copy.",
        {
            "list9": _LIST9,
            "issued_on": _date("Day of issue."),
            "valid_until": _date("Last day on which it is valid; null: without limit.", nullable=True),
        },
        optional=frozenset({"valid_until"}),
    ),
)
_CONSENTS = Record(
    "Consents to the access to restricted personal data. A missing one is no fault: it is a ground of refusal.",
    {
        "applicant": Flag("The applicant's."),
        "spouse": Flag("The spouse's; null or absent where nothing was said.", nullable=True),
    },
    optional=frozenset({"spouse"}),
)
_SAID_OF = {
    Circumstance.SPOUSE_IN_STATE_BODY: "The spouse works for a state institution or a state enterprise (list 9(2)).",
    Circumstance.CHILD_LIVES_APART: "A child from a former marriage lives apart (list 9(5)).",
    Circumstance.SPOUSE_IN_SERVICE: "The spouse is a serviceman or an officer of a body named in list 9(6).",
    Circumstance.DWELLING_UNSANITARY: "The dwelling fails sanitary requirements (list 9(7)).",
    Circumstance.DWELLING_UNSOUND: "The dwelling fails technical requirements (list 9(8)).",
    Circumstance.ASKS_BETTER_HOUSING: "The applicant asks for better housing conditions (list 9(9)).",
    Circumstance.PAYMENT_USED: "The case of item 44 of the Government's rules No. 49 (list 9(10)).",
    Circumstance.CHILD_WITH_DISABILITY: "A child under eighteen in the family has a disability (list 9).",
    Circumstance.SEVERE_ILLNESS: "A family member has a disease of the severe list (list 9).",
}
_CIRCUMSTANCES = Record(
    "What the law asks more documents or data for (list 9); null or absent where nothing was said.",
    {str(each): Flag(means, nullable=True) for each, means in _SAID_OF.items()},
    optional=frozenset(map(str, Circumstance)),
)
_REFERENCE = Text(
    "The portal's number of the report; the same number is the same report.",
    "the portal's number, without spaces",
    LONGEST_NAME,
    _ONE_WORD,
)
_RECEIPT = Text(
    "The portal's own receipt that it checked the signature, or the one-time password; null or absent for none.",
    "the portal's reference, without spaces",
    LONGEST_NAME,
    _ONE_WORD,
    nullable=True,
)
_CERTIFIED: dict[str, Node] = {
    "certified_by": Choice("How the report was certified (item 3).", tuple(each.value for each in Certified)),
    "portal_receipt": _RECEIPT,
    "number_linked": Flag("Whether the applicant's subscriber number is linked to the portal account (R28)."),
    "filed_at": Text(
        "The instant of filing.",
        _AN_INSTANT,
        len("2026-03-06T19:30:00.000000+05:00"),
        _INSTANT,
        _instant,
        format="date-time",
    ),
}
REPORT = Record(
    "A report in the form of Annex 1 (service housing) or Annex 2 (the current housing payment).",
    {
        "form": Choice("1: Annex 1. 2: Annex 2.", tuple(each.value for each in Form)),
        "service": Choice("The service asked for; without it, that of Order No. 232.", SERVICES),
        "portal_reference": _REFERENCE,
        "provider": Text("The district exploitation unit."),
        "garrison": Text("The garrison in which the applicant asks to be registered."),
        "applicant": _APPLICANT,
        "family": Rows("Family members; an empty list for none.", _RELATIVE, MOST_RELATIVES),
        "consents": _CONSENTS,
        "documents": Rows("Documents by list 9.", _DOCUMENT, MOST_DOCUMENTS),
        "circumstances": _CIRCUMSTANCES,
        **_CERTIFIED,
    },
    optional=frozenset({"service", "circumstances", "portal_receipt"}),
    expected="a report: a JSON object",
)

WHAT_CHANGES = ("new_relative", "relative", "name", "service", "documents", "housing", "other")
"""What a report of Annex 3 changes, in general; the form itself has words of the applicant's own for it."""
UPDATE = Record(
    "A report in the form of Annex 3: data given before are updated, changed or supplemented.",
    {
        "form": Choice("3: Annex 3.", (3,)),
        "portal_reference": _REFERENCE,
        "applicant_iin": _number("The applicant's IIN.", _applicants_iin),
        "member_iin": replace(
            _number("IIN of the family member whose data change.", _relatives_iin), nullable=True
        ),
        "what": Choice("What changes.", WHAT_CHANGES),
        "reason": Text("Reason of the change.", personal=True),
        "document": Record(
            "The confirming document.",
            {
                "title": Text("What it is.", personal=True),
                "issued_on": _date("Day of issue."),
                "list9": replace(_LIST9, means="Its sub-item, where it is a document of list 9."),
                "valid_until": _date("Last day on which it is valid; null: without limit.", nullable=True),
            },
            optional=frozenset({"list9", "valid_until"}),
        ),
        "circumstances": _CIRCUMSTANCES,
        "consents": Record("Consent, as in Annex 1.", {"applicant": Flag("The applicant's.")}),
        **_CERTIFIED,
    },
    optional=frozenset({"member_iin", "circumstances", "portal_receipt"}),
    expected="a report of Annex 3: a JSON object",
)
