// Names and numbers of the vocabulary against a header of the platform's, where one is installed: nothing is taken from
// it, every constant that it has of these groups must be known by its name, and with its number.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <string>

#include "model/trace/vocabulary.h"

namespace certlife::trace {
namespace {

constexpr const char* folder_of_headers = "/usr/share/mingw-w64/include/";

using Definitions = std::map<std::string, std::string>;

// "#define NAME TEXT" of a header, without comments.
void read_definitions(const std::string& header, Definitions& into) {
  static const std::regex definition(R"(^\s*#\s*define\s+(\w+)\s+(.*?)\s*$)");
  std::ifstream file(folder_of_headers + header);
  std::smatch parts;
  for (std::string line; std::getline(file, line);) {
    line = std::regex_replace(line, std::regex(R"(/\*.*?\*/|//.*)"), "");
    if (std::regex_match(line, parts, definition)) into[parts[1]] = parts[2];
  }
}

const Definitions& definitions() {
  static const Definitions all = [] {
    Definitions found;
    for (const char* header : {"wincrypt.h", "winerror.h"}) read_definitions(header, found);
    return found;
  }();
  return all;
}

// Numbers, names, |, <<, parentheses and casts: what such constants are made of. Nothing for anything else.
class Evaluation {
 public:
  explicit Evaluation(std::string text, int depth = 0) : text_(std::move(text)), depth_(depth) {}

  std::optional<std::uint64_t> value() {
    const auto result = either();
    return rest().empty() ? result : std::nullopt;
  }

 private:
  std::string_view rest() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    return std::string_view(text_).substr(at_);
  }
  bool take(std::string_view word) {
    const bool here = rest().starts_with(word);
    if (here) at_ += word.size();
    return here;
  }
  std::optional<std::uint64_t> either() {
    auto result = shifted();
    while (result && take("|")) {
      const auto more = shifted();
      result = more ? std::optional(*result | *more) : std::nullopt;
    }
    return result;
  }
  std::optional<std::uint64_t> shifted() {
    auto result = single();
    while (result && take("<<")) {
      const auto by = single();
      result = by ? std::optional(*result << *by) : std::nullopt;
    }
    return result;
  }
  std::optional<std::uint64_t> single() {
    for (const char* cast :
         {"((LPCSTR)", "(LPCSTR)", "((HRESULT)", "(HRESULT)", "_HRESULT_TYPEDEF_(", "__MSABI_LONG(", "("}) {
      const std::size_t before = at_;
      if (!take(cast)) continue;
      const std::string_view word(cast);
      const auto inner = either();
      const bool closes = word.back() == '(' || word.starts_with("((");
      if (inner && (!closes || take(")"))) return inner;
      at_ = before;
    }
    return number_or_name();
  }
  std::optional<std::uint64_t> number_or_name() {
    const std::string_view text = rest();
    std::size_t length = 0;
    while (length < text.size() && (std::isalnum(static_cast<unsigned char>(text[length])) || text[length] == '_'))
      ++length;
    const std::string word(text.substr(0, length));
    if (word.empty()) return std::nullopt;
    at_ += length;
    if (std::isdigit(static_cast<unsigned char>(word[0]))) return std::stoull(word, nullptr, 0);
    const auto found = definitions().find(word);
    if (found == definitions().end() || depth_ > 8) return std::nullopt;
    return Evaluation(found->second, depth_ + 1).value();
  }

