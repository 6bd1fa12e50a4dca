"""Where a sheet's header is and what each column means."""
