"""How it looks: the settings file, the themes, and what the terminal can do; without Textual."""
