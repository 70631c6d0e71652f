"""A certification authority of the tests' own: root, intermediate, persons with their IIN, revocation lists.

Made with `cryptography`; signatures are made by openssl or pyhanko, never by what verifies them.
"""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache
from types import SimpleNamespace

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC)
IIN = "900514300121"
"""The applicant of the example report."""
GOST = "1.2.398.3.10.1.1.2.3.2"
FILED = datetime(2026, 3, 6, 14, 30, tzinfo=UTC)


@cache
def key(kind="P-256"):
    """A private key; each kind is made once a run, for RSA takes its time."""
    made = {
        "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
        "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
        "secp256k1": lambda: ec.generate_private_key(ec.SECP256K1()),
        "RSA": lambda: rsa.generate_private_key(65537, 2048),
        "RSA 1024": lambda: rsa.generate_private_key(65537, 1024),  # weak, to be refused
        "Ed25519": ed25519.Ed25519PrivateKey.generate,
    }
    return made[kind.split("/")[0]]()


def name(common, iin=None):
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
        x509.NameAttribute(NameOID.COMMON_NAME, common),
    ]
    if iin:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, f"IIN{iin}"))
    return x509.Name(parts)


def usage(**said):
    kinds = (
        *(
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
        ),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{each: said.get(each, False) for each in kinds})


class Holder(SimpleNamespace):
    """A certificate, its key, and who issued it."""

    @property
    def pem(self):
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self):
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def p12(self, password=b"secret", chain=()):
        how = BestAvailableEncryption(password) if password else NoEncryption()
        others = [each.certificate for each in chain]
        return pkcs12.serialize_key_and_certificates(b"key", self.key, self.certificate, others, how)


def issue(
    subject,
    *,
    by=None,
    kind="P-256",
    ca=False,
    first=FIRST,
    last=LAST,
    said=None,
    path_length=None,
    digest=None,
    extensions=(),
):
    """A certificate of that subject, signed by `by` or by itself."""
    own = key(kind)
    issuer = by or SimpleNamespace(certificate=None, key=own)
    named = issuer.certificate.subject if by else subject
    names = ("key_cert_sign", "crl_sign") if ca else ("digital_signature", "content_commitment")
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(named)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca, path_length if ca else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
        .add_extension(usage(**(dict.fromkeys(names, True) if said is None else said)), critical=True)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    how = None if isinstance(issuer.key, ed25519.Ed25519PrivateKey) else digest or hashes.SHA256()
    return Holder(certificate=builder.sign(issuer.key, how), key=own, by=by)


class Authority:
    """Root and intermediate; `kind` of their keys."""

    def __init__(self, kind="P-256", common="Test", **how):
        self.root = issue(name(f"{common} root"), kind=f"{kind}/root", ca=True)
        self.middle = issue(name(f"{common} issuing"), by=self.root, kind=f"{kind}/middle", ca=True, **how)

    def person(self, common="ОМАРОВ ДАУЛЕТ", iin=IIN, **how):
        return issue(name(common, iin), by=how.pop("by", self.middle), kind=how.pop("kind", "P-256"), **how)

    def list(self, *revoked, by=None, on=datetime(2026, 3, 1, tzinfo=UTC), days=30, at=None, critical=()):
        """A revocation list of `by` (the intermediate), of that day and good for so many."""
        issuer = by or self.middle
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.certificate.subject)
            .last_update(on)
            .next_update(on + timedelta(days=days))
        )
        for each in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(each.certificate.serial_number)
            builder = builder.add_revoked_certificate(entry.revocation_date(at or on).build())
        for extension in critical:
            builder = builder.add_extension(extension, critical=True)
        return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def trust(self, folder, **lists):
        """The trust store in that folder: root, intermediate, and these lists by their names."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.pem").write_bytes(self.root.pem)
        (folder / "middle.crt").write_bytes(self.middle.pem)
        for each, data in lists.items():
            (folder / f"{each}.crl").write_bytes(data)
        return folder


def openssl(*words, stdin=None):
    """Run openssl; a machine without it fails the test, it does not skip it."""
    program = shutil.which("openssl")
    assert program, "openssl is needed: it is the check that is independent of us"
    return subprocess.run(
        [program, *map(str, words)], input=stdin, capture_output=True, check=False, timeout=60
    )


def sign(folder, holder, content, *words, chain=(), form="DER", name="report"):
    """A detached signature over the content, by `openssl cms -sign`; its bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.signer.pem").write_bytes(holder.pem)
    (folder / f"{name}.key.pem").write_bytes(holder.key_pem)
    (folder / f"{name}.chain.pem").write_bytes(b"".join(each.pem for each in chain))
    along = ("-certfile", folder / f"{name}.chain.pem") if chain else ()
    (folder / f"{name}.content").write_bytes(content)
    ran = openssl(
        *("cms", "-sign", "-binary", "-in", folder / f"{name}.content", "-outform", form),
        *("-signer", folder / f"{name}.signer.pem", "-inkey", folder / f"{name}.key.pem"),
        *(*along, "-md", "sha256", *words),
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout


def checked(folder, signature, content, trust, *words):
    """Whether `openssl cms -verify` takes that detached signature over these bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "checked.p7s").write_bytes(signature)
    (folder / "checked.content").write_bytes(content)
    (folder / "checked.pem").write_bytes(b"".join(each.pem for each in trust))
    return openssl(
        *("cms", "-verify", "-binary", "-inform", "DER", "-in", folder / "checked.p7s"),
        *("-content", folder / "checked.content", "-CAfile", folder / "checked.pem"),
        *("-purpose", "any", "-out", folder / "checked.out", *words),
    )


# --- changing what others signed


def changed_data(signature, change):
    info = cms.ContentInfo.load(signature)
    change(info["content"])
    return info.dump(force=True)


def changed(signature, change):
    return changed_data(signature, lambda data: change(data["signer_infos"][0]))


def flip(signer, field):
    value = bytearray(signer[field].native)
    value[-1] ^= 1
    signer[field] = bytes(value)


def labelled(signature, oid):
    """The same, under the name of another algorithm."""

    def relabel(signer):
        signer["signature_algorithm"] = {"algorithm": oid}

    return changed(signature, relabel)
