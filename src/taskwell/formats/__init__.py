"""In and out: one file per foreign format behind one small interface."""
