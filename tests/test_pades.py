"""A paper signed as PDF: the original bytes begin it, openssl verifies what the signature covers, changes show."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import typst
from authority import FIRST, LAST, Authority, checked, issue, name
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from pypdf import PdfReader

from process.errors import BadInput
from signing.key import configured_key, signing_key
from signing.pades import sign_pdf, signed_part, verify_pdf
from signing.trust import trust_of
from signing.verify import SignatureRefused

AT = datetime(2026, 4, 6, 13, 0, tzinfo=UTC)
REASON = "Тіркеу туралы анықтама"


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def pdf():
    """A page as the papers are: PDF/A-2, Kazakh letters."""
    return typst.compile("Әскери қызметші №1".encode(), pdf_standards=["a-2b"])


@pytest.fixture
def trust(authority, tmp_path):
    return trust_of(authority.trust(tmp_path / "trust"))


@pytest.fixture
def key(authority, tmp_path):
    """The provider's key, in a PKCS#12 file with a password."""

    def of(kind="P-256", password="secret", **how):
        holder = authority.person("БАСТЫҚ", kind=kind, **how)
        path = tmp_path / "key.p12"
        path.write_bytes(holder.p12(password and password.encode(), chain=[authority.middle]))
        return signing_key(path, password)

    return of


@pytest.mark.parametrize("kind", ["P-256", "P-384", "RSA"])
def test_openssl_verifies_the_signature_over_what_it_covers(kind, authority, pdf, key, tmp_path):
    signed = sign_pdf(pdf, key(kind), reason=REASON, at=AT)
    part = signed_part(signed)
    assert part.whole
    anchors = [authority.root]
    ran = checked(tmp_path, part.cms, part.content, anchors, "-cades")
    assert ran.returncode == 0, ran.stderr.decode()
    assert checked(tmp_path, part.cms, part.content[:-1] + b"x", anchors).returncode != 0
    assert checked(tmp_path, part.cms, part.content, [Authority(common="Foreign").root]).returncode != 0


def test_the_original_bytes_begin_the_signed_file_and_only_the_signature_is_not_covered(pdf, key):
    signed = sign_pdf(pdf, key(), reason=REASON, at=AT)
    assert signed.startswith(pdf)
    part = signed_part(signed)
    hole = signed[len(pdf) :].split(b"/Contents <", 1)[1].split(b">", 1)[0]
    assert len(part.content) == len(signed) - len(hole) - 2
    assert bytes.fromhex(hole.decode()).startswith(part.cms)


def test_the_file_names_moment_and_reason_and_keeps_its_text(pdf, key):
    signed = sign_pdf(pdf, key(), reason=REASON, at=AT)
    reader = PdfReader(BytesIO(signed))
    [field] = reader.get_fields().values()
    said = field["/V"]
    assert (said["/SubFilter"], said["/Reason"]) == ("/ETSI.CAdES.detached", REASON)
    assert said["/M"].startswith("D:20260406130000")
    assert "№1" in reader.pages[0].extract_text()


def test_what_pdf_a_asks_of_a_signature_field_is_kept(pdf, key):
    """ISO 19005-2, 6.3 and 6.4.3: printed, not hidden, no size, no appearance that a reader would have to make."""
    reader = PdfReader(BytesIO(sign_pdf(pdf, key(), reason=REASON, at=AT)))
    [widget] = [each.get_object() for each in reader.pages[0]["/Annots"]]
    assert (widget["/F"] & 0b100, widget["/F"] & 0b100011) == (0b100, 0)
    assert list(widget["/Rect"]) == [0, 0, 0, 0]
    assert "/NeedAppearances" not in reader.trailer["/Root"]["/AcroForm"]
    assert b"pdfaid:part" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_who_signed_is_found_again(pdf, key, trust):
    found = verify_pdf(sign_pdf(pdf, key(), reason=REASON, at=AT), trust, at=AT)
    assert (found.signer, found.algorithm) == ("БАСТЫҚ", "ECDSA P-256 with SHA-256")


def test_a_byte_changed_before_the_signature_shows(pdf, key, trust):
    signed = bytearray(sign_pdf(pdf, key(), reason=REASON, at=AT))
    place = signed.index(b"stream") + 20
    signed[place] ^= 1
    with pytest.raises(SignatureRefused, match="the digests differ"):
        verify_pdf(bytes(signed), trust, at=AT)


def test_what_was_added_after_the_signature_shows(pdf, key, trust):
    signed = sign_pdf(pdf, key(), reason=REASON, at=AT)
    with pytest.raises(SignatureRefused, match="something was added since"):
        verify_pdf(signed + b"\n% more\n", trust, at=AT)


