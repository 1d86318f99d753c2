"""The one family of errors that a person may see."""

from __future__ import annotations


class TaskwellError(Exception):
    """Something a person can understand and mend.

    `what` says in one sentence what is wrong and where; `what_to_do` says the way on. Neither ends
    in a full stop. `exit_code` is what a command leaves behind: 2 for bad input, 1 for an act that
    could not be done.
    """

    exit_code = 1

    def __init__(self, what: str, what_to_do: str = "") -> None:
        super().__init__(what, what_to_do)
        self.what = what
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        return f"{self.what}; {self.what_to_do}" if self.what_to_do else self.what


class BadInput(TaskwellError):
    """What was typed or read cannot be used. `field` names the form field it belongs to, if any."""

    exit_code = 2

    def __init__(self, what: str, what_to_do: str = "", *, field: str | None = None) -> None:
        super().__init__(what, what_to_do)
        self.field = field


class CouldNot(TaskwellError):
    """The input is fine, but the act could not be done now (disk, lock, damaged or newer store)."""
