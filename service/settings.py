"""Every setting of a server, in one frozen object read from the environment (``POLYTHING_…``) and an optional file.

The settings and their meaning for an operator are described in docs/for-operators/settings.md; a test keeps the two
the same.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.errors import SettingsError


class Settings(BaseSettings):
    """What an operator can choose. Units: seconds, bytes; paths are made absolute."""

    model_config = SettingsConfigDict(env_prefix="POLYTHING_", env_file=None, frozen=True, extra="ignore")

    programme: Path = Field(default=Path(), description="The programme's folder (with programme.toml).")
    var: Path | None = Field(default=None, description="Where the database and artifacts live; default PROGRAMME/var.")
    database_url: str = Field(default="", description="SQLAlchemy URL; default an SQLite file below var.")
    artifacts: Path | None = Field(default=None, description="Where exported files are kept; default VAR/artifacts.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8023, ge=0, le=65535, description="Port to listen on.")
    base_url: str = Field(default="", description="Public address, for links in mails; default http://HOST:PORT.")
    demo: bool = Field(default=False, description="Show one-click sign-in as demo people. Never on a public server.")
    trust_proxy: bool = Field(default=False, description="Believe X-Forwarded-For and -Proto of a proxy in front.")
    threads: int = Field(default=6, ge=1, le=64, description="Threads for pages, and size of the database pool.")
    body_limit: int = Field(default=2_000_000, ge=10_000, description="Largest request body in bytes.")
    session_days: int = Field(default=60, ge=1, description="Days until a sign-in ends.")
    mail_from: str = Field(default="polything@localhost", description="Sender of mails.")
    mail_host: str = Field(default="", description="SMTP server; without one, links go to the server's log.")
    mail_port: int = Field(default=587, ge=1, le=65535, description="Port of the SMTP server.")
    mail_user: str = Field(default="", description="User name at the SMTP server.")
    mail_password: SecretStr = Field(default=SecretStr(""), description="Password at the SMTP server.")
    machine_engine: str = Field(default="", description="Engine for machine suggestions; empty: none.")
    machine_url: str = Field(default="", description="Address of the engine, where it needs one.")
    machine_key: SecretStr = Field(default=SecretStr(""), description="Key for the engine, where it needs one.")
    machine_deadline: float = Field(default=5.0, gt=0, le=60, description="Seconds to wait for a machine's answer.")
    machine_budget: int = Field(default=500_000, ge=0, description="Characters sent to the engine in a month, at most.")
    git_commit: bool = Field(
        default=False, description="Commit what is written to the folder, with its authors (needs the program git)."
    )
    log_json: bool = Field(default=False, description="Write logs as JSON lines.")

    @field_validator("programme", "var", "artifacts")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        return value.expanduser().absolute() if value is not None else None

    @cached_property
    def var_dir(self) -> Path:
        return self.var or self.programme / "var"

    @cached_property
    def artifacts_dir(self) -> Path:
        return self.artifacts or self.var_dir / "artifacts"

    @cached_property
    def database(self) -> str:
        """The SQLAlchemy URL in use."""
        return self.database_url or f"sqlite:///{self.var_dir / 'polything.sqlite3'}"

    @cached_property
    def public_url(self) -> str:
        """The address people use, without a slash at the end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")


def load_settings(**given: object) -> Settings:
    """Read the settings; ``given`` ones (from the command line) win.

    Raises:
        SettingsError: naming the setting and what is wrong with it.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "POLYTHING_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}: {first['msg']}") from error
