// Could values, properties and files that were seen be those that the model has?
#pragma once

#include "model/oracle/concrete_calls.h"
#include "model/trace/value.h"

namespace certlife::oracle {

class ContentTable;
class Translator;

class Fitting {
 public:
  Fitting(const ContentTable& contents, Translator& translator) : contents_(contents), translator_(translator) {}

  bool value_fits(const trace::Value& seen, Concrete::Value value) const;
  // `required` is a property that has to be seen even if it may come and go; 0 for none.
  bool properties_fit(const Concrete::Properties& properties, const trace::Fields& seen, std::uint32_t required) const;
  bool records_fit(const Concrete::Records& records, const trace::Value& seen) const;
  // What a file was seen to hold. REQUIRES: the translator knows of the files what is known in this world.
  bool persisted_fits(const World& world, Concrete::File file, const trace::Value& seen) const;

 private:
  bool message_fits(const Concrete::Records& records, const Concrete::Records& message) const;

  const ContentTable& contents_;
  Translator& translator_;
};

}  // namespace certlife::oracle
