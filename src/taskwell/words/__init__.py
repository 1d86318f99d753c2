"""One table of acts for keys, hints, help, palette and shell; and the entry-line parser."""
