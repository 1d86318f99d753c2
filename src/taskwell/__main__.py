"""Where the program begins: the quick status, a command, or the full screen."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself would cost a third of the quick status
    from pathlib import Path


def main() -> None:
    """Run what was typed and leave with its exit code."""
    argv = sys.argv[1:]
    if argv[-2:] == ["status", "--short"]:
        line = quick_status(argv[:-2])
        if line is not None:
            _show(line)
            return
    try:
        from taskwell.cli.main import main as run

        code = run(argv, screen=_screen)
    except KeyboardInterrupt:  # while the program was still being loaded
        code = 130
    sys.exit(code)


def _show(line: str) -> None:
    """A status bar that stopped reading, or one without our letters, is no reason to fail."""
    out = getattr(sys.stdout, "buffer", None)
    try:
        if out is None:
            sys.stdout.write(f"{line}\n")
        else:
            out.write(f"{line}\n".encode(sys.stdout.encoding, "replace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def quick_status(before: list[str]) -> str | None:
    """The line of `status --short` from what was last kept for it; None where that may be untrue.

    `before` are the words before the command. A status bar asks every few seconds, so this imports
    next to nothing and opens no store.
    """
    folder = _folder(before)
    if folder is None:
        return None
    from taskwell.store.glance import read

    held = read(folder)
    if held is None:
        return None
    import time

    now = int(time.time())
    try:
        since = now - _whole(held["at"])
        if since < 0 or now >= _whole(held["until"]) or held["tz"] != os.environ.get("TZ", ""):
            return None
        today = _whole(held["today"]) + (since if held["ticking"] else 0)
        return _line(held["open"], since, today)
    except (KeyError, TypeError, ValueError):
        return None


def _folder(before: list[str]) -> str | None:
    """The store's folder, or None where only the ordinary way can tell."""
    if len(before) == 2 and before[0] == "--store":
        named = before[1]
    elif len(before) == 1 and before[0].startswith("--store="):
        named = before[0][8:]
    elif before:
        return None
    else:
        named = os.environ.get("TASKWELL_STORE", "")
    if named:
        return os.path.expanduser(named)
    if not sys.platform.startswith("linux"):
        return None
    data = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")
    return os.path.join(data, "taskwell")


def _line(running: object, since: int, today: int) -> str:
    """What queries.status.short_line gives, `since` seconds later; raises on a foreign form."""
    if not isinstance(running, list):
        raise TypeError
    if not running:
        return f"- nothing runs, today {_hm(today)}"
    label, seconds, runs, tasks = running[0]
    elapsed = _whole(seconds) + (since if runs else 0)
    more = f" +{len(running) - 1}" if len(running) > 1 else ""
    counted = f", {_whole(tasks)} tasks" if tasks else ""
    return f"{'>' if runs else '='} {label}{more} {_hm(elapsed)}{counted}, today {_hm(today)}"


def _hm(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}"


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _screen(folder: "Path") -> int:
    from taskwell.tui.run import run

    return run(folder)


if __name__ == "__main__":
    main()
