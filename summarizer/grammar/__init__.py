"""A small grammar over tokens: clauses, who says what, and whether it is said to have happened."""
