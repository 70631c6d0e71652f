"""Mail over SMTP, to the staff and to bodies; never to an applicant, whose way is the cabinet.

The Message-ID is made of the key, so that a mail that was sent twice is known to programs that receive it.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate

from delivery.message import Message
from delivery.way import Again, Outcome, Refused, Taken

TLS, STARTTLS, NONE = "tls", "starttls", "none"
PERMANENT, MOST_WORDS = 500, 200
OURS = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
)


@dataclass(frozen=True, slots=True)
class Server:
    """Who takes our mail. `timeout`: seconds for each step."""

    host: str
    port: int
    tls: str
    sender: str
    user: str | None = None
    password: str | None = None
    timeout: float = 10.0


class Mail:
    """Mail to one address. A connection for each mail: there are few."""

    name = "mail"
    parallel = 1

    def __init__(self, server: Server, address: str) -> None:
        self.server = server
        self.address = address

    def deliver(self, message: Message) -> Outcome:
        mail = letter(message, self.address, self.server.sender)
        try:
            with self._connected() as server:
                server.send_message(mail, self.server.sender, [self.address])
        except smtplib.SMTPRecipientsRefused as error:
            [(code, said)] = error.recipients.values()
            return _said(code, said)
        except smtplib.SMTPResponseException as error:
            # Of the connection or the sender, not of this mail: that is set right, and all of them go then.
            return _said(error.smtp_code, error.smtp_error, final=not isinstance(error, OURS))
        except (smtplib.SMTPException, OSError) as error:
            words = getattr(error, "strerror", None) or type(error).__name__
            return Again(f"the mail server cannot be reached: {words}", silent=True)
        return Taken(str(mail["Message-ID"]))

    def close(self) -> None:
        """Nothing is held open."""

    def _connected(self) -> smtplib.SMTP:
        at = self.server
        if at.tls == TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                at.host, at.port, timeout=at.timeout, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(at.host, at.port, timeout=at.timeout)
        try:
            if at.tls == STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if at.user is not None:
                server.login(at.user, at.password or "")
        except BaseException:
            server.close()
            raise
        return server


def letter(message: Message, address: str, sender: str) -> EmailMessage:
    """The mail itself, the same again for the same message but for its date."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, address
    mail["Subject"] = " ".join(message.subject.split())
    mail["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2]}>"
    mail["Date"] = formatdate(message.occurred_at.timestamp())
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    for each in message.attachments:
        main, _, sub = each.media_type.partition("/")
        mail.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return mail


def _said(code: int, words: bytes | str, *, final: bool = True) -> Outcome:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    why, said = f"the mail server answered {code}", " ".join(text.split())[:MOST_WORDS]
    return Refused(why, said) if code >= PERMANENT and final else Again(why, said, silent=not final)
