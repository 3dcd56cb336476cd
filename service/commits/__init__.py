"""Commits of what a sync wrote, by the people who made it. Needs the program git; off unless an operator asks."""
