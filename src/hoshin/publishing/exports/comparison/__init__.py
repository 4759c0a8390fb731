"""新旧対照表 as PDF, Word and Excel: pure functions of the comparison and its title."""
