"""Background work. Tasks take primitives, fetch and delegate."""
