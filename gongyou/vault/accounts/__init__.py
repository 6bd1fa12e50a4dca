"""Accounts, compartments, who may do what, and the person acting."""
