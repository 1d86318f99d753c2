"""The log as a report in HTML, out: see `report_pages`."""

from __future__ import annotations

from taskwell.formats.report_pages import write_html as write

__all__ = ["write"]
