"""Values as people read them: dates, facts, tables and files."""
