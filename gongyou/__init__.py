"""Claims, cases and collective struggles of workers, from the first visit to the payment."""

__version__ = "0.2.0"
