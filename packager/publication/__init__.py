"""Publication: the Book set as XHTML, with everything a writer needs and no AST left."""
