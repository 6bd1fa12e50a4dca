"""Claim sheets to print and read, and the general way from a template and data to a PDF."""

from gongyou.law.sheets.data import Person, sheet_data
from gongyou.law.sheets.render import pdf_of, render_html, render_pdf, render_pdfs
from gongyou.law.sheets.typesetting import NoChineseFont, TemplateError, Typesetter, render_typst

__all__ = [
    "NoChineseFont",
    "Person",
    "TemplateError",
    "Typesetter",
    "pdf_of",
    "render_html",
    "render_pdf",
    "render_pdfs",
    "render_typst",
    "sheet_data",
]
