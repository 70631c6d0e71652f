"""The applicant's report (Annexes 1 and 2) as a value: who asks for what, with which family, consents and documents.

`to_json` is its one canonical form; `public` and `personal` are that form's two halves, so that names, numbers and
addresses can stand apart from the record. It checks nothing: `intake` reads, `report_notes` remarks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum
from itertools import zip_longest
from typing import Any, Self

from process.localtime import day_text, parse_day, parse_instant, utc_text
from process.quick import quick
from process.signature import Signature


class Form(IntEnum):
    """Annex 1: service housing. Annex 2: the current housing payment."""

    SERVICE_HOUSING = 1
    HOUSING_PAYMENT = 2


class Category(StrEnum):
    """The applicant's standing in the service (item 2(2))."""

    OFFICER = "officer"
    CONTRACT = "contract"
    CONSCRIPT = "conscript"
    KURSANT = "kursant"
    KADET = "kadet"
    CALLED_UP = "called_up"
    RESERVE = "reserve"
    CIVILIAN = "civilian"


class Relationship(StrEnum):
    """What the family member is to the applicant."""

    SPOUSE = "spouse"
    CHILD = "child"
    SPOUSES_CHILD = "spouses_child"
    WARD = "ward"
    PARENT = "parent"
    SPOUSES_PARENT = "spouses_parent"
    OTHER = "other"


class Certified(StrEnum):
    """How the report was certified (item 3)."""

    DIGITAL_SIGNATURE = "digital_signature"
    ONE_TIME_PASSWORD = "one_time_password"


SERVICE = "order-232"
"""The service that a report asks for, where it names none."""
INFORMATION_SYSTEM = "information_system"
"""Who holds a document that need not be handed in."""

_PERSONAL = ("rank", "surname", "name", "patronymic", "iin", "address", "unit")


@dataclass(frozen=True, slots=True)
class FamilyMember:
    relationship: Relationship
    surname: str
    name: str
    patronymic: str | None
    iin: str

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(
            relationship=Relationship(value["relationship"]),
            surname=value["surname"],
            name=value["name"],
            patronymic=value.get("patronymic"),
            iin=value["iin"],
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "relationship": self.relationship.value,
            "surname": self.surname,
            "name": self.name,
            "patronymic": self.patronymic,
            "iin": self.iin,
        }


@dataclass(frozen=True, slots=True)
class Document:
    """A document of list 9 by its sub-item: handed in with its dates, or held by the information system."""

    list9: int
    issued_on: date | None
    valid_until: date | None
    held_by_information_system: bool

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(
            list9=value["list9"],
            issued_on=_day(value.get("issued_on")),
            valid_until=_day(value.get("valid_until")),
            held_by_information_system="held_by" in value,
        )

    def to_json(self) -> dict[str, Any]:
        if self.held_by_information_system:
            return {"list9": self.list9, "held_by": INFORMATION_SYSTEM}
        issued, valid = self.issued_on, self.valid_until
        return {
            "list9": self.list9,
            "issued_on": issued and day_text(issued),
            "valid_until": valid and day_text(valid),
        }


@dataclass(frozen=True, slots=True)
class Consents:
    """To the access to restricted personal data. `spouse` is None where nothing was said."""

    applicant: bool
    spouse: bool | None


