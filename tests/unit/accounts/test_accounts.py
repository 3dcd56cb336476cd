from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from unittest import mock

import pytest

from service.accounts import joining, magic, mail, sessions, tokens
from service.accounts.joining import Newcomer
from service.errors import JobError, NotAllowed
from service.model import Person
from service.settings import Settings
from service.store import Database, UnitOfWork


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as uow:
        yield uow


@pytest.fixture
def nia(uow: UnitOfWork) -> Person:
    return uow.people.add("Nia", "nia@example.org")


def later(uow: UnitOfWork, **time: float) -> None:
    moment = uow.clock() + timedelta(**time)
    uow.clock = lambda: moment
    uow.__dict__.pop("people", None)


def test_a_session_is_known_by_its_token_until_it_ends(uow: UnitOfWork, nia: Person) -> None:
    token = sessions.begin(uow, nia, "Firefox", days=2)
    other = sessions.begin(uow, nia, "Phone", days=2)
    assert sessions.person_of(uow, token) is nia
    assert sessions.person_of(uow, token + "x") is None
    assert token not in str([session.values() for session in sessions.of_person(uow, nia.id)])
    sessions.end(uow, token)
    assert sessions.person_of(uow, token) is None
    assert sessions.person_of(uow, other) is nia
    sessions.end_all(uow, nia.id)
    assert sessions.person_of(uow, other) is None


def test_a_session_runs_out_and_ends_when_its_owner_is_disabled(uow: UnitOfWork, nia: Person) -> None:
    token = sessions.begin(uow, nia, "", days=1)
    later(uow, days=1, seconds=1)
    assert sessions.person_of(uow, token) is None
    token = sessions.begin(uow, nia, "", days=1)
    nia.disabled = True
    uow.flush()
    assert sessions.person_of(uow, token) is None


def test_a_link_may_be_looked_at_often_and_used_once(uow: UnitOfWork, nia: Person) -> None:
    token = magic.make(uow, nia, "/p/demo")
    assert magic.peek(uow, token) is not None
    assert magic.peek(uow, token) is not None
    arrival = magic.use(uow, token)
    assert arrival is not None
    assert (arrival.person, arrival.following, arrival.confirmed_now) == (nia, "/p/demo", True)
    assert magic.use(uow, token) is None
    assert magic.peek(uow, token) is None
    again = magic.use(uow, magic.make(uow, nia))
    assert again is not None
    assert not again.confirmed_now


def test_a_link_lives_fifteen_minutes(uow: UnitOfWork, nia: Person) -> None:
    token = magic.make(uow, nia)
    later(uow, minutes=14, seconds=59)
    assert magic.peek(uow, token) is not None
    later(uow, seconds=2)
    assert magic.use(uow, token) is None


def test_a_link_is_bound_to_the_address_it_was_sent_to(uow: UnitOfWork, nia: Person) -> None:
    token = magic.make(uow, nia)
    nia.email = "new@example.org"
    uow.flush()
    assert magic.use(uow, token) is None
    assert nia.confirmed is None


@pytest.mark.parametrize(
    "path",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\x", "", "/a\r\nSet-Cookie: x", "javascript:x"],
)
def test_a_link_leads_nowhere_else(path: str) -> None:
    assert magic.local(path) == "/"


def test_asking_for_a_link_does_not_tell_who_is_known_and_sends_one_letter(uow: UnitOfWork, nia: Person) -> None:
    assert not magic.ask(uow, "nobody@example.org")
    assert magic.ask(uow, " NIA@example.org ", "/p/demo")
    assert magic.ask(uow, "nia@example.org", "/p/demo")
    assert [job.payload for job in uow.jobs.recent()] == [{"person_id": nia.id, "following": "/p/demo"}]


def test_joining_gives_a_person_but_never_somebody_elses_account(uow: UnitOfWork) -> None:
    joined = joining.join(uow, Newcomer("  Nia   B ", "Nia@Example.org", public_credit=True), agreed=True)
    assert joined.person is not None
    assert (joined.person.name, joined.person.email, joined.person.confirmed) == ("Nia B", "nia@example.org", None)
    assert joined.person.agreed is not None
    assert joining.join(uow, Newcomer("Mallory", "nia@example.org"), agreed=True).person is None
    assert joined.person.name == "Nia B"


@pytest.mark.parametrize(
    ("name", "email", "agreed"),
    [
        ("", "a@b.org", True),
        ("Nia", "a@b", True),
        ("Nia", "a b@c.org", True),
        ("Nia", "a@b.org", False),
        ("Nia", "a@b.org\nBcc: x@y.org", True),
    ],
)
def test_joining_says_what_is_missing(uow: UnitOfWork, name: str, email: str, agreed: bool) -> None:
    with pytest.raises(NotAllowed) as caught:
        joining.join(uow, Newcomer(name, email), agreed=agreed)
    assert caught.value.hint


def test_tokens_are_long_and_kept_as_hashes() -> None:
    assert len({tokens.make() for _ in range(50)}) == 50
    assert len(tokens.make()) >= 43
    assert len(tokens.hashed("x")) == 64


class Server:
    """Stands in for smtplib.SMTP and keeps what it is given."""

    refuse: tuple[int, bytes] | None = None

    def __init__(self, *given: object, **named: object) -> None:
        self.steps: list[str] = []
        self.message: EmailMessage | None = None
        Server.last = self

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *given: object) -> None:
        self.steps.append("quit")

    def starttls(self, **named: object) -> None:
        self.steps.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.steps.append(f"login {user}")

    def send_message(self, message: EmailMessage) -> None:
        if self.refuse:
            raise mail.smtplib.SMTPRecipientsRefused({"nia@example.org": self.refuse})
        self.message = message
        self.steps.append("send")


def test_a_letter_goes_over_tls_with_its_link() -> None:
    settings = Settings(
        mail_host="mail.example.org", mail_user="polly", mail_password="s3cret", base_url="https://t.example"
    )
    person = Person(id=1, name="Nia", email="nia@example.org", created=datetime(2026, 1, 1, tzinfo=UTC))
    letter = mail.link_letter(settings, person, "tok")
    with mock.patch.object(mail.smtplib, "SMTP", Server):
        assert mail.send(settings, letter)
    assert Server.last.steps == ["starttls", "login polly", "send", "quit"]
    message = Server.last.message
    assert message is not None
    assert message["To"] == "nia@example.org"
    assert "https://t.example/sign-in/link?token=tok" in message.get_content()
    assert "15 minutes" in message.get_content()


def test_an_address_refused_for_good_is_not_tried_again() -> None:
    settings = Settings(mail_host="mail.example.org")
    letter = mail.Letter("nia@example.org", "Hello", "Text")
    with mock.patch.object(mail.smtplib, "SMTP", Server), mock.patch.object(Server, "refuse", (550, b"unknown")):
        with pytest.raises(JobError):
            mail.send(settings, letter)
        with mock.patch.object(Server, "refuse", (450, b"later")), pytest.raises(mail.smtplib.SMTPRecipientsRefused):
            mail.send(settings, letter)
