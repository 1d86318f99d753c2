"""The lines that the Money tab opens."""
