"""Keeps the folder (content/ and locales/) and the database the same, without losing anybody's work.

`merge` and `suspicion` decide and are pure; everything else here reads, asks them, and writes.
"""
