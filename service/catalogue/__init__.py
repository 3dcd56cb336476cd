"""From Markdown to gettext catalogues and back. Pure: files and text only, no database."""
