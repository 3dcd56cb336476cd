"""The store: engine, unit of work, repositories and read models. All SQL of the service is in here.

The tables are SQLModel's; sessions are plain SQLAlchemy ones, because SQLModel's types stop at four selected columns.
"""

from service.store.engine import Database, make_engine, upgrade
from service.store.unit_of_work import UnitOfWork

__all__ = ["Database", "UnitOfWork", "make_engine", "upgrade"]
