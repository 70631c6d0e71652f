"""The signature of a report as the desk takes it: verified, and what that came to in the words of the record."""

from datetime import datetime
from pathlib import Path

from process.errors import BadInput
from process.signature import Signature, unverified, verified
from signing.cms import MOST_BYTES
from signing.trust import Trust
from signing.verify import Verified, verify

ENDING = ".p7s"
"""What the file of a signature is called after the file that it is over: report.json.p7s."""


def signature_over(content: bytes, cms: bytes, trust: Trust, *, at: datetime, iin: str) -> Signature:
    """The applicant's signature over these very bytes. Raises SignatureRefused."""
    found = verify(cms, content, trust, at=at, iin=iin)
    if not isinstance(found, Verified):
        outcome = unverified(algorithm=found.algorithm, oid=found.oid)
        return Signature(cms, content, found.signer, outcome)
    outcome = verified(
        algorithm=found.algorithm,
        serial=found.serial,
        issuer=found.issuer,
        anchor=found.anchor,
        revocation=str(found.revocation),
    )
    return Signature(cms, content, found.signer, outcome)


def read_signature(path: Path) -> bytes:
    """The bytes of that file; of one too large just enough to be refused. Raises BadInput where it cannot be read."""
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"the signature {path} cannot be read: {error.strerror}") from None
