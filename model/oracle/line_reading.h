// A line on its way to a call of the model: what the roles of binding_roles.h read in it, and what they note beside the call.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/oracle/element_parameters.h"
#include "model/oracle/translate.h"

namespace certlife::oracle {

// Why a line is not evaluated: it says something that the model does not have.
struct Outside {
  const char* reason;
  bool touches_world = true;  // The call may have changed what it was given.
};
constexpr Outside outside(const char* reason) { return {reason, true}; }
// A call that only looks.
constexpr Outside outside_of_what_looks(const char* reason) { return {reason, false}; }

class LineReading {
 public:
  LineReading(Translator& by, const NameSource& names, const trace::Line& line, Kind of, Translation& into)
      : translator(by), kind(of), to(into), names_(names), line_(line) {}

  // The first reason stays.
  void leave(std::string reason, bool touches_world = true);
  void leave(const Outside& why) { leave(why.reason, why.touches_world); }
  bool is_left() const { return to.fate == Translation::Fate::not_evaluated; }
  // A property that is outside the model has a value of who knows what sort: it is not looked at.
  void leave_property(const Outside& why) { leave(why), property_outside_ = true; }
  bool has_property_outside() const { return property_outside_; }

  // Arguments. Numbers that are NULL are 0; omitted ones the fallback.
  const trace::Value& argument(std::string_view parameter) const { return line_.arg(parameter); }
  std::int64_t number(std::string_view parameter, std::int64_t fallback = 0) const;
  std::uint32_t dword(std::string_view parameter) const { return static_cast<std::uint32_t>(number(parameter)); }
  // A context's name where a store is wanted means its hCertStore.
  Concrete::Store store(std::string_view parameter);
  Concrete::Context context(std::string_view parameter);
  Concrete::Csp csp(std::string_view parameter);
  // For calls that take a handle: NULL is a dead one, and so is a number, a value that no call gave.
  Concrete::Csp csp_or_dead(std::string_view parameter);
  Concrete::File file(std::string_view parameter);
  // A file store reads what is known of the file's bytes.
  void file_of_store(std::string_view parameter, model::OpenStore<Concrete>& call);
  model::Encoding element(const ElementParameters& parameters, Concrete::Content& content);
  // A part of an element, given by its label or by a context that has it.
  Concrete::Filter filter(std::string_view parameter, Concrete::Filter::By part);
  Concrete::Value property_value(std::string_view parameter, std::uint32_t property);
  bool gives_a_size_of_its_own(std::string_view parameter) const;

  // Results. Out parameters that are absent were passed as NULL; null among the arguments says the same.
  const trace::Value& output(std::string_view parameter) const { return line_.output(parameter); }
  const trace::Value* given_output(std::string_view parameter) const;
  void returns(Translation::Result result) { to.result = result, to.object = to.ret; }
  void check_results() const;

  Translator& translator;
  const Kind kind;  // That the call is for; certificates if it is for none.
  Translation& to;

 private:
  KnownName known(std::string_view parameter, Thing thing, std::string_view what);
  KnownName known(std::string_view parameter, std::string_view name, const KnownName& found, Thing thing, std::string_view what);
  void mention(const KnownName& name);
  bool gives_away(std::string_view csp);
  bool fails_for_another_reason() const;
  std::optional<bool> succeeds() const;
  model::Encoding encoding_of(const trace::Value& bytes, ContentTable::Entry* entry);
  Concrete::Filter filter_of(const ContentTable::Entry& entry, Concrete::Filter::By part);

  const NameSource& names_;
  const trace::Line& line_;
  bool property_outside_ = false;
};

}  // namespace certlife::oracle
