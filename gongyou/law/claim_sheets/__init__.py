"""Claim sheets to print and read."""

from gongyou.law.claim_sheets.blocks import sheet_blocks
from gongyou.law.claim_sheets.data import Centre, Person, sheet_data
from gongyou.law.claim_sheets.page import html_page
from gongyou.law.claim_sheets.render import pdf_of, render_html, render_pdf, render_pdfs

__all__ = [
    "Centre",
    "Person",
    "html_page",
    "pdf_of",
    "render_html",
    "render_pdf",
    "render_pdfs",
    "sheet_blocks",
    "sheet_data",
]
