"""Running the compiled law: its data bound, facts fed, results taken out."""
