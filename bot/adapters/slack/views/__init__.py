"""What Slack shows besides messages: modals and the Home tab. Pure; what people fill in is read back beside each view."""
