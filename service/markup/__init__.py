"""The one Markdown set-up: parser, directives, attributes, the HTML that sources may use."""
