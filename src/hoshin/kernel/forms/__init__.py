"""Forms of the staff side: cleaned text, rows, and a version that tells two editors from each other."""

from hoshin.kernel.forms.fields import Choice, Line, Lines, Markdown, Prose
from hoshin.kernel.forms.rows import Rows, RowsWidget
from hoshin.kernel.forms.shown import shown
from hoshin.kernel.forms.versioned import CityForm, VersionedForm, taking

__all__ = [
    "Choice",
    "CityForm",
    "Line",
    "Lines",
    "Markdown",
    "Prose",
    "Rows",
    "RowsWidget",
    "VersionedForm",
    "shown",
    "taking",
]
