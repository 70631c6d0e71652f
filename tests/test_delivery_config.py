"""The file that says how people are reached: read whole, every fault at once, no secret in it."""

import pytest
from posting import of, post
from receivers import SECRET, VARIABLE, mail_server
from storage import opened

from delivery.config import Settings, default, read, unprotected
from delivery.mail import Mail
from delivery.message import NOTICE, Message
from delivery.spool import Spool
from delivery.ways import Ways
from delivery.webhook import Webhook
from process.errors import BadInput
from process.localtime import parse_typed

WHOLE = f"""
language = "ru"
source = "urn:kz:kech-almaty"
spool = "spool"

[applicant]
way = "webhook"
url = "https://portal.example.kz/merzim"
secret_env = "{VARIABLE}"
timeout = 5

[monitoring]
way = "webhook"
url = "http://127.0.0.1:8080/feed"
secret_file = "monitoring.secret"

[head]
way = "mail"
address = "head@example.kz"

[executor]
way = "mail"
addresses = {{ Omarova = "omarova@example.kz" }}
otherwise = "head"

[bodies]
way = "mail"
addresses = {{ quality_authority = "quality@example.kz" }}

[mail]
host = "mail.example.kz"
from = "merzim@example.kz"
user = "merzim"
password_env = "{VARIABLE}"
"""


@pytest.fixture
def written(tmp_path):
    """Write it, and read it."""
    (tmp_path / "monitoring.secret").write_text("another secret, long enough\n", encoding="utf-8")

    def written(text, environment=None) -> Settings:
        path = tmp_path / "delivery.toml"
        path.write_text(text, encoding="utf-8")
        return read(path, tmp_path / "merzim.db", {VARIABLE: SECRET} if environment is None else environment)

    return written


def faults(written, text, **how):
    with pytest.raises(BadInput) as no:
        written(text, **how)
    return {each["path"]: each["fault"] for each in no.value.details["faults"]}


def test_a_whole_file_is_read(written, tmp_path):
    settings = written(WHOLE)
    assert (settings.language, settings.source, settings.spool) == (
        "ru",
        "urn:kz:kech-almaty",
        tmp_path / "spool",
    )
    applicant, monitoring = settings.route("applicant"), settings.route("monitoring")
    assert (applicant.way, applicant.secret, applicant.timeout) == ("webhook", SECRET.encode(), 5.0)
    assert (monitoring.secret, monitoring.timeout) == (b"another secret, long enough", 10.0)
    assert (settings.server.port, settings.server.tls, settings.server.password) == (587, "starttls", SECRET)
    assert SECRET not in repr(applicant)


def message(addressee, name=None):
    return Message(
        key="2026-000118-8-1", type=NOTICE, case="2026-000118", paper="-", addressee=addressee, name=name,
        occurred_at=parse_typed("2026-03-16 10:00"), subject="-", body="-", data={},
    )  # fmt: skip


def test_each_message_takes_the_way_of_its_addressee(written, tmp_path):
    ways = Ways(written(WHOLE))
    assert isinstance(ways.way_of(message("applicant")), Webhook)
    assert ways.way_of(message("applicant")) is ways.way_of(message("applicant"))
    assert ways.way_of(message("monitoring")) is not ways.way_of(message("applicant"))

    def address(*of):
        way = ways.way_of(message(*of))
        assert isinstance(way, Mail)
        return way.address

    assert address("head") == "head@example.kz"
    assert address("executor", "Omarova") == "omarova@example.kz"
    assert address("executor", "Bekova") == "head@example.kz"  # who has none: the head, as it says
    assert address("quality_authority") == "quality@example.kz"
    spool = ways.way_of(message("superior_body"))  # who has none: the spool
    assert isinstance(spool, Spool) and spool.folder == tmp_path / "spool"
    ways.close()


