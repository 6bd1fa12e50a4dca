"""Questionnaires in XLSForm, collected over OpenRosa or in the browser."""
