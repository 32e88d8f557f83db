/*
 * certlife: the oracle as a C library. May an implementation of Windows' certificate stores do this, and what may it do now?
 *
 *     certlife_judge* judge = certlife_judge_create(NULL);
 *     certlife_judge_line(judge, "{\"call\":\"CertOpenStore\",\"args\":{\"lpszStoreProvider\":2},\"ret\":\"s1\"}", CERTLIFE_TO_NUL);
 *     if (certlife_judge_line(judge, line, length) == CERTLIFE_REJECTED) fputs(certlife_judge_text(judge), stderr);
 *     certlife_judge_destroy(judge);
 *
 * Conventions
 *  1. A judge follows one run of calls, from an empty world on: each call is told to it once, after it returned, in order. Many judges may
 *     be at work at once; whoever starts anew makes a new one.
 *  2. Every question returns an enum certlife_verdict. What it means in words certlife_judge_text() says of the *last* question, and
 *     certlife_judge_json() says it for programs, as model/trace/verdict.schema.json has it.
 *  3. Ownership. What a function named _create returns is the caller's, and is owed the function named _destroy. Every text and every
 *     struct that is passed out is the judge's (or the call's): it is good until the same object is asked anything else but for its text, its
 *     JSON and what is owed, or is destroyed. Nothing that is passed in is kept: it may be freed as soon as the function returns.
 *  4. Errors. No C++ exception leaves the library, and it neither exits nor writes anywhere. A line or call that makes no sense is
 *     CERTLIFE_BAD_INPUT and counts for nothing: the judge is as it was before, and the text names the column. CERTLIFE_FAILED is want of
 *     memory or a bug of this library; the judge may then be destroyed and no more.
 *  5. Threads. One thread at a time per object; different objects need no lock. Nothing else is shared, but for tables that are made
 *     once and then only read.
 *  6. Texts are UTF-8 and end with a NUL.
 */
#ifndef CERTLIFE_ORACLE_H
#define CERTLIFE_ORACLE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define CERTLIFE_ORACLE_API __attribute__((visibility("default")))
#else
#define CERTLIFE_ORACLE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The numbers are those of `certlife oracle check` when it exits. */
enum certlife_verdict {
  CERTLIFE_ACCEPTED = 0,       /* The documents allow it. */
  CERTLIFE_REJECTED = 1,       /* They do not: the text says what was observed, what is allowed, and by which clauses. */
  CERTLIFE_BAD_INPUT = 2,      /* The line or call makes no sense. */
  CERTLIFE_NOT_EVALUATED = 3,  /* Nothing can be said of it: an unknown call or name, a line after the caller's fault, or too many possible states. */
  CERTLIFE_UNDEFINED = 4,      /* The caller is at fault: the documents leave undefined what it did, such as a use after free. */
  CERTLIFE_NO_CALL = 5,        /* A blank line, a version line, or a file that is there from the beginning: there was nothing to judge. */
  CERTLIFE_FAILED = 6          /* No memory, or a bug of this library. */
};

/* The library's version, "major.minor.patch". */
CERTLIFE_ORACLE_API const char* certlife_oracle_version(void);

/* The readings that there are, from 0 on; NULL behind the last. A reading says what holds where the sources disagree or are silent. */
CERTLIFE_ORACLE_API const char* certlife_reading_name(size_t index);

/* "accepted", "rejected", "bad input", "not evaluated", "undefined", "no call", "failed". */
CERTLIFE_ORACLE_API const char* certlife_verdict_name(enum certlife_verdict verdict);

/* --- A judge ------------------------------------------------------------------------------------------------------------------------------ */

typedef struct certlife_judge certlife_judge;

/*
 * A judge whose world is empty. The reading is one of certlife_reading_name()'s; NULL is "windows", what tests verified on Windows show.
 * Returns NULL if there is no such reading or no memory.
 */
CERTLIFE_ORACLE_API certlife_judge* certlife_judge_create(const char* reading);

/* Frees it and all that it passed out. NULL is nothing. */
CERTLIFE_ORACLE_API void certlife_judge_destroy(certlife_judge* judge);

/* In place of a length: the text ends with its NUL. */
#define CERTLIFE_TO_NUL ((size_t)-1)

/*
 * Judges a call that has returned, given as a line of a trace: what was called, with what, what came of it, and what was seen afterwards.
 *     {"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":2},"ret":false,"lastError":"CRYPT_E_PENDING_CLOSE"}
 * The names of handles and pointers are any strings: an address written as text is one. A newline at the end is allowed. Lines that make
 * a file ({"file":…}) come before the first call, and a version line before everything. After a rejection the judge goes on from what is
 * allowed. Its texts count from 1 the lines and calls that it was told, whatever they were. From the first call on that overlaps one of
 * another thread ("thread", "start", "end") it is not evaluated: `certlife oracle check` looks for an order of such calls.
 * REQUIRES: judge is not NULL.
 */
CERTLIFE_ORACLE_API enum certlife_verdict certlife_judge_line(certlife_judge* judge, const char* line, size_t length);

/*
 * Everything that the call of this line may return next; what the line has of results is not looked at, and the world stays as it is.
 * CERTLIFE_ACCEPTED: the text lists it, with readings and clauses. CERTLIFE_UNDEFINED: the call would be the caller's fault.
 * CERTLIFE_NOT_EVALUATED: the model does not know the call, or a name in it.
 * REQUIRES: judge is not NULL.
 */
CERTLIFE_ORACLE_API enum certlife_verdict certlife_judge_allowed_line(certlife_judge* judge, const char* line, size_t length);

