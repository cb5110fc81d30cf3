"""Questions about an application up to its decision: draft, papers, consents, facts."""
