#!/usr/bin/env python3
"""Measures of the house, printed one a line: sizes, functions, classes, include chains, and what one more API call touches.

    tests/house/measures.py [ROOT]            prints them
    tests/house/measures.py --check [ROOT]    fails where a limit that the house keeps is passed
"""
import os
import re
import statistics
import subprocess
import sys
from collections import Counter, defaultdict

CODE = ('.h', '.cpp')
# Where the house is worse than its aim, the aim stands behind: a change may come nearer to it, and not go away from it.
LIMITS = {'deepest chain of includes': 13,                         # aim: 10
          'largest class': 300,
          'longest rule': 25,
          'clause ids in product code of tests/conformance': 0,
         'clause ids in model/programs and model/export': 0,
          '"typename D::" in rules and invariants': 7,
          'tables with a size counted by hand': 0,
          'types defined twice in one namespace': 0,
          'files that speak of CertSaveStore': 64}


def is_test(path):
    return '/tests/' in path or path.startswith('impl/tests') or path.endswith('_test.cpp') or \
        (path.startswith('tests/') and not path.startswith('tests/conformance/'))


def files_of(root):
    """What belongs to the checkout: by git, or where there is none all but what is built."""
    listed = subprocess.run(['git', '-C', root, 'ls-files', '-co', '--exclude-standard'], capture_output=True, text=True)
    names = listed.stdout.split('\n')[:-1]
    if listed.returncode != 0:
        for folder, folders, files in os.walk(root):
            folders[:] = [each for each in folders if each not in ('build', '.git')]
            names += [os.path.relpath(os.path.join(folder, each), root) for each in files]
    return [name for name in names if os.path.isfile(os.path.join(root, name))]


