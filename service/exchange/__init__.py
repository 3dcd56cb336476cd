"""Files that go to people and to other tools and come back: a document to take along, glossary and memory tables.

`formats` reads and writes the files and is pure; the modules here ask the database and carry out what a file brings.
"""
