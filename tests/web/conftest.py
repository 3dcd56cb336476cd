from tests.support.workplace import trial, workplace  # noqa: F401 - fixtures
