#!/usr/bin/env python3
"""Compares the ownership table with mingw-w64's headers: how many parameters each function has, and the numbers of flags.

    ownership_header_test.py CERTLIFE_LEDGER COMPILER
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HEADERS = ['windows.h', 'winhttp.h', 'wincrypt.h', 'prsht.h', 'cryptuiapi.h', 'wintrust.h', 'security.h', 'subauth.h', 'schannel.h', 'ncrypt.h', 'bcrypt.h']
ARITY = '''
template <class F> struct arity;
template <class R, class... P> struct arity<R WINAPI(P...)> { enum { value = sizeof...(P) }; };
'''


def header_text(compiler, headers):
    """All that the headers say, as the compiler sees it."""
    source = '#define WIN32_LEAN_AND_MEAN\n#define SECURITY_WIN32\n#define _WIN32_WINNT 0x0A00\n' + ''.join(f'#include <{each}>\n' for each in headers)
    return source, subprocess.run([compiler, '-E', '-x', 'c++', '-'], input=source, text=True, capture_output=True, check=True).stdout


def arity_claims(functions, declared):
    """What the table says of the functions that the headers declare, for a compiler of C++ to check."""
    for function in functions:
        name = function['function'] + ('W' if 'suffixes' in function else '')
        if name in declared:
            yield f'static_assert(arity<decltype({name})>::value == {len(function["parameters"])}, "{name}");'


def value_claims(functions):
    """The numbers of flags and values, for a compiler of C: some are pointers."""
    rows = [row for function in functions for row in function['ownership']]
    for term in [term for row in rows for term in row.get('if', []) + row.get('unless', []) if 'value' in term]:
        flag = term.get('has', term.get('is'))
        yield f'#ifdef {flag}\n_Static_assert((unsigned)(__SIZE_TYPE__)({flag}) == {term["value"]}u, "{flag}");\n#endif'


def errors_of(compiler, language, source):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'claims'
        path.write_text(source)
        return subprocess.run([compiler, '-x', language, '-w', '-fsyntax-only', path], text=True, capture_output=True).stderr


def prove(compiler, language, include, lines):
    """Ends with an error if one of the claims does not hold, or if a wrong one would pass."""
    error = errors_of(compiler, language, include + '\n'.join(lines))
    if error:
        sys.exit(error)
    if lines and not errors_of(compiler, language, include + '\n'.join(lines).replace(' == ', ' == 1 + ')):
        sys.exit('wrong numbers would not be noticed: ' + lines[0])


def check(compiler, functions, headers):
    """The number of functions that the headers declare as the table has them."""
    include, text = header_text(compiler, headers)
    declared = {word for word in text.replace('(', ' ').replace('*', ' ').split()}
    lines = list(arity_claims(functions, declared))
    prove(compiler, 'c++', include + ARITY, lines)
    prove(compiler, 'c', include, list(value_claims(functions)))
    return len(lines)


def main():
    ledger, compiler = sys.argv[1:]
    table = json.loads(subprocess.run([ledger, 'list', 'ownership', '--json'], text=True, capture_output=True, check=True).stdout)
    functions = table['functions']
    # The headers of WinHTTP and WinINet can't be included together.
    checked = check(compiler, [each for each in functions if each['module'] != 'wininet'], HEADERS)
    checked += check(compiler, [each for each in functions if each['module'] == 'wininet'], ['windows.h', 'wininet.h'])
    print(f'{checked} of {len(functions)} functions have as many parameters as in the headers')
    if checked < 220:
        sys.exit('too few of them are in the headers')


main()
