#!/usr/bin/env python3
"""Adds the toy function of toy_function/ to a checkout, and names each file that it touches.

    tests/house/add_function.py CHECKOUT      adds it
    tests/house/add_function.py --listed      prints the files that README.md names instead, for that function
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOY = os.path.join(HERE, 'toy_function')


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def new_files():
    """(path in a checkout, text) of each new file."""
    for folder, _, names in os.walk(TOY):
        for name in names:
            if name.endswith('.toy'):
                path = os.path.join(folder, name)
                yield os.path.relpath(path, TOY)[:-len('.toy')], read(path)


def insertions():
    """(path, 'BEFORE' or 'AFTER', what the line there holds, text) of each insertion."""
    parts = re.split(r'^(FILE|BEFORE|AFTER) (.*)\n', read(os.path.join(TOY, 'insertions.txt')), flags=re.M)
    path = ''
    for word, said, text in zip(parts[1::3], parts[2::3], parts[3::3]):
        if word == 'FILE':
            path = said
        else:
            yield path, word, said, text.rstrip('\n') + '\n'


def place_of(path, lines, said):
    """The one line that is what is said, or else holds it."""
    for fits in (lambda line: line == said, lambda line: said in line):
        places = [number for number, line in enumerate(lines) if fits(line.rstrip('\n'))]
        if len(places) == 1:
            return places[0]
    sys.exit(f'{path}: {len(places)} lines hold "{said}"; toy_function/insertions.txt wants one')


def add_to(checkout):
    touched = []
    for path, text in new_files():
        write(os.path.join(checkout, path), text)
        touched.append(path)
    for path, word, said, text in insertions():
        lines = read(os.path.join(checkout, path)).splitlines(keepends=True)
        place = place_of(path, lines, said) + (word == 'AFTER')
        write(os.path.join(checkout, path), ''.join(lines[:place] + [text] + lines[place:]))
        touched.append(path)
    return sorted(set(touched))


def listed():
    section = read(os.path.join(HERE, '../../README.md')).split('<!-- files of one more call -->')[1].split('<!-- end of files -->')[0]
    paths = re.findall(r'`([\w./]+/[\w.]+)`', section)
    return sorted({path.replace('NAME', 'touch_store').replace('SUBJECT', 'touching') for path in paths})


if __name__ == '__main__':
    print('\n'.join(listed() if sys.argv[1] == '--listed' else add_to(sys.argv[1])))
