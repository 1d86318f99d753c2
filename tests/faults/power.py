"""A disk that remembers what a power cut would leave: only what was synced is certain.

Every write, truncation, sync and change of a name is noted. From any moment on, a state of the disk
can be built in which unsynced writes are there, in part, or not at all, and unsynced names as well;
within one file and one folder the earlier change is always there when the later one is.
"""

from __future__ import annotations

import copy
import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from taskwell.store.disk import Disk


@dataclass(slots=True)
class Node:
    """A file's bytes: those that are certain, and the changes that are not."""

    certain: bytearray = field(default_factory=bytearray)
    now: bytearray = field(default_factory=bytearray)
    steps: list[bytearray] = field(default_factory=list)

    def changed(self) -> None:
        """Note what the file holds after one more change."""
        self.steps.append(bytearray(self.now))

    def synced(self) -> None:
        """All of it is certain."""
        self.certain = bytearray(self.now)
        self.steps.clear()


Names = dict[str, int]


@dataclass(slots=True)
class Moment:
    """What is certain and what is not, at one point in time."""

    nodes: dict[int, Node]
    certain: Names
    steps: dict[str, list[Names]]


class PowerDisk(Disk):
    """The real disk, with a note of every change. `moments` holds one for each of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.nodes: dict[int, Node] = {}
        self.names: Names = {}
        self.certain: Names = {}
        self.steps: dict[str, list[Names]] = {}
        self.handles: dict[int, int] = {}
        self.moments: list[Moment] = []
        for file in folder.rglob("*"):
            if file.is_file():
                number = self._new(str(file))
                self.nodes[number].now = bytearray(file.read_bytes())
                self.nodes[number].synced()
        self.certain = dict(self.names)
        self.steps.clear()

    def _new(self, path: str) -> int:
        number = len(self.nodes) + 1
        self.nodes[number] = Node()
        self.names[path] = number
        self._named(path)
        return number

    def _named(self, path: str) -> None:
        folder = os.path.dirname(path)
        inside = {
            name: node for name, node in self.names.items() if os.path.dirname(name) == folder
        }
        self.steps.setdefault(folder, []).append(inside)

    def _note(self) -> None:
        self.moments.append(
            Moment(copy.deepcopy(self.nodes), dict(self.certain), copy.deepcopy(self.steps))
        )

    # What the store calls

    def open(self, path: str, flags: int) -> int:
        """Files opened are known by their handle; a new one is a name that is not certain yet."""
        fd = super().open(path, flags)
        number = self.names.get(path)
        if number is None:
            number = self._new(path)
            self._note()
        if flags & os.O_TRUNC:
            self.nodes[number].now.clear()
            self.nodes[number].changed()
        self.handles[fd] = number
        return fd

    def write(self, fd: int, data: memoryview) -> int:
        """Bytes at the end; they are uncertain until synced."""
        taken = super().write(fd, data)
        node = self.nodes[self.handles[fd]]
        node.now += bytes(data[:taken])
        node.changed()
        self._note()
        return taken

    def overwrite(self, fd: int, data: bytes, offset: int) -> int:
        """Bytes in place."""
        taken = super().overwrite(fd, data, offset)
        node = self.nodes[self.handles[fd]]
        node.now[offset : offset + taken] = data[:taken]
        node.changed()
        return taken

    def truncate(self, fd: int, size: int) -> None:
        """A shorter file."""
        super().truncate(fd, size)
        node = self.nodes[self.handles[fd]]
        del node.now[size:]
        node.changed()
        self._note()

    def fdatasync(self, fd: int) -> None:
        """What was written is certain."""
        super().fdatasync(fd)
        self.nodes[self.handles[fd]].synced()
        self._note()

    def fsync(self, fd: int) -> None:
        """The same."""
        super().fsync(fd)
        self.nodes[self.handles[fd]].synced()
        self._note()

    def fsync_folder(self, path: str) -> None:
        """The names in a folder are certain."""
        super().fsync_folder(path)
        inside = {name for name in self.certain if os.path.dirname(name) == path}
        for name in inside:
            del self.certain[name]
        self.certain |= {n: node for n, node in self.names.items() if os.path.dirname(n) == path}
        self.steps.pop(path, None)
        self._note()

    def rename(self, source: str, target: str) -> None:
        """Another name."""
        super().rename(source, target)
        if source in self.names:
            self.names[target] = self.names.pop(source)
            self._named(target)
            self._note()

    def unlink(self, path: str) -> None:
        """A name that is gone once the folder is synced."""
        super().unlink(path)
        if self.names.pop(path, None) is not None:
            self._named(path)
            self._note()


def after_the_cut(disk: PowerDisk, moment: Moment, target: Path, chance: random.Random) -> None:
    """Build one legal state of the disk after the power went at a moment."""
    names = dict(moment.certain)
    for folder, steps in moment.steps.items():
        chosen = chance.randint(0, len(steps))
        if chosen:
            names = {n: node for n, node in names.items() if os.path.dirname(n) != folder}
            names |= steps[chosen - 1]
    for name in ("journal", "months", "cache", "backup", "quarantine"):
        (target / name).mkdir(parents=True, exist_ok=True)
    for name, number in names.items():
        node = moment.nodes[number]
        chosen = chance.randint(0, len(node.steps))
        content = node.steps[chosen - 1] if chosen else node.certain
        if chosen and len(content) > len(node.certain) and chance.random() < 0.5:
            content = content[: chance.randint(len(node.certain), len(content))]
        file = target / Path(name).relative_to(disk.folder)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
