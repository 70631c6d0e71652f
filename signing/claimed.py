"""What a certificate says of itself, read once and whole, for asn1crypto reads late. Nothing of it is proved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

IIN = "IIN"
"""How the national certification authority writes whose certificate it is: serialNumber=IIN900514300121."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """`iins`: the numbers of persons that it names; `usage`: what its key may be used for, None where it does not say;
    `signed_by`, `key_by`: the algorithms of its issuer's signature and of its key.
    """

    der: bytes
    name: str | None
    iins: tuple[str, ...]
    issuer: str | None
    self_issued: bool
    first: datetime
    last: datetime
    usage: frozenset[str] | None
    issues_others: bool
    signed_by: str
    key_by: str
    key: bytes


def claimed(certificate: Any) -> Claimed:
    """Raises what reading ASN.1 raises."""
    inner = certificate["tbs_certificate"]
    info = inner["subject_public_key_info"]
    usage = certificate.key_usage_value
    return Claimed(
        der=certificate.dump(),
        name=_text(certificate.subject, "common_name"),
        iins=tuple(
            each[len(IIN) :] for each in _texts(certificate.subject, "serial_number") if each.startswith(IIN)
        ),
        issuer=_text(certificate.issuer, "common_name"),
        self_issued=bool(certificate.self_issued),
        first=inner["validity"]["not_before"].native,
        last=inner["validity"]["not_after"].native,
        usage=None if usage is None else frozenset(usage.native),
        issues_others=bool(certificate.ca),
        signed_by=certificate["signature_algorithm"]["algorithm"].dotted,
        key_by=info["algorithm"]["algorithm"].dotted,
        key=info.dump(),
    )


def _texts(name: Any, kind: str) -> list[str]:
    said = name.native.get(kind)
    return [said] if isinstance(said, str) else [str(each) for each in said or ()]


def _text(name: Any, kind: str) -> str | None:
    said = _texts(name, kind)
    return said[0] if said else None
