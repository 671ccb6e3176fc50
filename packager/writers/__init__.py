"""Writers: Publication to Artifact. They see XHTML, never a source and never a node of the Book."""
