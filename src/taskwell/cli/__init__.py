"""Words on a command line; thin."""
