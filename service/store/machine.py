"""What machines answered and what was sent to them."""

from __future__ import annotations

from sqlalchemy import func, select

from service.model import MachineCache, MachineLedger
from service.store.base import Repository, columns
from service.store.digest import digest

C = columns(MachineCache)
L = columns(MachineLedger)


class MachineStore(Repository):
    """The cache of answers and the ledger of characters."""

    def cached(self, key: str) -> MachineCache | None:
        """Return an answer kept under a key."""
        return self._session.get(MachineCache, key)

    def keep(self, key: str, *, engine: str, source_tag: str, target_tag: str, source: str, text: str) -> None:
        """Keep an answer to a source text; the first one stays."""
        asked = {"key": key, "engine": engine, "source_tag": source_tag, "target_tag": target_tag}
        found = {"source_hash": digest(source), "text": text, "text_hash": digest(text), "created": self._now}
        self._session.execute(self._insert(MachineCache).values(asked | found).on_conflict_do_nothing())

    def engine_of(self, source: str, target_tag: str, text: str) -> str | None:
        """Return the engine that gave exactly this text for this source, or None."""
        query = select(C.engine).where(C.source_hash == digest(source), C.target_tag == target_tag)
        return self._session.scalar(query.where(C.text_hash == digest(text)).order_by(C.created).limit(1))

    def charge(self, engine: str, characters: int) -> None:
        """Write characters into this month's ledger."""
        statement = self._insert(MachineLedger).values(
            engine=engine, month=self._now.strftime("%Y-%m"), characters=characters, calls=1
        )
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["engine", "month"],
                set_={"characters": L.characters + characters, "calls": L.calls + 1},
            )
        )

    def spent(self, engine: str) -> int:
        """Return the characters sent to an engine this month."""
        query = select(func.coalesce(func.sum(L.characters), 0)).where(
            L.engine == engine, L.month == self._now.strftime("%Y-%m")
        )
        return int(self._session.scalar(query) or 0)