def test_what_stands_beside_the_signature_in_its_place_is_refused(pdf, key, trust):
    """It would be under no signature, and the digest would not see it."""
    signed = sign_pdf(pdf, key(), reason=REASON, at=AT)
    end = signed.index(b">", signed.index(b"/Contents <"))
    assert signed[end - 2 : end] == b"00"
    with pytest.raises(BadInput, match="no place in it"):
        verify_pdf(signed[: end - 2] + b"41" + signed[end:], trust, at=AT)


def test_a_foreign_signature_and_none_are_refused_with_the_words_of_item_5(pdf, key, tmp_path):
    foreign = trust_of(Authority(common="Foreign").trust(tmp_path / "foreign"))
    with pytest.raises(SignatureRefused, match="a foreign one") as refused:
        verify_pdf(sign_pdf(pdf, key(), reason=REASON, at=AT), foreign, at=AT)
    assert refused.value.provision.startswith("Order 232, item 5")
    with pytest.raises(SignatureRefused, match="one without a signature"):
        verify_pdf(pdf, foreign, at=AT)


@pytest.mark.parametrize("data", [b"", b"garbage", b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(100_000)])
def test_what_is_no_pdf_is_bad_input(data, key, trust):
    with pytest.raises(BadInput):
        sign_pdf(data, key(), reason=REASON, at=AT)
    with pytest.raises(BadInput):
        verify_pdf(data, trust, at=AT)


def test_a_signed_pdf_cut_short_or_changed_anywhere_is_never_a_crash(pdf, key, trust):
    signed = sign_pdf(pdf, key(), reason=REASON, at=AT)
    for place in range(len(pdf), len(signed), 401):
        with pytest.raises(BadInput):
            verify_pdf(signed[:place], trust, at=AT)
        changed = bytearray(signed)
        changed[place] ^= 0x15
        try:
            verify_pdf(bytes(changed), trust, at=AT)
        except BadInput:
            continue
        raise AssertionError(f"byte {place} was changed and nobody saw it")


def test_signed_twice_is_refused(pdf, key):
    signed = sign_pdf(pdf, key(), reason=REASON, at=AT)
    with pytest.raises(BadInput):
        sign_pdf(signed, key(), reason=REASON, at=AT)


# --- the key


def test_outside_of_its_days_a_key_signs_nothing(pdf, key):
    for at, why in [(LAST + timedelta(days=1), "expired on"), (FIRST - timedelta(days=1), "valid only from")]:
        with pytest.raises(BadInput, match=why):
            sign_pdf(pdf, key(), reason=REASON, at=at)


@pytest.mark.parametrize(
    ("kind", "how", "said"),
    [
        ("RSA 1024", {}, "expected an RSA key of at least 2048 bits"),
        ("secp256k1", {}, "expected an RSA key of at least 2048 bits"),
        ("P-256", {"said": {"key_agreement": True}}, "its key usage"),
    ],
)
def test_a_key_that_nobody_would_trust_is_named(kind, how, said, key):
    with pytest.raises(BadInput, match=said):
        key(kind, **how)


@pytest.mark.parametrize(
    ("password", "said"), [("Wr0ng", "another password"), (None, "a password"), ("", "another")]
)
def test_a_wrong_password_is_named_and_never_repeated(password, said, key):
    right = key()
    with pytest.raises(BadInput, match=said) as refused:
        signing_key(right.path, password)
    said = str(refused.value)
    assert "secret" not in said and "Wr0ng" not in said


def test_a_file_without_a_key_without_its_certificate_or_that_is_none_is_named(tmp_path):
    holder = issue(name("БАСТЫҚ"))
    path = tmp_path / "key.p12"
    cases = [
        (
            pkcs12.serialize_key_and_certificates(None, None, holder.certificate, None, NoEncryption()),
            "a private key, got none",
        ),
        (
            pkcs12.serialize_key_and_certificates(None, holder.key, None, None, NoEncryption()),
            "the certificate of its key, got none",
        ),
        (b"garbage", "a PKCS#12 file"),
        (b"", "a PKCS#12 file"),
    ]
    for data, said in cases:
        path.write_bytes(data)
        with pytest.raises(BadInput, match=said):
            signing_key(path, None)
    with pytest.raises(BadInput, match="No such file"):
        signing_key(tmp_path / "nowhere.p12", None)


def test_the_operator_names_key_and_password_in_the_environment(key, tmp_path):
    path = str(key().path)
    assert configured_key({}) is None
    assert configured_key({"MERZIM_SIGNING_KEY": path, "MERZIM_SIGNING_PASSWORD": "secret"})
    (tmp_path / "password").write_text("secret\n", encoding="utf-8")
    named = {"MERZIM_SIGNING_KEY": path, "MERZIM_SIGNING_PASSWORD_FILE": str(tmp_path / "password")}
    assert configured_key(named)
    with pytest.raises(BadInput, match="cannot be read from"):
        configured_key(named | {"MERZIM_SIGNING_PASSWORD_FILE": str(tmp_path / "nowhere")})


def test_the_key_is_not_shown(key):
    assert "PrivateKey" not in repr(key())
