/*
 * certlife: who owns what, for clang's static analyzer and its kin; empty for other compilers. Include <certlife/wincrypt.h>, not
 * this file.
 *
 * Handles and contexts that a call returns are annotated as memory that is owed a release. Clang's malloc checker follows that when
 * it is told to believe annotations; its other checkers would take what a context holds for memory that nobody has written yet:
 *
 *     clang --analyze --analyzer-no-default-checks -Xclang -analyzer-checker=unix.Malloc
 *           -Xclang -analyzer-config -Xclang unix.DynamicMemoryModeling:Optimistic=true program.c
 *
 * CSP handles come back through a pointer and are annotated as handles. For a context that an add passes out clang has no annotation.
 */
#ifndef CERTLIFE_OWNERSHIP_ATTRIBUTES_H
#define CERTLIFE_OWNERSHIP_ATTRIBUTES_H

#if defined(__clang__) && defined(__has_attribute)
#if __has_attribute(ownership_returns) && __has_attribute(acquire_handle)
#define CERTLIFE_GIVES __attribute__((ownership_returns(malloc)))
#define CERTLIFE_TAKES(nth) __attribute__((ownership_takes(malloc, nth)))
#define CERTLIFE_ACQUIRES(tag) __attribute__((acquire_handle(tag)))
#define CERTLIFE_RELEASES(tag) __attribute__((release_handle(tag)))
#define CERTLIFE_USES(tag) __attribute__((use_handle(tag)))
#endif
#endif

/* The caller owns one reference to the result, unless it is NULL. */
#ifndef CERTLIFE_GIVES
#define CERTLIFE_GIVES
/* One reference of the caller's to this argument is given back, whatever the result. */
#define CERTLIFE_TAKES(nth)
/* The same of handles, on the parameter itself. */
#define CERTLIFE_ACQUIRES(tag)
#define CERTLIFE_RELEASES(tag)
#define CERTLIFE_USES(tag)
#endif

#endif
