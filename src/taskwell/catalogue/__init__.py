"""The platforms that are known, with dated facts."""
