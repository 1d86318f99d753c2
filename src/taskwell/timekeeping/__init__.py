"""Instants, zones, days and their bounds, durations, and what a person types as a time."""
