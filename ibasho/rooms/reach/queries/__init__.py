"""Reading: the ground of a study, studies, plans, rotas."""
