"""LibreTranslate by its own wire format: text and key in the body, any language that the server knows.

deep-translator puts both into the address, where logs keep them, and knows 17 languages only.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from service.machine.base import Access, EngineTrouble, MachineEngine, Term
from service.machine.http import ask

_CODES = {
    "zh-Hans": ("zh-Hans", "zh"),
    "zh-Hant": ("zh-Hant", "zt"),
    "nb": ("nb", "no"),
    "pt-BR": ("pt-BR", "pb", "pt"),
}


class LibreEngine(MachineEngine):
    """A LibreTranslate server, one's own or another's."""

    name = "libretranslate"
    label = "LibreTranslate"
    version = "1"
    limit = 5_000
    rate = 10.0
    needs = ("url",)

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self._url = access.url.rstrip("/")
        self._known: dict[str, frozenset[str]] | None = None
        self._lock = threading.Lock()

    def supports(self, source_tag: str, target_tag: str) -> bool:
        """Ask the server once which pairs it has; a server that does not answer supports nothing for now."""
        try:
            return self._pair(source_tag, target_tag) is not None
        except EngineTrouble:
            return False

    def translate(self, text: str, source_tag: str, target_tag: str, terms: Sequence[Term] = ()) -> str:
        """Translate. Raises EngineTrouble."""
        pair = self._pair(source_tag, target_tag)
        if pair is None:
            raise EngineTrouble("unknown pair")
        body = {"q": text, "source": pair[0], "target": pair[1], "format": "text"}
        if self.access.key:
            body["api_key"] = self.access.key
        said = ask("POST", f"{self._url}/translate", timeout=self.access.timeout, json=body)
        answer = said.get("translatedText") if isinstance(said, dict) else None
        if not isinstance(answer, str):
            raise EngineTrouble("no text")
        return answer

    def _pair(self, source_tag: str, target_tag: str) -> tuple[str, str] | None:
        known = self._languages()
        for source in _spellings(source_tag):
            for target in _spellings(target_tag):
                if target in known.get(source, frozenset()):
                    return source, target
        return None

    def _languages(self) -> dict[str, frozenset[str]]:
        with self._lock:
            if self._known is None:
                said = ask("GET", f"{self._url}/languages", timeout=self.access.timeout)
                if not isinstance(said, list):
                    raise EngineTrouble("no list of languages")
                self._known = {
                    str(row["code"]): frozenset(str(code) for code in row.get("targets", ()))
                    for row in said
                    if isinstance(row, dict) and "code" in row
                }
            return self._known


def _spellings(tag: str) -> tuple[str, ...]:
    head, *rest = tag.split("-")
    plain = (head,) if not any(len(part) == 4 for part in rest) else ()
    return (*_CODES.get(tag, (tag,)), *plain)
