"""Numbers in forms and addresses, as large as a database takes them; anything else is answered with 422."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Form
from pydantic import Field

MOST: Final = 2**63 - 1

Number = Annotated[int, Field(ge=0, le=MOST)]
"""A row's number inside a form model."""
FormNumber = Annotated[int, Form(ge=0, le=MOST)]
"""A row's number as a form field of its own."""
