"""Alembic's environment and versions, inside the package so that a wheel can upgrade its own database."""
