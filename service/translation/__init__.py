"""Translating: the workflow and its permissions, memory, glossary, checks."""
