"""Whom the operator trusts: a folder of certificates and revocation lists. Nothing is ever fetched from elsewhere.

A certificate that signs itself is a root; the others help to find the way to one. What is trusted stands in the folder
and nowhere else: neither the machine's own store nor what a signature brings along makes a root.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from process.errors import BadInput
from process.fault import Wrong
from signing.broken import broken

if TYPE_CHECKING:
    from cryptography import x509

MOST_BYTES = 64 * 2**20
"""Lists of a whole country's revoked certificates are long."""
_PEM = b"-----BEGIN "
_CERTIFICATE, _LIST = "CERTIFICATE", "X509 CRL"


@dataclass(frozen=True, slots=True)
class Trust:
    """`lists_needed`: a certificate is good only where a list of its issuer that is not stale says so."""

    roots: tuple["x509.Certificate", ...]
    others: tuple["x509.Certificate", ...]
    lists: tuple["x509.CertificateRevocationList", ...]
    lists_needed: bool = False


def trust_of(folder: Path, *, lists_needed: bool = False) -> Trust:
    """The trust store in that folder. Raises BadInput with every file that is none of it, all at once."""
    certificates: list[x509.Certificate] = []
    lists: list[tuple[str, x509.CertificateRevocationList]] = []
    faults: list[tuple[str, Wrong]] = []
    for path in _files(folder):
        try:
            for each in _things(_bytes(path)):
                _sort(path.name, each, certificates, lists)
        except _Strange as strange:
            faults.append((path.name, strange.wrong))
    roots = [each for each in certificates if _signs_itself(each)]
    faults += [(name, wrong) for name, each in lists if (wrong := _wrong_list(each, certificates))]
    if not roots and not faults:
        faults.append((str(folder), Wrong("at least one root: a certificate that signs itself", "none")))
    _raise_all(folder, faults)
    others = tuple(each for each in certificates if each not in roots)
    return Trust(tuple(roots), others, tuple(each for _, each in lists), lists_needed)


class _Strange(Exception):
    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.expected)
        self.wrong = wrong


def _files(folder: Path) -> list[Path]:
    try:
        found = sorted(each for each in folder.iterdir() if not each.name.startswith("."))
    except OSError as error:
        raise BadInput(
            f"the trust store {folder} cannot be read: {error.strerror}",
            way_on="Name a folder of certificates and revocation lists: --trust DIR, or MERZIM_TRUST.",
        ) from None
    return found


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise _Strange(Wrong("a file that can be read", str(error.strerror))) from None
    if len(data) > MOST_BYTES:
        raise _Strange(Wrong(f"at most {MOST_BYTES} bytes", "more"))
    return data


def _things(data: bytes) -> Iterator[Any]:
    """The certificates and lists of one file, PEM (any number) or DER (one)."""
    from cryptography import x509

    try:
        if _PEM not in data:
            yield _of_der(data)
            return
        for label, block in _blocks(data):
            if label == _CERTIFICATE:
                yield x509.load_pem_x509_certificate(block)
            elif label == _LIST:
                yield x509.load_pem_x509_crl(block)
            else:
                raise _Strange(
                    Wrong("certificates and revocation lists, and nothing else", f"a {label[:40]!r}")
                )
    except broken():
        raise _Strange(Wrong("certificates or revocation lists, as PEM or DER", "something else")) from None


def _blocks(data: bytes) -> Iterator[tuple[str, bytes]]:
    for block in data.split(_PEM)[1:]:
        label = block.split(b"-----", 1)[0].decode("latin-1")
        yield label, _PEM + block


def _of_der(data: bytes) -> Any:
    from cryptography import x509

    try:
        return x509.load_der_x509_certificate(data)
    except broken():
        return x509.load_der_x509_crl(data)


def _sort(name: str, each: Any, certificates: list[Any], lists: list[tuple[str, Any]]) -> None:
    from cryptography import x509

    if isinstance(each, x509.CertificateRevocationList):
        lists.append((name, each))
    elif each not in certificates:
        certificates.append(each)


def _signs_itself(certificate: "x509.Certificate") -> bool:
    """One whose algorithm is not verified here (GOST) is no root: no way of signatures leads to it."""

    if certificate.issuer != certificate.subject:
        return False
    try:
        certificate.verify_directly_issued_by(certificate)
    except broken():
        return False
    return True


def _wrong_list(
    each: "x509.CertificateRevocationList", certificates: "list[x509.Certificate]"
) -> Wrong | None:
    """A list counts for nothing unless its issuer is in the folder and signed it. One of GOST is left aside."""
    if not verifiable(each):
        return None
    issuers = [certificate for certificate in certificates if certificate.subject == each.issuer]
    if not issuers:
        return Wrong(
            "a revocation list of an issuer whose certificate is in the folder too", "one of another"
        )
    if not any(signed_by(each, issuer) for issuer in issuers):
        return Wrong("a revocation list signed by its issuer", "a signature that does not fit")
    return None


def verifiable(each: "x509.CertificateRevocationList") -> bool:
    from signing.algorithms import SIGNATURES, WEAK_SIGNATURES

    return each.signature_algorithm_oid.dotted_string in {*SIGNATURES, *WEAK_SIGNATURES}


def signed_by(each: "x509.CertificateRevocationList", issuer: "x509.Certificate") -> bool:
    """Whether that issuer signed the list, with an algorithm that counts."""

    from signing.algorithms import SIGNATURES

    if each.signature_algorithm_oid.dotted_string not in SIGNATURES:
        return False
    try:
        key: Any = issuer.public_key()
        return _may_sign_lists(issuer) and each.is_signature_valid(key)
    except broken():
        return False


def _may_sign_lists(issuer: "x509.Certificate") -> bool:
    from cryptography import x509

    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.crl_sign
    except x509.ExtensionNotFound:
        return True


def _raise_all(folder: Path, faults: list[tuple[str, Wrong]]) -> None:
    if not faults:
        return
    said = "; ".join(f"{name}: expected {wrong.expected}, got {wrong.got}" for name, wrong in faults)
    raise BadInput(
        f"the trust store {folder} cannot be used: {said}",
        way_on="Put these files right, or take them out of the folder (docs/signatures.md).",
        details={
            "faults": [{"file": name, "expected": wrong.expected, "got": wrong.got} for name, wrong in faults]
        },
    )
