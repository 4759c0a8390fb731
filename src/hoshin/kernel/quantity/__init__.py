"""A value as plans print it: a number with its unit, a text, or a named absence. Unknown is never zero."""

from hoshin.kernel.quantity.errors import NoArithmetic, QuantityError, UnitMismatch
from hoshin.kernel.quantity.parsing import parse_labelled_quantity, parse_quantity
from hoshin.kernel.quantity.units import same_unit
from hoshin.kernel.quantity.value import Absence, Comparator, Quantity, Status, total

__all__ = [
    "Absence",
    "Comparator",
    "NoArithmetic",
    "Quantity",
    "QuantityError",
    "Status",
    "UnitMismatch",
    "parse_labelled_quantity",
    "parse_quantity",
    "same_unit",
    "total",
]
