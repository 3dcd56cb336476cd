"""From documents and translations to Editions, and from Editions through the exporters to artifacts."""
