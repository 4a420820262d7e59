"""Pure decisions of family support: no Django."""
