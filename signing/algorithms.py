"""Which algorithms of signatures are verified here, which are too weak to count, and what the others are called.

Everything is known by its object identifier. What is not in these tables is named by its number, and never verified.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """How a signature of it is verified."""

    RSA = "RSA"
    PSS = "RSA-PSS"
    ECDSA = "ECDSA"


RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
EC_PUBLIC_KEY = "1.2.840.10045.2.1"
PSS = "1.2.840.113549.1.1.10"

DIGESTS: Mapping[str, str] = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
WEAK_DIGESTS: Mapping[str, str] = {
    "1.2.840.113549.2.2": "MD2",
    "1.2.840.113549.2.4": "MD4",
    "1.2.840.113549.2.5": "MD5",
    "1.3.14.3.2.26": "SHA-1",
}
SIGNATURES: Mapping[str, tuple[Family, str | None]] = {
    RSA_ENCRYPTION: (Family.RSA, None),
    "1.2.840.113549.1.1.11": (Family.RSA, "sha256"),
    "1.2.840.113549.1.1.12": (Family.RSA, "sha384"),
    "1.2.840.113549.1.1.13": (Family.RSA, "sha512"),
    PSS: (Family.PSS, None),
    EC_PUBLIC_KEY: (Family.ECDSA, None),
    "1.2.840.10045.4.3.2": (Family.ECDSA, "sha256"),
    "1.2.840.10045.4.3.3": (Family.ECDSA, "sha384"),
    "1.2.840.10045.4.3.4": (Family.ECDSA, "sha512"),
}
"""With the digest that the identifier itself names; None: the signature names it beside."""
WEAK_SIGNATURES: Mapping[str, str] = {
    "1.2.840.113549.1.1.2": "RSA with MD2",
    "1.2.840.113549.1.1.3": "RSA with MD4",
    "1.2.840.113549.1.1.4": "RSA with MD5",
    "1.2.840.113549.1.1.5": "RSA with SHA-1",
    "1.2.840.10045.4.1": "ECDSA with SHA-1",
    "1.2.840.10040.4.3": "DSA with SHA-1",
}
CURVES: Mapping[str, str] = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
LEAST_RSA_BITS = 2048

NAMES: Mapping[str, str] = {
    "1.2.398.3.10.1.1.1.1": "GOST 34.310-2004",
    "1.2.398.3.10.1.1.1.2": "GOST 34.310-2004 with GOST 34.311-95",
    "1.2.398.3.10.1.1.2.1": "GOST 34.310-2015 (256 bit)",
    "1.2.398.3.10.1.1.2.2": "GOST 34.310-2015 (512 bit)",
    "1.2.398.3.10.1.1.2.3.1": "GOST 34.310-2015 with GOST R 34.11-2015 (256 bit)",
    "1.2.398.3.10.1.1.2.3.2": "GOST 34.310-2015 with GOST R 34.11-2015 (512 bit)",
    "1.2.398.3.10.1.3.1": "the digest GOST 34.311-95",
    "1.2.398.3.10.1.3.2": "the digest GOST R 34.11-2015 (256 bit)",
    "1.2.398.3.10.1.3.3": "the digest GOST R 34.11-2015 (512 bit)",
    "1.2.643.2.2.3": "GOST R 34.10-2001",
    "1.2.643.2.2.19": "GOST R 34.10-2001",
    "1.2.643.7.1.1.1.1": "GOST R 34.10-2012 (256 bit)",
    "1.2.643.7.1.1.1.2": "GOST R 34.10-2012 (512 bit)",
    "1.2.643.7.1.1.3.2": "GOST R 34.10-2012 (256 bit)",
    "1.2.643.7.1.1.3.3": "GOST R 34.10-2012 (512 bit)",
    "1.3.101.112": "Ed25519",
    "1.3.101.113": "Ed448",
    "1.2.840.10040.4.1": "DSA",
    "2.16.840.1.101.3.4.3.2": "DSA with SHA-256",
    "2.16.840.1.101.3.4.2.4": "the digest SHA-224",
    "2.16.840.1.101.3.4.2.8": "the digest SHA3-256",
    "1.2.840.113549.1.1.14": "RSA with SHA-224",
    "1.2.840.10045.4.3.1": "ECDSA with SHA-224",
}
_ARCS: Mapping[str, str] = {
    "1.2.398.3.10.1.1.1.": "GOST 34.310-2004",
    "1.2.398.3.10.1.1.2.": "GOST 34.310-2015",
    "1.2.398.": "an algorithm of Kazakhstan",
    "1.2.643.": "an algorithm of Russia (GOST R)",
}
"""For what is not in the table: whose arc it stands in, the longest first."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """An algorithm that is not verified here: its name, and its number."""

    name: str
    oid: str


def unknown(oid: str) -> Unknown:
    """The name of an algorithm that is in no table of those verified."""
    arc = next((name for start, name in _ARCS.items() if oid.startswith(start)), None)
    return Unknown(NAMES.get(oid) or arc or "an unknown algorithm", oid)


def spoken(digest: str) -> str:
    """SHA-256"""
    return f"SHA-{digest.removeprefix('sha')}"
