"""次第, papers and minutes of a meeting, as PDF and as a document of Word."""
