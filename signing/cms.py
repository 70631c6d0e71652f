"""A detached signature (CMS SignedData, RFC 5652) taken apart: who signed with what, over which digest.

It verifies nothing. Whatever the bytes are, they give a `Signed` or a list of faults; nothing else is ever raised.
"""

from dataclasses import dataclass
from typing import Any

from process.fault import Wrong
from signing.broken import broken
from signing.claimed import Claimed, claimed

MOST_BYTES = 2**20
_PEM = b"-----BEGIN "


@dataclass(frozen=True, slots=True)
class Pss:
    """The parameters of RSA-PSS: its two digests and what is fixed by RFC 8017."""

    digest: str
    mask: str
    salt: int
    trailer: str


@dataclass(frozen=True, slots=True)
class Signed:
    """One signer's part of a signature. `over` are the bytes that were signed where there are signed attributes, else
    None: then the content itself was. `others`: the certificates that came along.

    `digests`: the values of the attribute that carries the content's digest; `bound`: the certificate's own digests
    that are under the signature, each with its algorithm.
    """

    certificate: Claimed | None
    others: tuple[bytes, ...]
    algorithm: str
    pss: Pss | None
    digest_algorithm: str
    digests: tuple[bytes, ...] | None
    over: bytes | None
    value: bytes
    embedded: bytes | None
    bound: tuple[tuple[str, bytes], ...]


class Unreadable(Exception):
    """It is no signature with one signer. `wrong`: why."""

    def __init__(self, *wrong: Wrong) -> None:
        super().__init__("; ".join(f"expected {each.expected}, got {each.got}" for each in wrong))
        self.wrong = wrong


def read(data: bytes) -> Signed:
    """The one signer of these bytes (DER or PEM). Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(Wrong(f"a signature of at most {MOST_BYTES} bytes", f"{len(data)} bytes"))
    if not data.strip():
        raise Unreadable(Wrong("a detached CMS signature", "an empty file"))
    try:
        return _read(_der(data))
    except broken():
        raise Unreadable(
            Wrong("a detached CMS signature (DER or PEM)", "something else, or a part of one")
        ) from None


def _der(data: bytes) -> bytes:
    from asn1crypto import pem

    if not data.lstrip().startswith(_PEM):
        return data
    label, _, der = pem.unarmor(data)
    if label not in ("CMS", "PKCS7", "PKCS #7 SIGNED DATA"):
        raise Unreadable(Wrong("a PEM of CMS or PKCS7", f"one of {label[:40]!r}"))
    return bytes(der)


def _read(der: bytes) -> Signed:
    from asn1crypto import (
        cms,
        tsp,  # noqa: F401 - it teaches `cms` the attribute `signing-certificate-v2`
    )

    info = cms.ContentInfo.load(der, strict=True)
    if info["content_type"].native != "signed_data":
        raise Unreadable(Wrong("signed data", f"CMS of the kind {info['content_type'].dotted}"))
    data = info["content"]
    signers = list(data["signer_infos"])
    if len(signers) != 1:
        raise Unreadable(Wrong("one signer", f"{len(signers)} of them" if signers else "none"))
    return _signed(data, signers[0])


def _signed(data: Any, signer: Any) -> Signed:
    certificates = [each.chosen for each in data["certificates"] or () if each.name == "certificate"]
    own = [each for each in certificates if _is_meant(signer["sid"], each)]
    attributes = signer["signed_attrs"]
    algorithm = signer["signature_algorithm"]
    kind = data["encap_content_info"]["content_type"]
    return Signed(
        certificate=claimed(own[0]) if own else None,
        others=tuple(each.dump() for each in certificates if not own or each is not own[0]),
        algorithm=algorithm["algorithm"].dotted,
        pss=_pss(algorithm["parameters"]) if algorithm["algorithm"].native == "rsassa_pss" else None,
        digest_algorithm=signer["digest_algorithm"]["algorithm"].dotted,
        digests=_digests(attributes, kind) if attributes else None,
        over=_to_be_signed(attributes) if attributes else None,
        value=signer["signature"].native,
        embedded=_embedded(data["encap_content_info"]["content"]),
        bound=tuple(_bound(attributes)) if attributes else (),
    )


def _is_meant(sid: Any, certificate: Any) -> bool:
    if sid.name == "issuer_and_serial_number":
        named = sid.chosen
        same: bool = named["issuer"] == certificate.issuer
        return same and bool(named["serial_number"].native == certificate.serial_number)
    return bool(certificate.key_identifier and sid.chosen.native == certificate.key_identifier)


def _pss(said: Any) -> Pss:
    mask = said["mask_gen_algorithm"]["parameters"]["algorithm"].dotted
    digest = said["hash_algorithm"]["algorithm"].dotted
    return Pss(digest, mask, said["salt_length"].native, said["trailer_field"].native)


def _values(attributes: Any, name: str) -> list[Any]:
    return [value for each in attributes if each["type"].native == name for value in each["values"]]


def _digests(attributes: Any, kind: Any) -> tuple[bytes, ...]:
    """The content's digests under the signature; none of them counts where another kind of content was meant."""
    kinds = [each.dotted for each in _values(attributes, "content_type")]
    if kinds != [kind.dotted]:
        raise Unreadable(
            Wrong("signed attributes that name the content's type once", f"{len(kinds)} of them")
        )
    return tuple(each.native for each in _values(attributes, "message_digest"))


def _to_be_signed(attributes: Any) -> bytes:
    """The attributes as they are signed: a SET OF by itself, and not the field [0] that they stand in."""
    return bytes(attributes.untag().dump())


def _bound(attributes: Any) -> list[tuple[str, bytes]]:
    """Of the attribute `signing-certificate(-v2)`, the first entry: it means the signer's own certificate."""
    found: list[tuple[str, bytes]] = []
    for value in _values(attributes, "signing_certificate_v2"):
        first = value["certs"][0]
        found.append((first["hash_algorithm"]["algorithm"].native, first["cert_hash"].native))
    for value in _values(attributes, "signing_certificate"):
        found.append(("sha1", value["certs"][0]["cert_hash"].native))
    return found


def _embedded(content: Any) -> bytes | None:
    from asn1crypto import core

    return None if isinstance(content, core.Void) else bytes(content)
