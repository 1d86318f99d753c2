"""The first start: from an empty store to a running session."""
