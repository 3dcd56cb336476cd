"""An account is its confirmed address: until then, whoever typed it may write hidden suggestions and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.testclient import TestClient

from service.accounts import magic, roles
from service.accounts.demo import DOMAIN
from service.model import Membership
from service.model.actor import LANGUAGE_LADDER, Actor
from tests.support.workplace import Workplace

WRITING = {
    "/p/{programme}/translate/{lang}/{kind}/{slug}/save/{key}",
    "/p/{programme}/translate/{lang}/{kind}/{slug}/draft/{key}",
    "/p/{programme}/translate/{lang}/{kind}/{slug}/undo/{key}",
    "/p/{programme}/translate/{lang}/{kind}/{slug}/machine/{key}",
}
"""What somebody who has not confirmed may do and a guest may not."""

JOINING = "/p/{programme}/welcome"
"""Whoever has joined goes straight to a task; a guest's empty form comes back."""


def routes_of(holder: Any) -> list[APIRoute]:
    """Return the endpoints of an application or router, those of included routers too."""
    found = []
    for route in holder.routes:
        if isinstance(route, APIRoute):
            found.append(route)
        elif (inner := getattr(route, "original_router", None)) is not None:
            found += routes_of(inner)
    return found


def fields_of(route: APIRoute) -> list[tuple[str, Any]]:
    """Return name and type of every field that an endpoint takes, those of a form's class one by one."""
    found: list[tuple[str, Any]] = []
    for field in route.dependant.body_params:
        kind = field.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += [(name, inner.annotation) for name, inner in kind.model_fields.items()]
        else:
            found.append((field.alias, kind))
    return found


def every_route(workplace: Workplace) -> list[tuple[str, str, dict[str, Any]]]:
    """Return (method, path with its parameters filled in, form) for all routes of the application."""
    app = workplace.app
    assert isinstance(app, FastAPI)
    values = {
        "programme": "trial",
        "lang": "es",
        "kind": "thing",
        "slug": "01-lock-the-front-door",
        "key": workplace.key("front door"),
        "name": "01-lock-the-front-door.es",
        "path": "x",
        "digest": "x",
        "first": "translate",
        "rest": "es",
    }
    found = []
    for route in routes_of(app):
        form: dict[str, Any] = {}
        for name, kind in fields_of(route):
            form[name] = "1" if "int" in str(kind) else ["x"] if "list" in str(kind) else "x"
        path = (
            route.path.replace("{path:path}", "{path}")
            .replace("{name:path}", "{name}")
            .replace("{rest:path}", "{rest}")
        )
        found += [(method, path, {"path": path.format(**values), "form": form}) for method in route.methods or ()]
    return sorted(found, key=lambda item: item[:2])


def test_the_fields_of_forms_are_found(workplace: Workplace) -> None:
    forms = {path: set(how["form"]) for method, path, how in every_route(workplace) if method == "POST"}
    assert forms["/p/{programme}/translate/{lang}/{kind}/{slug}/save/{key}"] >= {"text", "base", "choose", "mine"}
    assert forms["/p/{programme}/review/{lang}"] >= {"unit", "revision", "action", "why"}
    assert forms["/p/{programme}/welcome"] == {"lang", "task", "name", "email", "agree", "credit"}
    assert forms["/p/{programme}/people"] == {"person", "role", "tag", "action"}


def ask(client: TestClient, method: str, how: dict[str, Any]) -> int:
    if method == "POST":
        return client.post(how["path"], data=how["form"]).status_code
    return client.request(method, how["path"]).status_code


def test_an_unconfirmed_person_reaches_what_a_guest_reaches_and_may_write(workplace: Workplace) -> None:
    """Whatever roles stand in the table: every route, every method."""
    with workplace.database.unit_of_work() as uow:
        programme = uow.programmes.all()[0]
        for role in ("administrator", "organiser", "author", "coordinator", "reviewer", "translator"):
            uow.session.add(
                Membership(person_id=workplace.people["Udo"], programme_id=programme.id, role=role, created=uow.clock())
            )
    guest, unconfirmed = workplace.client(), workplace.client("Udo")
    tried = 0
    for method, path, how in every_route(workplace):
        if path in WRITING or path in (JOINING, "/sign-out") or path.startswith("/sign-in"):
            continue
        expected = {401: 403}.get(ask(guest, method, how), ask(guest, method, how))
        assert ask(unconfirmed, method, how) == expected, (method, path)
        tried += 1
    assert tried > 50


def test_no_role_counts_before_the_address_is_confirmed() -> None:
    every = frozenset((role, "") for role in (*LANGUAGE_LADDER, "author", "organiser", "administrator"))
    actor = Actor(1, "Udo", 1, confirmed=False, roles=every)  # type: ignore[arg-type]
    assert actor.roles == frozenset()
    assert actor.rank("es") == 1
    assert not any(actor.reaches(role, "es") for role, _ in every if role != "suggester")


