"""Interviews under consent, coding, cases compared, whether it can last."""
