"""Gettext catalogues: PO files, merging with a changed source, and a programme's folder of them. Pure, no database."""
