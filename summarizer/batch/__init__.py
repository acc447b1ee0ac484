"""Many articles: a corpus in, nothing lost, on one machine or many."""
