"""A complete report to fill in, as JSON. The people are invented; their numbers only keep the rules of numbers."""

import json
from typing import Any

from process.document_rule import Circumstance
from process.report import INFORMATION_SYSTEM, Category, Certified, Form, Relationship


def example(form: int) -> str:
    """A report in the form of Annex 1 or 2, to be read by people and by `intake.read`."""
    return json.dumps(_report(Form(form)), ensure_ascii=False, indent=2) + "\n"


def _report(form: Form) -> dict[str, Any]:
    return {
        "form": form.value,
        "portal_reference": f"EXAMPLE-{form.value}",
        "provider": "Алматы аудандық пайдалану бөлімі",
        "garrison": "Алматы",
        "applicant": {
            "category": Category.CONTRACT.value,
            "rank": "аға сержант",
            "surname": "Сұлтанов",
            "name": "Ерлан",
            "patronymic": "Қайратұлы",
            "iin": "900514300121",
            "address": "Алматы қаласы, Үлгі көшесі, 1-үй, 2-пәтер",
            "unit": "00001 әскери бөлімі",
        },
        "family": [
            _relative(Relationship.SPOUSE, "Сұлтанова", "Айгүл", "Маратқызы", "921108400345"),
            _relative(Relationship.CHILD, "Сұлтанов", "Нұрлан", "Ерланұлы", "150321500563"),
        ],
        "consents": {"applicant": True, "spouse": True},
        "documents": [
            {"list9": 1, "held_by": INFORMATION_SYSTEM},
            {"list9": 2, "issued_on": "2026-02-20", "valid_until": None},
            {"list9": 3, "issued_on": "2026-01-15", "valid_until": "2028-12-31"},
            {"list9": 4, "held_by": INFORMATION_SYSTEM},
        ],
        "circumstances": dict.fromkeys(map(str, Circumstance)),
        "certified_by": Certified.DIGITAL_SIGNATURE.value,
        "number_linked": True,
        "filed_at": "2026-03-06T19:30:00+05:00",
    }


def _relative(
    relationship: Relationship, surname: str, name: str, patronymic: str, iin: str
) -> dict[str, Any]:
    return {
        "relationship": relationship.value,
        "surname": surname,
        "name": name,
        "patronymic": patronymic,
        "iin": iin,
    }
