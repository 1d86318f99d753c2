"""What can be done with a row of the Quality tab."""

from __future__ import annotations

from taskwell.commands.metrics import delete_metric
from taskwell.errors import CouldNot
from taskwell.queries.quality_cards import MetricState, Qualification, QualityRow
from taskwell.queries.quality_words import level_text
from taskwell.records.text import visible
from taskwell.tui.place import Place


class QualityRowPlace(Place):
    """Opens, edits, adds, deletes and copies metrics, and opens the menu of everything else."""

    def chosen_row(self) -> QualityRow | None:
        """The metric or qualification under the cursor."""
        raise NotImplementedError

    def _chosen(self) -> QualityRow:
        row = self.chosen_row()
        if row is None:
            raise CouldNot("No metric is chosen here", "n adds one")
        return row

    def act_row_open(self) -> object:
        """Everything about a metric on a page of its own; the skills of a qualification."""
        row = self._chosen()
        if isinstance(row, Qualification):
            return self.act_row_more()
        from taskwell.tui.quality.page import open_page

        open_page(self, row.uid)
        return True

    def act_row_edit(self) -> object:
        """Every field of a metric in place."""
        row = self._chosen()
        if isinstance(row, Qualification):
            return self.act_row_more()
        from taskwell.tui.quality.parts.metric_form import open_metric_form

        open_metric_form(self, row.uid)
        return True

    def act_row_new(self) -> object:
        """What the catalogue knows of the platform at hand, or a form."""
        from taskwell.tui.quality.parts.metric_form import open_metric_form

        open_metric_form(self, None)
        return True

    def act_row_delete(self) -> object:
        """Deletes a metric of which nothing was read; any other is closed instead."""
        row = self._chosen()
        if isinstance(row, Qualification):
            raise CouldNot(
                "This is a qualification", "x changes it, on the Roster it can be deleted"
            )
        try:
            label = delete_metric(self.store, self.now(), row.uid)
        except CouldNot as error:
            keys = f"{self.taskwell.keys_of('row.more') or ':'} then c"
            raise CouldNot(error.what, f"close it instead: {keys}, and they stay") from error
        self.taskwell.say(f"{label} deleted", undo=True)
        return True

    def act_row_copy(self) -> object:
        """Sends place, measure, value and n to the terminal's clipboard."""
        row = self._chosen()
        if isinstance(row, MetricState):
            value = "" if row.value is None else level_text(row.metric, row.value)
            parts = (row.place, row.metric.name, value or row.access, f"n {row.n}", row.state)
        else:
            parts = (row.place, row.name, row.now, row.state, row.when)
        text = "\t".join(part for part in parts if part)
        self.app.copy_to_clipboard(text)
        told = visible(text.replace("\t", " "))
        self.taskwell.say(f"{told} sent to your terminal's clipboard")
        return True

    def act_row_more(self) -> object:
        """Everything else that can be done with a row; without one, with a message."""
        row = self.chosen_row()
        if row is None:
            return False
        from taskwell.tui.quality.parts.more import more_part

        self.open_part(more_part(self, row))
        return True
