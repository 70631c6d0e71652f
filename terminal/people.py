"""Persons as a screen may show them: enough to be told apart at the desk, not enough to be found by."""

from collections.abc import Mapping
from typing import Any

ERASED = "(erased)"


def masked(personal: Mapping[str, Any] | None) -> str:
    """Surname cut short and initials: "Сап*** Е. Қ."."""
    if not personal:
        return ERASED
    applicant = personal["applicant"]
    initials = [f"{applicant[key][0]}." for key in ("name", "patronymic") if applicant.get(key)]
    return " ".join([f"{applicant['surname'][:3]}***", *initials])


def full_name(personal: Mapping[str, Any] | None) -> str:
    """Rank and name, for the officer who must write to the person."""
    if not personal:
        return ERASED
    applicant = personal["applicant"]
    words = (applicant.get(key) for key in ("rank", "surname", "name", "patronymic"))
    return " ".join(word for word in words if word)


def masked_iin(iin: str) -> str:
    """The birth date stays, the serial number does not."""
    return f"{iin[:6]}******"
