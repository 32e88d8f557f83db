// Calls as people read them.
#pragma once

#include <sstream>
#include <string>

#include "tests/properties/names.h"
#include "tests/properties/verdict.h"

namespace certlife::properties {

inline const char* word_of(model::Disposition disposition) {
  static const char* const words[] = {"0", "NEW", "USE_EXISTING", "REPLACE_EXISTING", "ALWAYS",
                                      "REPLACE_EXISTING_INHERIT_PROPERTIES", "NEWER", "NEWER_INHERIT_PROPERTIES", "99"};
  return words[static_cast<std::size_t>(disposition)];
}
inline const char* word_of(Kind kind) {
  static const char* const words[] = {"Certificate", "CRL", "CTL"};
  return words[static_cast<std::size_t>(kind)];
}

template <class D>
class InWords {
 public:
  std::string operator()(const model::OpenStore<D>& call) const {
    std::ostringstream text;
    static const char* const providers[] = {"MEMORY", "FILENAME_A", "\"NoSuchProvider\""};
    text << name(call.fresh_store) << " = CertOpenStore(" << providers[static_cast<std::size_t>(call.provider)];
    if (call.provider == model::Provider::file) text << " \"file" << unsigned{call.file.index} << "\"";
    text << ", " << name(call.csp) << flags({{call.no_crypt_release, "NO_CRYPT_RELEASE"}, {call.delete_flag, "DELETE"},
        {call.read_only, "READONLY"}, {call.create_new, "CREATE_NEW"}, {call.open_existing, "OPEN_EXISTING"},
        {call.commit_enable, "COMMIT_ENABLE"}, {call.enum_archived, "ENUM_ARCHIVED"}}) << ")";
    return text.str();
  }
  std::string operator()(const model::DuplicateStore<D>& call) const { return "CertDuplicateStore(" + name(call.store) + ")"; }
  std::string operator()(const model::CloseStore<D>& call) const {
    return "CertCloseStore(" + name(call.store) +
           flags({{call.check, "CHECK"}, {call.force, "FORCE"}, {call.unknown_flags, "0x40"}}) + ")";
  }
  std::string operator()(const model::CreateContext<D>& call) const {
    return name(call.fresh_context) + " = CertCreate" + word_of(call.kind) + "Context(" +
           bytes(call.kind, call.encoding, call.content) + ")";
  }
  std::string operator()(const model::AddContext<D>& call) const {
    const std::string what = call.from_context ? name(call.source) : bytes(call.kind, call.encoding, call.content);
    return (call.wants_result ? name(call.fresh_context) + " = " : "") + "CertAdd" + (call.from_context ? "" : "Encoded") +
           word_of(call.kind) + (call.from_context ? "Context" : "") + "ToStore(" + name(call.store) + ", " + what + ", " +
           word_of(call.disposition) + ")";
  }
  std::string operator()(const model::NextContext<D>& call) const {
    return std::string(call.is_find ? "CertFind" : "CertEnum") + word_of(call.kind) + "InStore(" + name(call.store) +
           filter(call) + ", previous " + name(call.previous) + ")";
  }
  std::string operator()(const model::DuplicateContext<D>& call) const { return "CertDuplicateContext(" + name(call.context) + ")"; }
  std::string operator()(const model::FreeContext<D>& call) const { return "CertFreeContext(" + name(call.context) + ")"; }
  std::string operator()(const model::DeleteContext<D>& call) const { return "CertDeleteFromStore(" + name(call.context) + ")"; }
  std::string operator()(const model::SetProperty<D>& call) const {
    return "CertSetContextProperty(" + name(call.context) + ", " + std::to_string(call.property) + ", " +
           (call.value == 0 ? "NULL" : "value " + std::to_string(call.value)) + ")";
  }
  std::string operator()(const model::GetProperty<D>& call) const {
    return "CertGetContextProperty(" + name(call.context) + ", " + std::to_string(call.property) + ")";
  }
  std::string operator()(const model::ControlStore<D>& call) const {
    return "CertControlStore(" + name(call.store) + ", COMMIT" + flags({{call.force, "FORCE"}, {call.clear, "CLEAR"}}) + ")";
  }
  std::string operator()(const model::SaveStore<D>& call) const {
    return "CertSaveStore(" + name(call.store) + ", " +
           (call.file == D::no_file() ? "memory" : "\"file" + std::to_string(call.file.index) + "\"") + ")";
  }
  std::string operator()(const model::AcquireCsp<D>& call) const {
    return name(call.fresh_csp) + " = CryptAcquireContext(" + (call.bad_type ? "type 0)" : call.unknown_type ? "type 999)" : ")");
  }
  std::string operator()(const model::AddCspReference<D>& call) const { return "CryptContextAddRef(" + name(call.csp) + ")"; }
  std::string operator()(const model::ReleaseCsp<D>& call) const {
    return "CryptReleaseContext(" + name(call.csp) + (call.flags ? ", 1)" : ", 0)");
  }
  std::string operator()(const model::AskCsp<D>& call) const { return "CryptGetProvParam(" + name(call.csp) + ")"; }

 private:
  static std::string numbered(char letter, unsigned index) { return index == 0 ? "NULL" : letter + std::to_string(index); }
  static std::string name(typename D::Store store) {
    return store == D::null_store() ? "null store" : numbered('S', store.index == 0 ? 0 : store.index - 1u);
  }
  static std::string name(typename D::Context context) { return numbered('C', context.index); }
  static std::string name(typename D::Csp csp) { return numbered('H', csp.index); }

  static std::string flags(std::initializer_list<std::pair<bool, const char*>> all) {
    std::string text;
    for (const auto& [is_set, word] : all) {
      if (is_set) text += (text.empty() ? ", " : "|") + std::string(word);
    }
    return text;
  }
  static std::string bytes(Kind kind, model::Encoding encoding, const typename D::Content& content) {
    switch (encoding) {
      case model::Encoding::sound: return sample_label(kind, content);
      case model::Encoding::bad_type: return "type 7, " + sample_label(kind, content);
      case model::Encoding::no_bytes: return "no bytes";
      case model::Encoding::undecodable: return "undecodable bytes";
      case model::Encoding::no_message: return "bytes that are no message";
    }
    return {};
  }
  static std::string sample_label(Kind kind, const typename D::Content& content) {
    return Speaks<D>::sample_of(kind, content).label;
  }
  static std::string filter(const model::NextContext<D>& call) {
    if (!call.is_find) return "";
    if (!call.known_find_type) return ", unknown find type";
    if constexpr (std::is_same_v<D, Small>) {
      return call.filter.any ? ", ANY" : ", SHA1 of " + sample_label(call.kind, call.filter.wanted);
    } else {
      static const char* const by[] = {", ANY", ", SHA1 of content ", ", EXISTING like key ", ", SUBJECT name ", ", ISSUER name ", ", EXISTING certificate like key "};
      const auto& filter = call.filter;
      return by[static_cast<std::size_t>(filter.by)] + (filter.by == D::Filter::By::everything ? "" : std::to_string(filter.wanted));
    }
  }
};

template <class D>
std::string in_words(const model::Call<D>& call) { return std::visit(InWords<D>{}, call); }

template <class D>
using Program = std::vector<model::Call<D>>;

template <class D>
std::string in_words(const Program<D>& program) {
  std::string text;
  for (const auto& call : program) text += "  " + in_words<D>(call) + "\n";
  return text;
}

}  // namespace certlife::properties
