"""What happened, in order, for ever: canonical bodies in a hash chain, and the stores that keep them."""
