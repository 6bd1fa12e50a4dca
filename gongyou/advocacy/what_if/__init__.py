"""What a reform would change, for whom, with which error (the law itself: `law.reforms`)."""
