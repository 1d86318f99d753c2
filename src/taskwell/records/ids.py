"""Names that documents carry for life."""

from __future__ import annotations

import secrets
import unicodedata

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_BY_BYTE = _LETTERS.encode() * 8  # 32 letters: every byte gives one, all equally often


def new_uid() -> str:
    """Twelve random characters (60 bits): unique over several machines."""
    return secrets.token_bytes(12).translate(_BY_BYTE).decode()


def readable_uid(name: str) -> str:
    """A uid that a person recognises in a file: `uhrs-k3x9qd` for the platform UHRS."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join("".join(c if c.isalnum() else " " for c in plain).split())[:24].strip("-")
    return f"{stem or 'x'}-" + "".join(secrets.choice(_LETTERS) for _ in range(6))
