"""Images: the only folder that knows Pillow. Pictures come in as bytes and go out as bytes."""
