"""Documents of a case: one text a kind and language, as PDF by Typst or as Word by docxtpl."""
