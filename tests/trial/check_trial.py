"""The program from a diary to a plan, to somebody who follows it, to what that showed.

usage: check_trial.py CULPRIT EXAMPLES REFERENCE SCHEMAS SCRATCH"""
import csv
import datetime
import json
import os
import shutil
import subprocess
import sys

PROGRAM, EXAMPLES, REFERENCE, SCHEMAS, SCRATCH = sys.argv[1:]
failures = []


def run(*args, exit_code=0):
    done = subprocess.run([PROGRAM, *args], capture_output=True, cwd=SCRATCH)
    if done.returncode != exit_code:
        failures.append(f"{args}: exit {done.returncode}, expected {exit_code}: {done.stderr.decode()}")
    return done


def expect(holds, words):
    if not holds:
        failures.append(words)


def expect_error(words, *args, exit_code=64):
    text = run(*args, exit_code=exit_code).stderr.decode()
    expect(words in text, f"{args}: expected '{words}' in '{text}'")


def load(name):
    with open(os.path.join(SCRATCH, name), encoding="utf-8") as file:
        return json.load(file)


def validate(document, schema):
    try:
        import jsonschema
    except ImportError:
        return
    with open(os.path.join(SCHEMAS, schema + ".schema.json"), encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    for error in validator.iter_errors(document):
        failures.append(f"{schema}: {list(error.absolute_path)}: {error.message}")


def events(text):
    """An iCalendar file by the rules of RFC 5545, not by ours."""
    expect(text.endswith(b"\r\n") and b"\n" not in text.replace(b"\r\n", b""), "lines end in CR LF")
    for line in text.split(b"\r\n"):
        expect(len(line) <= 75, f"line of {len(line)} bytes")
        line.decode("utf-8")
    found, event = [], None
    for line in text.replace(b"\r\n ", b"").decode("utf-8").split("\r\n"):
        key, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found.append(event)
            event = None
        elif event is not None:
            event[key.partition(";")[0]] = value
    return found


def day_after(iso):
    return (datetime.date.fromisoformat(iso) + datetime.timedelta(1)).strftime("%Y%m%d")


shutil.rmtree(SCRATCH, ignore_errors=True)
os.makedirs(SCRATCH)
wine = os.path.join(EXAMPLES, "diary.csv")
run("plan", wine, "--about", "adult", "--food", "red wine", "-o", "plan.json", "-o", "plan.ics", "-o",
    "plan.csv", "-o", "plan.html", "-o", "plan.md", "-o", "plan.txt")
plan = load("plan.json")
validate(plan, "plan")
expect(plan["status"] == "plan" and plan["food"]["only_allowed"], "wine is only ever allowed")
expect(len(plan["blocks"]) == plan["admissible"]["blocks"], "a block each")
with open(os.path.join(SCRATCH, "plan.ics"), "rb") as file:
    text = file.read()
calendar = events(text)
try:
    import icalendar
except ImportError:
    pass  # the rules above alone
else:
    others = icalendar.Calendar.from_ical(text).walk("VEVENT")
    expect([event["DTSTART"].dt.strftime("%Y%m%d") for event in others] ==
           [event["DTSTART"] for event in calendar], "another parser sees the same days")
    expect(not any(event.errors for event in others), "another parser finds no error")
expect(len(calendar) == len(plan["blocks"]) + 1, "an event a block and one at the end")
for block, event in zip(plan["blocks"], calendar):
    expect(event["DTSTART"] == block["first_day"].replace("-", ""), "blocks begin on their days")
    expect(event["DTEND"] == day_after(block["last_day"]), "ends are the day after")
expect(len({event["UID"] for event in calendar}) == len(calendar), "events are told apart")
with open(os.path.join(SCRATCH, "plan.csv"), encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
expect([row["date"] for row in rows] == [day["date"] for day in plan["calendar"]], "a row a day")
again = run("plan", wine, "--about", "adult", "--food", "red wine", "-f", "json").stdout
with open(os.path.join(SCRATCH, "plan.json"), "rb") as file:
    expect(again == file.read(), "same diary, same plan")

# Without permission: no dates, in no format.
for about, extra in (("adult", []), ("child", ["--supervised"]), ("adult,anaphylaxis", ["--supervised"])):
    forms = [f"none.{suffix}" for suffix in ("txt", "json", "csv", "ics", "html", "md")]
    run("plan", wine, "--about", about, *extra, *(word for form in forms for word in ("-o", form)), exit_code=3)
    for form in forms:
        with open(os.path.join(SCRATCH, form), encoding="utf-8") as file:
            text = file.read()
        expect("2025-09" not in text and "VEVENT" not in text, f"{about}: dates in {form}")
    validate(load("none.json"), "plan")
run("plan", wine, "--about", "adult", "--supervised", "-o", "supervised.json")
validate(load("supervised.json"), "plan")

# Somebody follows a plan.
run("simulate", "--days", "150", "--seed", "5", "--n-triggers", "1", "--effect", "2.5", "--kernel", "next-day",
    "-o", "before.csv")
run("plan", "before.csv", "--about", "adult", "--supervised", "-o", "own.json")
own = load("own.json")
follow = ["simulate", "--follow", "own.json", "--n-triggers", "1", "--n-protective", "0", "--kernel", "next-day"]
run(*follow, "--effect", "4", "--miss", "0.05", "--slip", "0.05", "-o", "harm.csv")
run("trial", "harm.csv", "--plan", "own.json", "-o", "harm.json", "-o", "harm.html", "-o", "harm.md", "-o",
    "harm.txt", "-o", "harm.ndjson", "-o", "harm_rows.csv")
harm = load("harm.json")
validate(harm, "trial")
expect(harm["verdict"] == "confirmed", f"4 points: {harm['verdict']}, p {harm['p_harm']}")
expect(harm["compliance"]["slips"] > 0, "it slipped")
run("trial", "harm.csv", "--plan", "own.json", "--fail-on", "confirmed", exit_code=1)
run(*follow, "--effect", "0", "-o", "nothing.csv")
nothing = json.loads(run("trial", "nothing.csv", "--plan", "own.json", "-f", "json", exit_code=3).stdout)
validate(nothing, "trial")
expect(nothing["verdict"] == "inconclusive", "no effect, no verdict")

# Half of it: how it is kept, and no number that depends on ratings.
middle = own["blocks"][5]["last_day"]
with open(os.path.join(SCRATCH, "harm.csv"), encoding="utf-8") as file:
    lines = [line for line in file if line.startswith("subject") or line.split(",")[1] <= middle]
with open(os.path.join(SCRATCH, "half.csv"), "w", encoding="utf-8") as file:
    file.writelines(lines)
for form in ("table", "json", "ndjson", "csv", "html", "markdown"):
    text = run("trial", "half.csv", "--plan", "own.json", "-f", form, exit_code=3).stdout.decode()
    for word in ("p_harm\":", "p 0", "interval", "verdict\":", "estimate\":"):
        expect(word not in text, f"running: '{word}' in {form}")
    if form == "json":
        validate(json.loads(text), "trial")

# An extension, once.
longer = run("plan", "nothing.csv", "--about", "adult", "--supervised", "--extend", "own.json", "-o", "second.json")
second = load("second.json")
validate(second, "plan")
expect(second["extension_of"]["admissible"] == own["admissible"], "the first plan is in the second")
run("simulate", "--follow", "second.json", "--n-triggers", "1", "--n-protective", "0", "--kernel", "next-day",
    "--effect", "4", "-o", "later.csv")
with open(os.path.join(SCRATCH, "nothing.csv"), encoding="utf-8") as file:
    early = [line for line in file if line.startswith("subject") or line.split(",")[1] < second["first_day"]]
with open(os.path.join(SCRATCH, "later.csv"), encoding="utf-8") as file:
    early += [line for line in file if not line.startswith("subject") and line.split(",")[1] >= second["first_day"]]
with open(os.path.join(SCRATCH, "both.csv"), "w", encoding="utf-8") as file:
    file.writelines(early)
both = json.loads(subprocess.run([PROGRAM, "trial", "both.csv", "--plan", "second.json", "-f", "json"],
                                 capture_output=True, check=False, cwd=SCRATCH).stdout)
expect(both["stage"] == 2, "the second stage")
validate(both, "trial")

# The example that people see.
shown = os.path.join(EXAMPLES, "trial")
text = run("trial", os.path.join(shown, "diary.csv"), "--plan", os.path.join(shown, "plan.json")).stdout
with open(os.path.join(shown, "result.txt"), "rb") as file:
    expect(text == file.read(), "examples/trial/result.txt is what trial prints")
with open(os.path.join(shown, "plan.json"), encoding="utf-8") as file:
    validate(json.load(file), "plan")

# Phases without a plan, and errors.
golden = os.path.join(REFERENCE, "1_confirmed", "diary.csv")
found = json.loads(run("trial", golden, "-f", "json").stdout)
expect(found["source"] == "phase" and found["basis"] == "model", "phases are found")
validate(found, "trial")
ranked = json.loads(run("rank", golden, "-f", "json").stdout)
expect("trial_within" in [warning["code"] for warning in ranked["warnings"]], "rank warns of a trial")
expect_error("option --about: is not given; expected adult or child", "plan", wine)
expect_error("if you are an adult and none of the others is so: culprit plan --food 'red wine' --about adult " + wine,
             "plan", wine, "--food", "red wine")
expect_error("option --block-days: given together with --slow, whose blocks are 14 days; expected one of them",
             "plan", wine, "--about", "adult", "--slow", "--block-days", "5")
expect_error("holds not exactly one of adult and child", "plan", wine, "--about", "asthma")
expect_error("none is given together with others", "plan", wine, "--about", "adult,none,asthma")
expect_error("unknown word 'teen'", "plan", wine, "--about", "teen")
expect_error("one is tested at a time", "plan", wine, "--about", "adult", "--food", "a", "--food", "b")
expect_error("is not such a number; expected an even number from 6 to 20", "plan", wine, "--about",
             "adult", "--blocks", "7")
expect_error("whose plan names the food", "plan", wine, "--about", "adult", "--food", "a", "--extend",
             "own.json")
expect_error("is not after the diary's last day; expected 2025-09-01 or later", "plan", wine, "--about", "adult",
             "--start", "2025-08-31")
expect_error("hold fewer than 6 blocks", "plan", wine, "--about", "adult", "--max-days", "18")
for option in (["--food", "x"], ["--source", "phase"], ["--alpha", "0.1"], ["--important-change", "1"]):
    expect_error(f"option {option[0]}: given together with --plan, which settles it", "trial", "harm.csv",
                 "--plan", "own.json", *option)
expect_error("file 'own.json' is a plan that is read; expected another file", "trial", "harm.csv", "--plan", "own.json", "-o", "own.json")
expect_error("is not what a plan has there", "trial", "harm.csv", "--plan", "harm.json", exit_code=65)
with open(os.path.join(SCRATCH, "own.json"), encoding="utf-8") as file:
    lines = file.read().splitlines()
arm = next(number for number, line in enumerate(lines) if '"arm": "eat"' in line)
for name, text, words in (
        ("empty", "", "empty.json:1:1: plan: the file is not JSON"),
        ("cut", "\n".join(lines[:40]), "cut.json:40:"),
        ("arm", "\n".join(lines).replace('"arm": "eat"', '"arm": "drink"', 1),
         f"arm.json:{arm + 1}:{lines[arm].index('eat')}: plan: '/blocks/")):
    with open(os.path.join(SCRATCH, name + ".json"), "w", encoding="utf-8") as file:
        file.write(text)
    expect_error(words, "trial", "harm.csv", "--plan", name + ".json", exit_code=65)
expect_error("of the plan is not in this diary", "trial", golden, "--plan", "own.json", exit_code=65)
expect_error("does nothing without --follow", "simulate", "--slip", "0.1")
running = json.loads(run("plan", wine, "--about", "adult", "--food", "apple", "--running", "plan.json", "-f", "json",
                         exit_code=3).stdout)
expect(running["reasons"][0]["code"] == "another_trial", "one trial at a time")
print("\n".join(failures) or "all is well")
sys.exit(1 if failures else 0)
