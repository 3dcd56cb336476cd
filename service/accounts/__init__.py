"""Accounts: sessions, links by mail, passwords, joining. Only hashes of secrets are kept."""
