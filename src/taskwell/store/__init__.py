"""Where it is kept: TinyDB on a crash-safe journal; the only package that opens the store's files."""
