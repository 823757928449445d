"""The modals that Discord shows, as data; what people fill in is read back beside each."""
