"""What is kept: one file per kind of document, frozen structs without I/O or clock."""
