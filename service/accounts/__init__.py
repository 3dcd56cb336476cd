"""Accounts: sessions, links by mail, joining. Only hashes of secrets are kept."""
