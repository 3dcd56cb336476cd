"""From an Edition's nodes to what readers see: HTML, numbers and dates in their language, credit lines."""
