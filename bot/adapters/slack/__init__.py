"""Slack: what comes in, what goes out, and how a reply looks there."""
