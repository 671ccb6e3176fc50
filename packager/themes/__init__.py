"""Themes: the CSS, fonts and ornaments of ``styles/``, loaded."""
