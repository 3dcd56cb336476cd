"""Tests in a real browser. Without one they are left out, and the last lines of the report say so."""
