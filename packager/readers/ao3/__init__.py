"""The Archive of Our Own: its downloads, and its pages saved in a browser."""
