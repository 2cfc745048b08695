"""Notes that come from elsewhere: files of other tools, our own exports, and folders that several devices share."""
