"""Line icons on a grid of 24 units, drawn for this project, and the brand mark. All are decoration beside words."""

from __future__ import annotations

from markupsafe import Markup

# Paths, or other SVG elements, drawn with the current colour. From here only: never from a document.
ICONS = {
    "tick": '<path d="M4 12.5l5.5 5.5L20 6.5"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "down": '<path d="M6 9l6 6 6-6"/>',
    "onward": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "back": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "all": '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z"/>',
    "language": '<path d="M3 5h9M7.5 3v2M10 5q-1 6-7 9M5 8q2 4 6 5.5M12 21l4.5-11L21 21M13.6 17.5h5.8"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2.5"/>',
    "quiz": '<path d="M4 4h16v12H11l-5 4v-4H4z"/><path d="M10 8.5a2 2 0 1 1 2.6 2q-.6.3-.6 1M12 13.7v.1"/>',
    "badge": '<circle cx="12" cy="9.5" r="6.5"/><path d="M8 15l-1.5 7 5.5-3 5.5 3L16 15"/>',
    "print": '<path d="M7 9V3h10v6M7 17H4v-8h16v8h-3M7 14h10v7H7z"/>',
    "file": '<path d="M6 3h8l5 5v13H6zM14 3v5h5M12.5 11v6M9.5 14.5l3 3 3-3"/>',
    "download": '<path d="M12 3v11M7.5 9.5L12 14l4.5-4.5M4 17v4h16v-4"/>',
    "pencil": '<path d="M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3"/>',
    "flag": '<path d="M5 21V4h13l-3 4.5L18 13H5"/>',
    "stale": '<path d="M20 12a8 8 0 0 1-14.5 4.7M4 12a8 8 0 0 1 14.5-4.7M18.5 3v4.3h-4.3M5.5 21v-4.3h4.3"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.1"/>',
    "half": '<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/>',
    "ring": '<circle cx="12" cy="12" r="8"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "page": '<path d="M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h7"/>',
    "copy": '<path d="M8 8h12v12H8zM4 16V4h12"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
}


def icon(name: str, *, flip: bool = False) -> Markup:
    """Return an icon as inline SVG, hidden from screen readers. ``flip``: it points, so it turns with the direction.

    Raises:
        KeyError: for a name that is not drawn.
    """
    return Markup('<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(
        Markup(" flip") if flip else "", _drawn(ICONS[name])
    )


def _drawn(paths: str) -> Markup:
    return Markup(paths)  # noqa: S704 - only constants of this file come here
