"""Claims, cases and collective struggles of workers, from the first visit to the payment."""
