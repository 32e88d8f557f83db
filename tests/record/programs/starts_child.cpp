// A program that starts another one, and uses no certificates until that has ended.
#include "tests/record/programs/certificate.h"

int main(int count, char** words) {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  say(count > 1 ? "child opens" : "parent opens", store != nullptr);
  if (count == 1) {
    char command[1024];
    std::snprintf(command, sizeof command, "\"%s\" child", words[0]);
    STARTUPINFOA startup{};
    startup.cb = sizeof startup;
    PROCESS_INFORMATION child;
    std::fflush(stdout);
    if (!CreateProcessA(nullptr, command, nullptr, nullptr, TRUE, 0, nullptr, nullptr, &startup, &child)) return 1;
    WaitForSingleObject(child.hProcess, INFINITE);
  }
  say("close", CertCloseStore(store, 0));
}
