"""The key that papers are signed with: a PKCS#12 file that the operator names; its password never stands in a command.

`MERZIM_SIGNING_KEY` names the file, `MERZIM_SIGNING_PASSWORD_FILE` a file with its password in the first line (or
`MERZIM_SIGNING_PASSWORD` is the password). Without the first, papers go out unsigned.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from process.errors import BadInput
from process.fault import Wrong
from process.standing import when
from signing.algorithms import CURVES, LEAST_RSA_BITS
from signing.broken import broken

if TYPE_CHECKING:
    from cryptography import x509

KEY, PASSWORD, PASSWORD_FILE = (
    "MERZIM_SIGNING_KEY",
    "MERZIM_SIGNING_PASSWORD",
    "MERZIM_SIGNING_PASSWORD_FILE",
)
MOST_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its certificate and those of its issuers. The key itself is never shown."""

    path: Path
    certificate: "x509.Certificate"
    others: "tuple[x509.Certificate, ...]"
    key: Any = field(repr=False)

    def require_days(self, at: datetime) -> None:
        """Raises BadInput where the certificate is not valid at that moment: nobody would take such a signature."""
        first, last = self.certificate.not_valid_before_utc, self.certificate.not_valid_after_utc
        if at > last:
            raise _unusable(
                self.path, Wrong(f"a certificate valid on {when(at)}", f"one that expired on {when(last)}")
            )
        if at < first:
            raise _unusable(
                self.path,
                Wrong(f"a certificate valid on {when(at)}", f"one that is valid only from {when(first)}"),
            )


def configured_key(environment: Mapping[str, str]) -> SigningKey | None:
    """The key that the operator configured, if there is one. Raises BadInput where it cannot be used."""
    path = environment.get(KEY)
    if not path:
        return None
    return signing_key(Path(path), _password(environment))


def _password(environment: Mapping[str, str]) -> str | None:
    file = environment.get(PASSWORD_FILE)
    if not file:
        return environment.get(PASSWORD)
    try:
        first = Path(file).read_text(encoding="utf-8").split("\n", 1)[0]
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadInput(
            f"the password of the signing key cannot be read from {file}: {why}",
            way_on=f"Put it into the first line of that file, and let {PASSWORD_FILE} name it.",
        ) from None
    return first.removesuffix("\r")


def signing_key(path: Path, password: str | None) -> SigningKey:
    """The key in that PKCS#12 file. Raises BadInput with everything that keeps it from signing papers."""
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        key, certificate, others = pkcs12.load_key_and_certificates(
            _bytes(path), password.encode() if password is not None else None
        )
    except broken():
        got = (
            "another file, or one with another password"
            if password is not None
            else "one with a password, or another file"
        )
        raise _unusable(path, Wrong("a PKCS#12 file, and its password", got)) from None
    wrong = _wrong(key, certificate)
    if wrong or certificate is None:
        raise _unusable(path, *wrong)
    return SigningKey(path, certificate, tuple(others), key)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES)
    except OSError as error:
        raise _unusable(path, Wrong("a file that can be read", str(error.strerror))) from None


def _wrong(key: Any, certificate: "x509.Certificate | None") -> list[Wrong]:
    found = []
    if key is None:
        found.append(Wrong("a private key", "none"))
    if certificate is None:
        found.append(Wrong("the certificate of its key", "none"))
    if key is not None and not _is_strong(key):
        found.append(
            Wrong(
                f"an RSA key of at least {LEAST_RSA_BITS} bits, or one of ECDSA P-256, P-384, P-521",
                "another",
            )
        )
    if certificate is not None and not _may_sign(certificate):
        found.append(Wrong("a certificate for signatures", "one for something else (its key usage)"))
    return found


def _is_strong(key: Any) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if isinstance(key, rsa.RSAPrivateKey):
        return key.key_size >= LEAST_RSA_BITS
    return isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in CURVES


def _may_sign(certificate: "x509.Certificate") -> bool:
    from cryptography import x509

    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _unusable(path: Path, *wrong: Wrong) -> BadInput:
    said = "; ".join(f"expected {each.expected}, got {each.got}" for each in wrong)
    return BadInput(
        f"the signing key {path} cannot be used: {said}",
        way_on=f"Name another with {KEY}, or none: papers then go out unsigned (docs/signatures.md).",
        details={"faults": [{"expected": each.expected, "got": each.got} for each in wrong]},
    )
