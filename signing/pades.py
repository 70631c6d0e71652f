"""Papers signed as PDF (PAdES, baseline B): a signature appended to the file, and what it covers found again.

The original bytes stay as they are and begin the signed file. No authority is asked for the time: the moment that the
file names is the one that was handed in.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from process import law
from process.errors import BadInput
from process.fault import Wrong
from signing.broken import READING
from signing.key import SigningKey
from signing.trust import Trust
from signing.verify import SignatureRefused, Unverified, Verified, examine

FIELD = "Merzim"
DIGEST = "sha256"
_WAY_ON = "Ask whoever issued the paper for it once more. A certificate that should be known here: docs/signatures.md."


@dataclass(frozen=True, slots=True)
class SignedPart:
    """What the last signature of a PDF covers, and the signature itself: as `openssl cms -verify` takes them.

    `whole`: it covers the file to its end; nothing was added after it.
    """

    content: bytes
    cms: bytes
    whole: bool


def sign_pdf(pdf: bytes, key: SigningKey, *, reason: str, at: datetime) -> bytes:
    """The file with a signature after it. Raises BadInput where the key is not valid then, or it is no PDF."""
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import PdfSignedData

    key.require_days(at)
    try:
        embedding = PdfCMSEmbedder().write_cms(
            field_name=FIELD, writer=IncrementalPdfFileWriter(BytesIO(pdf))
        )
        next(embedding)
        place = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, timestamp=at)
        place[pdf_name("/Reason")] = pdf_string(reason)
        embedding.send(SigObjSetup(sig_placeholder=place))
        prepared, output = embedding.send(SigIOSetup(md_algorithm=DIGEST))
    except (PdfError, *READING):
        raise BadInput("what is to be signed is no PDF, or has such a signature already") from None
    made = asyncio.run(_signer(key).async_sign(prepared.document_digest, DIGEST, use_pades=True))
    prepared.fill_with_cms(output, made)
    signed: bytes = output.getvalue()
    return signed


def _signer(key: SigningKey) -> Any:
    from asn1crypto.keys import PrivateKeyInfo
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    secret = key.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    own, *others = (
        Certificate.load(each.public_bytes(Encoding.DER)) for each in (key.certificate, *key.others)
    )
    along: Any = SimpleCertificateStore  # it has no types of its own
    return SimpleSigner(own, PrivateKeyInfo.load(secret), along.from_certs(others))


def signed_part(pdf: bytes) -> SignedPart | None:
    """The part that the last signature covers; None where the file bears none. Raises BadInput where it is no PDF."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        return _part(pdf, signatures[-1]) if signatures else None
    except (PdfError, *READING):
        raise BadInput("the file is no PDF that can be read, or its signature has no place in it") from None


def _part(pdf: bytes, signature: Any) -> SignedPart:
    start, first, after, second = (int(each) for each in signature.byte_range)
    if start != 0 or not 0 < first < after or after + second > len(pdf):
        raise ValueError("the byte range does not lie in the file")
    content = pdf[:first] + pdf[after : after + second]
    return SignedPart(content, _in_the_hole(pdf[first:after]), after + second == len(pdf))


def _in_the_hole(hole: bytes) -> bytes:
    """The signature that stands there, in digits; it and zeros, for all else there would be under no signature."""
    from asn1crypto import parser

    text = hole.decode("ascii")
    if not (text.startswith("<") and text.endswith(">")):
        raise ValueError("the byte range leaves out more than the signature")
    held = bytes.fromhex(text[1:-1])
    length: int = parser.peek(held)
    if held[length:].strip(b"\0"):
        raise ValueError("something follows the signature")
    return held[:length]


def verify_pdf(pdf: bytes, trust: Trust, *, at: datetime) -> Verified | Unverified:
    """Who signed the file as it stands. Raises SignatureRefused with everything that is wrong, BadInput for no PDF."""
    part = signed_part(pdf)
    if part is None:
        raise _refused([Wrong("a signed PDF", "one without a signature")])
    found = examine(part.cms, part.content, trust, at=at)
    wrong = [] if isinstance(found, (Verified, Unverified)) else list(found)
    if not part.whole:
        wrong.append(Wrong("a signature over the whole file", "a file to which something was added since"))
    if wrong or not isinstance(found, (Verified, Unverified)):
        raise _refused(wrong)
    return found


def _refused(wrong: list[Wrong]) -> SignatureRefused:
    return SignatureRefused(wrong, provision=law.ITEM_5_RESULT.cite(), way_on=_WAY_ON)
