/* judge_a_trace < TRACE: what the oracle says of each call, what is owed at the end, and how it all comes out. */
#include <certlife/oracle.h>
#include <stdio.h>

int main(void) {
  static char line[1 << 16];
  certlife_judge* judge = certlife_judge_create(NULL);
  size_t i, owed;
  int result;
  if (judge == NULL) return CERTLIFE_FAILED;
  while (fgets(line, sizeof line, stdin) != NULL) {
    const enum certlife_verdict verdict = certlife_judge_line(judge, line, CERTLIFE_TO_NUL);
    fputs(certlife_judge_text(judge), stdout);
    if (verdict != CERTLIFE_BAD_INPUT && verdict != CERTLIFE_FAILED) continue;
    certlife_judge_destroy(judge);
    return verdict;
  }
  owed = certlife_judge_owed(judge);
  for (i = 0; owed != CERTLIFE_OWED_UNKNOWN && i < owed; ++i) printf("owed: %s\n", certlife_judge_owed_at(judge, i)->name);
  result = certlife_judge_summary(judge);
  fputs(certlife_judge_text(judge), stdout);
  certlife_judge_destroy(judge);
  return result;
}
