"""A workers' centre: intake, cases, claims, deadlines, documents, evidence."""
