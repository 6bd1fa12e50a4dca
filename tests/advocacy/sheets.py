"""Sheets for the tests: those of the US government, and invented ones of other forms."""

import io
from pathlib import Path

from openpyxl import Workbook

import gongyou.advocacy

SHIPPED = Path(gongyou.advocacy.__file__).parent / "samples"
DATA = Path(__file__).parent / "data"
CLB_HEADS = (
    *("Date", "Title", "Description", "Province", "Industry", "Participants", "Employer"),
    *("Enterprise Type", "Action Taken Involve", "Employee Demands Involve"),
    "Response to Collective Action",
)
# Invented, of the form of the strike map's export.
CLB_ROWS = (
    ("2014-03-05", "200 workers at a shoe factory in Dongguan, Guangdong, strike for pay", "",
     "Guangdong", "Manufacturing", "100-1000 Persons", "", "Private Enterprise", "Strike",
     "Pay Increase, Wage Arrears", "Police, Arrest(s)"),
    ("2014-03-05", "200 workers at a shoe factory in Dongguan, Guangdong, strike for pay ", "",
     "Guangdong", "Manufacturing", "100-1000 Persons", "", "Private Enterprise", "Strike",
     "Pay Increase", "Police"),
    ("2014-03-08", "Taxi drivers in Weinan, Shanxi, strike, fares too low", "", "Shaanxi",
     "Transportation", "", "unknown", "Unknown", "Transport Strike,", "fares, too low", ""),
    ("2014-03-06", "Taxi drivers in Xi'an, Shaanxi, strike against unlicensed taxis", "", "Shaanxi",
     "Transportation", "1-100 Persons", "", "Unknown", "Strike", "unlicensed taxis", ""),
    ("2014-04-01", "3000 workers at a toy factory in Shenzhen block a road", "Blue moon", "0",
     "Manufacturing", "100-1000 Persons", "某玩具厂", "Joint Venture", "Block road, 上访",
     "blue moon", "Negotiation"),
    ("2014-04-10", "Teachers gather", "", "Henan", "Education", "10000+ Persons", "", "",
     "Protest or Demonstration", "Pension", ""),
)  # fmt: skip


def book(*rows, name="Sheet 1") -> bytes:
    """A workbook of one sheet."""
    made = Workbook()
    sheet = made.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def clb(*rows) -> bytes:
    """A sheet of the strike map's form."""
    return book(CLB_HEADS, *(rows or CLB_ROWS))


def data(name: str) -> bytes:
    """A file of the US government."""
    shipped = SHIPPED / name
    return (shipped if shipped.exists() else DATA / name).read_bytes()