@pytest.mark.parametrize("role", ["administrator", "author", "coordinator", "reviewer"])
def test_a_role_given_to_an_address_that_a_stranger_typed_never_reaches_the_stranger(
    workplace: Workplace, role: str
) -> None:
    victim = "boss@victim.example"
    stranger = workplace.client()
    form = {"lang": "es", "name": "Boss", "email": victim, "agree": "1"}
    assert stranger.post("/p/trial/welcome", data=form).status_code == 303
    key = workplace.key("front door")
    assert stranger.post(f"{workplace.thing}/save/{key}", data={"text": "Texto del extraño"}).status_code == 303
    with workplace.database.unit_of_work() as uow:
        person = uow.people.by_email(victim)
        assert person is not None
        programme = uow.programmes.all()[0]
        assert roles.give(uow, person, programme.id, role) == "invited"  # type: ignore[arg-type]
        assert uow.people.actor(person, programme.id).roles == frozenset()
        token = magic.make(uow, person)
    for path in ("people", "author", "languages/add", "exchange/es/memory.tmx", "jobs"):
        assert stranger.get(f"/p/trial/{path}").status_code == 403, path
    give = {"person": workplace.people["Noor"], "role": "coordinator", "tag": "es", "action": "grant"}
    assert stranger.post("/p/trial/people", data=give).status_code == 403
    source = {"text": "x", "change": "meaning", "base": "1"}
    assert stranger.post("/p/trial/author/thing/01-lock-the-front-door", data=source).status_code == 403
    owner = workplace.client()
    page = owner.get(f"/sign-in/link?token={token}").text
    assert "Boss" in page
    assert 'name="afresh"' in page
    assert owner.post("/sign-in/link", data={"token": token, "afresh": "1"}).status_code == 303
    assert stranger.get("/p/trial/jobs").status_code == 401
    with workplace.database.unit_of_work() as uow:
        now = uow.people.by_email(victim)
        assert now is not None
        assert now.id != person.id
        assert uow.people.actor(now, programme.id).roles == {(role, "")}
        assert uow.people.get(person.id).disabled
        assert len(uow.translations.hidden_of(person.id)) == 1
    for address in (workplace.thing, f"{workplace.thing}/history/{key}", "/p/trial/review/es"):
        assert "Texto del extraño" not in workplace.client("Clara").get(address).text


def test_confirming_ends_every_session_from_before(workplace: Workplace) -> None:
    stranger = workplace.client()
    form = {"lang": "es", "name": "Boss", "email": "boss@victim.example", "agree": "1"}
    stranger.post("/p/trial/welcome", data=form)
    with workplace.database.unit_of_work() as uow:
        person = uow.people.by_email("boss@victim.example")
        assert person is not None
        first, second = magic.make(uow, person), magic.make(uow, person)
    owner = workplace.client()
    assert owner.post("/sign-in/link", data={"token": first}).status_code == 303
    assert owner.get("/p/trial/jobs").status_code == 200
    assert stranger.get("/p/trial/jobs").status_code == 401
    assert stranger.post("/sign-in/link", data={"token": second}).status_code == 404


def test_signing_in_again_ends_no_session(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    with workplace.database.unit_of_work() as uow:
        token = magic.make(uow, uow.people.get(workplace.people["Ana"]))
    workplace.client().post("/sign-in/link", data={"token": token})
    assert ana.get("/p/trial/jobs").status_code == 200


def test_a_coordinator_invites_an_address_that_is_not_confirmed(workplace: Workplace) -> None:
    clara, udo = workplace.client("Clara"), workplace.people["Udo"]
    give = {"person": udo, "role": "reviewer", "tag": "es", "action": "grant"}
    assert clara.post("/p/trial/people", data=give).status_code == 303
    with workplace.database.unit_of_work() as uow:
        programme = uow.programmes.all()[0]
        person = uow.people.get(udo)
        assert [row.email for row in uow.invitations.of_programme(programme.id)] == [f"udo{DOMAIN}"]
        assert "invited" in clara.get("/p/trial/people").text
        magic.use(uow, magic.make(uow, person))
        assert uow.people.actor(person, programme.id).reaches("reviewer", "es")
        assert uow.invitations.of_programme(programme.id) == []


def test_an_invitation_can_be_taken_back(workplace: Workplace) -> None:
    clara, udo = workplace.client("Clara"), workplace.people["Udo"]
    form = {"person": udo, "role": "reviewer", "tag": "es"}
    clara.post("/p/trial/people", data={**form, "action": "grant"})
    clara.post("/p/trial/people", data={**form, "action": "revoke"})
    with workplace.database.unit_of_work() as uow:
        person = uow.people.get(udo)
        magic.use(uow, magic.make(uow, person))
        assert uow.people.actor(person, uow.programmes.all()[0].id).roles == frozenset()
