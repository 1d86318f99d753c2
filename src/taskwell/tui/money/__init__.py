"""The Money tab: one overview, the rest on pages."""
