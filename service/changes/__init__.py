"""What an edit of a source did to its units, and the same edit for a translation where only a value changed. Pure."""
