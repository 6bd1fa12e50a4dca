"""What other rooms may import from here."""
