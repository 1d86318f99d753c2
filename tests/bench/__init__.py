"""Measurements, run by hand: `python -m tests.bench [NAME...] [--quick]`. They print, not judge."""
