"""A detached signature is verified, named as not verifiable here, or refused with everything that is wrong with it."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms
from authority import (
    FILED,
    GOST,
    IIN,
    Authority,
    changed,
    changed_data,
    checked,
    flip,
    issue,
    labelled,
    name,
    openssl,
    sign,
)
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from process.errors import BadInput
from signing.chain import Revocation
from signing.cms import MOST_BYTES
from signing.trust import trust_of
from signing.verify import SignatureRefused, Unverified, Verified, verify

REPORT = '{"portal_reference": "R-1", "surname": "ӘЛІ"}'.encode()


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def trust(authority, tmp_path):
    return trust_of(authority.trust(tmp_path / "trust"))


@pytest.fixture
def signed(authority, tmp_path):
    """Sign the report by openssl: `signed()` as the applicant, `signed(holder, "-md", "sha512")` otherwise."""

    def by(holder=None, *words, content=REPORT, **how):
        return sign(tmp_path, holder or authority.person(), content, *words, chain=[authority.middle], **how)

    return by


def wrong(signature, trust, *, content=REPORT, at=FILED, iin=IIN):
    """What is wrong with it, as sentences."""
    with pytest.raises(SignatureRefused) as refused:
        verify(signature, content, trust, at=at, iin=iin)
    return [f"expected {each.expected}, got {each.got}" for each in refused.value.wrong]


# --- verified


@pytest.mark.parametrize(
    ("kind", "words", "algorithm"),
    [
        ("P-256", [], "ECDSA P-256 with SHA-256"),
        ("P-384", ["-md", "sha384"], "ECDSA P-384 with SHA-384"),
        ("P-521", ["-md", "sha512"], "ECDSA P-521 with SHA-512"),
        ("RSA", [], "RSA 2048 with SHA-256"),
        ("RSA", ["-md", "sha512"], "RSA 2048 with SHA-512"),
        ("RSA", ["-keyopt", "rsa_padding_mode:pss"], "RSA-PSS 2048 with SHA-256"),
        ("P-256", ["-noattr"], "ECDSA P-256 with SHA-256"),
        ("P-256", ["-keyid"], "ECDSA P-256 with SHA-256"),
        ("P-256", ["-cades"], "ECDSA P-256 with SHA-256"),
        ("P-256", ["-nodetach"], "ECDSA P-256 with SHA-256"),
    ],
)
def test_what_openssl_signs_is_verified(kind, words, algorithm, authority, trust, signed):
    person = authority.person(kind=kind)
    found = verify(signed(person, *words), REPORT, trust, at=FILED, iin=IIN)
    assert found == Verified(
        algorithm,
        format(person.certificate.serial_number, "x"),
        "CN=Test issuing,C=KZ",
        "CN=Test root,C=KZ",
        Revocation.UNKNOWN,
        "ОМАРОВ ДАУЛЕТ",
    )


def test_it_may_come_as_pem(trust, signed):
    assert isinstance(verify(signed(form="PEM"), REPORT, trust, at=FILED, iin=IIN), Verified)


def test_an_authority_of_rsa_keys_is_as_good(tmp_path):
    authority = Authority("RSA")
    signature = sign(tmp_path, authority.person(kind="RSA"), REPORT, chain=[authority.middle])
    lists = {"list": authority.list(), "root": authority.list(by=authority.root)}
    trust = trust_of(authority.trust(tmp_path / "trust", **lists))
    assert verify(signature, REPORT, trust, at=FILED).revocation is Revocation.GOOD


def test_the_intermediate_may_stand_in_the_folder_or_come_along(authority, tmp_path, signed):
    folder = authority.trust(tmp_path / "trust")
    alone = sign(tmp_path, authority.person(), REPORT, name="alone")
    assert isinstance(verify(alone, REPORT, trust_of(folder), at=FILED, iin=IIN), Verified)
    (folder / "middle.crt").unlink()
    assert isinstance(verify(signed(), REPORT, trust_of(folder), at=FILED, iin=IIN), Verified)
    assert wrong(alone, trust_of(folder)) == [
        "expected a certificate that leads to the trust store, got a foreign one: issued by Test issuing"
    ]


def test_what_we_verify_openssl_verifies_and_what_it_refuses_we_refuse(authority, trust, signed, tmp_path):
    signature, anchors = signed(), [authority.root]
    assert checked(tmp_path, signature, REPORT, anchors).returncode == 0
    assert (tmp_path / "checked.out").read_bytes() == REPORT
    assert checked(tmp_path, signature, REPORT + b" ", anchors).returncode != 0
    assert wrong(signature, trust, content=REPORT + b" ")


# --- refused, each for its own reason


def test_over_other_bytes(trust, signed):
    assert wrong(signed(), trust, content=REPORT.replace(b"R-1", b"R-2")) == [
        "expected a signature over the bytes of this file, got one over other bytes: the digests differ"
    ]


def test_over_other_bytes_without_attributes_the_signature_does_not_fit(trust, signed):
    assert wrong(signed(None, "-noattr"), trust, content=REPORT + b"\n") == [
        "expected a signature made with the key of its certificate, got one that does not fit"
    ]


def test_that_carries_other_content_along(trust, signed):
    found = wrong(signed(None, "-nodetach", content=b"something else"), trust)
    assert found[0].endswith("got one that carries other content along")


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
def test_whose_value_is_forged(kind, authority, trust, signed):
    forged = changed(signed(authority.person(kind=kind)), lambda signer: flip(signer, "signature"))
    assert wrong(forged, trust) == [
        "expected a signature made with the key of its certificate, got one that does not fit"
    ]


def test_whose_digest_was_exchanged_for_that_of_the_forgery(trust, signed):
    forgery = REPORT + b"!"

    def exchange(signer):
        [digest] = [each for each in signer["signed_attrs"] if each["type"].native == "message_digest"]
        hashed = hashes.Hash(hashes.SHA256())
        hashed.update(forgery)
        digest["values"] = [hashed.finalize()]

    assert wrong(changed(signed(), exchange), trust, content=forgery) == [
        "expected a signature made with the key of its certificate, got one that does not fit"
    ]


def test_made_with_the_key_of_another_under_the_applicants_certificate(authority, trust, signed, tmp_path):
    applicant = authority.person()
    other = authority.person("СЕРІК", kind="P-256/other")
    theirs = cms.ContentInfo.load(signed(other))
    ours = cms.ContentInfo.load(signed(applicant))
    theirs["content"]["certificates"] = ours["content"]["certificates"]
    theirs["content"]["signer_infos"][0]["sid"] = ours["content"]["signer_infos"][0]["sid"]
    assert wrong(theirs.dump(force=True), trust) == [
        "expected a signature made with the key of its certificate, got one that does not fit"
    ]


def test_by_a_certificate_that_expired_before_the_filing(authority, trust, signed):
    person = authority.person(last=FILED - timedelta(seconds=1))
    assert wrong(signed(person), trust) == [
        "expected the signer's certificate valid on 06.03.2026 19:30,"
        " got one that expired on 06.03.2026 19:29:59"
    ]
    last = FILED - timedelta(seconds=1)
    assert isinstance(verify(signed(person), REPORT, trust, at=last, iin=IIN), Verified)


def test_by_a_certificate_that_was_not_yet_valid(authority, trust, signed):
    person = authority.person(first=FILED + timedelta(seconds=1))
    assert wrong(signed(person), trust) == [
        "expected the signer's certificate valid on 06.03.2026 19:30,"
        " got one that is valid only from 06.03.2026 19:30:01"
    ]


def test_by_a_certificate_whose_issuer_had_expired(tmp_path):
    authority = Authority(last=FILED - timedelta(days=1))
    signature = sign(tmp_path, authority.person(), REPORT, chain=[authority.middle])
    [found] = wrong(signature, trust_of(authority.trust(tmp_path / "trust")))
    assert found.startswith("expected the certificate of an issuer valid on")


def test_by_a_certificate_of_a_foreign_authority(trust, tmp_path):
    foreign = Authority(common="Foreign")
    signature = sign(tmp_path, foreign.person(), REPORT, chain=[foreign.middle, foreign.root])
    assert wrong(signature, trust) == [
        "expected a certificate that leads to the trust store, got a foreign one: issued by Foreign issuing"
    ]


def test_by_an_authority_that_bears_the_name_of_the_trusted_one(authority, trust, tmp_path):
    double = issue(name("Test root"), kind="P-256/double", ca=True)
    signature = sign(tmp_path, authority.person(by=double), REPORT, chain=[double])
    [found] = wrong(signature, trust)
    assert "foreign" in found


def test_by_a_certificate_that_signs_itself_and_whose_name_is_not_repeated(trust, tmp_path):
    person = issue(name("ОМАРОВ ДАУЛЕТ", IIN))
    assert wrong(sign(tmp_path, person, REPORT), trust) == [
        "expected a certificate that leads to the trust store, got a foreign one"
    ]


def test_by_somebody_whom_a_person_certified(authority, trust, tmp_path):
    """A person's certificate issues nobody's (RFC 5280, 6.1.4 (k))."""
    person = authority.person("СЕРІК", kind="P-256/other")
    signature = sign(tmp_path, authority.person(by=person), REPORT, chain=[authority.middle, person])
    found = wrong(signature, trust)
    assert found and any("RFC 5280" in each for each in found)


def test_by_a_chain_longer_than_its_issuer_may_make(tmp_path):
    authority = Authority(path_length=0)
    below = issue(name("Below"), by=authority.middle, kind="P-256/below", ca=True)
    signature = sign(tmp_path, authority.person(by=below), REPORT, chain=[below, authority.middle])
    [found] = wrong(signature, trust_of(authority.trust(tmp_path / "trust")))
    assert "RFC 5280" in found


@pytest.mark.parametrize("said", [{"key_encipherment": True}, {"key_agreement": True}])
def test_by_a_certificate_for_something_else(said, authority, trust, signed):
    [found] = wrong(signed(authority.person(said=said)), trust)
    assert found == "expected a certificate for signatures, got one for something else (its key usage)"


def test_by_an_authority_itself(authority, trust, tmp_path):
    both = {"digital_signature": True, "key_cert_sign": True}
    acting = issue(name("Test acting", IIN), by=authority.middle, ca=True, said=both)
    assert wrong(sign(tmp_path, acting, REPORT), trust) == [
        "expected the certificate of a person, got one that issues certificates"
    ]


def test_by_somebody_else_and_neither_number_is_repeated(authority, trust, signed):
    [found] = wrong(signed(authority.person("СЕРІК", "820303349982")), trust)
    assert found == "expected a certificate of the applicant, got one with the IIN of somebody else"


def test_by_a_certificate_without_an_iin(authority, trust, signed):
    [found] = wrong(signed(authority.person(iin=None)), trust)
    assert (
        found == "expected a certificate with the applicant's IIN (serialNumber=IIN...), got one without any"
    )


@pytest.mark.parametrize(("digest", "kind"), [("sha1", "RSA"), ("md5", "RSA"), ("sha1", "P-256")])
def test_with_a_digest_too_weak(digest, kind, authority, trust, signed):
    found = wrong(signed(authority.person(kind=kind), "-md", digest), trust)
    assert found and all("too weak to prove anything" in each for each in found)
    assert any({"sha1": "SHA-1", "md5": "MD5"}[digest] in each for each in found)


def test_with_an_rsa_key_too_small(authority, trust, signed):
    [found] = wrong(signed(authority.person(kind="RSA 1024")), trust)
    assert found == "expected an RSA key of at least 2048 bits, got one of 1024"


def test_by_nobody(trust, signed):
    def nobody(data):
        data["signer_infos"] = []

    assert wrong(changed_data(signed(), nobody), trust) == ["expected one signer, got none"]


def test_by_two(authority, trust, signed, tmp_path):
    first, second = signed(), signed(authority.person("СЕРІК", "820303349982"))

    def two(data):
        other = cms.ContentInfo.load(second)["content"]["signer_infos"][0]
        data["signer_infos"] = [data["signer_infos"][0], other]

    assert wrong(changed_data(first, two), trust) == ["expected one signer, got 2 of them"]


def test_without_its_certificate(trust, signed, authority):
    assert wrong(signed(None, "-nocerts"), trust) == [
        "expected the signer's certificate within the signature, got none of that signer"
    ]


def test_with_another_certificate_than_was_signed_along(authority, trust, signed):
    """CAdES binds the certificate: one of the same key, for other days, does not take its place."""
    old, new = authority.person(), authority.person()
    signature = cms.ContentInfo.load(signed(old, "-cades"))
    other = cms.ContentInfo.load(signed(new))
    signature["content"]["certificates"] = other["content"]["certificates"]
    signature["content"]["signer_infos"][0]["sid"] = other["content"]["signer_infos"][0]["sid"]
    found = wrong(signature.dump(force=True), trust)
    assert found == ["expected the certificate that was signed along, got another one"]


def test_all_that_is_wrong_is_said_at_once(trust, tmp_path):
    foreign = Authority(common="Foreign")
    person = foreign.person(
        "СЕРІК", "820303349982", last=datetime(2025, 1, 1, tzinfo=UTC), said={"key_agreement": True}
    )
    forged = changed(sign(tmp_path, person, REPORT), lambda signer: flip(signer, "signature"))
    found = wrong(forged, trust, content=b"other")
    assert len(found) == 6
    for each in (
        "digests differ",
        "for something else",
        "somebody else",
        "expired",
        "does not fit",
        "foreign",
    ):
        assert any(each in said for said in found)


def test_the_error_is_bad_input_and_cites_item_3(trust):
    with pytest.raises(BadInput) as refused:
        verify(b"", REPORT, trust, at=FILED)
    assert refused.value.kind == "bad_input"
    assert refused.value.provision.startswith("Order 232, item 3")
    assert refused.value.details["faults"] == [
        {"expected": "a detached CMS signature", "got": "an empty file"}
    ]


# --- revoked


def test_by_a_certificate_that_was_revoked_before_the_filing(authority, tmp_path, signed):
    person = authority.person()
    when = datetime(2026, 3, 4, tzinfo=UTC)
    folder = authority.trust(tmp_path / "trust", list=authority.list(person, on=when, at=when))
    assert wrong(signed(person), trust_of(folder)) == [
        "expected the signer's certificate in force on 06.03.2026 19:30,"
        " got one that was revoked on 04.03.2026 05:00"
    ]


def test_revoked_after_the_filing_it_was_still_good(authority, tmp_path, signed):
    person, later = authority.person(), FILED + timedelta(days=1)
    lists = {"list": authority.list(person, on=later, at=later), "root": authority.list(by=authority.root)}
    folder = authority.trust(tmp_path / "trust", **lists)
    found = verify(signed(person), REPORT, trust_of(folder), at=FILED, iin=IIN)
    assert found.revocation is Revocation.GOOD


def test_an_issuer_may_be_revoked_too(authority, tmp_path, signed):
    folder = authority.trust(tmp_path / "trust", list=authority.list(authority.middle, by=authority.root))
    [found] = wrong(signed(), trust_of(folder))
    assert found.startswith("expected the certificate of an issuer in force")


def test_a_stale_list_still_says_who_was_revoked(authority, tmp_path, signed):
    person, then = authority.person(), datetime(2025, 1, 1, tzinfo=UTC)
    lists = {"list": authority.list(person, on=then), "root": authority.list(by=authority.root)}
    folder = authority.trust(tmp_path / "trust", **lists)
    assert "revoked on" in wrong(signed(person), trust_of(folder))[0]
    assert verify(signed(), REPORT, trust_of(folder), at=FILED).revocation is Revocation.STALE


def test_where_lists_are_needed_one_that_is_missing_or_stale_is_named(authority, tmp_path, signed):
    folder = authority.trust(tmp_path / "trust")
    found = wrong(signed(), trust_of(folder, lists_needed=True))
    assert found == [
        "expected a revocation list on the signer's certificate that reaches to 06.03.2026 19:30, got none",
        "expected a revocation list on the certificate of an issuer that reaches to 06.03.2026 19:30, got none",
    ]
    (folder / "root.crl").write_bytes(authority.list(by=authority.root))
    (folder / "old.crl").write_bytes(authority.list(on=datetime(2025, 1, 1, tzinfo=UTC)))
    found = wrong(signed(), trust_of(folder, lists_needed=True))
    assert found == [
        "expected a revocation list on the signer's certificate that reaches to 06.03.2026 19:30,"
        " got one that ended before"
    ]
    (folder / "new.crl").write_bytes(authority.list())
    assert (
        verify(signed(), REPORT, trust_of(folder, lists_needed=True), at=FILED).revocation is Revocation.GOOD
    )


def test_a_list_of_a_part_of_the_certificates_says_of_nobody_that_all_is_well(authority, tmp_path, signed):
    part = x509.IssuingDistributionPoint(None, None, False, True, None, False, False)
    lists = {"list": authority.list(critical=[part]), "root": authority.list(by=authority.root)}
    trust = trust_of(authority.trust(tmp_path / "trust", **lists))
    assert verify(signed(), REPORT, trust, at=FILED).revocation is Revocation.UNKNOWN


# --- not verifiable here


@pytest.mark.parametrize(
    ("oid", "said"),
    [
        (GOST, "GOST 34.310-2015 with GOST R 34.11-2015 (512 bit)"),
        ("1.2.398.3.10.1.1.2.3.1", "GOST 34.310-2015 with GOST R 34.11-2015 (256 bit)"),
        ("1.2.398.3.10.1.1.1.2", "GOST 34.310-2004 with GOST 34.311-95"),
        ("1.2.398.3.10.1.1.1.1", "GOST 34.310-2004"),
        ("1.2.398.3.10.1.1.2.9.9", "GOST 34.310-2015"),
        ("1.2.643.7.1.1.3.2", "GOST R 34.10-2012 (256 bit)"),
        ("1.2.643.9.9", "an algorithm of Russia (GOST R)"),
        ("1.3.101.112", "Ed25519"),
        ("1.2.3.4.5", "an unknown algorithm"),
    ],
)
def test_an_algorithm_that_is_not_verified_here_is_named_and_nothing_is_taken_on_trust(
    oid, said, trust, signed
):
    found = verify(labelled(signed(), oid), REPORT, trust, at=FILED, iin=IIN)
    assert found == Unverified(said, oid, "ОМАРОВ ДАУЛЕТ")


def test_a_digest_that_is_not_known_here_leaves_it_unverified(trust, signed):
    def relabel(signer):
        signer["digest_algorithm"] = {"algorithm": "1.2.398.3.10.1.3.3"}

    found = verify(changed(signed(), relabel), REPORT, trust, at=FILED, iin=IIN)
    assert (found.algorithm, found.oid) == ("the digest GOST R 34.11-2015 (512 bit)", "1.2.398.3.10.1.3.3")


def test_a_curve_that_is_not_known_here_leaves_it_unverified(authority, trust, signed):
    found = verify(signed(authority.person(kind="secp256k1")), REPORT, trust, at=FILED, iin=IIN)
    assert (found.algorithm, found.oid) == ("ECDSA on secp256k1", "1.2.840.10045.2.1")


def test_what_can_be_seen_is_refused_also_where_the_algorithm_is_not_known(authority, trust, signed):
    stranger = authority.person("СЕРІК", "820303349982", last=datetime(2025, 1, 1, tzinfo=UTC))
    found = wrong(labelled(signed(stranger), GOST), trust, content=b"other")
    assert len(found) == 3
    for each in ("digests differ", "somebody else", "expired"):
        assert any(each in said for said in found)


# --- hostile bytes


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"garbage",
        b"\x30",
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\x80" * 500,
        b"\x30\x82\x01\x00" * 2000,
        b"\xff" * 1000,
        b"-----BEGIN CMS-----\n",
        b"-----BEGIN CMS-----\n!!!!\n-----END CMS-----\n",
        b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
        b'{"not": "a signature"}',
        "ӘЛІ".encode("utf-16"),
    ],
)
def test_bytes_that_are_no_signature_are_bad_input(data, trust):
    assert len(wrong(data, trust)) == 1


def test_what_is_too_long_is_not_read(trust):
    assert wrong(bytes(50_000_000), trust) == [
        f"expected a signature of at most {MOST_BYTES} bytes, got 50000000 bytes"
    ]


def test_every_signature_cut_short_is_bad_input(trust, signed):
    whole = signed()
    for length in range(0, len(whole), 7):
        assert wrong(whole[:length], trust)


def test_every_byte_changed_is_refused_or_named_and_never_a_crash_or_a_pass(trust, signed):
    """A change that leaves it verified must have been where nothing is signed (the copies of certificates)."""
    whole = signed()
    value = cms.ContentInfo.load(whole)["content"]["signer_infos"][0]["signature"].native
    start = whole.rindex(value)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0x55
        try:
            found = verify(bytes(changed), REPORT, trust, at=FILED, iin=IIN)
        except SignatureRefused:
            continue
        assert not start <= place < start + len(value), f"byte {place}: {found}"


def test_more_certificates_than_anybody_needs_are_refused(authority, trust, tmp_path):
    many = [authority.person(kind="P-256/other") for _ in range(25)]
    found = wrong(sign(tmp_path, authority.person(), REPORT, chain=[authority.middle, *many]), trust)
    assert found[0].startswith("expected fewer than 20 certificates")


def test_a_web_of_issuers_that_leads_nowhere_ends_soon(authority, trust, tmp_path):
    root = issue(name("Web"), kind="P-256/web", ca=True)
    web = [issue(name("Web"), by=root, kind="P-256/web", ca=True) for _ in range(15)]
    signature = sign(tmp_path, authority.person(by=web[0]), REPORT, chain=web)
    assert any("foreign" in each for each in wrong(signature, trust))


# --- no network


def test_nobody_is_asked_over_a_network(authority, tmp_path, monkeypatch):
    """The certificate names where to ask (AIA, OCSP, a list); nobody is."""
    asked = []
    monkeypatch.setattr(socket, "socket", lambda *_, **__: asked.append("socket"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: asked.append("getaddrinfo"))
    place = x509.UniformResourceIdentifier("http://127.0.0.1:9/x")
    ways = [
        x509.AccessDescription(each, place)
        for each in (
            x509.oid.AuthorityInformationAccessOID.OCSP,
            x509.oid.AuthorityInformationAccessOID.CA_ISSUERS,
        )
    ]
    person = authority.person(
        extensions=[
            (x509.AuthorityInformationAccess(ways), False),
            (x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)]), False),
        ]
    )
    folder = authority.trust(tmp_path / "trust")
    found = verify(sign(tmp_path, person, REPORT), REPORT, trust_of(folder), at=FILED, iin=IIN)
    assert (found.revocation, asked) == (Revocation.UNKNOWN, [])


def test_it_is_verified_also_where_an_event_loop_runs(trust, signed):
    """An embedding program may have one: nothing is awaited, and nothing of it is disturbed."""
    signature = signed()

    async def inside():
        return verify(signature, REPORT, trust, at=FILED, iin=IIN)

    assert isinstance(asyncio.run(inside()), Verified)


# --- the trust store


def test_every_faulty_file_of_the_folder_is_named_at_once(authority, tmp_path):
    folder = authority.trust(tmp_path / "trust")
    foreign = Authority(common="Foreign")
    (folder / "note.txt").write_text("hello")
    (folder / "key.pem").write_bytes(authority.root.key_pem)
    (folder / "broken.pem").write_bytes(authority.root.pem[:200])
    (folder / "foreign.crl").write_bytes(foreign.list())
    double = issue(name("Test issuing"), kind="P-256/double", ca=True)
    (folder / "forged.crl").write_bytes(authority.list(by=double))
    (folder / "sub").mkdir()
    (folder / ".hidden").write_text("is left alone")
    with pytest.raises(BadInput) as refused:
        trust_of(folder)
    faults = {each["file"]: each["got"] for each in refused.value.details["faults"]}
    assert faults == {
        "note.txt": "something else",
        "key.pem": "a 'PRIVATE KEY'",
        "broken.pem": "something else",
        "foreign.crl": "one of another",
        "forged.crl": "a signature that does not fit",
        "sub": "Is a directory",
    }


def test_a_folder_without_a_root_is_no_trust_store(authority, tmp_path):
    (tmp_path / "middle.pem").write_bytes(authority.middle.pem)
    with pytest.raises(BadInput, match="at least one root"):
        trust_of(tmp_path)
    with pytest.raises(BadInput, match="cannot be read"):
        trust_of(tmp_path / "nowhere")


def test_a_certificate_that_bears_its_issuers_name_and_does_not_sign_itself_is_no_root(tmp_path):
    other = issue(name("Same"), kind="P-256/other", ca=True)
    (tmp_path / "a.pem").write_bytes(issue(name("Same"), by=other, kind="P-256/same", ca=True).pem)
    with pytest.raises(BadInput, match="at least one root"):
        trust_of(tmp_path)


def test_a_file_may_hold_many_and_each_counts_once(authority, tmp_path):
    both = authority.root.pem + b"between\n" + authority.middle.pem
    (tmp_path / "a.pem").write_bytes(both)
    (tmp_path / "b.pem").write_bytes(both + authority.list())
    ran = openssl("x509", "-in", tmp_path / "a.pem", "-outform", "DER", "-out", tmp_path / "c.der")
    assert ran.returncode == 0
    trust = trust_of(tmp_path)
    assert (len(trust.roots), len(trust.others), len(trust.lists)) == (1, 1, 1)


def test_a_list_by_somebody_who_may_not_sign_lists_is_refused(authority, tmp_path):
    mute = issue(name("Mute"), by=authority.root, kind="P-256/mute", ca=True, said={"key_cert_sign": True})
    folder = authority.trust(tmp_path / "trust", mute=authority.list(by=mute))
    (folder / "mute.pem").write_bytes(mute.pem)
    with pytest.raises(BadInput, match="does not fit"):
        trust_of(folder)
