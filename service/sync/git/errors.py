"""Why nothing can be committed, now or at all. Apart, since they are needed where dulwich is not installed."""

from __future__ import annotations

from service.errors import PolythingError


class NoRepository(PolythingError):
    """There is nothing to commit to, or nothing that can be used; an operator has to do something."""


class Waiting(PolythingError):
    """The repository is somebody's at the moment; the next run tries again."""
