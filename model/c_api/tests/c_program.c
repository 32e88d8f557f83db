/* <certlife/oracle.h> used as a program in C would use it; compiled as C++ as well. */
#include <certlife/oracle.h>
#include <stdio.h>
#include <string.h>

static int failures = 0;

static void expect(int truth, const char* sentence) {
  if (truth) return;
  printf("failed: %s\n", sentence);
  ++failures;
}

static int says(const char* text, const char* words) { return strstr(text, words) != NULL; }

static enum certlife_verdict tell(certlife_judge* judge, const char* line) { return certlife_judge_line(judge, line, CERTLIFE_TO_NUL); }

static const char open_store[] = "{\"call\":\"CertOpenStore\",\"args\":{\"lpszStoreProvider\":2},\"ret\":\"s1\"}\n";
static const char add_certificate[] =
    "{\"call\":\"CertAddEncodedCertificateToStore\",\"args\":{\"hCertStore\":\"s1\",\"pbCertEncoded\":\"cert:A\",\"dwAddDisposition\":4},"
    "\"ret\":true,\"out\":{\"ppCertContext\":\"c1\"}}";
static const char close_with_check[] = "{\"call\":\"CertCloseStore\",\"args\":{\"hCertStore\":\"s1\",\"dwFlags\":2},\"ret\":true}";

static void a_check_that_finds_nothing_is_rejected_while_a_context_is_held(void) {
  certlife_judge* judge = certlife_judge_create(NULL);
  expect(judge != NULL, "there is a judge");
  expect(strcmp(certlife_judge_text(judge), "") == 0 && strcmp(certlife_judge_json(judge), "") == 0, "before a question it says nothing");
  expect(tell(judge, "{\"certlife-trace\":1}") == CERTLIFE_NO_CALL, "a version line is no call");
  expect(tell(judge, "") == CERTLIFE_NO_CALL, "a blank line is no call");
  expect(tell(judge, open_store) == CERTLIFE_ACCEPTED, "a store opens");
  expect(tell(judge, add_certificate) == CERTLIFE_ACCEPTED, "a certificate is added");
  expect(tell(judge, close_with_check) == CERTLIFE_REJECTED, "CHECK has something to report");
  expect(says(certlife_judge_text(judge), "CLOSE-5") && says(certlife_judge_text(judge), "CRYPT_E_PENDING_CLOSE"), "the text has clause and code");
  expect(says(certlife_judge_json(judge), "\"verdict\":\"rejected\""), "the JSON says it as well");
  expect(certlife_judge_summary(judge) == CERTLIFE_REJECTED && says(certlife_judge_text(judge), "rejected"), "so is the whole");
  certlife_judge_destroy(judge);
}

static void what_is_owed_is_listed_with_the_lines_that_gave_it(void) {
  certlife_judge* judge = certlife_judge_create("page");
  const struct certlife_owed* store;
  const struct certlife_owed* certificate;
  expect(certlife_judge_owed(judge) == 0 && certlife_judge_owed_at(judge, 0) == NULL, "at first nothing is owed");
  tell(judge, open_store);
  tell(judge, add_certificate);
  expect(certlife_judge_owed(judge) == 2, "a close and a free are owed");
  store = certlife_judge_owed_at(judge, 0);
  certificate = certlife_judge_owed_at(judge, 1);
  if (store != NULL && strcmp(store->thing, "store") != 0) {
    store = certlife_judge_owed_at(judge, 1);
    certificate = certlife_judge_owed_at(judge, 0);
  }
  expect(store != NULL && strcmp(store->name, "s1") == 0 && strcmp(store->call, "CertOpenStore") == 0, "the store's close is");
  expect(certificate != NULL && strcmp(certificate->thing, "certificate") == 0 && certificate->count == 1, "one free of the certificate is");
  expect(certificate != NULL && certificate->since_count == 1 && certificate->since[0] == 2, "since line 2");
  expect(certlife_judge_owed_at(judge, 2) == NULL, "nothing stands behind the last");
  certlife_judge_destroy(judge);
}

