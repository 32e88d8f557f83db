#include "tests/conformance/harness/session.h"

#include <cstdio>

namespace certlife::conformance {
namespace {

std::string key_of(const Bytes& bytes) { return std::string(bytes.begin(), bytes.end()); }

}  // namespace

const KnownContents::Entry& KnownContents::entry_of(const std::string& text) {
  if (const auto found = made_.find(text); found != made_.end()) return found->second;
  Entry entry{content_bytes(text), {}};
  if (parse_label(text)) {
    const Sha1 hash = sha1(entry.bytes);
    entry.hash_key.assign(hash.begin(), hash.end());
  }
  return made_.emplace(text, std::move(entry)).first->second;
}

const Bytes& KnownContents::bytes_of(const std::string& text) {
  const Entry& entry = entry_of(text);
  note(entry.bytes, text);
  if (!entry.hash_key.empty()) mentioned_.try_emplace(entry.hash_key, "sha1:" + text);
  return entry.bytes;
}

std::string KnownContents::text_of(const Bytes& bytes) const {
  const auto found = mentioned_.find(key_of(bytes));
  return found == mentioned_.end() ? hex_text(bytes) : found->second;
}

void KnownContents::note(const Bytes& bytes, const std::string& text) { mentioned_.try_emplace(key_of(bytes), text); }

std::string Session::path_of(std::string_view file_text) {
  if (!file_text.starts_with("file:")) throw BadRequest("expected file:NAME, not " + std::string(file_text));
  const std::string name(file_text.substr(5));
  const std::string hex = hex_text(Bytes(name.begin(), name.end())).substr(4);
  // A store that the program before left open may keep its file from being opened or removed: each program has files of its own. The
  // extension is kept: it may decide in which form a store is committed.
  const std::string extension = name.ends_with(".p7c") || name.ends_with(".spc") ? name.substr(name.size() - 4) : "";
  return paths_.try_emplace(name, platform::private_directory() + "/" + std::to_string(resets_) + "-" + hex + extension).first->second;
}

void Session::reset() {
  names.clear();
  contents.forget_mentions();
  for (const auto& [name, path] : paths_) std::remove(path.c_str());
  paths_.clear();
  ++resets_;
}

}  // namespace certlife::conformance
