"""Files: encrypted as they arrive, accepted by content, served harmlessly."""