  std::string text_;
  std::size_t at_ = 0;
  int depth_;
};

std::optional<std::uint32_t> number_in_header(const std::string& name) {
  const auto found = definitions().find(name);
  if (found == definitions().end()) return std::nullopt;
  const auto value = Evaluation(found->second).value();
  return value ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

std::span<const Named> names_of(Call call, std::string_view parameter) { return describe(call).find(parameter)->names; }

struct Group {
  const char* what;
  std::span<const Named> names;
  const char* belongs;  // The constants of the header that are of this group.
};

std::vector<Group> groups() {
  constexpr Call open = Call::CertOpenStore, find = Call::CertFindCertificateInStore;
  return {
      {"providers", providers(), "CERT_STORE_PROV_(?!.*(_FUNC|_FLAG)$)\\w+"},
      {"open flags", names_of(open, "dwFlags"),
       "CERT_STORE_(NO_CRYPT|SET_LOC|DEFER|DELETE|UNSAFE|SHARE|MANIFOLD|ENUM_ARCH|UPDATE|BACKUP|MAXIMUM|CREATE|OPEN_EX|"
       "READONLY)\\w*_FLAG"
       "|CERT_(SYSTEM|FILE|REGISTRY|LDAP)_STORE_(?!.*(_ID|_SHIFT|REGPATH)$)\\w+"},
      {"close flags", names_of(Call::CertCloseStore, "dwFlags"), "CERT_CLOSE_STORE_\\w+"},
      {"encodings", names_of(open, "dwEncodingType"), "(X509|PKCS_7|CRYPT)_(ASN|NDR)_ENCODING"},
      {"dispositions", names_of(Call::CertAddCTLContextToStore, "dwAddDisposition"), "CERT_STORE_ADD_\\w+"},
      {"find types of certificates", names_of(find, "dwFindType"), "CERT_FIND_(?!.*_FLAG$)\\w+"},
      {"find types of CRLs", names_of(Call::CertFindCRLInStore, "dwFindType"), "CRL_FIND_(?!.*_FLAG$)\\w+"},
      {"find types of CTLs", names_of(Call::CertFindCTLInStore, "dwFindType"), "CTL_FIND_(?!.*_FLAG$|NO_)\\w+"},
      {"find flags of certificates", names_of(find, "dwFindFlags"), "CERT_FIND_\\w+_FLAG"},
      {"find flags of CRLs", names_of(Call::CertFindCRLInStore, "dwFindFlags"), "CRL_FIND_\\w+_FLAG"},
      {"find flags of CTLs", names_of(Call::CertFindCTLInStore, "dwFindFlags"), "CTL_FIND_\\w+_FLAG"},
      {"control types", names_of(Call::CertControlStore, "dwCtrlType"), "CERT_STORE_CTRL_(?!.*_FLAG$)\\w+"},
      {"control flags", names_of(Call::CertControlStore, "dwFlags"), "CERT_STORE_CTRL_\\w+_FLAG"},
      {"forms of saving", names_of(Call::CertSaveStore, "dwSaveAs"), "CERT_STORE_SAVE_AS_\\w+"},
      {"places to save to", names_of(Call::CertSaveStore, "dwSaveTo"), "CERT_STORE_SAVE_TO_\\w+"},
      {"properties", property_ids(), "CERT_(?!SET_)\\w+_PROP_ID"},
      {"property flags", names_of(Call::CertSetCTLContextProperty, "dwFlags"), "CERT_SET_(PROPERTY|KEY)_\\w+"},
      {"provider types", names_of(Call::CryptAcquireContext, "dwProvType"), "PROV_\\w+"},
      {"acquire flags", names_of(Call::CryptAcquireContext, "dwFlags"),
       "CRYPT_(VERIFYCONTEXT|NEWKEYSET|DELETEKEYSET|MACHINE_KEYSET|SILENT|DEFAULT_CONTAINER\\w+)"},
      {"provider parameters", names_of(Call::CryptGetProvParam, "dwParam"), "PP_\\w+"},
      {"error codes", error_codes(),
       "(CRYPT|CERT|TRUST|SCARD|CERTSRV|XENROLL|MSSIPOTF|DIGSIG)_E_\\w+|NTE_\\w+|OSS_\\w+|E_\\w+"},
  };
}

class VocabularyBesideAHeader : public testing::Test {
 protected:
  void SetUp() override {
    if (definitions().empty()) GTEST_SKIP() << "no header is installed to compare with";
  }
};

TEST_F(VocabularyBesideAHeader, HasTheSameNumberForEveryNameThatBothHave) {
  std::size_t compared = 0;
  for (const Group& group : groups()) {
    for (const Named& named : group.names) {
      const auto number = number_in_header(std::string(named.name));
      if (!number) continue;
      EXPECT_EQ(named.number, *number) << group.what << ": " << named.name;
      ++compared;
    }
  }
  EXPECT_GT(compared, 1400u);  // That anything was compared at all.
}

TEST_F(VocabularyBesideAHeader, KnowsEveryConstantOfTheHeaderByItsName) {
  for (const Group& group : groups()) {
    const std::regex belongs(group.belongs);
    std::size_t known = 0;
    for (const auto& [name, text] : definitions()) {
      if (!std::regex_match(name, belongs) || !number_in_header(name)) continue;
      EXPECT_TRUE(number_named(group.names, name).has_value()) << group.what << ": " << name;
      ++known;
    }
    EXPECT_GT(known, 0u) << group.what;
  }
}

TEST(VocabularyBesideAHeaderEvaluation, ReadsWhatConstantsAreMadeOf) {
  EXPECT_EQ(Evaluation("0x10").value(), 16u);
  EXPECT_EQ(Evaluation("(2 << 16 | 7)").value(), 0x20007u);
  EXPECT_EQ(Evaluation("((LPCSTR) 8)").value(), 8u);
  EXPECT_EQ(Evaluation("L\"text\"").value(), std::nullopt);
}

}  // namespace
}  // namespace certlife::trace
