"""Whether a value is the signature that it claims to be: by an algorithm verified here, strong enough, and fitting."""

from collections.abc import Iterator
from typing import Any

from process.fault import Wrong
from signing import algorithms
from signing.algorithms import CURVES, DIGESTS, SIGNATURES, Family, Unknown, spoken, unknown
from signing.broken import broken
from signing.claimed import Claimed
from signing.cms import Signed


def unverifiable(signed: Signed) -> Unknown | None:
    """The algorithm that keeps us from verifying, if one does; a weak one is known, and refused."""
    known = {*SIGNATURES, *algorithms.WEAK_SIGNATURES}
    if signed.algorithm not in known:
        return unknown(signed.algorithm)
    if signed.digest_algorithm not in {*DIGESTS, *algorithms.WEAK_DIGESTS}:
        return unknown(signed.digest_algorithm)
    if signed.certificate is None:
        return None
    by = signed.certificate.signed_by
    return unknown(by) if by not in known else _unknown_key(signed.certificate)


def _unknown_key(certificate: Claimed) -> Unknown | None:
    oid = certificate.key_by
    if oid not in (algorithms.RSA_ENCRYPTION, algorithms.PSS, algorithms.EC_PUBLIC_KEY):
        return unknown(oid)
    key = _key(certificate)
    curve = getattr(key, "curve", None)
    if key is None or (curve is not None and curve.name not in CURVES):
        return Unknown(f"ECDSA on {curve.name}" if curve else "a key of a kind unknown here", oid)
    return None


def too_weak(signed: Signed) -> Iterator[Wrong]:
    weak = [
        algorithms.WEAK_SIGNATURES.get(signed.algorithm),
        algorithms.WEAK_DIGESTS.get(signed.digest_algorithm),
    ]
    for name in filter(None, weak):
        yield Wrong("SHA-256, SHA-384 or SHA-512", f"{name}, which is too weak to prove anything")
    if any(weak) or signed.certificate is None:
        return
    bits = getattr(_key(signed.certificate), "key_size", 0)
    family, digest = SIGNATURES[signed.algorithm]
    is_rsa = not hasattr(_key(signed.certificate), "curve")
    if is_rsa is (family is Family.ECDSA):
        yield Wrong("a key of the kind that the signature names", "another kind of key")
    elif is_rsa and bits < algorithms.LEAST_RSA_BITS:
        yield Wrong(f"an RSA key of at least {algorithms.LEAST_RSA_BITS} bits", f"one of {bits}")
    if digest and digest != _digest(signed):
        yield Wrong("one digest throughout", "a signature that names two")
    if family is Family.PSS:
        yield from _of_pss(signed)


def _of_pss(signed: Signed) -> Iterator[Wrong]:
    said = signed.pss
    one = said and said.digest == said.mask == signed.digest_algorithm
    if not said or not one or said.trailer != "trailer_field_bc":
        yield Wrong("RSA-PSS with one digest throughout", "other parameters")


def _digest(signed: Signed) -> str:
    return DIGESTS[signed.digest_algorithm]


def _hash(name: str) -> Any:
    from cryptography.hazmat.primitives import hashes

    return {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[name]


def _key(certificate: Claimed | None) -> Any:
    """The public key; None where it is none that is known here."""
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        return load_der_public_key(certificate.key) if certificate else None
    except broken():
        return None


def algorithm_of(signed: Signed) -> str:
    """ECDSA P-256 with SHA-256"""
    family, _ = SIGNATURES[signed.algorithm]
    key = _key(signed.certificate)
    what = f"ECDSA {CURVES[key.curve.name]}" if family is Family.ECDSA else f"{family} {key.key_size}"
    return f"{what} with {spoken(_digest(signed))}"


def fits(signed: Signed, content: bytes) -> bool:
    """The one thing that only the holder of the key can make."""
    from cryptography.hazmat.primitives.asymmetric import ec, padding

    key, digest = _key(signed.certificate), _hash(_digest(signed))
    over = signed.over if signed.over is not None else content
    family, _ = SIGNATURES[signed.algorithm]
    try:
        if family is Family.ECDSA:
            key.verify(signed.value, over, ec.ECDSA(digest))
        elif family is Family.RSA:
            key.verify(signed.value, over, padding.PKCS1v15(), digest)
        elif signed.pss is not None:
            key.verify(
                signed.value,
                over,
                padding.PSS(padding.MGF1(digest), signed.pss.salt),
                digest,
            )
    except broken():
        return False
    return True
