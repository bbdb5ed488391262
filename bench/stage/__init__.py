"""Where the bench takes place: servers, the two sites, who loads them, and what is read off."""