static void what_is_allowed_is_listed_and_changes_nothing(void) {
  certlife_judge* judge = certlife_judge_create("windows");
  certlife_call* call = certlife_call_create("CertCloseStore");
  tell(judge, open_store);
  tell(judge, add_certificate);
  certlife_call_argument(call, "hCertStore", certlife_text("s1"));
  certlife_call_argument(call, "dwFlags", certlife_text("CERT_CLOSE_STORE_CHECK_FLAG"));
  expect(certlife_judge_allowed_call(judge, call) == CERTLIFE_ACCEPTED, "the call may be made");
  expect(says(certlife_judge_text(judge), "CRYPT_E_PENDING_CLOSE"), "and has to report the certificate");
  expect(says(certlife_judge_json(judge), "\"allowed\":["), "the JSON lists the same");
  expect(certlife_judge_allowed_line(judge, close_with_check, strlen(close_with_check)) == CERTLIFE_ACCEPTED, "a line may be asked about as well");
  certlife_call_returned(call, certlife_truth(0));
  certlife_call_last_error(call, certlife_number(0x8009200FLL));
  certlife_call_observed(call, "alive", "c1", certlife_truth(1));
  expect(certlife_judge_call(judge, call) == CERTLIFE_ACCEPTED, "the store was open until now");
  expect(certlife_judge_call(judge, call) == CERTLIFE_UNDEFINED, "a close too many is the caller's fault");
  expect(says(certlife_judge_text(judge), "s1"), "the text names the store");
  expect(certlife_judge_owed(judge) == CERTLIFE_OWED_UNKNOWN, "what is owed then nobody knows");
  certlife_call_destroy(call);
  certlife_judge_destroy(judge);
}

static void a_call_is_built_key_by_key(void) {
  certlife_call* call = certlife_call_create("CertAddEncodedCertificateToStore");
  certlife_call_argument(call, "hCertStore", certlife_text("s1"));
  certlife_call_argument(call, "pbCertEncoded", certlife_text("cert:\"A\""));
  certlife_call_argument(call, "pbCertEncoded", certlife_text("cert:A"));
  certlife_call_argument(call, "dwAddDisposition", certlife_number(4));
  certlife_call_returned(call, certlife_truth(1));
  certlife_call_gave(call, "ppCertContext", certlife_text("c1"));
  expect(strcmp(certlife_call_line(call), add_certificate) == 0, "it reads as its line");
  expect(!certlife_call_argument(call, NULL, certlife_null()), "a key is needed");
  expect(!certlife_call_observed(call, "colour", "c1", certlife_null()), "and a probe that is known");
  expect(certlife_call_create(NULL) == NULL, "and a call");
  certlife_call_destroy(call);
  certlife_call_destroy(NULL);
}

static void bad_input_names_its_place_and_counts_for_nothing(void) {
  certlife_judge* judge = certlife_judge_create(NULL);
  tell(judge, open_store);
  expect(tell(judge, "{\"call\":7}") == CERTLIFE_BAD_INPUT, "a call is called by a name");
  expect(says(certlife_judge_text(judge), "column 9: "), "the text has the column");
  expect(says(certlife_judge_json(judge), "{\"error\":\"column 9: "), "and so has the JSON");
  expect(tell(judge, "{\"file\":\"F\",\"contents\":[]}") == CERTLIFE_BAD_INPUT, "files come first");
  expect(tell(judge, "{\"certlife-trace\":1}") == CERTLIFE_BAD_INPUT, "versions come before them");
  expect(certlife_judge_create("the best") == NULL, "there is no such reading");
  expect(tell(judge, add_certificate) == CERTLIFE_ACCEPTED, "the judge goes on");
  expect(certlife_judge_summary(judge) == CERTLIFE_ACCEPTED, "as if nothing had been");
  certlife_judge_destroy(judge);
  certlife_judge_destroy(NULL);
}

static void names_are_listed(void) {
  size_t readings = 0;
  while (certlife_reading_name(readings) != NULL) certlife_judge_destroy(certlife_judge_create(certlife_reading_name(readings++)));
  expect(readings == 3, "there are three readings");
  expect(strcmp(certlife_verdict_name(CERTLIFE_UNDEFINED), "undefined") == 0, "verdicts have names");
  expect(strchr(certlife_oracle_version(), '.') != NULL, "there is a version");
}

int main(void) {
  a_check_that_finds_nothing_is_rejected_while_a_context_is_held();
  what_is_owed_is_listed_with_the_lines_that_gave_it();
  what_is_allowed_is_listed_and_changes_nothing();
  a_call_is_built_key_by_key();
  bad_input_names_its_place_and_counts_for_nothing();
  names_are_listed();
  if (failures == 0) puts("the oracle answers in C");
  return failures != 0;
}
