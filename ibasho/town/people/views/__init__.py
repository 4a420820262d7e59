"""Pages of people, cut by who stands before them: entrance · account (/my/) · organisations (/ops/, /desk/) · desk."""
