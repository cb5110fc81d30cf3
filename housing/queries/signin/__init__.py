"""Questions about sessions and about who acts for whom."""
