"""What is posted on GitHub: comments, an issue, the texts of pull requests. All of it Markdown."""
