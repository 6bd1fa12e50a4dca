"""What the journal says of acts on representatives, fund, training and protection."""

SENTENCES: dict = {}
