"""Files that are made from the code and installed beside the program: `python -m tests.generated`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from taskwell.cli.completion import WRITERS
from taskwell.cli.manual import manual

FOLDER = Path(__file__).parent.parent / "src" / "taskwell" / "cli" / "installed"
_NAMES = {"bash": "taskwell.bash", "zsh": "_taskwell", "fish": "taskwell.fish"}


def files() -> Mapping[str, str]:
    """The text of each file by its name."""
    made = {_NAMES[shell]: f"{write()}\n" for shell, write in WRITERS.items()}
    return {"taskwell.1": f"{manual()}\n", **made}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(FOLDER / name)
