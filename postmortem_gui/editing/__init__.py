"""The open document: edits, undo, table models, preview feed and autosave; Qt without widgets."""
