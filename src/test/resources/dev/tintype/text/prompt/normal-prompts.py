"""Writes normal-prompts.jsonl: python3 normal-prompts.py > normal-prompts.jsonl

Every character is one of Unicode 13, and none that a later Unicode changed.
"""
import hashlib
import json
import unicodedata

WHITE_SPACE = [chr(c) for c in (*range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680,
                                *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)]
NO_WHITE_SPACE = "\x08\x0e\x1b\x7f\u00ad\u180e\u200b\u200c\u200d\u200e\u2060\u2800\u3164\ufeff\uffa0"

# Between a sigma and letters: ignored characters, cased characters, and ends of words.
NEIGHBOURS = ("", "a", "A", "\u03a3", "\u03b1", "\u0345", "\u0301", "\u0308", "'", "\u2019", ".", ":",
              "\u00b7", "\u0387", "\u055f", "\u05f4", "\u2024", "\u2027", "\ufe13", "\uff07", "\uff0e", "^",
              "`", "\u00a8", "\u00ad", "\u200b", "\u200d", "\u02b0", "\u00aa", "\u2160", "\u24b6", "\u01c5",
              "\u05d0", "\u4e00", "1", "-", "_", ",", " ", "\u00a0", "\U0001f600", "\U0001f3fd", "\U00010400",
              "\U0001d400", "\U000e0041", "\u0130", "\u10fc", "\uab69")

TEXTS = [
    "", " ", "\t\r\n", "a", "A", " A  Cat\tin\nthe  HAT ",
    "a cat, masterpiece, (best quality:1.2), <lora:Detail:0.8>",
    # letters whose lower case is special
    "Stra\u00dfe", "STRASSE", "\u1e9e", "\u0130", "\u0130\u0130", "\u0130STANBUL", "I\u0307", "\u0130\u0307",
    "i\u0307", "\u0131", "I", "\u012e\u0301", "\u00cc", "J\u0301", "\u212a", "\u212b", "\u2126", "\u017f",
    "\u1e9b\u0323", "\u1fb3\u1fbc", "\u1f88", "\u1fff", "\u03f4", "\u1c80", "\u10a0", "\u1c90",
    "\u13a0\uab70", "\u2c00", "\ua640", "\ua7ae", "\ua7c7\ua7f5", "\U00010400", "\U00010c80", "\U000118a0",
    "\U00016e40", "\U0001e900",
    # ligatures and digraphs
    "\ufb01", "\ufb00\ufb02\ufb03\ufb04\ufb05\ufb06", "\ufb13", "\ufb4f", "\u01c4\u01c5\u01c6",
    "\u01c7\u01c8\u01c9", "\u01f1\u01f2\u01f3", "\u0132\u0133", "\u013f\u0140", "\u0149", "\u0587",
    # widths, styles and numbers
    "\uff21\uff22\uff23\uff41\uff11\uff01", "\uff76\uff9e\uff8a\uff9f", "\uffe5\uffe3", "\u3000\uff21\u3000",
    "x\u00b2\u2074\u207f", "H\u2082O", "\u2460\u2473\u24b6\u24d0", "\u2160\u216b\u2170\u2180",
    "\u00bd\u2153\u215f", "\u2122\u2120\u2121\u213b", "\u00aa\u00ba", "\U0001d400\U0001d41a\U0001d7ce",
    "\U0001d6ba\U0001d6d3", "\u2102\u210d\u2115", "\u2026\u2025\u2047", "\u33c2\u3392\u3300",
    "\U0001f130\U0001f150\U0001f170", "\u1d2c\u1d43", "\u02b0\u02e2",
    # spacing accents hold a space after normalising
    "\u00a8", "a\u00a8b", "\u00af\u00b4\u00b8", "\u02d8\u02da", "\u037a", "\u1fbd\u1fc1\u1fed", "\u203e",
    "\u309b\u309c", "\ufe49\ufe70\ufe76", "\ufc5e\ufdfa\ufdfb",
    # combining marks
    "e\u0301", "\u00e9", "E\u0301", "\u1ec7", "e\u0302\u0323", "e\u0323\u0302", "\u1e69", "s\u0307\u0323",
    "\u0344", "\u0374\u037e\u0387", "\u0340\u0341\u0343", "a\u0345\u0301", "\u0958", "\u09dc", "\u0f77",
    "\u2adc", "\u0301a", " \u0301 ", "a\u034f\u0301", "a\u0301\u0334", "\u1100\u0301\u1161",
    "\u05e9\u05c1\u05bc", "\u0622", "\u0627\u0653", "\u0cca", "\u1026", "\u1b06", "\u0b4b", "\U0001109a",
    "\U0001d15e", "\U0001d1bb", "\U000114bb", "\U00011938",
    # Hangul, kana, Han, Arabic
    "\u1100\u1161", "\u1100\u1161\u11a8", "\uac00\u11a8", "\uac00\u11a7", "\uac01", "\u3131\u314f",
    "\uffa1\uffc2", "\u320e\u3260\u327f", "\u304b\u3099", "\u306f\u309a", "\u30a6\u3099", "\u30ff\u309f",
    "\uf900\ufa10", "\U0002f800", "\u2f00\u2e9f", "\ufe8d\ufe8e", "\ufefb\ufef5", "\ufdf2\ufdf3",
    "\u0675\u0678", "\U0001ee00", "\u0e33\u0eb3",
    # emoji and invisible characters
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f44d\U0001f3fd", "\u2764\ufe0f", "\u2764\ufe0e",
    "1\ufe0f\u20e3", "\U0001f1e9\U0001f1ea", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "A\u200dB",
    "A\u00adB", "\u2011\u2010",
    # NFKC before and after lower-casing give different texts, so the order matters
    "\u03d3", "\u03d4", "\u03d2\u0301", "\u0130\u0323", "\u1e9e\u0323", "J\u030c", "T\u0308", "H\u0331",
    "Y\u030a", "W\u030a", "\u03f4\u0301", "\u1fbc\u0301", "\u0130\u0327", "\u0130\u0316A",
    # sigma
    "\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3", "\u03a3", "\u03a3\u03a3", "A\u03a3\u03a3",
    "\u1fbc\u03a3", "\U0001d400\U0001d6ba", "\u039f\u03a3 \u039f\u03a3. \u039f\u03a3\u0391",
    "A\u0345\u0301\u03a3\u0345\u0301A", "A.:'\u03a3'.:", "\u03f9\u03fe", "\u03c2\u03a3", "A \u03a3",
    "A\u03a3 A", "a$\u03a3\\1$2",
]
TEXTS += WHITE_SPACE + ["A" + c + c + "B" for c in WHITE_SPACE] + [c + "A " + c for c in WHITE_SPACE]
TEXTS += ["".join(WHITE_SPACE), "x".join(WHITE_SPACE)]
TEXTS += ["A " + c + " B" + c for c in NO_WHITE_SPACE]
TEXTS += [n + "\u03a3" for n in NEIGHBOURS] + ["A" + n + "\u03a3" for n in NEIGHBOURS]
TEXTS += ["A\u03a3" + n for n in NEIGHBOURS] + ["A\u03a3" + n + "A" for n in NEIGHBOURS]

for text in dict.fromkeys(TEXTS):
    normal = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    print(json.dumps({"input": text, "text": normal, "hash": hashlib.sha256(normal.encode()).hexdigest()}))
