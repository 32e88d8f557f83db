#include "impl/src/known_hash.h"

#include <algorithm>

namespace certlife::impl {

using encoding::Bytes;
using encoding::Sha1;

namespace {

// A value of another length than a hash's is like no hash, but like itself.
Sha1 as_sha1(Bytes value) {
  Sha1 result{};
  if (value.size() != result.size()) return encoding::sha1_of(value);
  std::copy(value.begin(), value.end(), result.begin());
  return result;
}

// The certificates with one key, newest first. Those with a false hash come in the order in which it was set.
class SameKey {
 public:
  SameKey(const ElementList& list, Lookup lookup, const Key& key)
      : list_(list), lookup_(lookup), key_(key), by_index_(wants_false() || list.prefers_index(lookup)) {
    to_next();
  }
  Element* element() const { return element_; }
  void to_next() {
    do element_ = list_.next_with_key(lookup_, key_, element_, by_index_);
    while (element_ != nullptr && element_->has_false_sha1 != wants_false());
  }

 private:
  bool wants_false() const { return lookup_ == Lookup::false_sha1; }

  const ElementList& list_;
  Lookup lookup_;
  Key key_;
  bool by_index_;
  Element* element_ = nullptr;
};

// What nobody holds dies with a store that is closed, and until it is buried its list still has it.
bool is_there(const Element& element) {
  const Counts counts = element.counts.load();
  return counts.listed && !lifetime::context_is_dead(counts);
}

// Of those that go by the key the newest that is listed.
Element* newest_listed(const ElementList& list, Lookup lookup, const Key& key) {
  SameKey each(list, lookup, key);
  const bool in_order = lookup != Lookup::false_sha1;
  Element* newest = nullptr;
  for (; each.element() != nullptr && !(in_order && newest != nullptr); each.to_next()) {
    Element* element = each.element();
    if (is_there(*element) && (newest == nullptr || element->sequence > newest->sequence)) newest = element;
  }
  return newest;
}

// Equal bytes tell without a hash what no false hash has a part in.
Element* find_same_hash(const ElementList& list, Element& fresh, const FalseSha1& fresh_sha1) {
  const Lookup lookup = fresh_sha1.is_false ? Lookup::sha1 : Lookup::match;
  Element* found = newest_listed(list, lookup, fresh_sha1.is_false ? Key{{Bytes{fresh_sha1.value}}} : key_of(fresh, lookup));
  if (list.has_false_sha1()) {
    const Sha1& known = fresh_sha1.is_false ? fresh_sha1.value : sha1_of_bytes(fresh);
    Element* liar = newest_listed(list, Lookup::false_sha1, Key{{Bytes{known}}});
    if (liar != nullptr && (found == nullptr || liar->sequence > found->sequence)) found = liar;
  }
  return found;
}

}  // namespace

const Sha1& sha1_of_bytes(Element& element) {
  if (!element.sha1_is_known) element.sha1 = encoding::sha1_of(element.encoded());
  element.sha1_is_known = true;
  return element.sha1;
}

FalseSha1 false_sha1_of(Element& element) {
  if (element.kind != Kind::certificate || !element.properties.has(CERT_SHA1_HASH_PROP_ID)) return {};
  const Sha1 value = as_sha1(element.properties.value(CERT_SHA1_HASH_PROP_ID));
  return {value != sha1_of_bytes(element), value};
}

void note_false_sha1(ElementList& list, Element& element, const FalseSha1& now, RetiredBlocks& retired) {
  if (element.has_false_sha1) list.forget_false_sha1(element);
  element.false_sha1 = now.value;
  if (now.is_false) list.note_false_sha1(element, retired);
}

// It may die between the find and the taking, and is not found again then.
Element* take_same_hash(ElementList& list, Element& fresh, const FalseSha1& fresh_sha1, RetiredBlocks& retired) {
  const Lookup lookup = fresh_sha1.is_false ? Lookup::sha1 : Lookup::match;
  if (list.prefers_index(lookup)) list.catch_up(lookup, retired);
  for (;;) {
    Element* found = find_same_hash(list, fresh, fresh_sha1);
    if (found == nullptr || found->counts.take_reference_if_listed()) return found;
  }
}

}  // namespace certlife::impl
