"""Backup, restore and check. A backup is sealed to officers: the server can't read its own."""
