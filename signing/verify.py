"""Whether a detached signature over a report is the applicant's: verified, not verifiable here, or refused.

Three answers and no fourth. What can be checked and does not hold is refused, with everything that is wrong; what is
signed by an algorithm unknown here is `Unverified`, under the algorithm's name, and nobody may take it on trust. It
asks no network, and it does not know the time: `at` is the moment of filing.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from process import law
from process.errors import BadInput
from process.fault import Wrong, hidden
from signing.algorithms import DIGESTS, SIGNATURES
from signing.broken import broken
from signing.chain import Revocation, Way, against_the_rules, out_of_its_days, revoked, way_to_a_root
from signing.claimed import Claimed
from signing.cms import Signed, Unreadable, read
from signing.fitting import algorithm_of, fits, too_weak, unverifiable
from signing.trust import Trust

MOST_CERTIFICATES = 20
_WAY_ON = "The applicant signs the report again. A certificate that should be known here: docs/signatures.md."


@dataclass(frozen=True, slots=True)
class Verified:
    """The signature fits, and its certificate leads to the trust store. `signer`: the name in the certificate."""

    algorithm: str
    serial: str
    issuer: str
    anchor: str
    revocation: Revocation
    signer: str


@dataclass(frozen=True, slots=True)
class Unverified:
    """Signed by an algorithm that is not verified here. `signer` is what the certificate claims, unproved."""

    algorithm: str
    oid: str
    signer: str | None


class SignatureRefused(BadInput):
    """What was handed in is no such signature over these bytes. `wrong`: everything that is not so."""

    def __init__(
        self, wrong: Sequence[Wrong], *, provision: str | None = None, way_on: str | None = None
    ) -> None:
        self.wrong = tuple(wrong)
        said = "; ".join(f"expected {each.expected}, got {each.got}" for each in wrong)
        super().__init__(
            f"the signature is refused: {said}",
            provision=provision or law.ITEM_3_REPORT.cite(),
            way_on=way_on or _WAY_ON,
            details={"faults": [{"expected": each.expected, "got": each.got} for each in wrong]},
        )


def verify(
    signature: bytes, content: bytes, trust: Trust, *, at: datetime, iin: str | None = None
) -> Verified | Unverified:
    """What the signature over these bytes is worth; `iin`: whose it has to be. Raises SignatureRefused."""
    found = examine(signature, content, trust, at=at, iin=iin)
    if isinstance(found, (Verified, Unverified)):
        return found
    raise SignatureRefused(found)


def examine(
    signature: bytes, content: bytes, trust: Trust, *, at: datetime, iin: str | None = None
) -> Verified | Unverified | Sequence[Wrong]:
    """The same; what is wrong is the answer."""
    try:
        signed = read(signature)
    except Unreadable as error:
        return error.wrong
    wrong = [*_of_content(signed, content), *_of_certificate(signed, at, iin)]
    strange = unverifiable(signed)
    if strange is not None:
        return wrong or Unverified(strange.name, strange.oid, _name(signed))
    weak = list(too_weak(signed))
    wrong += weak
    if not weak and signed.certificate is not None and not fits(signed, content):
        wrong.append(Wrong("a signature made with the key of its certificate", "one that does not fit"))
    way, revocation = _of_chain(signed, trust, at, wrong)
    if wrong or way is None:
        return wrong
    return Verified(
        algorithm=algorithm_of(signed),
        serial=format(way.certificates[0].serial_number, "x"),
        issuer=way.certificates[0].issuer.rfc4514_string(),
        anchor=way.root.subject.rfc4514_string(),
        revocation=revocation,
        signer=_name(signed) or "",
    )


# --- what was signed


def _of_content(signed: Signed, content: bytes) -> Iterator[Wrong]:
    if signed.embedded is not None and signed.embedded != content:
        yield Wrong("a signature over the bytes of this file", "one that carries other content along")
    name = DIGESTS.get(signed.digest_algorithm)
    if signed.digests is None or name is None:
        return
    if len(signed.digests) != 1:
        yield Wrong("one digest of the content under the signature", f"{len(signed.digests)} of them")
    elif signed.digests[0] != hashlib.new(name, content).digest():
        yield Wrong("a signature over the bytes of this file", "one over other bytes: the digests differ")


# --- by whom


def _of_certificate(signed: Signed, at: datetime, iin: str | None) -> Iterator[Wrong]:
    """What the certificate says of itself; none of it is proved before the chain is."""
    certificate = signed.certificate
    if len(signed.others) >= MOST_CERTIFICATES:
        yield Wrong(f"fewer than {MOST_CERTIFICATES} certificates", f"{len(signed.others) + 1}")
    if certificate is None:
        yield Wrong("the signer's certificate within the signature", "none of that signer")
        return
    for algorithm, digest in signed.bound:
        if (
            algorithm not in hashlib.algorithms_available
            or hashlib.new(algorithm, certificate.der).digest() != digest
        ):
            yield Wrong("the certificate that was signed along", "another one")
    yield from _of_usage(certificate)
    if iin is not None:
        yield from _of_person(certificate, iin)
    yield from out_of_its_days("the signer's certificate", certificate.first, certificate.last, at)


def _of_usage(certificate: Claimed) -> Iterator[Wrong]:
    if certificate.usage is not None and not {"digital_signature", "non_repudiation"} & certificate.usage:
        yield Wrong("a certificate for signatures", "one for something else (its key usage)")
    if certificate.issues_others:
        yield Wrong("the certificate of a person", "one that issues certificates")


def _of_person(certificate: Claimed, iin: str) -> Iterator[Wrong]:
    if not certificate.iins:
        yield Wrong("a certificate with the applicant's IIN (serialNumber=IIN...)", "one without any")
    elif certificate.iins != (iin,):
        yield Wrong("a certificate of the applicant", "one with the IIN of somebody else")


def _name(signed: Signed) -> str | None:
    return signed.certificate.name if signed.certificate else None


# --- the chain


def _of_chain(
    signed: Signed, trust: Trust, at: datetime, wrong: list[Wrong]
) -> tuple[Way | None, Revocation]:
    """The way to a root; what is wrong with it is added to `wrong`."""
    if signed.certificate is None:
        return None, Revocation.UNKNOWN
    leaf, others = (
        _loaded(signed.certificate.der),
        [_loaded(each) for each in signed.others[:MOST_CERTIFICATES]],
    )
    way = leaf and way_to_a_root(leaf, [each for each in others if each], trust)
    if not way:
        issuer = hidden(signed.certificate.issuer or "an unnamed issuer")
        by = "" if signed.certificate.self_issued else f": issued by {issuer}"
        wrong.append(Wrong("a certificate that leads to the trust store", f"a foreign one{by}"))
        return None, Revocation.UNKNOWN
    weak = [
        each for each in way.certificates[:-1] if each.signature_algorithm_oid.dotted_string not in SIGNATURES
    ]
    if weak:
        wrong.append(Wrong("certificates signed with SHA-256 or better", "one that is not"))
    if against := against_the_rules(way, way.certificates[0].not_valid_before_utc):
        wrong.append(Wrong(against.expected, hidden(against.got)))
    for above in way.certificates[1:]:
        days = above.not_valid_before_utc, above.not_valid_after_utc
        wrong += out_of_its_days("the certificate of an issuer", *days, at)
    found, revocation = revoked(way, trust, at)
    wrong += found
    return way, revocation


def _loaded(der: bytes) -> Any:
    from cryptography import x509

    try:
        return x509.load_der_x509_certificate(der)
    except broken():
        return None
