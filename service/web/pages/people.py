"""Who may do what: coordinators promote people for their languages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from exporters.writing.order import sort_key
from service.accounts import roles
from service.errors import NotAllowed
from service.model import Actor, Role
from service.web.addresses import AtProgramme
from service.web.numbers import FormNumber
from service.web.views.progress import role_name
from service.web.visit import Visit, see

router = APIRouter(prefix="/p/{programme}")

GIVEN: tuple[Role, ...] = ("translator", "reviewer", "coordinator")


def coordinated(visit: Visit, actor: Actor) -> list[str]:
    """The languages that somebody looks after."""
    tags = [row.tag for row in visit.uow.programmes.languages(visit.the_programme.id)]
    return [tag for tag in tags if actor.reaches("coordinator", tag)]


@router.get("/people")
def people(at: AtProgramme) -> Response:
    with at.visit() as visit:
        actor = visit.who()
        _ = visit.words
        tags = coordinated(visit, actor)
        if not tags:
            raise NotAllowed(_("Only coordinators give roles."))
        members = {member.person_id: member for member in visit.uow.people.members(visit.the_programme.id)}
        invited = visit.uow.invitations.of_programme(visit.the_programme.id)
        items = []
        place = sort_key(_.tag)
        for person in sorted(visit.uow.people.all(), key=lambda person: place(person.name)):
            if person.disabled:
                continue
            held = [(role, tag, False) for role, tag in (members[person.id].roles if person.id in members else ())]
            held += [(row.role, row.tag, True) for row in invited if row.email == person.email]
            shown = [
                {
                    "label": f"{role_name(role, _)}, {_.name_of(tag)}" if tag else role_name(role, _),
                    "role": role,
                    "tag": tag,
                    "waits": waits,
                    "may": role in GIVEN and tag in tags and person.id != actor.person_id,
                }
                for role, tag, waits in held
            ]
            items.append(
                {
                    "id": person.id,
                    "name": person.name or _("without a name"),
                    "confirmed": person.confirmed is not None,
                    "detail": _("since %(date)s", date=_.date(person.created)),
                    "roles": shown,
                }
            )
        return visit.page(
            "people.html",
            people=items,
            tags=tags,
            roles=[(role, role_name(role, _)) for role in GIVEN],
            current="people",
        )


@router.post("/people")
def change(
    at: AtProgramme,
    person: FormNumber,
    role: Annotated[str, Form()],
    tag: Annotated[str, Form()],
    action: Annotated[str, Form()],
) -> Response:
    """Give or take a role in a language that one coordinates."""
    with at.visit(write=True) as visit:
        target = visit.language(tag)
        actor = visit.must("coordinator", target.tag)
        visit.count("judge")
        wanted = next((name for name in GIVEN if name == role), None)
        if wanted is None or person == actor.person_id:
            raise NotAllowed(visit.words("This role is given by whoever runs the programme."))
        found = visit.uow.people.get(person)
        if action == "grant":
            roles.give(visit.uow, found, visit.the_programme.id, wanted, target.tag, granted_by=actor.person_id)
        elif action == "revoke":
            roles.take(visit.uow, found, visit.the_programme.id, wanted, target.tag)
    return see(f"/p/{at.programme}/people")
