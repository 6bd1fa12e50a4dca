"""Outreach: guides, the self-check, sessions, calls, a directory, referral, publishing."""
