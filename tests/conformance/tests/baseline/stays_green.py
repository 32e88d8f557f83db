#!/usr/bin/env python3
"""stays_green.py CONFORM FOLDER [--runs N] [--targets a,b] [--accept-budget T] [--scale X]: does a file of known deviations that was just
accepted stay green?

Each target's deviations are accepted once, with --write-expected; then it is run again and again with other seeds, budgets, shards and
levels, and each run has to end with 0. Prints a table, and of each red run what was new in it. Exit code 1 if one is red.

The targets are Wine, the bundled library, and harnesses in Python with planted bugs: the example, and copies of the right one with the
bugs of PLANTED put into them."""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(HERE, "..", "..", "examples")

# What stands exactly once in complete_harness.py, and what stands there instead.
PLANTED = {
    "enumeration-keeps": [("    if previous:\n        previous.free()\n    return found, None", "    return found, None")],
    "check-keeps": [("    store.end_handle(flags & FORCE)\n", "    if flags == CHECK and (store.handles > 1 or store.is_held()):\n"
                     "        return False, \"CRYPT_E_PENDING_CLOSE\"\n    store.end_handle(flags & FORCE)\n")],
    "two-at-once": [("            if forced or not context.references:", "            if not context.references:"),
                    ("    if old and disposition == USE_EXISTING:",
                     "    if old and disposition == USE_EXISTING and kind != \"crl\":")],
}

# Seed, budget in seconds, shard, levels.
RUNS = [(2, 6, "", ""), (3, 6, "", ""), (4, 12, "", ""), (5, 12, "1/2", ""), (6, 12, "2/2", ""), (7, 20, "", ""), (8, 3, "", ""), (9, 6, "1/3", ""),
        (10, 6, "2/3", ""), (11, 6, "3/3", ""), (12, 0, "", "clauses"), (13, 0, "", "clauses,windows"), (14, 10, "", "random"), (15, 10, "", "walks"),
        (16, 10, "", "tour"), (17, 10, "", "exhaustive"), (18, 20, "", "random,walks"), (19, 3, "2/2", "exhaustive,tour"), (20, 30, "", ""),
        (21, 8, "", "soak,random")]


def planted_harness(name, folder):
    with open(os.path.join(EXAMPLES, "complete_harness.py")) as file:
        text = file.read()
    for find, instead in PLANTED[name]:
        assert text.count(find) == 1, "%s: the text stands %d times" % (name, text.count(find))
        text = text.replace(find, instead)
    path = os.path.join(folder, name + ".py")
    with open(path, "w") as file:
        file.write(text.replace('"name": "python"', '"name": "%s"' % name))
    return path


def targets_of(folder):
    targets = {"wine": ["--target", "wine"], "certlife": ["--target", "certlife"],
               "example": ["--harness", "python3 " + os.path.join(EXAMPLES, "harness.py")]}
    for name in PLANTED:
        targets[name] = ["--harness", "python3 " + planted_harness(name, folder)]
    return targets


def conform(tool, target, arguments):
    return subprocess.run([tool, "conform", *target, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def news_in(report, output):
    """What is not expected."""
    try:
        with open(report) as file:
            results = json.load(file)["targets"][0]["results"]
    except (OSError, ValueError):
        return output.strip().splitlines()[-3:]
    news = {each["clause"] + ": " + each["shape"] for row in results for each in row.get("deviations", []) if not each["expected"]}
    passes = [line for line in output.splitlines() if "UNEXPECTED PASS" in line]
    return sorted(news) + passes


def measure(tool, name, target, folder, runs, accept_budget, scale):
    known = os.path.join(folder, name + ".toml")
    report = os.path.join(folder, name + ".json")
    if os.path.exists(known):
        os.unlink(known)
    accepted = conform(tool, target, ["--seed", "1", "--budget", "%dms" % (1000 * accept_budget), "--write-expected", known])
    if accepted.returncode > 1:
        sys.exit("%s: accepting ended with %d:\n%s" % (name, accepted.returncode, accepted.stdout[-2000:]))
    red = []
    for seed, budget, shard, levels in runs:
        arguments = ["--seed", str(seed), "--budget", "%dms" % (1000 * budget * scale), "--expected", known, "--json", report]
        arguments += ["--shard", shard] if shard else []
        arguments += ["--level", levels] if levels else []
        if os.path.exists(report):
            os.unlink(report)
        run = conform(tool, target, arguments)
        if run.returncode != 0:
            red.append(" ".join(arguments[:4] + arguments[8:]))
            print("  %s, %s: exit %d" % (name, red[-1], run.returncode))
            for each in news_in(report, run.stdout):
                print("    new: " + each)
            sys.stdout.flush()
    with open(known) as file:
        entries = file.read().count("=>")
    return entries, len(red)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tool")
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=len(RUNS))
    parser.add_argument("--targets", default="wine,example,two-at-once,certlife")
    parser.add_argument("--accept-budget", type=float, default=20)
    parser.add_argument("--scale", type=float, default=1)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    targets = targets_of(options.folder)
    rows = []
    for name in options.targets.split(","):
        rows.append((name, *measure(options.tool, name, targets[name], options.folder, RUNS[:options.runs], options.accept_budget, options.scale)))
    print("%-20s %10s %6s %6s" % ("target", "programs", "runs", "red"))
    for name, entries, red in rows:
        print("%-20s %10d %6d %6d" % (name, entries, options.runs, red))
    return 1 if any(red for _, _, red in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
