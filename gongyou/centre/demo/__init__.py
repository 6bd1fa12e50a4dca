"""A centre with something to see: the three public cases, and generated workers."""

from gongyou.centre.demo.load import load

__all__ = ["load"]
