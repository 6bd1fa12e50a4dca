"""Reading of workbooks: any payroll or roster in, the tables of the contract out."""

from gongyou.law.workbooks.files.sheets import Limits
from gongyou.law.workbooks.headers.mapping import ColumnMap, Mapping, SheetMap
from gongyou.law.workbooks.payments import PaidRow, PayList, UnreadRow, read_payments
from gongyou.law.workbooks.problems import CannotRead, Problem, Problems
from gongyou.law.workbooks.read import SheetCount, WorkbookResult, open_sheets, read_workbook
from gongyou.law.workbooks.tables.fact_table import FactTable

__all__ = [
    "CannotRead",
    "ColumnMap",
    "FactTable",
    "Limits",
    "Mapping",
    "PaidRow",
    "PayList",
    "Problem",
    "Problems",
    "SheetCount",
    "SheetMap",
    "UnreadRow",
    "WorkbookResult",
    "open_sheets",
    "read_payments",
    "read_workbook",
]
