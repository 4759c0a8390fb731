"""What is wrong with a table: by cell, by header, by row and between rows."""

from hoshin.services.opendata.rules.checking.cells import Checker, Complaint, checker
from hoshin.services.opendata.rules.checking.headers import header_findings
from hoshin.services.opendata.rules.checking.points import Box, Spread
from hoshin.services.opendata.rules.checking.repeats import Repeat, Repeats

__all__ = ["Box", "Checker", "Complaint", "Repeat", "Repeats", "Spread", "checker", "header_findings"]
