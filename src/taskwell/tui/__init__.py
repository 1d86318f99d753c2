"""The full-screen program; the only package that knows Textual."""
