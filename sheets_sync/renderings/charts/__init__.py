"""Charts: each is drawn once, of lines, boxes, dots and labels, for the page and the PDF alike."""
