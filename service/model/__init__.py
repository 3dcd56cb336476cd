"""Tables. One file an aggregate; no SQL here, that is `service.store`'s.

Importing this package registers every table in `Table.metadata`.
"""

from service.model.actor import Actor, Role
from service.model.artifact import ArtifactRecord
from service.model.base import Table, utc_now
from service.model.comment import Comment
from service.model.counter import DocumentCounter
from service.model.document import Document, SourceRevision
from service.model.glossary import GlossaryTarget, GlossaryTerm
from service.model.job import Job, JobLog
from service.model.machine import MachineCache, MachineLedger
from service.model.memory import MemoryEntry, MemoryGram, MemoryKey, MemoryPair, MemorySource
from service.model.person import Invitation, MagicLink, Membership, Person, WebSession
from service.model.programme import Programme, ProgrammeLanguage
from service.model.sync import SyncState
from service.model.translation import Draft, OpenSuggestion, Translation, TranslationRevision
from service.model.unit import Unit, UnitRevision

__all__ = [
    "Actor",
    "ArtifactRecord",
    "Comment",
    "Document",
    "DocumentCounter",
    "Draft",
    "GlossaryTarget",
    "GlossaryTerm",
    "Invitation",
    "Job",
    "JobLog",
    "MachineCache",
    "MachineLedger",
    "MagicLink",
    "Membership",
    "MemoryEntry",
    "MemoryGram",
    "MemoryKey",
    "MemoryPair",
    "MemorySource",
    "OpenSuggestion",
    "Person",
    "Programme",
    "ProgrammeLanguage",
    "Role",
    "SourceRevision",
    "SyncState",
    "Table",
    "Translation",
    "TranslationRevision",
    "Unit",
    "UnitRevision",
    "WebSession",
    "utc_now",
]