def without_comments_and_texts(text):
    def blank(match):
        return re.sub(r'[^\n]', ' ', match.group(0))
    return re.sub(r'R"(\w*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


CLASS = re.compile(r'\b(?:class|struct)\s+(?:\[\[\w+\]\]\s*)?(\w+)[^;(){}=]*$')
FUNCTION = re.compile(r'([\w~]+(?:<[^<>]*>)?::)?([\w~]+|operator\W+)\s*\([^{}]*\)\s*(?:const|noexcept|override|final|mutable|->[^{};]*|\s|:[^{};]*)*$', re.S)


def functions_in(text):
    """(class or '', name, lines) of each function; what stands in a function belongs to it."""
    text = without_comments_and_texts(text)
    scopes, begin, found = [], 0, []
    for match in re.finditer(r'[{};]', text):
        sign, at = match.group(0), match.start()
        if sign == '{':
            head = text[begin:at]
            inside = any(scope[0] == 'function' for scope in scopes)
            kind = ('body', '', 0)
            if not inside and (named := CLASS.search(head)):
                kind = ('class', named.group(1), 0)
            elif not inside and 'namespace' not in head and not re.search(r'\benum\b|=\s*$', head) and (f := FUNCTION.search(head)):
                owner = (f.group(1) or '').split('<')[0].rstrip(':') or next((s[1] for s in reversed(scopes) if s[0] == 'class'), '')
                kind = ('function', (owner, f.group(2)), text.count('\n', 0, begin + f.start(2)))
            scopes.append(kind)
        elif sign == '}' and scopes:
            scope = scopes.pop()
            if scope[0] == 'function':
                found.append((*scope[1], text.count('\n', 0, at) - scope[2] + 1))
        begin = at + 1
    return found


TYPE = re.compile(r'\b(?:class|struct|union|enum)\s+(?:class\s+|struct\s+)?(?:\[\[\w+\]\]\s*|alignas\(\w+\)\s*)?(\w+)\s*(?:final\s*)?(?::[^:(][^()]*)?$')


def types_in(text):
    """The full names of the types that a file defines for others to see: not those in functions, classes or unnamed namespaces."""
    scopes, begin, found = [], 0, []
    for match in re.finditer(r'[{};]', text):
        sign, head = match.group(0), text[begin:match.start()]
        begin = match.start() + 1
        if sign == '}' and scopes:
            scopes.pop()
        if sign != '{':
            continue
        if space := re.search(r'\bnamespace\s*([\w:]*)\s*$', head):
            scopes.append(space.group(1))
            continue
        named = TYPE.search(head)
        if named and all(scopes) and not re.search(r'template\s*<\s*>', head):
            found.append('::'.join(scopes + [named.group(1)]))
        scopes.append('')
    return found


def defined_twice(source):
    """Two files that are linked together may each take the other's for its own: no compiler and no linker says so."""
    places = defaultdict(set)
    for name, text in source.items():
        for each in types_in(without_comments_and_texts(text)):
            places[each].add(name)
    return {each: sorted(names) for each, names in places.items() if len(names) > 1}


def deepest_chain(texts):
    includes = {name: [i for i in re.findall(r'^\s*#\s*include\s*"([^"]+)"', text, re.M) if i in texts] for name, text in texts.items()}
    known = {}

    def depth(name, above=()):
        if name not in known:
            chains = [depth(each, above + (name,)) for each in includes[name] if each not in above]
            known[name] = [name] + max(chains, key=len, default=[])
        return known[name]
    return max((depth(name) for name in texts), key=len)


def measure(root):
    names = files_of(root)
    read = {}
    for name in names:
        with open(os.path.join(root, name), encoding='utf-8', errors='replace') as file:
            read[name] = file.read()
    source = {name: text for name, text in read.items() if name.endswith(CODE)}
    product = {name: text for name, text in source.items() if not is_test(name)}
    figures, remarks = {}, {}

    lines = Counter()
    kinds = CODE + ('.c', '.py', '.sh', '.cmake', '.txt', '.clauses', '.programs', '.toml', '.table', '.sentences', '.js', '.css')
    for name, text in read.items():
        if name.endswith(kinds) or name == 'certlife':
            lines[name.split('/')[0] if '/' in name else 'rest'] += text.count('\n')
    for room in ('model', 'impl', 'proofs', 'tests', 'rest'):
        figures['lines in ' + room] = lines[room]
    figures['lines in all'] = sum(lines.values())
    figures['C++ files, C++ lines'] = f'{len(source)}, {sum(text.count(chr(10)) for text in source.values())}'

    lengths, classes, longest_rule = [], defaultdict(lambda: [0, 0]), (0, '')
    for name, text in product.items():
        for owner, function, length in functions_in(text):
            lengths.append((length, f'{owner}::{function} in {name}' if owner else f'{function} in {name}'))
            if owner:
                sums = classes[owner, os.path.dirname(name)]
                sums[0] += length
                sums[1] += 1
            if name.startswith('model/rules/'):
                longest_rule = max(longest_rule, (length, f'{function} in {name}'))
    ordered = sorted(length for length, _ in lengths)
    figures['functions of the product: median, 90 %, longest'] = \
        f'{statistics.median(ordered):g}, {ordered[len(ordered) * 9 // 10]}, {ordered[-1]}'
    remarks['functions of the product: median, 90 %, longest'] = max(lengths)[1]
    figures['functions over 25 lines, over 40'] = f'{sum(n > 25 for n in ordered)}, {sum(n > 40 for n in ordered)}'
    (largest, folder), sums = max(classes.items(), key=lambda item: item[1][0])
    figures['largest class'] = sums[0]
    remarks['largest class'] = f'lines in {sums[1]} functions of {largest} in {folder}'
    longest = max(product.items(), key=lambda item: item[1].count('\n'))
    figures['longest C++ file of the product'] = longest[1].count('\n')
    remarks['longest C++ file of the product'] = longest[0]

    figures['longest rule'], remarks['longest rule'] = longest_rule
    specification = {n: t for n, t in source.items() if re.match(r'model/(rules|invariants|[a-z]+\.h)', n)}
    figures['"typename D::" in rules and invariants'] = sum(len(re.findall(r'\btypename D::', t)) for t in specification.values())
    figures['tables with a size counted by hand'] = sum(len(re.findall(r'\b(?:answer_by|cite_effects)<D, \d+>', t)) for t in specification.values())
    ids = [name for name, text in product.items() if name.startswith('tests/conformance/') and '/hostile/' not in name
           for _ in re.findall(r'"[A-Z]+-\d+"', text)]
    figures['clause ids in product code of tests/conformance'] = len(ids)
    ids_of_programs = [name for name, text in product.items() if re.match(r'model/(programs|export)/', name)
                       for _ in re.findall(r'"[A-Z]+-\d+"', text)]
    figures['clause ids in model/programs and model/export'] = len(ids_of_programs)
    remarks['clause ids in model/programs and model/export'] = ', '.join(f'{n} in {p}' for p, n in Counter(ids_of_programs).most_common(3))
    remarks['clause ids in product code of tests/conformance'] = ', '.join(f'{n} in {p}' for p, n in Counter(ids).most_common(3))
    twice = defined_twice(source)
    figures['types defined twice in one namespace'] = len(twice)
    remarks['types defined twice in one namespace'] = '; '.join(f'{each} in {" and ".join(names)}' for each, names in twice.items())
    chain = deepest_chain(source)
    figures['deepest chain of includes'], remarks['deepest chain of includes'] = len(chain), ' > '.join(chain)

    touched = [n for n, t in read.items() if re.search(r'CertSaveStore|SaveStore|save_store|SAVE-[0-9]', n + '\n' + t)]
    figures['files that speak of CertSaveStore'] = len(touched)
    per_room = Counter(n.split('/')[0] if '/' in n else n for n in touched)
    remarks['files that speak of CertSaveStore'] = ', '.join(f'{room} {n}' for room, n in per_room.most_common())
    calls = re.findall(r'^struct (\w+) \{\n  static constexpr const char\* name = ', read['model/calls.h'], re.M)
    call_words = re.compile(r'\b(' + '|'.join(calls) + r')\b')
    every_call = [n for n, t in source.items() if len(set(re.findall(call_words, t))) >= len(calls) - 2]
    figures['files that list all calls of the model'] = len(every_call)
    remarks['files that list all calls of the model'] = ' '.join(every_call)
    return figures, remarks


def main():
    arguments = [each for each in sys.argv[1:] if each != '--check']
    figures, remarks = measure(arguments[0] if arguments else '.')
    for name, value in figures.items():
        print(f'{name}: {value}' + (f'  ({remarks[name]})' if remarks.get(name) else ''))
    if '--check' in sys.argv[1:]:
        passed = [f'{name}: {figures[name]}, at most {most}' for name, most in LIMITS.items() if figures[name] > most]
        for each in passed:
            print('passes its limit: ' + each)
        return 1 if passed else 0
    return 0


if __name__ == '__main__':
    sys.exit(main())
