"""THE VERBS WITHOUT A WINDOW. The same product at a command line: documents in, documents and files out."""
