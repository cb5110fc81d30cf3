"""Questions that officials ask: queue, case, review, complaints."""
