"""The Roster: every platform with its state, what it owes and when it pays."""
