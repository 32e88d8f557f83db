// Between trace lines and calls of the model, both ways.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/calls.h"
#include "model/domain/concrete.h"
#include "model/oracle/content_table.h"
#include "model/oracle/names.h"
#include "model/trace/file_bytes.h"
#include "model/trace/line.h"

namespace certlife::oracle {

using model::Concrete;
using model::Kind;
using ConcreteCall = model::Call<Concrete>;

// What a dead name stands for in the model: nothing that the caller may use. Those that died by force are told apart, so
// that the rules name the right clause.
inline constexpr std::uint32_t dead_store = 2, forced_store = 3, first_free_store = 4;
inline constexpr std::uint32_t dead_context = 1, forced_context = 2, first_free_context = 3;
inline constexpr std::uint32_t dead_csp = 1, first_free_csp = 2;

// A line as a call of the model. Names of contexts stand in it as their NameId, since candidates may differ in which context
// bears a name; stores, CSP handles and files are those of the model already.
struct Translation {
  enum class Fate : std::uint8_t { judged, not_evaluated, reads_last_error, sets_last_error, asks_of_properties };
  enum class Result : std::uint8_t { boolean, store, context, csp, none };

  Fate fate = Fate::judged;
  std::string reason;         // Why it is not evaluated.
  bool touches_world = true;  // Not evaluated: it may have changed what it was given.
  ConcreteCall call;
  NameId store_from = 0;      // The store is the hCertStore of this context.
  NameId content_from = 0;    // The content, or the filter, is that of this context.
  Concrete::Filter::By filter_field{};
  std::optional<Kind> kind;   // The kind of context that the call is for.

  // What was seen. Absent is: not observed.
  const trace::Value* ret = nullptr;
  Result result = Result::boolean;
  const trace::Value* object = nullptr;  // What names the handle or context returned or passed out.
  const trace::Value* value = nullptr;   // The property value passed out.
  const trace::Value* saved = nullptr;   // The records of a store saved to memory.
  std::vector<NameId> mentioned;         // Live names among the arguments.
  std::vector<NameId> kept;              // CSP handles that a context keeps, and releases one day or does not.
  std::vector<std::string_view> new_csps;  // HCRYPTPROVs first seen here.
};

// The names of this world that a line has, among its arguments and its results: what a call that is not judged may have
// changed. REQUIRES: the names outlive the call of `visit`.
void for_each_name_in(const trace::Line& line, const std::function<void(std::string_view)>& visit);
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
  bool is_named_as_pkcs7(Concrete::File file) const;

  // A record as traces list it: its content's text, or {"content":…,"properties":{…}}.
  Concrete::Record record_of(const trace::Value& item);
  Concrete::Record record_of(const trace::FileBytes::Record& raw);

  // Could these contents be that? Bytes and hashes of unknown elements could be anything.
  bool value_matches(const trace::Value& seen, Concrete::Value value);
  bool content_matches(const trace::Value& seen, const Concrete::Content& content);

 private:
  friend struct Translating;
  ContentTable::Entry& entry_of(const trace::Value& value);

  ContentTable& contents_;
  TextMap<std::uint32_t> files_;
  std::vector<std::string> file_names_{""};
};

// The parameters of each kind of context.
struct KindWords {
  std::string_view encoding, bytes, size, context, previous, added;
};
const KindWords& words_of(Kind kind);
// For a call that comes in three kinds, given by its first.
trace::Call for_kind(trace::Call of_certificates, Kind kind);

// How the things of a model call are called in the line to be made.
struct LineNames {
  virtual ~LineNames() = default;
  virtual std::string store(Concrete::Store store) const = 0;
  virtual std::string context(Concrete::Context context) const = 0;
  virtual std::string csp(Concrete::Csp csp) const = 0;
  virtual std::string file(Concrete::File file) const = 0;        // Without "file:".
  virtual std::string content(const Concrete::Content& content) const = 0;
  virtual std::string value(Concrete::Value value) const = 0;
  // The contents that the find parameter is for this filter.
  virtual std::string filter(const Concrete::Filter& filter) const = 0;
};

// The line that makes this call, with the names that are to be bound in `ret` and `out`, as a harness is asked for it.
// `kind` is that of the context for calls that have one and do not say.
trace::Line to_line(const ConcreteCall& call, const LineNames& names, Kind kind = Kind::certificate);

}  // namespace certlife::oracle
