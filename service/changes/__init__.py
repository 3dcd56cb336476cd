"""What an edit of a source did to its units: which stayed, moved, were edited, and how. Pure."""
