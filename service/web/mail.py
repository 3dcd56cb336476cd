"""The letters that the pages send: one link, plain text."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

import structlog

from service.settings import Settings

_log = structlog.get_logger(__name__)
TIMEOUT = 15
"""Seconds to wait for the mail server."""


def send(settings: Settings, to: str, subject: str, body: str) -> bool:
    """Send a letter. Without a mail server it goes to the log, for whoever runs the server; returns False then.

    A server that does not answer is logged too: a page must not fail because of it.
    """
    if not settings.mail_host:
        _log.info("mail not sent, no mail server is set up", to=to, subject=subject, body=body)
        return False
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = settings.mail_from, to, " ".join(subject.split())
    letter.set_content(body)
    try:
        with smtplib.SMTP(settings.mail_host, settings.mail_port, timeout=TIMEOUT) as server:
            if settings.mail_port != 25:
                server.starttls()
            if settings.mail_user:
                server.login(settings.mail_user, settings.mail_password.get_secret_value())
            server.send_message(letter)
    except (OSError, smtplib.SMTPException) as error:
        _log.error("mail could not be sent", to=to, error=str(error))
        return False
    return True
