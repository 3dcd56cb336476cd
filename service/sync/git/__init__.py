"""Commits of what a sync wrote, by the people who made it. Needs the extra `git`; off unless an operator asks."""
