"""How the languages of the world are written, as Unicode and CLDR say: one room for all that is not typed by hand.

``signs``: quotation marks, ends of sentences, digits, groups of digits. ``breaking``: sentences and words.
``order``: lists of names. ``letters``: which script a letter is of, which scripts have no blanks. All of it comes
through ICU (ADR 0018); what Babel gives already (names, dates, plurals, patterns of numbers) is taken from Babel.
"""
