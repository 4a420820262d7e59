"""Whatever bytes come in, a parser answers or refuses with a sentence: it never crashes and never hangs (R34)."""
