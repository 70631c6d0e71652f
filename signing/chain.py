"""The way from a signer's certificate to a root that the operator trusts, and whether anybody revoked a step of it.

The rules of RFC 5280 (who may issue what, how deep, under which names) are pyhanko-certvalidator's; which way there is,
and what the lists in the folder say, is found here. Nothing waits for a network: a step that would is a fault of ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from process.fault import Wrong
from process.standing import when
from signing.at_once import at_once
from signing.broken import broken
from signing.trust import Trust, signed_by

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, CertificateRevocationList

LONGEST = 8
MOST_STEPS = 200
"""How many signatures are looked at on the search for a way: a bundle made to mislead ends it, and is foreign."""


class Revocation(StrEnum):
    """What the lists in the folder say of the way as a whole."""

    GOOD = "good"
    STALE = "stale"
    UNKNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Way:
    """The certificates from the signer's to the root."""

    certificates: tuple["Certificate", ...]

    @property
    def root(self) -> "Certificate":
        return self.certificates[-1]

    @property
    def steps(self) -> "Iterator[tuple[Certificate, Certificate]]":
        """Each certificate with that of its issuer."""
        yield from zip(self.certificates, self.certificates[1:], strict=False)


def way_to_a_root(leaf: "Certificate", others: "Sequence[Certificate]", trust: Trust) -> Way | None:
    """The first way that the rules of RFC 5280 allow, else the first there is; None where none leads to a root."""
    first = None
    for way in _ways(leaf, (*trust.others, *others), trust.roots):
        first = first or way
        if not against_the_rules(way, leaf.not_valid_before_utc):
            return way
    return first


def _ways(
    leaf: "Certificate", others: "Sequence[Certificate]", roots: "Sequence[Certificate]"
) -> Iterator[Way]:
    if leaf in roots:
        yield Way((leaf,))
        return
    ahead: list[tuple[Certificate, ...]] = [(leaf,)]
    steps = 0
    while ahead:
        path = ahead.pop()
        for issuer in _issuers(path, others, roots):
            steps += 1
            if steps > MOST_STEPS:
                return
            if not _issued(path[-1], issuer):
                continue
            if issuer in roots:
                yield Way((*path, issuer))
            elif len(path) < LONGEST:
                ahead.append((*path, issuer))


def _issuers(
    path: "tuple[Certificate, ...]", others: "Sequence[Certificate]", roots: "Sequence[Certificate]"
) -> "Iterator[Certificate]":
    return (each for each in (*roots, *others) if _names(path[-1], each) and each not in path)


def _names(certificate: "Certificate", issuer: "Certificate") -> bool:
    """Whether it names that one as its issuer. The library reads names only now: one that is broken names nobody."""
    try:
        return certificate.issuer == issuer.subject
    except broken():
        return False


def _issued(certificate: "Certificate", issuer: "Certificate") -> bool:

    try:
        certificate.verify_directly_issued_by(issuer)
    except broken():
        return False
    return True


def against_the_rules(way: Way, moment: datetime) -> Wrong | None:
    """What RFC 5280 has against the way, its days aside."""
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.authority import CertTrustAnchor
    from pyhanko_certvalidator.errors import ExpiredError, NotYetValidError, ValidationError
    from pyhanko_certvalidator.path import ValidationPath
    from pyhanko_certvalidator.validate import async_validate_path

    if len(way.certificates) == 1:
        return None
    leaf, *between, root = map(_for_the_library, way.certificates)
    context = ValidationContext(trust_roots=[root], moment=moment, allow_fetching=False)
    path = ValidationPath(CertTrustAnchor(root), list(reversed(between)), leaf)
    try:
        at_once(async_validate_path(context, path))
    except (ExpiredError, NotYetValidError):
        return None
    except ValidationError as error:
        return Wrong("a chain of certificates that RFC 5280 allows", str(error))
    return None


def _for_the_library(certificate: "Certificate") -> Any:
    from asn1crypto import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


# --- days


def out_of_its_days(name: str, first: datetime, last: datetime, at: datetime) -> Iterator[Wrong]:
    """Whether a certificate of these days was not valid at that moment."""
    if at > last:
        yield Wrong(f"{name} valid on {when(at)}", f"one that expired on {when(last)}")
    elif at < first:
        yield Wrong(f"{name} valid on {when(at)}", f"one that is valid only from {when(first)}")


# --- revocation


def revoked(way: Way, trust: Trust, at: datetime) -> tuple[list[Wrong], Revocation]:
    """What the lists say of every certificate of the way but the root, which nobody can revoke."""
    wrong: list[Wrong] = []
    known: list[Revocation] = []
    for number, (certificate, issuer) in enumerate(way.steps):
        name = "the signer's certificate" if number == 0 else "the certificate of an issuer"
        lists = [each for each in trust.lists if each.issuer == issuer.subject and signed_by(each, issuer)]
        found, state = _by_lists(certificate, lists, name, at)
        wrong += found
        known.append(state)
        if trust.lists_needed and state is not Revocation.GOOD and not found:
            got = "one that ended before" if state is Revocation.STALE else "none"
            wrong.append(Wrong(f"a revocation list on {name} that reaches to {when(at)}", got))
    return wrong, max(known, key=list(Revocation).index, default=Revocation.GOOD)


def _by_lists(
    certificate: "Certificate", lists: "Sequence[CertificateRevocationList]", name: str, at: datetime
) -> tuple[list[Wrong], Revocation]:
    """A list that is stale still says who was revoked by then; that somebody is not on it, it says no more."""
    for each in lists:
        entry = each.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None and entry.revocation_date_utc <= at and not _taken_back(entry):
            got = f"one that was revoked on {when(entry.revocation_date_utc)}"
            return [Wrong(f"{name} in force on {when(at)}", got)], Revocation.GOOD
    whole = [each for each in lists if _is_whole(each)]
    if any(each.next_update_utc is not None and at <= each.next_update_utc for each in whole):
        return [], Revocation.GOOD
    return [], Revocation.STALE if whole else Revocation.UNKNOWN


def _taken_back(entry: Any) -> bool:
    from cryptography import x509

    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return False
    return bool(reason is x509.ReasonFlags.remove_from_crl)


def _is_whole(each: "CertificateRevocationList") -> bool:
    """A list for some certificates, for some reasons, or of changes only, says of nobody that all is well."""
    return not any(extension.critical for extension in each.extensions)
