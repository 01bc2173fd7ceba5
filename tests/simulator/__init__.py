"""A seeded simulator of the core: years of office life in a second, and what must hold after every step of them."""
