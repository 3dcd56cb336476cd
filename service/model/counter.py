"""Counts per document and language, kept in the transaction that changes them."""

from __future__ import annotations

from sqlmodel import Field

from service.model.base import Table


class DocumentCounter(Table, table=True):
    """Units and source words by state, of the document's active units.

    ``words_left`` are the words of units that are missing or stale; ``stale`` units are counted in their state too;
    ``machine`` counts units whose text is unedited machine text; ``to_check`` those somebody flagged.
    """

    document_id: int = Field(primary_key=True, foreign_key="document.id", sa_column_kwargs={"autoincrement": False})
    tag: str = Field(primary_key=True)
    units: int = 0
    words: int = 0
    missing: int = 0
    suggested: int = 0
    translated: int = 0
    approved: int = 0
    stale: int = 0
    machine: int = 0
    to_check: int = 0
    words_left: int = 0
