"""Letters: plain text over SMTP, sent in jobs. Without a mail server they go to the log, for whoever runs it."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import urlencode, urlsplit

import structlog

from service.accounts import magic
from service.errors import JobError
from service.interface import translations
from service.model import Person
from service.settings import Settings

_log = structlog.get_logger(__name__)

TIMEOUT = 15
"""Seconds to wait for the mail server."""


@dataclass(frozen=True)
class Letter:
    """A plain-text letter."""

    to: str
    subject: str
    body: str


def link_letter(settings: Settings, person: Person, token: str) -> Letter:
    """Return the letter with a link that signs a person in and confirms their address, in their language."""
    _ = translations(person.interface_language or "en").gettext
    link = f"{settings.public_url}/sign-in/link?{urlencode({'token': token})}"
    minutes = int(magic.LIFE.total_seconds() // 60)
    parts = (
        _("Hello %(name)s,") % {"name": person.name},
        _("Open this link to sign in. It works once, for %(minutes)s minutes.") % {"minutes": minutes},
        link,
        _("You did not ask for it? Then do nothing."),
    )
    return Letter(person.email or "", _("Your link to Polything"), "\n\n".join(parts) + "\n")


def send(settings: Settings, letter: Letter) -> bool:
    """Send a letter. Returns False where there is no mail server: then it is in the server's log.

    Raises:
        JobError: if the address is refused for good.
        OSError, smtplib.SMTPException: if the server cannot be reached; the job tries again.
    """
    if not settings.mail_host:
        _log.warning("mail not sent, no mail server is set up", to=letter.to, subject=letter.subject, body=letter.body)
        return False
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, letter.to
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"], message["Auto-Submitted"] = formatdate(localtime=False), "auto-generated"
    message["Message-ID"] = make_msgid(domain=urlsplit(settings.public_url).hostname or "localhost")
    message.set_content(letter.body)
    secure = ssl.create_default_context()
    server: smtplib.SMTP
    if settings.mail_port == 465:
        server = smtplib.SMTP_SSL(settings.mail_host, settings.mail_port, timeout=TIMEOUT, context=secure)
    else:
        server = smtplib.SMTP(settings.mail_host, settings.mail_port, timeout=TIMEOUT)
    with server:
        if settings.mail_port == 587 or (settings.mail_port != 465 and settings.mail_user):
            server.starttls(context=secure)
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password.get_secret_value())
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            if all(code >= 500 for code in codes):
                raise JobError("the mail server refuses this address") from None
            raise
    return True
