"""The command line. `polything` alone tells a newcomer what to do next.

Exit codes: 0 done, 1 found problems, 2 wrong use or unreadable input.
"""

from __future__ import annotations

import sys

from exporters.api import ExportError
from service.errors import PolythingError


def main() -> None:
    """Entry point of the console script: turns our errors into one line each and exit code 2."""
    from service.cli.app import app
    from service.cli.console import complain

    try:
        app()
    except ExceptionGroup as group:
        for error in group.exceptions:
            complain(error)
        sys.exit(2)
    except (PolythingError, ExportError) as error:
        complain(error)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
