"""MyMemory over https. Its quota notice comes as a translation with status 200; it is told apart by `responseStatus`.

deep-translator would send the text in clear.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.machine.base import EngineTrouble, MachineEngine, Term
from service.machine.http import ask

URL = "https://api.mymemory.translated.net/get"

_CODES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB", "nb": "no", "sr-Cyrl": "sr"}


class MyMemoryEngine(MachineEngine):
    """The public MyMemory service."""

    name = "mymemory"
    label = "MyMemory"
    version = "1"
    limit = 490
    rate = 1.0

    def supports(self, source_tag: str, target_tag: str) -> bool:
        return source_tag != target_tag

    def translate(self, text: str, source_tag: str, target_tag: str, terms: Sequence[Term] = ()) -> str:
        """Translate. Raises EngineTrouble, also where the day's quota is used up."""
        pair = f"{_CODES.get(source_tag, source_tag)}|{_CODES.get(target_tag, target_tag)}"
        said = ask("GET", URL, timeout=self.access.timeout, params={"q": text, "langpair": pair})
        if not isinstance(said, dict):
            raise EngineTrouble("no answer")
        if said.get("quotaFinished") or str(said.get("responseStatus")) != "200":
            raise EngineTrouble(f"status {str(said.get('responseStatus'))[:3]} in the answer")
        data = said.get("responseData")
        answer = data.get("translatedText") if isinstance(data, dict) else None
        if not isinstance(answer, str):
            raise EngineTrouble("no text")
        return answer
