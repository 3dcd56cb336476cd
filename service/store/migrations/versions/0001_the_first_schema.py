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


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table("machine_cache",
        _text("key"), _text("engine"), _text("source_tag"), _text("target_tag"), _text("source_hash"),
        _text("text"), _text("text_hash"), _time("created"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_machine_cache")),
    )  # fmt: skip
    op.create_index(
        "ix_machine_cache_source_hash_target_tag", "machine_cache", ["source_hash", "target_tag"], unique=False
    )
    op.create_table("machine_ledger",
        _number("id"), _text("engine"), _text("month"), _number("characters"), _number("calls"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine_ledger")),
        sa.UniqueConstraint("engine", "month", name=op.f("uq_machine_ledger_engine_month")),
    )  # fmt: skip
    op.create_table("memory_gram",
        sa.Column("shelf", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gram", sa.Integer(), autoincrement=False, nullable=False), _number("frequency"),
        sa.PrimaryKeyConstraint("shelf", "gram", name=op.f("pk_memory_gram")), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table("memory_key",
        sa.Column("shelf", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("k", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("shelf", "k", name=op.f("pk_memory_key")), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table("memory_pair",
        _number("id"), _text("source_tag"), _text("target_tag"), _number("version"), _number("sample"),
        _number("sources"), sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_pair")),
        sa.UniqueConstraint("source_tag", "target_tag", name=op.f("uq_memory_pair_source_tag_target_tag")),
    )  # fmt: skip
    op.create_table("person",
        _number("id"), _text("name"), _text("email", nullable=True), _text("affiliation"), _flag("public_credit"),
        _time("agreed", nullable=True), _time("confirmed", nullable=True), _text("interface_language"),
        _text("password_hash"), _flag("disabled"), _time("created"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )  # fmt: skip
    op.create_table("programme",
        _number("id"), _text("key"), _text("title"), _text("source_language"), _text("version"), _json("config"),
        _time("created"), sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("key", name=op.f("uq_programme_key")),
    )  # fmt: skip
    op.create_table("artifact_record",
        _number("id"), _number("programme_id"), _text("format"), _text("path"), _text("title"),
        _text("media_type"), _text("inputs"), _text("digest"), _number("size"), _json("languages"),
        _text("document", nullable=True), _text("variant"), _json("problems"), _time("created"),
        _refers("artifact_record", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_artifact_record")),
        sa.UniqueConstraint("programme_id", "path", name=op.f("uq_artifact_record_programme_id_path")),
    )  # fmt: skip
    op.create_table("document",
        _number("id"), _number("programme_id"), _text("kind"), _text("slug"), _text("title"),
        _number("number", nullable=True), _number("position"), _text("language"), _text("path"), _text("digest"),
        _number("source_revision_id", nullable=True), _flag("under_revision"), _flag("active"), _number("units"),
        _number("words"), _json("meta"), _time("created"), _refers("document", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("programme_id", "kind", "slug", name=op.f("uq_document_programme_id_kind_slug")),
    )  # fmt: skip
    op.create_table("glossary_term",
        _number("id"), _number("programme_id"), _text("term"), _text("variants"), _text("definition"),
        _flag("do_not_translate"), _flag("match_case"), _time("updated"),
        _refers("glossary_term", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_term")),
        sa.UniqueConstraint("programme_id", "term", name=op.f("uq_glossary_term_programme_id_term")),
    )  # fmt: skip
    op.create_table("job",
        _number("id"), _text("task"), _json("payload"), _text("key"), _text("state"), _number("tries"),
        _number("max_tries"), _time("run_after"), _text("worker"), _time("lease", nullable=True), _number("done"),
        _number("total"), _text("message"), _text("error"), _json("result"),
        _number("programme_id", nullable=True), _number("person_id", nullable=True), _time("created"),
        _time("started", nullable=True), _time("finished", nullable=True), _refers("job", "person_id", "person"),
        _refers("job", "programme_id", "programme"), sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )  # fmt: skip
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
    op.create_table("magic_link",
        _text("token_hash"), _number("person_id"), _text("email"), _text("next"), _time("created"),
        _time("expires"), _time("used", nullable=True), _refers("magic_link", "person_id", "person"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_magic_link")),
    )  # fmt: skip
    op.create_index(op.f("ix_magic_link_person_id"), "magic_link", ["person_id"], unique=False)
    op.create_table("membership",
        _number("id"), _number("person_id"), _number("programme_id"), _text("tag"), _text("role"),
        _number("granted_by", nullable=True), _time("created"), _refers("membership", "granted_by", "person"),
        _refers("membership", "person_id", "person"), _refers("membership", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "person_id", "programme_id", "tag", "role",
            name=op.f("uq_membership_person_id_programme_id_tag_role")),
    )  # fmt: skip
    op.create_index(op.f("ix_membership_programme_id"), "membership", ["programme_id"], unique=False)
    op.create_table("memory_source",
        _number("id"), _number("pair_id"), _text("hash"), _text("text"),
        _refers("memory_source", "pair_id", "memory_pair"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_source")),
        sa.UniqueConstraint("pair_id", "hash", name=op.f("uq_memory_source_pair_id_hash")),
    )  # fmt: skip
    op.create_table("programme_language",
        _number("id"), _number("programme_id"), _text("tag"), _json("rule"), _flag("machine"), _flag("draft"),
        _flag("retired"), _time("created"), _refers("programme_language", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_language")),
        sa.UniqueConstraint("programme_id", "tag", name=op.f("uq_programme_language_programme_id_tag")),
    )  # fmt: skip
    op.create_table("sync_state",
        _number("id"), _number("programme_id"), _text("path"), _text("digest"), _json("base"), _time("updated"),
        _refers("sync_state", "programme_id", "programme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_state")),
        sa.UniqueConstraint("programme_id", "path", name=op.f("uq_sync_state_programme_id_path")),
    )  # fmt: skip
    op.create_table("web_session",
        _text("id_hash"), _number("person_id"), _text("agent"), _time("created"), _time("seen"), _time("expires"),
        _refers("web_session", "person_id", "person"),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_web_session")),
    )  # fmt: skip
    op.create_index(op.f("ix_web_session_person_id"), "web_session", ["person_id"], unique=False)
    op.create_table("document_counter",
        sa.Column("document_id", sa.Integer(), autoincrement=False, nullable=False), _text("tag"),
        _number("units"), _number("words"), _number("missing"), _number("suggested"), _number("translated"),
        _number("approved"), _number("stale"), _number("machine"), _number("to_check"), _number("words_left"),
        _refers("document_counter", "document_id", "document"),
        sa.PrimaryKeyConstraint("document_id", "tag", name=op.f("pk_document_counter")),
    )  # fmt: skip
    op.create_table("glossary_target",
        _number("id"), _number("term_id"), _text("tag"), _text("text"), _flag("forbidden"), _text("note"),
        _number("author_id", nullable=True), _time("updated"), _refers("glossary_target", "author_id", "person"),
        _refers("glossary_target", "term_id", "glossary_term"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_target")),
        sa.UniqueConstraint("term_id", "tag", "text", name=op.f("uq_glossary_target_term_id_tag_text")),
    )  # fmt: skip
    op.create_index(op.f("ix_glossary_target_tag"), "glossary_target", ["tag"], unique=False)
    op.create_table("job_log",
        _number("id"), _number("job_id"), _text("level"), _text("message"), _time("created"),
        _refers("job_log", "job_id", "job"), sa.PrimaryKeyConstraint("id", name=op.f("pk_job_log")),
    )  # fmt: skip
    op.create_index(op.f("ix_job_log_job_id"), "job_log", ["job_id"], unique=False)
    op.create_table("source_revision",
        _number("id"), _number("document_id"), _number("parent_id", nullable=True), _text("text"), _text("digest"),
        _text("change"), _text("status"), _text("note"), _number("author_id", nullable=True), _time("created"),
        _refers("source_revision", "author_id", "person"), _refers("source_revision", "document_id", "document"),
        _refers("source_revision", "parent_id", "source_revision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_revision")),
    )  # fmt: skip
    op.create_index(op.f("ix_source_revision_document_id"), "source_revision", ["document_id"], unique=False)
    op.create_table("unit",
        _number("id"), _number("document_id"), _text("key"), _text("context", nullable=True), _text("source"),
        _text("kind"), _text("section"), _text("note"), _number("words"), _number("position"),
        _json("occurrences"), _flag("active"), _number("revision_id"), _number("meaning_revision_id"),
        _time("created"), _refers("unit", "document_id", "document"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )  # fmt: skip
    op.create_index("ix_unit_document_id_position", "unit", ["document_id", "position"], unique=False)
    op.create_index(
        "uq_unit_document_id_key_active",
        "unit",
        ["document_id", "key"],
        unique=True,
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )
    op.create_table("comment",
        _number("id"), _number("unit_id"), _text("tag"), _text("kind"), _text("text"),
        _number("parent_id", nullable=True), _number("person_id", nullable=True), _text("name"), _time("created"),
        _time("resolved", nullable=True), _number("resolved_by", nullable=True),
        _refers("comment", "parent_id", "comment"), _refers("comment", "person_id", "person"),
        _refers("comment", "resolved_by", "person"), _refers("comment", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )  # fmt: skip
    op.create_index(op.f("ix_comment_unit_id"), "comment", ["unit_id"], unique=False)
    op.create_table("draft",
        _number("id"), _number("person_id"), _number("unit_id"), _text("tag"), _text("text"),
        _number("base_revision_id", nullable=True), _time("updated"), _refers("draft", "person_id", "person"),
        _refers("draft", "unit_id", "unit"), sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "unit_id", "tag", name=op.f("uq_draft_person_id_unit_id_tag")),
    )  # fmt: skip
    op.create_index(op.f("ix_draft_unit_id"), "draft", ["unit_id"], unique=False)
    op.create_table("memory_entry",
        _number("id"), _number("source_id"), _number("unit_id", nullable=True),
        _number("programme_id", nullable=True), _text("text"), _text("state"), _text("origin"), _time("updated"),
        _refers("memory_entry", "programme_id", "programme"),
        _refers("memory_entry", "source_id", "memory_source"), _refers("memory_entry", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_entry")),
        sa.UniqueConstraint("unit_id", "source_id", name=op.f("uq_memory_entry_unit_id_source_id")),
    )  # fmt: skip
    op.create_index("ix_memory_entry_source_id", "memory_entry", ["source_id"], unique=False)
    op.create_table("translation_revision",
        _number("id"), _number("unit_id"), _text("tag"), _number("parent_id", nullable=True),
        _number("head_before_id", nullable=True), _number("base_unit_revision_id"), _text("text"), _text("state"),
        _text("origin"), _text("helped_by"), _text("event"), _text("reason"), _flag("to_check"),
        _number("author_id", nullable=True), _time("created"),
        _refers("translation_revision", "author_id", "person"),
        _refers("translation_revision", "head_before_id", "translation_revision"),
        _refers("translation_revision", "parent_id", "translation_revision"),
        _refers("translation_revision", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_revision")),
    )  # fmt: skip
    op.create_index(
        "ix_translation_revision_author_id_created", "translation_revision", ["author_id", "created"], unique=False
    )
    op.create_index("ix_translation_revision_unit_id_tag", "translation_revision", ["unit_id", "tag"], unique=False)
    op.create_table("unit_revision",
        _number("id"), _number("unit_id"), _text("key"), _text("context", nullable=True), _text("source"),
        _text("effect"), _number("source_revision_id", nullable=True), _time("created"),
        _refers("unit_revision", "source_revision_id", "source_revision"),
        _refers("unit_revision", "unit_id", "unit"), sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_revision")),
    )  # fmt: skip
    op.create_index(op.f("ix_unit_revision_unit_id"), "unit_revision", ["unit_id"], unique=False)
    op.create_table("open_suggestion",
        _number("revision_id"), _number("unit_id"), _text("tag"), _number("author_id", nullable=True),
        _flag("visible"), _time("created"), _refers("open_suggestion", "author_id", "person"),
        _refers("open_suggestion", "revision_id", "translation_revision"),
        _refers("open_suggestion", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_open_suggestion")),
    )  # fmt: skip
    op.create_index(op.f("ix_open_suggestion_author_id"), "open_suggestion", ["author_id"], unique=False)
    op.create_index("ix_open_suggestion_tag_created", "open_suggestion", ["tag", "created"], unique=False)
    op.create_index("ix_open_suggestion_unit_id_tag", "open_suggestion", ["unit_id", "tag"], unique=False)
    op.create_table("translation",
        _number("id"), _number("unit_id"), _text("tag"), _text("text"), _text("state"), _text("origin"),
        _flag("to_check"), _number("revision_id"), _number("base_unit_revision_id"),
        _number("author_id", nullable=True), _time("waiting_since"), _time("updated"),
        _refers("translation", "author_id", "person"),
        _refers("translation", "revision_id", "translation_revision"), _refers("translation", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("unit_id", "tag", name=op.f("uq_translation_unit_id_tag")),
    )  # fmt: skip
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
