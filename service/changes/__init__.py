"""What an edit of a source did to its units: which stayed, moved, were edited, and how; and the same edit for
a translation where only a value changed. Pure.
"""
