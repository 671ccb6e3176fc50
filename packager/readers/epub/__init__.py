"""EPUB: the container, the package, the navigation, and a reader for each dialect found in it."""
