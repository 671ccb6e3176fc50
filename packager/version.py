"""The version, apart from the package itself, so that every stage may know it."""

__version__ = "0.1.0"
