#include "model/oracle/remedies.h"

namespace certlife::oracle {
namespace {

struct Remedy {
  std::string_view clause;
  std::string_view sentence;
};

constexpr Remedy by_what_gave_it_up[] = {
    {"FREE-2",
     "free each reference once; who needs the context longer duplicates it before the free"},
    {"DELETE-2",
     "do not free what was passed to a delete, which frees it even when it fails; to use it afterwards, "
     "duplicate it before"},
    {"FIND-2",
     "do not free or use the previous context of a find, which frees it; duplicate it before if it is still "
     "needed"},
    {"ENUM-2",
     "do not free or use the previous context of an enumeration, which frees it; duplicate it before if it is "
     "still needed"},
    {"CLOSE-2",
     "close each handle once, whatever the close returns: FALSE with CRYPT_E_PENDING_CLOSE has closed it too"},
    {"CLOSE-12",
     "free contexts and close handles before the close with CERT_CLOSE_STORE_FORCE_FLAG, or close without that "
     "flag"},
    {"HANDLE-3",
     "do not close the hCertStore of a context; duplicate the store through it, and close the duplicate"},
    {"OPEN-8",
     "open with CERT_STORE_NO_CRYPT_RELEASE_FLAG, or add a reference with CryptContextAddRef before: the store "
     "releases what it is given"},
    {"CSP-3",
     "release each reference once; add one with CryptContextAddRef for each further user"},
};

constexpr Remedy by_what_was_broken[] = {
    {"CONTEXT-1",
     "use a context only while a reference to it is owned"},
    {"CONTEXT-7",
     "use the function of the context's own kind"},
    {"HANDLE-1",
     "use a handle only between its open or duplicate and its close"},
    {"HANDLE-3",
     "do not close the hCertStore of a context; duplicate the store through it, and close the duplicate"},
    {"CLOSE-12",
     "use nothing of a store after it was closed with CERT_CLOSE_STORE_FORCE_FLAG"},
    {"OUTSIDE-2",
     "use it only until it was given back as often as it was given"},
    {"CSP-8",
     "give a store a CSP handle that the caller still owns"},
};

template <std::size_t N>
std::string_view found_in(const Remedy (&remedies)[N], std::string_view clause) {
  for (const Remedy& each : remedies)
    if (each.clause == clause) return each.sentence;
  return {};
}

}  // namespace

std::string_view remedy_for(std::string_view broken, std::string_view given_up_by) {
  if (const auto found = found_in(by_what_gave_it_up, given_up_by); !found.empty()) return found;
  if (const auto found = found_in(by_what_was_broken, broken); !found.empty()) return found;
  return "pass a handle or pointer, where NULL is not defined";
}

}  // namespace certlife::oracle
