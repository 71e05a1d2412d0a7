"""Plain English: messages, help, documentation and README hold none of the phrases in
refused_phrases.txt, and the checklist of plain-words.md names texts that exist.

Usage: check_phrases.py ROOT. Of C++ only strings are looked at; lists of words that people write in
diaries, and pages about statistics that other tests make, are left out.
"""
import pathlib
import re
import sys

OWN_WORDS = re.compile(r"src/(foods/lexicon|diary/words)/|docs/(method|calibration|benchmarks|trial)")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


def texts_of(path):
    """The file's prose; strings that C++ joins are one."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".cpp", ".hpp"):
        text = re.sub(r"(?m)//.*$", "", text)
        text = re.sub(r'"\s*\n\s*"', "", text)
        return [found.group(1) for found in STRING.finditer(text)]
    text = re.sub(r"```.*?```", "", text, flags=re.S) if path.suffix == ".md" else text
    return [re.sub(r"\s+", " ", text)]


def missing_texts(root):
    """Names of texts in plain-words.md that sentences.txt lacks."""
    lines = (root / "src/report/words/texts/sentences.txt").read_text(encoding="utf-8").splitlines()
    known = {line.split(":")[0] for line in lines}
    page = (root / "docs/plain-words.md").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"`([a-z_]+)`", page)) - known - {"code", "explain"})


def main():
    root = pathlib.Path(sys.argv[1])
    lines = (root / "tests/support/refused_phrases.txt").read_text(encoding="utf-8").splitlines()
    refused = [re.compile(rf"\b{re.escape(line)}", re.I)
               for line in lines if line.strip() and not line.startswith("#")]
    files = [root / "README.md", *root.glob("docs/*.md")]
    files += [path for path in root.glob("src/**/*") if path.suffix in (".cpp", ".hpp", ".txt")]
    faults, seen = [], 0
    for path in sorted(files):
        name = path.relative_to(root).as_posix()
        if OWN_WORDS.search(name):
            continue
        for text in texts_of(path):
            seen += 1
            for phrase in refused:
                if found := phrase.search(text):
                    at = found.start()
                    faults.append(f"{name}: '{found[0]}' in: {text[max(0, at - 40):at + 60]}")
    assert seen > 1000, seen
    faults += [f"docs/plain-words.md: no text '{name}'" for name in missing_texts(root)]
    print("\n".join(faults) or f"{len(files)} files, {seen} texts: none of {len(refused)} phrases")
    sys.exit(bool(faults))


main()
