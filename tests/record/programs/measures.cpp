// How long a call takes: a duplicate and a free of the same certificate, half a million times. Time of the processor, so that what else
// the machine does is left out.
#include "tests/record/programs/certificate.h"

static double seconds_spent() {
  FILETIME begun, ended, kernel, user;
  GetProcessTimes(GetCurrentProcess(), &begun, &ended, &kernel, &user);
  const auto seconds = [](const FILETIME& time) { return 1e-7 * (static_cast<double>(time.dwHighDateTime) * 4294967296.0 + time.dwLowDateTime); };
  return seconds(kernel) + seconds(user);
}

int main() {
  const PCCERT_CONTEXT context = CertCreateCertificateContext(X509_ASN_ENCODING, certificate, sizeof certificate);
  constexpr int pairs = 500000;
  const double before = seconds_spent();
  for (int i = 0; i < pairs; ++i) CertFreeCertificateContext(CertDuplicateCertificateContext(context));
  std::printf("%.0f ns a call\n", 1e9 * (seconds_spent() - before) / (2 * pairs));
  CertFreeCertificateContext(context);
}
