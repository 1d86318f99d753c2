"""What a place shows: frozen values built from the store and the time; the same for screen, command line and JSON."""
