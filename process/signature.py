"""A detached signature that came with a report: the bytes themselves, and what verifying them came to. Values only.

What names a person (the bytes, the signer) stands apart with the person's data; what the record says names nobody.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self


class Certainty(StrEnum):
    """What is known of a signature. A third does not exist: what is refused is never recorded."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Signature:
    """`content` are the very bytes that were signed, and `signer` is the name that the certificate gives.

    `outcome` is what the record says of it; one that is read back has none: there the record says it.
    """

    cms: bytes
    content: bytes
    signer: str | None
    outcome: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Self:
        return cls(b64decode(kept["cms"]), b64decode(kept["content"]), kept["signer"])

    def kept(self) -> dict[str, Any]:
        """As it stands with the person's data."""
        cms, content = (b64encode(each).decode("ascii") for each in (self.cms, self.content))
        return {"cms": cms, "content": content, "signer": self.signer}


def verified(*, algorithm: str, serial: str, issuer: str, anchor: str, revocation: str) -> dict[str, Any]:
    """What the record says of a signature that fits: by which certificate of whose, under which root."""
    return {
        "status": str(Certainty.VERIFIED),
        "algorithm": algorithm,
        "certificate": serial,
        "issuer": issuer,
        "anchor": anchor,
        "revocation": revocation,
    }


def unverified(*, algorithm: str, oid: str) -> dict[str, Any]:
    """What it says of one that cannot be verified here. Whose certificate it claims is unproved, and stands apart."""
    return {"status": str(Certainty.UNVERIFIED), "algorithm": algorithm, "oid": oid}


def kept_apart(text: str, signature: Signature | None) -> dict[str, Any]:
    """What stands with the person's data of an update: its text and, where it came with one, the signature."""
    return {"text": text, **({"signature": signature.kept()} if signature else {})}


def to_digest(apart: Mapping[str, Any]) -> str:
    """That over which its keyed digest is made: the text alone as ever, else all of it in its one form."""
    if apart.keys() == {"text"}:
        return str(apart["text"])
    return json.dumps(apart, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def is_unverified(outcome: Mapping[str, Any] | None) -> bool:
    return outcome is not None and outcome["status"] == Certainty.UNVERIFIED
