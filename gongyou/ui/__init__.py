"""The ground of all pages: base page, components, fields, lists, edit conflicts."""
