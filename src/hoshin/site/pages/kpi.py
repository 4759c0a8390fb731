"""Indicators as the pages show them: what publishing says of a course, as the design's bar."""

from __future__ import annotations

from hoshin.design.components import Kpi
from hoshin.publishing.rules.figures import Course, standing_of


def kpi_of(course: Course, *, name: str = "", url: str = "") -> Kpi:
    """Return the bar to the target that is due next, with what is needed to reach the last one."""
    standing = standing_of(course)
    return Kpi(name or course.name, standing.bullet, url, standing.rate, standing.notes)
