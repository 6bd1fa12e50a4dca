"""A sealed field for bytes that must come back unchanged."""

from gongyou.vault.public import SealedTextField


class SealedBytesField(SealedTextField):
    """Bytes under the data key of their record: answers and attachments exactly as sent."""

    def encode(self, value) -> bytes:
        """Bytes stay bytes."""
        if not isinstance(value, bytes):
            raise TypeError(f"{self.name} takes bytes")
        return value

    def decode(self, data: bytes):
        """Back again."""
        return data
