"""Answers as files: CSV, XLSX, SPSS, Stata, Parquet, codebook."""
