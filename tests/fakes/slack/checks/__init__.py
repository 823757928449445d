"""What Slack's reference allows in blocks and views: an own table, which knows nothing of those who make them."""
