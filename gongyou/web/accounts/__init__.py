"""Sign-in, second factors, the own account, compartments and accounts."""
