"""The codebook: codes with definitions, synonyms of data sets, coverage. Files, no Django."""