@quick
@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was filed. `filed_at` is an instant in UTC; `circumstances` holds only what was said.

    `portal_receipt`: the portal's own, that it checked the signature or the one-time password. `signature`: the one
    that came beside the report, which is no part of it.
    """

    form: Form
    portal_reference: str
    provider: str
    garrison: str
    category: Category
    rank: str
    surname: str
    name: str
    patronymic: str | None
    iin: str
    address: str
    unit: str
    family: tuple[FamilyMember, ...]
    consents: Consents
    documents: tuple[Document, ...]
    certified_by: Certified
    number_linked: bool
    filed_at: datetime
    service: str = SERVICE
    circumstances: Mapping[str, bool] = field(default_factory=dict)
    portal_receipt: str | None = None
    signature: Signature | None = None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """From a JSON object that `intake` has found free of faults, or from `to_json`."""
        applicant, consents = value["applicant"], value["consents"]
        return cls(
            form=Form(value["form"]),
            portal_reference=value["portal_reference"],
            provider=value["provider"],
            garrison=value["garrison"],
            category=Category(applicant["category"]),
            rank=applicant["rank"],
            surname=applicant["surname"],
            name=applicant["name"],
            patronymic=applicant.get("patronymic"),
            iin=applicant["iin"],
            address=applicant["address"],
            unit=applicant["unit"],
            family=tuple(map(FamilyMember.from_json, value["family"])),
            consents=Consents(consents["applicant"], consents.get("spouse")),
            documents=tuple(map(Document.from_json, value["documents"])),
            certified_by=Certified(value["certified_by"]),
            number_linked=value["number_linked"],
            filed_at=parse_instant(value["filed_at"]),
            service=value.get("service", SERVICE),
            circumstances=said(value.get("circumstances")),
            portal_receipt=value.get("portal_receipt"),
        )

    @classmethod
    def from_parts(cls, public: Mapping[str, Any], personal: Mapping[str, Any]) -> Self:
        """The report again from its two halves."""
        applicant = {**public["applicant"], **personal["applicant"]}
        report = cls.from_json({**public, "applicant": applicant, "family": personal["family"]})
        kept = personal.get("signature")
        return replace(report, signature=Signature.from_kept(kept)) if kept else report

    @property
    def signature_outcome(self) -> Mapping[str, Any] | None:
        """What the record says of its signature; None where none came with it."""
        return self.signature.outcome if self.signature else None

    def public(self) -> dict[str, Any]:
        """What says nothing about a person by name, number or place."""
        said: dict[str, Any] = {
            "form": int(self.form),
            "portal_reference": self.portal_reference,
            "provider": self.provider,
            "garrison": self.garrison,
            "applicant": {"category": str(self.category)},
            "consents": {"applicant": self.consents.applicant, "spouse": self.consents.spouse},
            "documents": [document.to_json() for document in self.documents],
            "certified_by": str(self.certified_by),
            "number_linked": self.number_linked,
            "filed_at": utc_text(self.filed_at),
        }
        if self.service != SERVICE:
            said["service"] = self.service
        if self.circumstances:
            said["circumstances"] = dict(self.circumstances)
        if self.portal_receipt:
            said["portal_receipt"] = self.portal_receipt
        return said

    def personal(self) -> dict[str, Any]:
        """What must stand apart: the applicant's and the family's data."""
        return {
            "applicant": {key: getattr(self, key) for key in _PERSONAL},
            "family": [member.to_json() for member in self.family],
            **({"signature": self.signature.kept()} if self.signature else {}),
        }

    def to_json(self) -> dict[str, Any]:
        """The whole report in canonical form: every key present, the instant in UTC."""
        public, personal = self.public(), self.personal()
        personal.pop("signature", None)
        return public | personal | {"applicant": public["applicant"] | personal["applicant"]}


def differences(one: Report, other: Report) -> list[str]:
    """The JSON paths at which the two reports differ; the same instant in another offset is no difference.

    `signature`: another one, or one where there was none.
    """
    found = list(_differences("$", one.to_json(), other.to_json()))
    return found if one.signature == other.signature else [*found, "signature"]


def _differences(path: str, one: Any, other: Any) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys([*one, *other]):
            yield from _differences(f"{path}.{key}", one.get(key), other.get(key))
    elif isinstance(one, list) and isinstance(other, list):
        yield from _differences_in_rows(path, one, other)
    elif one != other:
        yield path


def _differences_in_rows(path: str, one: Sequence[Any], other: Sequence[Any]) -> Iterator[str]:
    for index, (left, right) in enumerate(zip_longest(one, other)):
        yield from _differences(f"{path}[{index}]", left, right)


def said(circumstances: Mapping[str, bool | None] | None) -> dict[str, bool]:
    """The circumstances of which something was said."""
    return {key: value for key, value in (circumstances or {}).items() if value is not None}


def _day(text: str | None) -> date | None:
    return None if text is None else parse_day(text)
