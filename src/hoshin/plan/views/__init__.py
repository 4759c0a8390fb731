"""The editor of an edition. Each view names what is edited; `kernel.editing` does the rest."""
