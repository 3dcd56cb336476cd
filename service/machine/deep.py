"""Google through deep-translator.

A new instance for every call: one shared by threads gives people one another's texts, because the query is kept on
it. deep-translator has no timeout and no common error; `Guard` brings the deadline, and nothing that it raises is
passed on, since its messages may hold the text. The library takes half a second to load: a server that uses another
engine does without.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from service.machine.base import EngineTrouble, MachineEngine, Term

_CODES = {
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "zh-Hant-HK": "zh-TW",
    "he": "iw",
    "nb": "no",
    "jv": "jw",
    "fil": "tl",
}
_CODES |= {"pt-BR": "pt", "pt-PT": "pt", "sr-Cyrl": "sr"}


@cache
def _known() -> frozenset[str]:
    from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES

    return frozenset(GOOGLE_LANGUAGES_TO_CODES.values())


def code(tag: str) -> str | None:
    """Return Google's code for a BCP 47 tag; None if it has none of the same script."""
    own = _CODES.get(tag, tag)
    if own in _known():
        return own
    head, *rest = tag.split("-")
    script = any(len(part) == 4 and part.isalpha() for part in rest)
    return head if head in _known() and not script else None


class GoogleEngine(MachineEngine):
    """Google's web page, read by deep-translator."""

    name = "google"
    label = "Google"
    version = "deep-translator-1"
    limit = 4_500
    rate = 2.0

    def supports(self, source_tag: str, target_tag: str) -> bool:
        return code(source_tag) is not None and code(target_tag) is not None

    def translate(self, text: str, source_tag: str, target_tag: str, terms: Sequence[Term] = ()) -> str:
        """Translate. Raises EngineTrouble, with nothing of the text in its message."""
        from deep_translator import GoogleTranslator
        from deep_translator.exceptions import RequestError, TooManyRequests
        from requests import ConnectionError as NoConnection
        from requests import Timeout

        try:
            said = GoogleTranslator(source=code(source_tag), target=code(target_tag)).translate(text)
        except (TooManyRequests, RequestError, NoConnection, Timeout) as error:
            raise EngineTrouble(type(error).__name__, again=True) from None
        except Exception as error:
            raise EngineTrouble(type(error).__name__) from None
        if not isinstance(said, str):
            raise EngineTrouble("no text")
        return said
