"""Years, fiscal years (年度), days and spans, in western years and in the Japanese eras (和暦)."""

from hoshin.kernel.fiscal.period import NotAPeriod, Period, PeriodKind
from hoshin.kernel.fiscal.wareki import CalendarError, MonthDay, NotADate, parse_date, wareki, wareki_years
from hoshin.kernel.fiscal.year import FiscalYear, NotAFiscalYear

__all__ = [
    "CalendarError",
    "FiscalYear",
    "MonthDay",
    "NotADate",
    "NotAFiscalYear",
    "NotAPeriod",
    "Period",
    "PeriodKind",
    "parse_date",
    "wareki",
    "wareki_years",
]
