"""What binds every row that matters to the journal, so that a change by anybody else is found (docs/adr/0047)."""
