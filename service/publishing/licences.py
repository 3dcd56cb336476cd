"""Licences by SPDX identifier: name, and the address of the deed in the reader's language where there is one."""

from __future__ import annotations

from exporters.api import Language, Licence
from service.errors import ContentError

_CC = {"CC-BY", "CC-BY-SA", "CC-BY-NC", "CC-BY-NC-SA", "CC-BY-ND", "CC-BY-NC-ND"}
_DEEDS = (
    " ar bg ca cs da de el en eo es et eu fa fi fr gl he hi hr hu id it ja ko lt lv nl no pl pt pt-br ro ru sk sl sv tr"
    " uk zh-hans zh-hant "
)
"""Languages in which Creative Commons publishes the 4.0 deeds."""


def licence(identifier: str, language: Language) -> Licence:
    """Return what to print of a licence.

    Raises:
        ContentError: for an identifier that is not known, since a wrong licence line is worse than none.
    """
    spdx = identifier.strip()
    if spdx == "CC0-1.0":
        return Licence(
            id=spdx, name="CC0 1.0", url=f"https://creativecommons.org/publicdomain/zero/1.0/{_deed(language)}"
        )
    family, _, version = spdx.rpartition("-")
    if family in _CC and version == "4.0":
        kind = family.removeprefix("CC-").lower()
        url = f"https://creativecommons.org/licenses/{kind}/{version}/{_deed(language)}"
        return Licence(id=spdx, name=f"{family.replace('-', ' ', 1)} {version}", url=url)
    raise ContentError(
        f"the licence “{identifier}” is not known",
        path="programme.toml",
        hint="Use CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0 or another Creative Commons 4.0 identifier.",
    )


def _deed(language: Language) -> str:
    tag = language.tag.lower()
    for candidate in (tag, tag.split("-")[0]):
        name = {"nb": "no", "nn": "no"}.get(candidate, candidate)
        if f" {name} " in _DEEDS:
            return f"deed.{name}"
    return "deed.en"