def test_an_empty_file_is_the_spool_for_everybody(written, tmp_path):
    assert written("") == default(tmp_path / "merzim.db")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "aplicant = {}",
            {
                "aplicant": "is not known here; perhaps 'applicant' is meant",
            },
        ),
        (
            "language = 'de'",
            {
                "language": "must be one of kk, ru, en, not 'de'",
            },
        ),
        (
            "applicant = 5",
            {
                "applicant": "must be a table",
            },
        ),
        (
            "[applicant]\nway = 'pigeon'",
            {
                "applicant.way": "must be one of spool, webhook, mail, not 'pigeon'",
            },
        ),
        (
            "[applicant]\nway = 'spool'\nurl = 'x'",
            {
                "applicant.url": "is not known here; it may be way, folder",
            },
        ),
        (
            "[applicant]\nway = 'mail'\naddress = 'a@b.kz'",
            {
                "applicant.way": "mail is for head, executor, bodies only",
                "mail": "is missing: somebody is to be reached by mail",
            },
        ),
        (
            "[monitoring]\nway = 'webhook'",
            {
                "monitoring.url": "is missing",
                "monitoring.secret_env": "is missing: name the variable that has the secret, or secret_file",
            },
        ),
        (
            "[monitoring]\nway = 'webhook'\nurl = 'http://example.kz'\nsecret_env = 'NONE'",
            {
                "monitoring.url": "http://example.kz is not protected, and messages name persons: use https://",
                "monitoring.secret_env": "names NONE, and the environment has no such variable",
            },
        ),
        (
            "[monitoring]\nway = 'webhook'\nurl = 'https://e.kz'\nsecret_file = 'none'\ntimeout = 0",
            {
                "monitoring.timeout": "must be seconds, from 0.05 to 120, not 0",
                "monitoring.secret_file": "*",
            },
        ),
        (
            f"[monitoring]\nway = 'webhook'\nurl = 'https://e.kz'\nsecret_env = '{VARIABLE}'\nsecret_file = 'x'",
            {
                "monitoring.secret_file": "says the same as secret_env; leave one out",
            },
        ),
        (
            "[executor]\nway = 'mail'\n[mail]\nhost = 'example.kz'\nfrom = 'nobody'\ntls = 'none'\nuser = 'x'",
            {
                "executor": "has no address: give address, or a table of addresses by name",
                "mail.from": "must be the address of a mailbox, not 'nobody'",
                "mail.tls": "must be tls or starttls: only a server on this machine goes without",
                "mail": "has a user without a password, or a password without a user",
            },
        ),
        (
            "[executor]\nway = 'mail'\naddress = 'a@b.kz'\notherwise = 'head'\n[mail]\nhost='localhost'\nfrom='a@b.kz'",
            {
                "head.way": "must be mail: what has no address of its own is to go there",
            },
        ),
        (
            "[head]\nway = 'mail'\naddresses = { A = 'a@b.kz' }\n[mail]\nhost='localhost'\nfrom='a@b.kz'\nport = true",
            {
                "head.address": "is missing: the head is nobody by name",
                "mail.port": "must be the number of a port, not True",
            },
        ),
        (
            "[executor]\nway = 'mail'\naddresses = { A = 'a b@c.kz' }\n[mail]\nhost='localhost'\nfrom='a@b.kz'",
            {
                "executor.addresses": "must be the address of a mailbox, not 'a b@c.kz'",
                "executor": "*",
            },
        ),
    ],
)
def test_every_fault_is_told_at_once_each_with_its_path(written, text, found):
    told = faults(written, text)
    assert told.keys() == found.keys()
    for path, words in found.items():
        assert words in ("*", told[path]), path


def test_a_short_secret_is_refused(written):
    text = f"[monitoring]\nway = 'webhook'\nurl = 'https://e.kz'\nsecret_env = '{VARIABLE}'"
    told = faults(written, text, environment={VARIABLE: "short"})
    assert told == {"monitoring": "has a secret of 5 bytes; the shortest has 16"}


@pytest.mark.parametrize(
    "data", [b"a = ", b"\xff\xfe", b"a = " + b"[" * 5000, b"x" * (2**20 + 1), b"a = 1" + b"0" * 5000]
)
def test_what_is_no_toml_is_refused_in_words(tmp_path, data):
    path = tmp_path / "delivery.toml"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=r"delivery.toml"):
        read(path, tmp_path / "merzim.db", {})


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadInput, match="No such file"):
        read(tmp_path / "none.toml", tmp_path / "merzim.db", {})


@pytest.mark.parametrize(
    ("url", "refused"),
    [
        ("https://example.kz/x", False),
        ("https://example.kz:8443", False),
        ("http://localhost:1", False),
        ("http://127.0.0.1", False),
        ("http://[::1]:80/x", False),
        ("http://example.kz", True),
        ("ftp://example.kz", True),
        ("example.kz", True),
        ("https://", True),
        ("https://user:pass@example.kz", True),
        ("http://[::1", True),
        ("https://example.kz:99999999", True),
        ("http://127.0.0.1.example.kz", True),
        ("http://localhost@example.kz", True),
    ],
)
def test_an_address_is_protected_or_on_this_machine(url, refused):
    assert bool(unprotected(url)) is refused


def test_mail_reaches_the_staff_and_the_applicant_has_the_spool(tmp_path, workdays, written):
    with opened(tmp_path, workdays, now="2026-03-10 09:30") as office, mail_server() as (mailbox, port):
        case_id = office.file()
        office.assign(case_id)
        office.accept(case_id)
        office.clock.set("2026-04-06 10:00")
        office.desk.sweep_one(case_id, office.clock())
        text = f"""
            [head]
            way = "mail"
            address = "head@example.kz"
            [executor]
            way = "mail"
            addresses = {{ Omarova = "omarova@example.kz" }}
            [mail]
            host = "127.0.0.1"
            port = {port}
            tls = "none"
            from = "merzim@example.kz"
        """
        done = post(office, written(text))
        assert done.left_alone == {} and done.sent["head"] > 0 and done.sent["executor"] > 0
        assert {tuple(to) for _, to, _ in mailbox.mails} == {("head@example.kz",), ("omarova@example.kz",)}
        ids = [
            line
            for _, _, content in mailbox.mails
            for line in content.splitlines()
            if line.startswith(b"Message-ID")
        ]
        assert len(set(ids)) == len(ids) == done.sent["head"] + done.sent["executor"]
        assert of(office, "2026-000001-3-1").delivered_by == "spool"
