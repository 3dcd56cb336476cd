"""Exporters turn frozen Editions into artifacts. They import nothing of the service."""
