"""What a person can do: one function per act; each is one atomic, undoable change; the only writers."""
