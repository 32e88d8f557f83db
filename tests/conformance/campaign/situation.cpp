#include "tests/conformance/campaign/situation.h"

#include <array>
#include <set>
#include <string_view>

#include "model/first_values.h"
#include "model/programs/model_calls.h"
#include "model/programs/program_file.h"
#include "model/rules/step.h"

namespace certlife::conformance {
namespace {

using model::Role;
using Words = std::vector<std::string>;

constexpr std::array<std::string_view, model::provider_count> provider_words{"in memory", "in a file", "of an unknown provider", "on a file handle"};
constexpr std::array<std::string_view, model::encoding_count> encoding_words{"sound bytes", "another encoding type", "no bytes", "undecodable bytes", "no message"};
constexpr std::array<std::string_view, model::disposition_count> disposition_words{
    "disposition 0", "ADD_NEW", "ADD_USE_EXISTING", "ADD_REPLACE_EXISTING", "ADD_ALWAYS", "ADD_REPLACE_EXISTING_INHERIT_PROPERTIES",
    "ADD_NEWER", "ADD_NEWER_INHERIT_PROPERTIES", "an unknown disposition"};
constexpr std::array<std::string_view, 4> form_words{"an empty file", "a serialized store in the file", "a PKCS #7 message in the file", "one certificate in the file"};
constexpr std::array<std::string_view, 6> filter_words{"for anything", "by hash", "by key", "by subject", "by issuer", "for an existing one"};

// How a flag of a call reads when it is set, and when it is not.
struct FlagWords {
  std::string_view name, set, unset;
};
constexpr FlagWords flag_words[] = {
    {"no_crypt_release", "NO_CRYPT_RELEASE", "without NO_CRYPT_RELEASE"},
    {"delete_flag", "DELETE", "without DELETE"},
    {"read_only", "READONLY", "without READONLY"},
    {"create_new", "CREATE_NEW", "without CREATE_NEW"},
    {"open_existing", "OPEN_EXISTING", "without OPEN_EXISTING"},
    {"commit_enable", "COMMIT_ENABLE", "without COMMIT_ENABLE"},
    {"enum_archived", "ENUM_ARCHIVED", "without ENUM_ARCHIVED"},
    {"file_is_readable", "the file can be read", "the file cannot be read"},
    {"file_is_loose", "only a liberal reader reads the file", "any reader reads the file"},
    {"named_as_pkcs7", "its name is that of a PKCS #7 file", "its name is not that of a PKCS #7 file"},
    {"check", "CHECK", "without CHECK"},
    {"force", "FORCE", "without FORCE"},
    {"unknown_flags", "unknown flags", "no unknown flags"},
    {"commit_fails", "the commit fails", "the commit does not fail"},
    {"from_context", "from a context", "from bytes"},
    {"wants_result", "the result is asked for", "the result is not asked for"},
    {"is_find", "a find", "an enumeration"},
    {"known_find_type", "a known find type", "an unknown find type"},
    {"wrong_size", "a wrong size", "the right size"},
    {"size_only", "only the size is asked for", "the value is asked for"},
    {"too_small", "the buffer is too small", "the buffer is large enough"},
    {"clear", "CLEAR", "without CLEAR"},
    {"as_pkcs7", "as PKCS #7", "as a serialized store"},
    {"save_fails", "the save fails", "the save does not fail"},
    {"bad_type", "a provider type out of range", "a provider type in range"},
    {"unknown_type", "a provider type without provider", "a provider type with a provider"},
    {"flags", "flags", "no flags"}};

std::string word_of(model::Kind kind) { return std::string(kind_words[static_cast<std::size_t>(kind)].contents); }

std::string spaced(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string word_of_flag(std::string_view name, bool is_set) {
  const auto* words = std::find_if(std::begin(flag_words), std::end(flag_words), [&](const FlagWords& each) { return each.name == name; });
  if (words == std::end(flag_words)) return (is_set ? "" : "no ") + spaced(name);
  return std::string(is_set ? words->set : words->unset);
}

// What was done with a thing, by what it was to the calls.
using Histories = std::map<std::uint32_t, std::set<std::string>>;

// Traits, each once, in the order in which they are noted.
class Notes {
 public:
  void add(std::string trait) {
    if (std::find(traits_.begin(), traits_.end(), trait) == traits_.end()) traits_.push_back(std::move(trait));
  }
  void add_if(bool holds, std::string_view trait) {
    if (holds) add(std::string(trait));
  }
  void add_one(bool holds, const std::string& trait, const std::string& otherwise) { add(holds ? trait : otherwise); }
  std::size_t size() const { return traits_.size(); }
  Words take() { return std::move(traits_); }

 private:
  Words traits_;
};

struct Past {
  Histories stores, contexts, csps;
};

// Looks at one call in the world before it.
class Look {
 public:
  Look(const ModelWorld& world, const Past& past) : world_(world), past_(past) {}

  Situation at(const ModelCall& call) {
    std::visit([&](const auto& it) { look(it); }, call);
    Words traits = notes_.take();
    return {act_, std::move(traits), now_};
  }

 private:
  template <class Call>
  void look(const Call& call) {
    act_ = Call::name;
    model::for_each_argument([&](const auto& argument, const auto& value) { plain<std::decay_t<decltype(argument)>::role>(argument.name, value); }, call);
    if constexpr (requires { call.disposition; }) match(call);
    model::for_each_argument([&](const auto& argument, const auto& value) { state<std::decay_t<decltype(argument)>::role>(argument.name, value); }, call);
    now_ = notes_.size();
    for (const Seen& each : seen_) history(each);
    for (const std::string& each : of_elements_) notes_.add("an element " + each);
  }

  // A thing by what it is to the call.
  struct Seen {
    std::string role;
    const Histories* past;
    std::uint32_t index;
  };

  // Arguments that name nothing.
  template <Role role, class Value>
  void plain(std::string_view name, const Value& value) {
    if constexpr (role == Role::flag) notes_.add(word_of_flag(name, value));
    if constexpr (role == Role::kind) notes_.add(word_of(value));
    if constexpr (role == Role::provider) notes_.add(std::string(provider_words[static_cast<std::size_t>(value)]));
    if constexpr (role == Role::encoding) notes_.add(std::string(encoding_words[static_cast<std::size_t>(value)]));
    if constexpr (role == Role::disposition) notes_.add(std::string(disposition_words[static_cast<std::size_t>(value)]));
    if constexpr (role == Role::filter) notes_.add(std::string(filter_words[static_cast<std::size_t>(value.by)]));
    if constexpr (role == Role::property) notes_.add("property " + std::to_string(value));
    if constexpr (role == Role::value) notes_.add_one(value != Concrete::no_value(), "a value", "no value");
  }

  template <Role role, class Value>
  void state(std::string_view name, const Value& value) {
    if constexpr (role == Role::store) store(std::string(name), value);
    if constexpr (role == Role::context) context(std::string(name), value);
    if constexpr (role == Role::csp) csp(value);
    if constexpr (role == Role::file) file(value);
  }

  // How the content stands to what the store lists.
  template <class Add>
  void match(const Add& add) {
    bool same_bytes = false, older = false, newer = false, same_date = false;
    for_each_of(add.store, [&](Concrete::Context c) {
      if (!world_.listed.at(c) || world_.kind.at(c) != add.kind) return;
      const Concrete::Content& has = world_.content.at(c);
      same_bytes = same_bytes || has.bytes == add.content.bytes;
      if (has.bytes == add.content.bytes || has.key != add.content.key) return;
      older = older || has.time < add.content.time;
      newer = newer || has.time > add.content.time;
      same_date = same_date || has.time == add.content.time;
    });
    notes_.add_one(same_bytes, "its bytes are listed", "its bytes are not listed");
    notes_.add_if(older, "an earlier edition is listed");
    notes_.add_if(newer, "a later edition is listed");
    notes_.add_if(same_date, "another of its key is listed");
    notes_.add_if(!same_bytes && !older && !newer && !same_date, "nothing like it is listed");
  }

  void store(const std::string& role, Concrete::Store store) {
    if (store == Concrete::no_store()) return notes_.add("no " + role);
    if (store == Concrete::null_store()) return notes_.add("the null " + role);
    notes_.add("a real " + role);
    if (std::find(stores_.begin(), stores_.end(), store.index) != stores_.end()) return;
    stores_.push_back(store.index);
    const int handles = world_.handles.at(store);
    notes_.add(handles == 0 ? "a closed " + role : handles == 1 ? "one handle of the " + role : "another handle of the " + role);
    notes_.add_one(world_.file.at(store) != Concrete::no_file(), "a file behind it", "no file behind it");
    if (world_.file.at(store) != Concrete::no_file()) {
      notes_.add_one(world_.commits.at(store), "it commits", "it does not commit");
      notes_.add_one(world_.changed.at(store), "changed", "unchanged");
      notes_.add_if(world_.writes_pkcs7.at(store), "it writes PKCS #7");
    }
    notes_.add_if(world_.shows_archived.at(store), "it shows what is archived");
    if (world_.csp.at(store) == Concrete::no_csp()) notes_.add("no CSP handle in it");
    else notes_.add_one(world_.releases_csp.at(store), "it owes a CSP handle a release", "a CSP handle that it does not release");
    elements(store);
    seen_.push_back({"store", &past_.stores, store.index});
  }

  void elements(Concrete::Store store) {
    std::size_t listed = 0, held = 0, deleted = 0;
    for_each_of(store, [&](Concrete::Context c) {
      const int references = world_.references.at(c);
      listed += world_.listed.at(c) ? 1 : 0;
      held += references > 0 ? 1 : 0;
      deleted += world_.listed.at(c) ? 0 : 1;
      notes_.add(word_of(world_.kind.at(c)) + (world_.listed.at(c) ? " listed" : " deleted") + (references > 0 ? " and held" : " and not held"));
      notes_.add_if(references > 1, "held twice");
      notes_.add_if(!world_.properties.at(c).entries().empty(), "an element with properties");
      if (const auto past = past_.contexts.find(c.index); past != past_.contexts.end())
        for (const std::string& each : past->second) of_elements_.insert(each);
    });
    notes_.add_one(listed > 0, "something listed", "nothing listed");
    notes_.add_if(listed > 1, "several listed");
    notes_.add_one(held > 0, "something held", "nothing held");
    notes_.add_if(held > 1, "several held");
    notes_.add_one(deleted > 0, "something deleted", "nothing deleted");
  }

  void context(const std::string& role, Concrete::Context context) {
    if (context == Concrete::no_context()) return notes_.add("no " + role);
    notes_.add("a " + role);
    notes_.add(role + " is a " + word_of(world_.kind.at(context)));
    const Concrete::Store home = world_.home.at(context);
    notes_.add(role + (home == Concrete::null_store() ? " was created" : world_.listed.at(context) ? " is listed" : " was deleted"));
    notes_.add_one(world_.references.at(context) > 1, "another reference to the " + role, "one reference to the " + role);
    const auto& properties = world_.properties.at(context).entries();
    notes_.add_if(properties.empty(), role + " has no properties");
    for (const auto& entry : properties) notes_.add(role + " has property " + std::to_string(entry.first));
    if (!stores_.empty()) notes_.add_one(stores_.front() == home.index, role + " is of the store", role + " is of another store");
    store("home of the " + role, home);
    seen_.push_back({role, &past_.contexts, context.index});
  }

  void csp(Concrete::Csp csp) {
    if (csp == Concrete::no_csp()) return notes_.add("no CSP handle given");
    const int references = world_.csp_references.at(csp);
    notes_.add(references <= 0 ? "a dead CSP handle" : references == 1 ? "one reference to the CSP handle" : "another reference to the CSP handle");
    bool owed = false;
    for (std::uint32_t i = 2; i < world_.store_exists.size(); ++i)
      owed = owed || (world_.csp.at(Concrete::Store{i}) == csp && world_.releases_csp.at(Concrete::Store{i}));
    notes_.add_one(owed, "a store owes it a release", "no store owes it a release");
    seen_.push_back({"CSP handle", &past_.csps, csp.index});
  }

  void file(Concrete::File file) {
    if (file == Concrete::no_file()) return notes_.add("no file");
    notes_.add_one(world_.file_exists.at(file), "the file is there", "the file is not there");
    notes_.add_if(world_.file_exists.at(file), std::string(form_words[static_cast<std::size_t>(world_.form.at(file))]));
    notes_.add_if(!world_.image.at(file).listed().empty(), "something in the file");
    bool open = false, committing = false;
    for (std::uint32_t i = 2; i < world_.store_exists.size(); ++i) {
      const Concrete::Store store{i};
      if (world_.file.at(store) != file || world_.handles.at(store) == 0) continue;
      open = true;
      committing = committing || world_.commits.at(store);
    }
    notes_.add_one(open, "a store has the file open", "no store has the file open");
    notes_.add_if(committing, "a store commits to the file");
  }

  void history(const Seen& seen) {
    const auto past = seen.past->find(seen.index);
    if (past == seen.past->end()) return;
    for (const std::string& each : past->second) notes_.add(seen.role + " " + each);
  }

  template <class Use>
  void for_each_of(Concrete::Store store, Use use) const {
    if (store == Concrete::no_store() || store == Concrete::null_store()) return;
    Concrete::for_each_context_of(world_, store, [&](Concrete::Context c) {
      use(c);
      return true;
    });
  }

  const ModelWorld& world_;
  const Past& past_;
  std::string act_;
  Notes notes_;
  std::vector<std::uint32_t> stores_;
  std::vector<Seen> seen_;
  std::set<std::string> of_elements_;
  std::size_t now_ = 0;
};

// What a call does to the histories of what it was given, and of what it gave.
class Record {
 public:
  Record(Past& past, const ModelOutcome& outcome) : past_(past), outcome_(outcome) {}

  void of(const ModelCall& call) {
    std::visit([&](const auto& it) {
      using Call = std::decay_t<decltype(it)>;
      const std::string how = std::string(outcome_.answer.succeeds ? "" : " that failed");
      model::for_each_argument(
          [&](const auto& argument, const auto& value) {
            constexpr Role role = std::decay_t<decltype(argument)>::role;
            const std::string text = "was the " + spaced(argument.name) + " of a " + spaced(Call::name) + how;
            if constexpr (role == Role::store) note(past_.stores, value.index, 2, text);
            if constexpr (role == Role::context) note(past_.contexts, value.index, 1, text);
            if constexpr (role == Role::csp) note(past_.csps, value.index, 1, text);
          },
          it);
      const std::string given = "came from a " + spaced(Call::name);
      if (!outcome_.answer.succeeds) return;
      note(past_.contexts, outcome_.answer.context.index, 1, given);
      note(past_.stores, outcome_.answer.store.index, 2, given);
    }, call);
  }

 private:
  static void note(Histories& histories, std::uint32_t index, std::uint32_t first, const std::string& text) {
    if (index >= first) histories[index].insert(text);
  }

  Past& past_;
  const ModelOutcome& outcome_;
};

}  // namespace

bool is_met_by(const std::string& act, const std::vector<std::string>& needed, const Situation& situation) {
  return !situation.traits.empty() && act == situation.act && situation.has_all(needed);
}

struct Situations::Following {
  explicit Following(const model::Reading& its_reading) : reading(its_reading), choices(model::first_values("windows")) {}

