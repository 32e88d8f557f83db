/*
 * certlife-oracle-speed [ROUNDS]: how many calls a second one thread judges through <certlife/oracle.h>. A round opens a store, adds, duplicates,
 * finds, frees and closes with CHECK: ten calls, each with its results and last error, as lines of text that are read anew each time.
 */
#include <certlife/oracle.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char* const round_of_calls[] = {
    "{\"call\":\"CertOpenStore\",\"args\":{\"lpszStoreProvider\":\"CERT_STORE_PROV_MEMORY\"},\"ret\":\"s1\",\"lastError\":\"unchanged\"}",
    ("{\"call\":\"CertAddEncodedCertificateToStore\",\"args\":{\"hCertStore\":\"s1\",\"pbCertEncoded\":\"cert:A\",\"dwAddDisposition\":4},\"ret\":true,"
     "\"out\":{\"ppCertContext\":\"c1\"},\"lastError\":\"unchanged\"}"),
    "{\"call\":\"CertDuplicateCertificateContext\",\"args\":{\"pCertContext\":\"c1\"},\"ret\":\"c1\",\"lastError\":\"unchanged\"}",
    "{\"call\":\"CertFindCertificateInStore\",\"args\":{\"hCertStore\":\"s1\",\"dwFindType\":\"CERT_FIND_ANY\"},\"ret\":\"c1\",\"lastError\":\"unchanged\"}",
    "{\"call\":\"CertDuplicateStore\",\"args\":{\"hCertStore\":\"s1\"},\"ret\":\"s1\",\"lastError\":\"unchanged\"}",
    "{\"call\":\"CertFreeCertificateContext\",\"args\":{\"pCertContext\":\"c1\"},\"ret\":true,\"lastError\":\"unchanged\"}",
    "{\"call\":\"CertFreeCertificateContext\",\"args\":{\"pCertContext\":\"c1\"},\"ret\":true,\"lastError\":\"unchanged\"}",
    "{\"call\":\"CertCloseStore\",\"args\":{\"hCertStore\":\"s1\"},\"ret\":true,\"lastError\":\"unchanged\"}",
    "{\"call\":\"CertFreeCertificateContext\",\"args\":{\"pCertContext\":\"c1\"},\"ret\":true,\"lastError\":\"unchanged\"}",
    "{\"call\":\"CertCloseStore\",\"args\":{\"hCertStore\":\"s1\",\"dwFlags\":2},\"ret\":true,\"lastError\":\"unchanged\"}",
};

int main(int count, char** arguments) {
  const size_t calls = sizeof round_of_calls / sizeof *round_of_calls;
  const long rounds = count > 1 ? atol(arguments[1]) : 100000;
  size_t lengths[sizeof round_of_calls / sizeof *round_of_calls];
  certlife_judge* judge = certlife_judge_create(NULL);
  clock_t began;
  double seconds;
  size_t i;
  long round;
  for (i = 0; i < calls; ++i) lengths[i] = strlen(round_of_calls[i]);
  began = clock();
  for (round = 0; round < rounds; ++round)
    for (i = 0; i < calls; ++i)
      if (certlife_judge_line(judge, round_of_calls[i], lengths[i]) != CERTLIFE_ACCEPTED) {
        fprintf(stderr, "%s", certlife_judge_text(judge));
        return 1;
      }
  seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
  printf("%.0f calls judged in %.2f s of one processor: %.0f calls/s\n", (double)rounds * (double)calls, seconds, (double)rounds * (double)calls / seconds);
  certlife_judge_destroy(judge);
  return 0;
}
