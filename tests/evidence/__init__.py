"""What runs have shown. A test counts what it tried (`keeping`), `goals/*.toml` say how much is wanted, `page` writes docs/trust.md."""
