"""Who gets it: `allot.allot` weighs one lot over the places that could take it. Pure: no Django, no database, no clock."""
