// What exported functions need of Wine's test framework, written for these tests: ok, todo_wine and START_TEST.
#pragma once

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int shim_is_wine;  // Whether todo_wine has its meaning here.
static int shim_is_todo;
static int shim_result;

static void shim_report(const char* format, ...) {
  va_list arguments;
  const char* verdict = 0;

  if (!shim_result && shim_is_todo) verdict = "TODO";
  if (!shim_result && !shim_is_todo) verdict = "FAIL";
  if (shim_result && shim_is_todo) verdict = "TODO SUCCEEDED";
  shim_is_todo = 0;
  if (!verdict) return;
  printf("%s ", verdict);
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
}

// As in Wine's own, ok is a word and not a call: what stands behind it are the arguments.
static inline void shim_ok(int result) { shim_result = result; }
#define ok(condition, ...) (shim_ok(!!(condition)), shim_report(__VA_ARGS__))
#define todo_wine if (shim_is_todo = shim_is_wine, 1)
#define START_TEST(name) void func_##name(void)
