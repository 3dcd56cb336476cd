"""Roles of addresses that nobody has confirmed become invitations.

Created: 2026-11-30. Revises: 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("granted_by", sa.Integer(), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["granted_by"], ["person.id"], name=op.f("fk_invitation_granted_by_person")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_invitation_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "email", "programme_id", "tag", "role", name=op.f("uq_invitation_email_programme_id_tag_role")
        ),
    )
    op.create_index(op.f("ix_invitation_programme_id"), "invitation", ["programme_id"], unique=False)
    unconfirmed = "SELECT id FROM person WHERE confirmed IS NULL"
    op.execute(
        "INSERT INTO invitation (email, programme_id, tag, role, granted_by, created) "
        "SELECT person.email, membership.programme_id, membership.tag, membership.role, membership.granted_by, "
        "membership.created FROM membership JOIN person ON person.id = membership.person_id "
        "WHERE person.confirmed IS NULL AND person.email IS NOT NULL"
    )
    op.execute(f"DELETE FROM membership WHERE person_id IN ({unconfirmed})")  # noqa: S608 - no value from outside


def downgrade() -> None:
    op.drop_table("invitation")
