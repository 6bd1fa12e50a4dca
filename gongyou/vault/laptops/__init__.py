"""Laptops of one centre: enrolled with words compared, apart for weeks, together by bundles."""
