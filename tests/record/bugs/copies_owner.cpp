// A class that frees its context in its destructor is copied as it is: both copies free the same.
#include "tests/record/bugs/store.h"

class Certificate {
 public:
  explicit Certificate(PCCERT_CONTEXT context) : context_(context) {}
#ifdef MENDED
  Certificate(const Certificate& other) : context_(CertDuplicateCertificateContext(other.context_)) {}
  Certificate& operator=(const Certificate&) = delete;
#endif
  ~Certificate() {
    CertFreeCertificateContext(context_);  // BUG
  }
  DWORD size() const { return context_->cbCertEncoded; }

 private:
  PCCERT_CONTEXT context_;
};

static DWORD size_of(Certificate copy) { return copy.size(); }

int main() {
  const HCERTSTORE store = store_of(1);
  {
    const Certificate found(first_of(store));
    std::printf("%lu bytes\n", static_cast<unsigned long>(size_of(found)));
    std::fflush(stdout);
  }
  CertCloseStore(store, 0);
}
