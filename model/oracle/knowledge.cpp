#include "model/oracle/knowledge.h"

#include <memory>
#include <utility>

namespace certlife::oracle {

void Knowledge::set_up(const trace::FileSetup& file) {
  const Concrete::File index = translator.file_called(file.name);
  Translator::FileContent content;
  if (file.contents.is_list()) {
    translator.forget_bytes(index.index);
    content.form = model::FileForm::serialized_store;
    for (const trace::Value& item : file.contents.items) content.records.push_back(translator.record_of(item));
  } else if (file.bytes.is_text()) {
    content = translator.note_file_bytes(index, file.bytes);
  }
  const auto shared = std::make_shared<const Concrete::Records>(std::move(content.records));
  for (Candidate& candidate : candidates) {
    candidate.world.file_exists.put(index, true);
    candidate.world.image.put(index, {shared});
    candidate.world.form.put(index, content.form);
  }
}

void Knowledge::translate(const trace::Line& seen) {
  translator.translate(names, seen, translation);
  if (translation.new_csps.empty()) return;
  bindings.adopt_csps(translation.new_csps);
  translator.translate(names, seen, translation);
}

bool Knowledge::uses_closed_store() const {
  const Candidate& candidate = candidates.front();
  const auto called = [&](NameId name) { return candidate.context_called(name); };
  return std::visit(
      [&](const auto& call) {
        if constexpr (requires { call.store; }) {
          const Concrete::Store store =
              translation.store_from ? candidate.world.home.at(context_named(translation.store_from, called)) : call.store;
          return store.index >= first_free_store && candidate.world.handles.at(store) <= 0;
        } else {
          return false;
        }
      },
      translation.call);
}

// Whether it is defined hangs on no choice.
const char* Knowledge::undefined_in(const Candidate& candidate) const {
  return for_each_branch(candidate, {}, [](Outcome&, Choosing&) { return false; });
}

}  // namespace certlife::oracle