  const model::Reading& reading;
  const model::Assignment choices;
  Vocabulary words;
  ModelState state;
  Past past;
};

Situations::Situations(const model::Reading& reading) : following_(std::make_unique<Following>(reading)) {}
Situations::~Situations() = default;
Situations::Situations(Situations&&) noexcept = default;

void Situations::begin() {
  following_->state = ModelState{};
  following_->past = {};
}

Situation Situations::met_by(const trace::Line& line) {
  if (line.kind == trace::Line::Kind::file) return {};
  const auto call = model_call(line, following_->state, following_->words);
  if (!call) return {line.call, {}, 0};
  return Look(following_->state.world, following_->past).at(*call);
}

bool Situations::go_on(const trace::Line& line) {
  Following& it = *following_;
  if (line.kind == trace::Line::Kind::file) return set_up_file(line.file, it.state, it.words), true;
  const auto call = model_call(line, it.state, it.words);
  if (!call) return true;  // Of last error and the like nothing changes what there is.
  const Concrete::Choices way(it.reading, it.choices);
  const ModelOutcome outcome = model::step(it.state.world, *call, way);
  if (!outcome.given.holds()) return false;
  Record(it.past, outcome).of(*call);
  take(it.state, line, outcome);
  return true;
}

Situation situation_at_the_end(const std::vector<trace::Line>& program, const model::Reading& reading) {
  if (program.empty()) return {};
  Situations situations(reading);
  for (std::size_t i = 0; i + 1 < program.size(); ++i)
    if (!situations.go_on(program[i])) return {program.back().call, {}, 0};
  return situations.met_by(program.back());
}

}  // namespace certlife::conformance
