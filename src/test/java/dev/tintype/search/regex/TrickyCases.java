package dev.tintype.search.regex;

import java.util.List;

/**
 * Patterns and texts for which engines are known to differ.
 */
final class TrickyCases {

	static final List<String> PATTERNS = List.of("", "(?i)", "a", "A", "(?i)a", "^", "$", "^$", "^a", "a$", "a\\z",
			"\\Aa", ".", "^.$", "^..$", "a.b", "a\\nb", "\\n$", "^b", "\\r\\n", "\\t", "\\f|\\v", "\\s", "^\\S+$",
			"\\d", "^\\D*$", "\\w+", "^\\W+$", "\\bcat\\b", "\\Bcat", "cat\\B", "\\b", "\\B", "[[:alpha:]]",
			"[^[:ascii:]]", "[[:punct:]]", "[^a-z]", "[\\d-]", "[]]", "[^]]", "[\\^a]", "[a\\]b]", "[\\\\]", "[+--]",
			"\\.", "\\\\", "a\\*b", "\\*\\*\\*:a", "\\(\\?i\\)", "\\$\\^", "{", "a{b", "}", "a{2}", "^a{2,3}$",
			"(?:ab){2}", "(a|b)*c", "a||b", "()", "(|a)+$", "x*", "(?:)", "(?:^a|b$)", "(^a)*b", "(?i)k", "(?i)K",
			"(?i)\u212a", "(?i)s", "(?i)straße", "(?i)ẞ", "(?i)σ", "(?i)É", "é", "(?i)i", "(?i)İ", "(?i)ı", "(?i)[^k]",
			"(?i)^\\w$", "(?i)^\\W$", "(?i)[j-l]", "😀", "^.😀$", "[😀-😂]", "[^😀]", "\\x{1F600}", "\\x41",
			"[\\x00-\\x1f]", "\\Q.*\\E", "\\Q\\d", "(.*a){14}$", "(?:a|ab)(?:c|bcd)$", "a.{3}b", "漢字", "[一-龥]", "ﬁ",
			"e\u0301", "100%", "_", "(?i)ЖУК", "(?<n>cat)s?", "(?P<n>d)og", "[\\s\\S]", "^[\\s\\S]$", "\\A\\z",
			"\u0080", "[^\\n]{3}", "#", "(?i)Dž");

	static final List<String> TEXTS = List.of("", " ", "a", "A", "b", "aa", "aaa", "aaaa", "ab", "abc", "abab", "abcd",
			"a\nb", "\na", "a\n", "\n", "\n\n", "a\r\nb", "\r", "\t", "\f", "\u000b", "a\tb", "cat", "cats", "a cat",
			"concat", "Cat.", "cat_", "école cat", "écat", "caté", "1", "٣", "a1-b2", "-", "+", ",", "]", "[a]", "^",
			"$^", "\\", "\\d", "a*b", "***:a", "(?i)", "{", "a{b", "}", "a{2}", ".*", "100%", "_", "#", "k", "K",
			"\u212a", "s", "S", "ſ", "ß", "ẞ", "STRASSE", "straße", "STRAẞE", "σ", "ς", "Σ", "É", "é", "e\u0301", "i",
			"I", "İ", "ı", "😀", "a😀", "😂", "👨‍👩‍👧", "漢字", "ﬁ", "fi", "жук", "ЖУК", "ǅ", "ǆ", "Ǆ", "\u0080",
			"\u0085", "\u00a0", "\u2028", "\ufeff", "\u001f", "\u007f", "\uffff", "a".repeat(14), "a".repeat(40) + "!",
			"x".repeat(5000), "dog\ncat", "Dog", "a123b", "a\n\n\nb");

	private TrickyCases() {
	}

}
