"""Questions: one file answers what one screen or one action asks. They read; they never write."""
