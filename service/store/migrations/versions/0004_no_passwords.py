"""People have no passwords: a link to their address signs them in.

Created: 2026-11-30. Revises: 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("person", "password_hash")  # in place: SQLite would make a table anew that others refer to


def downgrade() -> None:
    op.add_column("person", sa.Column("password_hash", sa.String(), nullable=False, server_default=""))
