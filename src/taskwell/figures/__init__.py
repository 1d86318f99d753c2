"""What it means: pure mathematics on records."""
