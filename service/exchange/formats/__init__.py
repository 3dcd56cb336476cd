"""Files that people exchange with other tools: XLIFF, TMX, CSV, and zips for working without a network. Pure."""
