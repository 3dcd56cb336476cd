"""The first schema.

Created: 2026-11-22. Revises: nothing.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "text": sa.String(),
    "time": sa.DateTime(timezone=True),
    "number": sa.Integer(),
    "flag": sa.Boolean(),
    "json": sa.JSON(),
}
_KEYS: dict[str, sa.types.TypeEngine[Any]] = {"key": sa.Integer(), "bigkey": sa.BigInteger()}
"""Numbers that are never counted up by the database."""


def _table(name: str, columns: str, *constraints: sa.Constraint, **options: Any) -> None:
    """Create a table. ``columns`` are names with their types, "created time, used time?"; "?": it may be null."""
    op.create_table(name, *(_column(*column.split()) for column in columns.split(", ")), *constraints, **options)


def _column(name: str, kind: str) -> sa.Column[Any]:
    if kind in _KEYS:
        return sa.Column(name, _KEYS[kind], autoincrement=False, nullable=False)
    return sa.Column(name, _TYPES[kind.removesuffix("?")], nullable=kind.endswith("?"))


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    _table(
        "machine_cache",
        "key text, engine text, source_tag text, target_tag text, source_hash text, text text, text_hash text, "
        "created time",
        sa.PrimaryKeyConstraint("key", name=op.f("pk_machine_cache")),
    )
    op.create_index(
        "ix_machine_cache_source_hash_target_tag", "machine_cache", ["source_hash", "target_tag"], unique=False
    )
    _table(
        "machine_ledger",
        "id number, engine text, month text, characters number, calls number",
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine_ledger")),
        sa.UniqueConstraint("engine", "month", name=op.f("uq_machine_ledger_engine_month")),
    )
    _table(
        "memory_gram",
        "shelf key, gram key, frequency number",
        sa.PrimaryKeyConstraint("shelf", "gram", name=op.f("pk_memory_gram")),
        sqlite_with_rowid=False,
    )
    _table(
        "memory_key",
        "shelf key, k bigkey",
        sa.PrimaryKeyConstraint("shelf", "k", name=op.f("pk_memory_key")),
        sqlite_with_rowid=False,
    )
    _table(
        "memory_pair",
        "id number, source_tag text, target_tag text, version number, sample number, sources number",
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_pair")),
        sa.UniqueConstraint("source_tag", "target_tag", name=op.f("uq_memory_pair_source_tag_target_tag")),
    )
    _table(
        "person",
        "id number, name text, email text?, affiliation text, public_credit flag, agreed time?, confirmed time?, "
        "interface_language text, password_hash text, disabled flag, created time",
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    _table(
        "programme",
        "id number, key text, title text, source_language text, version text, config json, created time",
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("key", name=op.f("uq_programme_key")),
    )
    _table(
        "artifact_record",
        "id number, programme_id number, format text, path text, title text, media_type text, inputs text, digest "
        "text, size number, languages json, document text?, variant text, problems json, created time",
        _refers("artifact_record", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_artifact_record")),
        sa.UniqueConstraint("programme_id", "path", name=op.f("uq_artifact_record_programme_id_path")),
    )
    _table(
        "document",
        "id number, programme_id number, kind text, slug text, title text, number number?, position number, "
        "language text, path text, digest text, source_revision_id number?, under_revision flag, active flag, units "
        "number, words number, meta json, created time",
        _refers("document", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("programme_id", "kind", "slug", name=op.f("uq_document_programme_id_kind_slug")),
    )
    _table(
        "glossary_term",
        "id number, programme_id number, term text, variants text, definition text, do_not_translate flag, "
        "match_case flag, updated time",
        _refers("glossary_term", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_term")),
        sa.UniqueConstraint("programme_id", "term", name=op.f("uq_glossary_term_programme_id_term")),
    )
    _table(
        "job",
        "id number, task text, payload json, key text, state text, tries number, max_tries number, run_after time, "
        "worker text, lease time?, done number, total number, message text, error text, result json, programme_id "
        "number?, person_id number?, created time, started time?, finished time?",
        _refers("job", "person_id", "person"),
        _refers("job", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_programme_id"), "job", ["programme_id"], unique=False)
    op.create_index("ix_job_state_run_after", "job", ["state", "run_after"], unique=False)
    op.create_index(
        "uq_job_key_queued",
        "job",
        ["key"],
        unique=True,
        sqlite_where=sa.text("state = 'queued' AND key <> ''"),
        postgresql_where=sa.text("state = 'queued' AND key <> ''"),
    )
    _table(
        "magic_link",
        "token_hash text, person_id number, email text, next text, created time, expires time, used time?",
        _refers("magic_link", "person_id", "person"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_magic_link")),
    )
    op.create_index(op.f("ix_magic_link_person_id"), "magic_link", ["person_id"], unique=False)
    _table(
        "membership",
        "id number, person_id number, programme_id number, tag text, role text, granted_by number?, created time",
        _refers("membership", "granted_by", "person"),
        _refers("membership", "person_id", "person"),
        _refers("membership", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "person_id", "programme_id", "tag", "role", name=op.f("uq_membership_person_id_programme_id_tag_role")
        ),
    )
    op.create_index(op.f("ix_membership_programme_id"), "membership", ["programme_id"], unique=False)
    _table(
        "memory_source",
        "id number, pair_id number, hash text, text text",
        _refers("memory_source", "pair_id", "memory_pair"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_source")),
        sa.UniqueConstraint("pair_id", "hash", name=op.f("uq_memory_source_pair_id_hash")),
    )
    _table(
        "programme_language",
        "id number, programme_id number, tag text, rule json, machine flag, draft flag, retired flag, created time",
        _refers("programme_language", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_language")),
        sa.UniqueConstraint("programme_id", "tag", name=op.f("uq_programme_language_programme_id_tag")),
    )
    _table(
        "sync_state",
        "id number, programme_id number, path text, digest text, base json, updated time",
        _refers("sync_state", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_state")),
        sa.UniqueConstraint("programme_id", "path", name=op.f("uq_sync_state_programme_id_path")),
    )
    _table(
        "web_session",
        "id_hash text, person_id number, agent text, created time, seen time, expires time",
        _refers("web_session", "person_id", "person"),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_person_id"), "web_session", ["person_id"], unique=False)
    _table(
        "document_counter",
        "document_id key, tag text, units number, words number, missing number, suggested number, translated "
        "number, approved number, stale number, machine number, to_check number, words_left number",
        _refers("document_counter", "document_id", "document"),
        sa.PrimaryKeyConstraint("document_id", "tag", name=op.f("pk_document_counter")),
    )
    _table(
        "glossary_target",
        "id number, term_id number, tag text, text text, forbidden flag, note text, author_id number?, updated time",
        _refers("glossary_target", "author_id", "person"),
        _refers("glossary_target", "term_id", "glossary_term"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_target")),
        sa.UniqueConstraint("term_id", "tag", "text", name=op.f("uq_glossary_target_term_id_tag_text")),
    )
    op.create_index(op.f("ix_glossary_target_tag"), "glossary_target", ["tag"], unique=False)
    _table(
        "job_log",
        "id number, job_id number, level text, message text, created time",
        _refers("job_log", "job_id", "job"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_log")),
    )
    op.create_index(op.f("ix_job_log_job_id"), "job_log", ["job_id"], unique=False)
    _table(
        "source_revision",
        "id number, document_id number, parent_id number?, text text, digest text, change text, status text, note "
        "text, author_id number?, created time",
        _refers("source_revision", "author_id", "person"),
        _refers("source_revision", "document_id", "document"),
        _refers("source_revision", "parent_id", "source_revision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_revision")),
    )
    op.create_index(op.f("ix_source_revision_document_id"), "source_revision", ["document_id"], unique=False)
    _table(
        "unit",
        "id number, document_id number, key text, context text?, source text, kind text, section text, note text, "
        "words number, position number, occurrences json, active flag, revision_id number, meaning_revision_id "
        "number, created time",
        _refers("unit", "document_id", "document"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    op.create_index("ix_unit_document_id_position", "unit", ["document_id", "position"], unique=False)
    op.create_index(
        "uq_unit_document_id_key_active",
        "unit",
        ["document_id", "key"],
        unique=True,
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )
    _table(
        "comment",
        "id number, unit_id number, tag text, kind text, text text, parent_id number?, person_id number?, name "
        "text, created time, resolved time?, resolved_by number?",
        _refers("comment", "parent_id", "comment"),
        _refers("comment", "person_id", "person"),
        _refers("comment", "resolved_by", "person"),
        _refers("comment", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_unit_id"), "comment", ["unit_id"], unique=False)
    _table(
        "draft",
        "id number, person_id number, unit_id number, tag text, text text, base_revision_id number?, updated time",
        _refers("draft", "person_id", "person"),
        _refers("draft", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "unit_id", "tag", name=op.f("uq_draft_person_id_unit_id_tag")),
    )
    op.create_index(op.f("ix_draft_unit_id"), "draft", ["unit_id"], unique=False)
    _table(
        "memory_entry",
        "id number, source_id number, unit_id number?, programme_id number?, text text, state text, origin text, "
        "updated time",
        _refers("memory_entry", "programme_id", "programme"),
        _refers("memory_entry", "source_id", "memory_source"),
        _refers("memory_entry", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_entry")),
        sa.UniqueConstraint("unit_id", "source_id", name=op.f("uq_memory_entry_unit_id_source_id")),
    )
    op.create_index("ix_memory_entry_source_id", "memory_entry", ["source_id"], unique=False)
    _table(
        "translation_revision",
        "id number, unit_id number, tag text, parent_id number?, head_before_id number?, base_unit_revision_id "
        "number, text text, state text, origin text, helped_by text, event text, reason text, to_check flag, "
        "author_id number?, created time",
        _refers("translation_revision", "author_id", "person"),
        _refers("translation_revision", "head_before_id", "translation_revision"),
        _refers("translation_revision", "parent_id", "translation_revision"),
        _refers("translation_revision", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_revision")),
    )
    op.create_index(
        "ix_translation_revision_author_id_created", "translation_revision", ["author_id", "created"], unique=False
    )
    op.create_index("ix_translation_revision_unit_id_tag", "translation_revision", ["unit_id", "tag"], unique=False)
    _table(
        "unit_revision",
        "id number, unit_id number, key text, context text?, source text, effect text, source_revision_id number?, "
        "created time",
        _refers("unit_revision", "source_revision_id", "source_revision"),
        _refers("unit_revision", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_revision")),
    )
    op.create_index(op.f("ix_unit_revision_unit_id"), "unit_revision", ["unit_id"], unique=False)
    _table(
        "open_suggestion",
        "revision_id number, unit_id number, tag text, author_id number?, visible flag, created time",
        _refers("open_suggestion", "author_id", "person"),
        _refers("open_suggestion", "revision_id", "translation_revision"),
        _refers("open_suggestion", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_open_suggestion")),
    )
    op.create_index(op.f("ix_open_suggestion_author_id"), "open_suggestion", ["author_id"], unique=False)
    op.create_index("ix_open_suggestion_tag_created", "open_suggestion", ["tag", "created"], unique=False)
    op.create_index("ix_open_suggestion_unit_id_tag", "open_suggestion", ["unit_id", "tag"], unique=False)
    _table(
        "translation",
        "id number, unit_id number, tag text, text text, state text, origin text, to_check flag, revision_id "
        "number, base_unit_revision_id number, author_id number?, waiting_since time, updated time",
        _refers("translation", "author_id", "person"),
        _refers("translation", "revision_id", "translation_revision"),
        _refers("translation", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("unit_id", "tag", name=op.f("uq_translation_unit_id_tag")),
    )
    op.create_index(
        "ix_translation_tag_state_waiting_since", "translation", ["tag", "state", "waiting_since"], unique=False
    )


TABLES = (
    "machine_cache",
    "machine_ledger",
    "memory_gram",
    "memory_key",
    "memory_pair",
    "person",
    "programme",
    "artifact_record",
    "document",
    "glossary_term",
    "job",
    "magic_link",
    "membership",
    "memory_source",
    "programme_language",
    "sync_state",
    "web_session",
    "document_counter",
    "glossary_target",
    "job_log",
    "source_revision",
    "unit",
    "comment",
    "draft",
    "memory_entry",
    "translation_revision",
    "unit_revision",
    "open_suggestion",
    "translation",
)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
