"""Chinese web novels."""
