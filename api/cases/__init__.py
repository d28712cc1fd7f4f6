"""Cases: what is kept of them, the queue, a case with its trajectory."""