/*
 * All calls so far taken together: CERTLIFE_REJECTED if one was, else CERTLIFE_UNDEFINED if the caller was at fault, else
 * CERTLIFE_NOT_EVALUATED where nothing was judged or a bound was hit, else CERTLIFE_ACCEPTED. Changes nothing: it may be asked after each call.
 * REQUIRES: judge is not NULL.
 */
CERTLIFE_ORACLE_API enum certlife_verdict certlife_judge_summary(certlife_judge* judge);

/*
 * What the last question's verdict says, for people: lines that each end with a newline, or nothing ("") where there is nothing to say.
 * Of CERTLIFE_BAD_INPUT and CERTLIFE_FAILED a sentence without a newline, "column 9: …" where there is a column.
 */
CERTLIFE_ORACLE_API const char* certlife_judge_text(certlife_judge* judge);

/* The same for programs: one object of JSON, without a newline; {"error":…} where there is no verdict; "" before the first question. */
CERTLIFE_ORACLE_API const char* certlife_judge_json(certlife_judge* judge);

/* A reference that the caller has to give back: one or several closes, frees or releases of what bears this name. */
struct certlife_owed {
  const char* name;
  const char* thing;    /* "certificate", "crl", "ctl", "store" or "csp" */
  const char* call;     /* The call that gave it first. */
  size_t count;         /* How many are owed. */
  const size_t* since;  /* The lines that gave them; `since_count` of them. */
  size_t since_count;
};

#define CERTLIFE_OWED_UNKNOWN ((size_t)-1)

/*
 * How many things the caller owes something for now; 0: all is given back. CERTLIFE_OWED_UNKNOWN after the caller's fault and where too
 * much is possible: nobody can tell. What a forced close took away is not owed.
 * REQUIRES: judge is not NULL.
 */
CERTLIFE_ORACLE_API size_t certlife_judge_owed(certlife_judge* judge);

/* The one of them at this place, from 0; NULL if there is none. REQUIRES: certlife_judge_owed() was the last question but for others of these. */
CERTLIFE_ORACLE_API const struct certlife_owed* certlife_judge_owed_at(certlife_judge* judge, size_t index);

/* --- A call, built without writing JSON --------------------------------------------------------------------------------------------------- */

/* A value in a call. Made by the functions below; only a text points anywhere, and it is copied. */
enum certlife_value_kind { CERTLIFE_VALUE_NULL, CERTLIFE_VALUE_TRUTH, CERTLIFE_VALUE_NUMBER, CERTLIFE_VALUE_TEXT };
struct certlife_value {
  enum certlife_value_kind kind;
  int64_t number;    /* Of a truth 0 or 1. */
  const char* text;
};

static inline struct certlife_value certlife_null(void) {
  struct certlife_value value = {CERTLIFE_VALUE_NULL, 0, NULL};
  return value;
}
static inline struct certlife_value certlife_truth(int truth) {
  struct certlife_value value = {CERTLIFE_VALUE_TRUTH, 0, NULL};
  value.number = truth != 0;
  return value;
}
static inline struct certlife_value certlife_number(int64_t number) {
  struct certlife_value value = {CERTLIFE_VALUE_NUMBER, 0, NULL};
  value.number = number;
  return value;
}
/* A name, the name of a constant, or contents such as "cert:A" and "hex:3082…". NULL is certlife_null(). */
static inline struct certlife_value certlife_text(const char* text) {
  struct certlife_value value = {CERTLIFE_VALUE_TEXT, 0, NULL};
  if (text == NULL) return certlife_null();
  value.text = text;
  return value;
}

typedef struct certlife_call certlife_call;

/* A call of this documented name, without arguments or results. Returns NULL if the name is NULL or there is no memory. */
CERTLIFE_ORACLE_API certlife_call* certlife_call_create(const char* name);

/* NULL is nothing. */
CERTLIFE_ORACLE_API void certlife_call_destroy(certlife_call* call);

/*
 * These say the next thing of a call, and return 1, or 0 if there is no memory or a key is NULL. What was said of the same key before is
 * replaced. Whether it makes sense is found out when the call is judged. A parameter that is not mentioned is NULL or 0; an out parameter
 * that is not mentioned was passed as NULL. REQUIRES: call is not NULL.
 */
CERTLIFE_ORACLE_API int certlife_call_argument(certlife_call* call, const char* parameter, struct certlife_value value);
CERTLIFE_ORACLE_API int certlife_call_returned(certlife_call* call, struct certlife_value value);
/* What an out parameter received: a name, or NULL. */
CERTLIFE_ORACLE_API int certlife_call_gave(certlife_call* call, const char* parameter, struct certlife_value value);
/* What this call did to the last error: a number, a name, or the text "unchanged"; not mentioned: nobody looked. */
CERTLIFE_ORACLE_API int certlife_call_last_error(certlife_call* call, struct certlife_value value);
/* What was seen of the object of this name right after the call: "alive" (a truth), "csp" ("held", "released"), "hCertStore", "content". */
CERTLIFE_ORACLE_API int certlife_call_observed(certlife_call* call, const char* probe, const char* name, struct certlife_value value);

/* The call as a line of a trace, without a newline; NULL if there is no memory. It is the call's, until that is changed. */
CERTLIFE_ORACLE_API const char* certlife_call_line(certlife_call* call);

/* As certlife_judge_line() and certlife_judge_allowed_line() of that line; columns are columns of it. REQUIRES: neither is NULL. */
CERTLIFE_ORACLE_API enum certlife_verdict certlife_judge_call(certlife_judge* judge, certlife_call* call);
CERTLIFE_ORACLE_API enum certlife_verdict certlife_judge_allowed_call(certlife_judge* judge, certlife_call* call);

#ifdef __cplusplus
}
#endif

#endif
