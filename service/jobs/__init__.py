"""Background work: tasks by name, and the worker that takes them from the job table."""
