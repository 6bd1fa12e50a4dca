"""Reading of workbooks: any payroll or roster in, the tables of the contract out."""

from gongyou.law.facts.reading.mapping import ColumnMap, Mapping, SheetMap
from gongyou.law.facts.reading.problems import CannotRead, Problem, Problems
from gongyou.law.facts.reading.read import Reading, SheetCount, read_workbook
from gongyou.law.facts.reading.sheets import Limits
from gongyou.law.facts.reading.tables import FactTable

__all__ = [
    "CannotRead",
    "ColumnMap",
    "FactTable",
    "Limits",
    "Mapping",
    "Problem",
    "Problems",
    "Reading",
    "SheetCount",
    "SheetMap",
    "read_workbook",
]
