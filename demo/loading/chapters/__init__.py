"""How each chapter of a demo city gets into the database: through the same actions people use."""
