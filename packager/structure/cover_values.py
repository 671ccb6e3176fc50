"""What a plan says of the cover where it names no picture."""

from __future__ import annotations

AUTO = "auto"
"""The cover that is found, else one that is drawn."""

NONE = "none"
"""No cover of the source's."""
