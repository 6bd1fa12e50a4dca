"""Lines, people and facts put together as the tables of the schema."""
