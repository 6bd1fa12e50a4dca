"""XLSForm workbooks to XForms, with what is wrong told at its sheet and cell."""
