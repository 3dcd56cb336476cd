"""Commands that need the database: serve, work, sync, people, the database itself."""

from __future__ import annotations

import signal
import threading
from typing import Annotated, get_args

import typer

from service.cli.console import say
from service.cli.opening import opened, take_in
from service.cli.state import place
from service.documents.programme import load_programme
from service.errors import SettingsError
from service.languages import language as find_language

ENGINE = "POLYTHING_MACHINE_ENGINE"

db_app = typer.Typer(help="The database.", no_args_is_help=True, rich_markup_mode=None)
user_app = typer.Typer(help="People and what they may do.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(serve)
    app.command()(worker)
    app.command()(sync)
    app.add_typer(db_app, name="db")
    app.add_typer(user_app, name="user")


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="One-click sign-in as invented people.")] = False,
) -> None:
    """Serve the translators' workplace; the database is made at the first start."""
    import uvicorn

    from service.jobs import worker as embedded
    from service.logs import configure
    from service.settings import load_settings
    from service.web.app import create_app

    settings = load_settings(programme=place(context).folder, host=host, port=port, demo=demo or None)
    configure(settings.log_json)
    with opened(settings, pool_size=settings.threads) as database:
        take_in(database, settings)
        app = create_app(settings, database=database, background=embedded.start)
        say(f"Serving on http://{settings.host}:{settings.port} (Ctrl+C stops it).")
        if settings.demo:
            say("Demo: sign in with one click as a translator, a reviewer, a coordinator, an author or an organiser.")
            if not settings.machine_engine:
                say(f"No text leaves this machine. {ENGINE}=google asks Google for suggestions.")
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            proxy_headers=settings.trust_proxy,
            forwarded_allow_ips="*" if settings.trust_proxy else None,
            timeout_graceful_shutdown=5,
        )


def worker(context: typer.Context) -> None:
    """Do background work in a process of its own; any number may run on one database."""
    from service.jobs import worker as embedded
    from service.logs import configure

    settings = place(context).settings
    configure(settings.log_json)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with opened(settings) as database:
        stop = embedded.start(database, settings)
        say("Working (Ctrl+C stops it after the job at hand).")
        ended.wait()
        stop()


def sync(context: typer.Context) -> None:
    """Bring the folder and the database together; nothing that somebody wrote is lost."""
    from service.commits.run import git_options, sync_and_commit

    settings = place(context).settings
    programme = load_programme(settings.programme)
    with opened(settings) as database:
        report = sync_and_commit(database, programme, git_options(settings))
    for notice in report.notices:
        say(f"{notice.path}: {notice.message}")
    say(f"{len(report.written)} files written." if not report.quiet else "Folder and database are the same.")
    for line in [*(f"committed {commit}" for commit in report.committed), *report.uncommitted]:
        say(line)
    if report.refused:
        raise typer.Exit(1)


@db_app.command("upgrade")
def db_upgrade(context: typer.Context) -> None:
    """Bring the database up to date with this version of the program."""
    with opened(place(context).settings):
        say("The database is up to date.")


@db_app.command("check")
def db_check(context: typer.Context) -> None:
    """Say whether the database is up to date, without changing it."""
    from service.store.engine import make_engine, revision

    engine = make_engine(place(context).settings.database)
    try:
        current, newest = revision(engine)
    finally:
        engine.dispose()
    if current != newest:
        say(f"The database is at {current or 'nothing'}, this program wants {newest}: run polything db upgrade.")
        raise typer.Exit(1)
    say(f"The database is up to date ({newest}).")


@user_app.command("add")
def user_add(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="Address of the person.")],
    role: Annotated[
        str, typer.Option(help="suggester, translator, reviewer, coordinator, author, organiser or administrator.")
    ],
    name: Annotated[str, typer.Option(help="Name as shown.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="Only for this language.")] = "",
) -> None:
    """Give an address a role. It takes effect when its owner opens the link that is sent to it, once for all roles."""
    from service.accounts import magic, roles
    from service.accounts.joining import ADDRESS
    from service.model.actor import LANGUAGE_LADDER, Role

    if role not in get_args(Role):
        raise SettingsError(f"“{role}” is not a role", hint="One of: " + ", ".join(get_args(Role)))
    if not ADDRESS.fullmatch(email.strip()):
        raise SettingsError(f"“{email}” is not an address")
    tag = find_language(language).tag if language else ""
    if tag and role not in LANGUAGE_LADDER:
        raise SettingsError(f"the role {role} is for the whole programme, not for a language")
    settings = place(context).settings
    with opened(settings) as database:
        programme_id = take_in(database, settings)
        with database.unit_of_work() as uow:
            person = uow.people.by_email(email) or uow.people.add(name or email.strip().partition("@")[0], email)
            given = roles.give(uow, person, programme_id, role, tag)  # type: ignore[arg-type]
            said = f"{role}{f' for {tag}' if tag else ''}"
            if given == "given":
                say(f"{person.name} is now {said}.")
            else:
                magic.ask(uow, person.email or "")
                say(f"{person.email} is invited as {said}; the role begins when the link sent there is opened.")
                if not settings.mail_host:
                    say("No mail server is set up: the link will be in the log of polything serve or polything worker.")


@user_app.command("list")
def user_list(context: typer.Context) -> None:
    """List the people of the programme with their roles."""
    settings = place(context).settings
    with opened(settings) as database:
        programme_id = take_in(database, settings)
        with database.reading() as uow:
            for member in uow.people.members(programme_id):
                roles = ", ".join(f"{role} ({tag})" if tag else role for role, tag in member.roles)
                say(f"{member.name} <{member.email or 'no address'}>: {roles}")
            for row in uow.invitations.of_programme(programme_id):
                say(f"{row.email}: {row.role}{f' ({row.tag})' if row.tag else ''}, invited")
