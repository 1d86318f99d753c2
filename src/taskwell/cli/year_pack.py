"""A tax year's figures as files, in a shell."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from taskwell.cli.context import Context
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.records.text import visible
from taskwell.store.place import path_of


def _pack(context: Context, given: Given) -> int:
    from taskwell.formats.year_pack import year_pack
    from taskwell.queries.tax_year import tax_year

    typed = given.word("YEAR")
    if not (
        typed.isascii() and typed.isdecimal() and len(typed) == 4 and 1900 <= int(typed) < 9999
    ):
        raise BadInput(f"'{visible(typed[:20])}' is no year", "write for example 2026")
    letters = _letters(context, given.many("letter"))
    year = tax_year(context.store, context.now, int(typed))
    files = year_pack(year, letters)
    folder = path_of(given.text("output") or f"taskwell-{typed}")
    _write(folder, files, force=given.flag("force"))
    sums = {name: sha256(text.encode()).hexdigest() for name, text in files.items()}
    lines = [f"{year.first} to {year.last}, {len(files)} files in {visible(str(folder))}"]
    lines += [f"{found}  {name}" for name, found in sums.items()]
    return context.done(
        "\n".join(lines),
        {
            "uid": None,
            "folder": str(folder),
            "from": year.first.isoformat(),
            "to": year.last.isoformat(),
            "files": [{"name": name, "sha256": found} for name, found in sums.items()],
        },
    )


def _letters(context: Context, typed: list[str]) -> dict[str, Money]:
    """`UHRS=1234.56` by the payer's whole name, one for each payer.

    BadInput without a payer or an amount, and for a second letter of the same payer.
    """
    from taskwell.money.amounts import parse_money
    from taskwell.queries.directory import directory

    names, found = directory(context.store), {}
    for each in typed:
        # Names may hold the sign, amounts never do.
        name, equals, amount = each.rpartition("=")
        if not equals or not name.strip():
            raise BadInput(
                f"'{visible(each[:40])}' names no payer"
                if equals
                else f"'{visible(each[:40])}' names no sum",
                "write --letter UHRS=1234.56",
                field="letter",
            )
        home = names.platform(name)
        if visible(home.name) in found:
            raise BadInput(
                f"{visible(home.name)} has two letters",
                "name one sum for each payer",
                field="letter",
            )
        found[visible(home.name)] = parse_money(amount, home.currency)
    return found


def _write(folder: Path, files: Mapping[str, str], *, force: bool) -> None:
    """All files or none: written beside the folder first, then put in its place.

    A folder that is there keeps what else it holds. What a failure interrupts is put back; after a
    crash the checksums, which come last, tell of it.
    """
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise CouldNot(f"{visible(str(folder))} cannot be looked at", "name another one") from error
    if taken and not force:
        raise BadInput(
            f"{visible(str(folder))} exists and is not empty", "name another one, or add --force"
        )
    if taken and not folder.is_dir():
        raise BadInput(f"{visible(str(folder))} is no folder", "name another one")
    for name in files:
        if (folder / name).is_dir():
            raise BadInput(
                f"{visible(str(folder / name))} is a folder", "name another place, or move it away"
            )
    beside = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))  # 0700
        for name, text in files.items():
            with open(beside / name, "x", encoding="utf-8", opener=_private) as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        if folder.is_dir():
            if not taken:
                # Some disks know no modes; the files themselves are private all the same.
                with suppress(PermissionError):
                    folder.chmod(0o700)
            _put_in_place(beside, folder, files)
        else:
            beside.rename(folder)
    except OSError as error:
        why = error.strerror or "it could not be written"
        raise CouldNot(
            f"{visible(str(folder))}: {why}", "free some room, or name another one"
        ) from error
    finally:
        if beside is not None and beside.exists():
            shutil.rmtree(beside, ignore_errors=True)


def _put_in_place(beside: Path, folder: Path, names: Iterable[str]) -> None:
    """Move files into a folder that is there; OSError leaves it as it was."""
    before = beside / "before"
    before.mkdir()
    moved: list[tuple[Path, Path]] = []
    try:
        for name in names:
            for source, target in (
                (folder / name, before / name),
                (beside / name, folder / name),
            ):
                if source.exists() or source.is_symlink():
                    source.rename(target)
                    moved.append((source, target))
    except BaseException:
        for source, target in reversed(moved):
            target.rename(source)
        raise


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


COMMANDS = (
    Command(
        "year-pack",
        _pack,
        (Word("YEAR", "the calendar year in which it begins"),),
        (
            Option(
                ("--output", "-o"), "the folder, taskwell-YEAR if unsaid", "DIR", complete="file"
            ),
            Option(
                ("--letter",), "what a payer's letter says: UHRS=1234.56", "P=AMOUNT", many=True
            ),
            Option(("--force",), "write into a folder that holds something"),
        ),
        about="CSV tables, a summary in Markdown, a journal for hledger and their checksums, for one tax"
        " year; taskwell config set tax_year_start says when it begins. It adds up and works out no tax.",
        examples=("year-pack 2026", "year-pack 2026 -o ~/tax --letter UHRS=1234.56"),
    ),
)
