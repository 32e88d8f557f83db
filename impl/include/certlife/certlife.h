/*
 * certlife: what this library offers beyond the Windows API: choosing the reading it follows, checked mode, and recording.
 * All of it is process-wide. Call these before the first store is opened, from one thread.
 */
#ifndef CERTLIFE_CERTLIFE_H
#define CERTLIFE_CERTLIFE_H

#include <certlife/wincrypt.h>

CERTLIFE_BEGIN_C

/*
 * Where the sources disagree the library follows one reading of them.
 *   CERTLIFE_READING_WINDOWS  what the SDK header and tests verified on Windows decide; the default.
 *   CERTLIFE_READING_PAGE     the CertCloseStore page to the letter: CHECK looks at contexts only, not at other
 *                             handles; closing the null store returns TRUE. An empty file store commits as PKCS #7,
 *                             whatever its name.
 */
enum certlife_reading { CERTLIFE_READING_WINDOWS = 0, CERTLIFE_READING_PAGE = 1 };

CERTLIFE_API void certlife_set_reading(enum certlife_reading reading);
CERTLIFE_API enum certlife_reading certlife_get_reading(void);

/*
 * Checked mode recognises what the caller may not use: freed contexts and closed stores, and contexts that a store still lists but
 * that nobody holds. Using one is reported to the handler, and the call fails with ERROR_INVALID_HANDLE instead of touching freed
 * memory. Memory that is freed is not used again for a while, so that a stale pointer does not soon meet a new object; it costs
 * memory and time. If the visible part of a context was changed, as by a parser that moves the pbCertEncoded it is given the address
 * of, that is reported once and the call goes on: the library never works from what callers can move. References are not tied to
 * a holder, so a release too many is seen only when nobody's is left.
 * On by default in debug builds, off in release builds, where a release too many of what is still listed or waits to end is ignored.
 * REQUIRES: nothing is open or held when it is switched.
 */
CERTLIFE_API void certlife_set_checked(BOOL on);
CERTLIFE_API BOOL certlife_is_checked(void);

/*
 * Called in checked mode for each misuse, on the thread that misuses: the API function's name, the address it was given, and what
 * is the matter, with the clause that is broken: its id, which `certlife oracle explain` knows, and its words. Also when a final close
 * could not write the changes of a file store. The strings are constants. The default handler writes one line to standard error,
 * which also names the call that gave the object up; calls are counted from the first one in checked mode. NULL restores the
 * default. The handler must not call into this library.
 */
typedef void (*certlife_misuse_handler)(const char* function, const void* object, const char* clause);
CERTLIFE_API void certlife_set_misuse_handler(certlife_misuse_handler handler);

/*
 * Writes to standard error what is still open or held: stores never closed, contexts never freed; returns their number. Each
 * with the closes or frees that are owed and the calls they are owed for. Where something was released in between, which call that
 * is can only be guessed ("as it seems"): references are not tied to a holder. Checked mode only, else 0. With CERTLIFE_LEAKS=1 in
 * the environment checked mode is on, and the report is written when the process exits.
 */
CERTLIFE_API DWORD certlife_report_leaks(void);

/*
 * Recording. With CERTLIFE_RECORD=FILE in the environment every call of the Windows API but GetLastError and SetLastError is written to
 * FILE as a trace, with its results, last errors, thread, times and the place in the program: "program+0x1234", for addr2line.
 * `certlife oracle check --balanced FILE` judges it: who is at fault, and which call gave what was never freed. It changes nothing that
 * the program sees. What was written stays, whoever ends the process: a call that did not return stands last, and a file that was not
 * ended goes on with NULs. FILE is made anew; "%p" in it stands for the process id. A child that was forked writes to FILE.PID, from its first
 * call on, and begins there with what its parent did before; so does, without that, a program that is started while another one writes
 * to FILE. What cannot be written is said once on standard error, and no more is recorded. REQUIRES: nobody else shortens FILE meanwhile.
 * Read once, when the process starts, and not in programs with other rights than their caller's.
 */

/* The library's version, "major.minor.patch". */
CERTLIFE_API const char* certlife_version(void);

CERTLIFE_END_C

#endif
