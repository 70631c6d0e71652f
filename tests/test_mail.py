"""Mail to the staff, against a real mail server: what is sent, and what is made of each answer."""

import email
from datetime import UTC, datetime
from email.policy import default as policy

import pytest
from receivers import mail_server

from delivery.mail import NONE, Mail, Server
from delivery.message import NOTICE, Attachment, Message
from delivery.way import Again, Refused, Taken

MESSAGE = Message(
    key="2026-000118-8-1",
    type=NOTICE,
    case="2026-000118",
    paper="warning",
    addressee="executor",
    name="Omarova",
    occurred_at=datetime(2026, 3, 16, 5, tzinfo=UTC),
    subject="2026-000118 іс: ескерту\r\nBcc: everybody@example.kz",
    body="Шешім: соңғы сәт 09.04.2026 18:00.\n",
    data={},
    attachments=(Attachment("анықтама.pdf", "application/pdf", b"%PDF-1.7"),),
)
OMAROVA = "omarova@example.kz"


def sent(port, message=MESSAGE, **said):
    server = Server(
        **{"host": "127.0.0.1", "port": port, "tls": NONE, "sender": "merzim@example.kz", "timeout": 2} | said
    )
    return Mail(server, OMAROVA).deliver(message)


def read(content):
    return email.message_from_bytes(content, policy=policy)


def test_a_mail_says_what_the_message_says_and_carries_its_key_and_papers():
    with mail_server() as (mailbox, port):
        assert sent(port) == Taken("<2026-000118-8-1@example.kz>")
    [(sender, to, content)] = mailbox.mails
    mail = read(content)
    assert (sender, to) == ("merzim@example.kz", [OMAROVA])
    assert mail["Message-ID"] == "<2026-000118-8-1@example.kz>"
    assert mail["Subject"] == "2026-000118 іс: ескерту Bcc: everybody@example.kz" and mail["Bcc"] is None
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_body().get_content().splitlines() == MESSAGE.body.splitlines()
    [paper] = mail.iter_attachments()
    assert (paper.get_filename(), paper.get_content()) == ("анықтама.pdf", b"%PDF-1.7")


def test_a_mail_sent_again_has_the_same_message_id():
    with mail_server() as (mailbox, port):
        sent(port)
        sent(port)
    first, second = (read(content) for _, _, content in mailbox.mails)
    assert first["Message-ID"] == second["Message-ID"] and first["Date"] == second["Date"]


@pytest.mark.parametrize(
    ("says", "outcome"),
    [
        ("450 try later", Again("the mail server answered 450", "try later")),
        ("550 no such user", Refused("the mail server answered 550", "no such user")),
        ("550 " + "x" * 400, Refused("the mail server answered 550", "x" * 200)),
    ],
)
def test_a_4xx_is_tried_again_and_a_5xx_is_refused_for_good(says, outcome):
    with mail_server(lambda address: says) as (mailbox, port):
        assert sent(port) == outcome
        assert mailbox.mails == []


def test_a_server_that_is_not_there_is_left_alone_and_tried_again():
    with mail_server() as (_, port):
        pass
    gone = sent(port)
    assert isinstance(gone, Again) and gone.silent and "cannot be reached" in gone.why


def test_without_the_protection_that_was_asked_for_nothing_is_said():
    with mail_server() as (mailbox, port):
        unprotected = sent(port, tls="starttls")
        assert isinstance(unprotected, Again) and mailbox.mails == []
        assert isinstance(sent(port, tls="tls"), Again) and mailbox.mails == []


def test_a_password_that_is_not_taken_gives_no_message_up():
    with mail_server() as (mailbox, port):
        refused = sent(port, user="merzim", password="wrong")
        assert isinstance(refused, Again) and refused.silent and mailbox.mails == []
