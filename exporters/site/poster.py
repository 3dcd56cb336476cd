"""A poster's slots in the order and the roles in which a page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.api import Document
from exporters.nodes import AnyBlock, Heading, Section


@dataclass(frozen=True)
class Slot:
    """``role`` is panel, note or call; ``heading`` the first heading of the slot, ``blocks`` all the others."""

    id: str
    role: str
    heading: Heading | None
    blocks: tuple[AnyBlock, ...]


def slots(document: Document) -> list[Slot]:
    """Return the slots of a poster; other blocks count as notes, so that nothing is left out."""
    found = []
    for block in document.blocks:
        if not isinstance(block, Section) or block.name != "slot":
            found.append(Slot("", "note", None, (block,)))
            continue
        heading = next((child for child in block.children if isinstance(child, Heading)), None)
        rest = tuple(child for child in block.children if child is not heading)
        role = block.attributes.get("role", "panel")
        found.append(Slot(block.id or "", role if role in ("note", "call") else "panel", heading, rest))
    return found


def labels(document: Document) -> list[str]:
    """Keys of the poster's lines to fill in, in order."""
    keys = [key for key in document.fields if key.startswith("fields.")]
    return sorted(keys, key=lambda key: int(key.rpartition(".")[2]))


def sizes(document: Document) -> tuple[str, ...]:
    """Paper sizes of a document's PDF."""
    value = document.meta.get("sizes", ("a4",))
    return (value,) if isinstance(value, str) else value
