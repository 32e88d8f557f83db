// A trace line as a call of the model, by the table of binding_table.h; line_names.h is the way back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/oracle/content_table.h"
#include "model/oracle/names.h"
#include "model/oracle/translation.h"
#include "model/trace/file_bytes.h"
#include "model/trace/line.h"

namespace certlife::oracle {

// The names of this world that a line has, among its arguments and its results: what a call that is not judged may have
// changed. REQUIRES: the names outlive the call of `visit`.
void for_each_name_in(const trace::Line& line, const std::function<void(std::string_view)>& visit);

// By its extension.
bool is_name_of_pkcs7(std::string name);

class Translator {
 public:
  explicit Translator(ContentTable& contents) : contents_(contents) {}

  // Throws trace::BadInput where the line makes no sense. A CSP handle never seen before is put into `new_csps` and has
  // index 0 in the call until it is bound and the line is translated again. REQUIRES: the line outlives the translation.
  void translate(const NameSource& names, const trace::Line& line, Translation& to);

  Concrete::File file_called(std::string_view name);
  std::string_view file_name(Concrete::File file) const { return file_names_[file.index]; }

  // Files whose bytes are known to be none of the formats, are not known, are read by liberal readers only, or hold elements of
  // which nobody has seen yet that they decode.
  std::unordered_set<std::uint32_t> unreadable_files, opaque_files, loose_files, doubtful_files;
  // The file was written, or is another one.
  void forget_bytes(std::uint32_t file);

  struct FileContent {
    model::FileForm form = model::FileForm::empty;
    Concrete::Records records;
  };
  // A file set up with raw bytes: what is known of them. An empty one is an empty store.
  FileContent note_file_bytes(Concrete::File file, const trace::Value& bytes);
  // What a PKCS #7 message holds; nothing if these contents are none.
  std::optional<Concrete::Records> records_of_message(const trace::Value& bytes);

  // A record as traces list it: its content's text, or {"content":…,"properties":{…}}.
  Concrete::Record record_of(const trace::Value& item);
  Concrete::Record record_of(const trace::FileBytes::Record& raw);

  // Could these contents be that? Bytes and hashes of unknown elements could be anything.
  bool value_matches(const trace::Value& seen, Concrete::Value value);
  bool content_matches(const trace::Value& seen, const Concrete::Content& content);

  ContentTable& contents() { return contents_; }
  ContentTable::Entry& entry_of(const trace::Value& value);

 private:
  ContentTable& contents_;
  TextMap<std::uint32_t> files_;
  std::vector<std::string> file_names_{""};
};

}  // namespace certlife::oracle
