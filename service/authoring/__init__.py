"""An author's edit of a source, in the database: what it does, what it costs, and which translations follow it."""
