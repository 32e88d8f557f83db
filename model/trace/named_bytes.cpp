#include "model/trace/named_bytes.h"

#include "model/trace/bad_input.h"
#include "model/trace/utf8.h"

namespace certlife::trace {

void NamedBytes::take(const Line& line) {
  const auto [place, is_new] = bytes_.try_emplace("bytes:" + line.file.name, line.file.bytes.text);
  if (!is_new && place->second != line.file.bytes.text)
    throw BadInput(1, "the bytes \"" + shortened(line.file.name) + "\" are others than before");
}

void NamedBytes::put_into(Line& line) const {
  if (bytes_.empty()) return;
  for (Fields* fields : {&line.args, &line.out, &line.observed.content, &line.observed.properties}) put_into(*fields);
  put_into(line.file.bytes);
  put_into(line.file.contents);
}

void NamedBytes::put_into(Value& value) const {
  for (Value& item : value.items) put_into(item);
  for (Field& field : value.fields) put_into(field.value);
  if (!value.is_text() || !value.text.starts_with("bytes:")) return;
  if (const auto found = bytes_.find(value.text); found != bytes_.end()) value.text = found->second;
}

void NamedBytes::put_into(Fields& fields) const {
  for (Field& field : fields) put_into(field.value);
}

}  // namespace certlife::trace
