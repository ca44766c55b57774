"""Writes any-case.tsv: python3 any-case.py > any-case.tsv

Each line: a pattern, a text, and whether the text contains the pattern in any case. The expected values are Python's, which
has its own tables of case folding and of normal forms. Every character is one of Unicode 13.
"""
import unicodedata

nfc = lambda text: unicodedata.normalize("NFC", text)
nfd = lambda text: unicodedata.normalize("NFD", text)
fold = lambda text: nfc(nfc(text).casefold())

# Each of one line is the same as all others in any case.
SAME = [
    ["cat", "CAT", "Cat", "cAt"],
    ["фото ёлка", "ФОТО ЁЛКА", "Фото Ёлка", nfd("ФОТО ЁЛКА")],
    ["über", "ÜBER", "Über", nfd("ÜBER"), nfd("über")],
    ["été", "ÉTÉ", nfd("Été"), nfd("ÉTÉ")],
    ["straße", "STRASSE", "STRAẞE", "Strasse", "Straſſe"],
    ["istanbul", "ISTANBUL", "Istanbul"],
    ["İzmir", "i\u0307zmir", "I\u0307ZMIR"],
    ["σίσυφος", "ΣΊΣΥΦΟΣ", "σίσυφοσ", nfd("Σίσυφος")],
    ["ŉau", "ʼnau", "ʼNAU"],
    ["ΐδιος", "Ϊ\u0301ΔΙΟΣ", "ϊ\u0301διος", "ι\u0308\u0301διοσ", "\u1fd3διος"],
    ["ΰφος", "Ϋ\u0301ΦΟΣ", "\u1fe3φοσ"],
    ["ﬁne ﬂow", "fine flow", "FINE FLOW", "ﬁNE ﬂOW"],
    ["oﬃce", "OFFICE", "oﬀice", "ofﬁce"],
    ["ﬆop", "STOP", "ﬅop", "ſtop"],
    ["kelvin", "\u212aelvin", "KELVIN", "\u212aELVIN"],
    ["ångström", "\u212bngström", "ÅNGSTRÖM", nfd("Ångström")],
    ["ωmega", "\u2126mega", "ΩMEGA"],
    ["\u13e3\u13b3\u13a9", "\uabb3\uab83\uab79"],
    ["\u10e1\u10d0\u10e5", "\u1ca1\u1c90\u1ca5"],
    ["\u2d00\u2d10\u2d20", "\u10a0\u10b0\u10c0"],
    ["\U00010428\U0001043a", "\U00010400\U00010412"],
    ["\U000104d8\U000104d9", "\U000104b0\U000104b1"],
    ["\U0001e922\U0001e923", "\U0001e900\U0001e901"],
    ["\u0561\u0580\u0565\u0582", "\u0531\u0550\u0535\u0552", "\u0561\u0580\u0587"],
    ["\u01c6ep", "\u01c4EP", "\u01c5ep"],
    ["µm", "\u03bcm", "\u039cM"],
    ["\u1e9bpir", "\u1e61pir", "\u1e60PIR", "s\u0307pir"],
    ["ᾳδης", "ΑΙΔΗΣ", "αιδης", "\u1fbcδης"],
    ["ệ", "Ệ", nfd("ệ"), "E\u0302\u0323", "e\u0323\u0302"],
    ["\uac00\ub098", nfd("\uac00\ub098")],
    ["が", "か\u3099"],
    ["ᏸᏹ", "\u13f0\u13f1"],
    ["\ua64b\ua65d", "\ua64a\ua65c", "\u1c88\ua65c"],
    ["θῆτα", "ϴΗ͂ΤΑ", "ϑῆτα"],
    ["100%_a\\b", "100%_A\\B"],
    ["*[a]?", "*[A]?"],
]

# Alone and inside another text, in which no line of the above is.
FRAMES = ["{}", "xx{}.png", "-{}"]

# Which are not the same, or are only in part: pattern and text.
OTHERS = [
    ("ı", "I"), ("ı", "i"), ("I", "ı"), ("i", "ı"), ("ı", "ı"), ("İ", "i"), ("i", "İ"), ("I", "İ"), ("İ", "I"),
    ("istanbul", "ıstanbul"), ("ISTANBUL", "İSTANBUL"), ("ISTANBUL", "ıstanbul"),
    ("e", "é"), ("e", "e\u0301"), ("é", "e"), ("E\u0301", "é"), ("cafe", "café"), ("cafe", nfd("Café")), ("CAFÉ", nfd("café")),
    ("u", "ü"), ("ё", "е"), ("е", "Ё"), ("й", "Й"), ("и", "Й"), (nfd("й"), "Й"),
    ("s", "ß"), ("SS", "ß"), ("ß", "s"), ("ẞ", "ss"), ("sss", "ßß"), ("ßs", "SSS"),
    ("f", "ﬁ"), ("I", "ﬁ"), ("fi", "ﬁ"), ("ﬁ", "FI"), ("if", "ﬁﬁ"), ("ae", "æ"), ("oe", "Œ"), ("Œ", "œ"), ("Æ", "æ"),
    ("σ", "ς"), ("ς", "Σ"), ("ΟΣ", "οσα"), ("οςα", "ΟΣΑ"), ("n", "ŉ"), ("ʼ", "ŉ"),
    ("d", "đ"), ("Đ", "đ"), ("Ð", "ð"), ("Ð", "đ"), ("ø", "Ø"), ("o", "Ø"), ("Ł", "ł"), ("l", "Ł"), ("Þ", "þ"),
    ("а", "a"), ("с", "C"), ("А", "а"), ("Α", "α"), ("Α", "a"), ("Κ", "K"), ("\u212a", "k"),
    ("%", "100"), ("%", "100%"), ("_", "a b"), ("_", "a_b"), ("a_b", "axb"), ("a%b", "axb"), ("\\", "a\\"), ("\\%", "%"),
    ("*", "a"), ("?", "a"), ("?", "a?"), ("\\_", "_"), ("\\_", "\\_"), ("%%", "%"), ("a\\", "A\\"),
    ("日本", "日本語"), ("本日", "日本語"), ("か", "が"), ("가", "각"), ("\u1100", "\uac00"), ("😀", "x😀y"), ("😁", "x😀y"),
    ("\U00010400", "\U00010428"), ("\U00010401", "\U00010428"), ("\u13a0", "\uab70"), ("\u13a1", "\uab70"),
    ("ა", "Ა"), ("ბ", "Ა"), ("ա", "Ա"), ("ե", "\u0587"), ("Ե\u0582", "\u0587"), ("ⓐ", "Ⓐ"), ("ⅻ", "Ⅻ"),
]


def pairs():
    for line in SAME:
        for n, text in enumerate(line):
            pattern = line[(n + 1) % len(line)]
            yield pattern, FRAMES[n % len(FRAMES)].format(text)
        yield line[0][1:] + line[0][:1] + "z", line[-1]
    yield from OTHERS


def escaped(text):
    return "".join(c if " " <= c <= "~" and c != "\\" else "\\u%04x" % u if (u := ord(c)) < 0x10000
                   else "\\u%04x\\u%04x" % (0xD7C0 + (u >> 10), 0xDC00 + (u & 0x3FF)) for c in text)


print("# pattern, text, whether the text contains the pattern in any case; written by any-case.py")
for pattern, text in dict.fromkeys(pairs()):
    print(escaped(pattern), escaped(text), str(fold(pattern) in fold(text)).lower(), sep="\t")
