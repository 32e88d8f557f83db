#include "impl/src/property_set.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <new>
#include <numeric>
#include <utility>

#include "impl/src/csp.h"
#include "impl/src/memory.h"

namespace certlife::impl {

using encoding::Bytes;

// Fresh properties that are nobody's yet: they go unless they are taken.
class PropertySet::Copies {
 public:
  explicit Copies(std::size_t most) { all.reserve(most); }
  ~Copies() {
    for (Property* property : all) destroy(property);
  }
  Copies(const Copies&) = delete;
  Copies& operator=(const Copies&) = delete;

  std::vector<Property*> all;
};

PropertySet::Property* PropertySet::make(DWORD id, Bytes value, Options options, DWORD place) {
  void* block = allocate_block(sizeof(Property) + value.size());
  auto* property = new (block) Property{id, static_cast<DWORD>(value.size()), place, options};
  if (!value.empty()) std::memcpy(property->bytes(), value.data(), value.size());
  return property;
}

void PropertySet::destroy(Property* property) {
  if (property->options.releases_key) {
    CERT_KEY_CONTEXT key{};
    std::memcpy(&key, property->bytes(), sizeof key);
    release_csp(key.hCryptProv);
  }
  release_block(property, sizeof(Property) + property->size);
}

PropertySet::Property** PropertySet::place_of(DWORD id) const {
  return std::lower_bound(all().data(), end(), id, [](const Property* property, DWORD than) { return property->id < than; });
}

PropertySet::Property* PropertySet::find_any(DWORD id) const {
  Property** place = place_of(id);
  return stands_at(place, id) ? *place : nullptr;
}

PropertySet::Property* PropertySet::find(DWORD id) const {
  Property* property = find_any(id);
  return property != nullptr && property->options.is_shown ? property : nullptr;
}

Bytes PropertySet::value(DWORD id) const {
  Property* property = find(id);
  return {property->bytes(), property->size};
}

DWORD PropertySet::id_after(DWORD id) const {
  Property** place = place_of(id);
  if (stands_at(place, id)) ++place;
  while (place != end() && !(*place)->options.is_shown) ++place;
  return place == end() ? 0 : (*place)->id;
}

void PropertySet::reserve(std::size_t more) {
  const DWORD used = table_ == nullptr ? 0 : table_->count;
  const std::size_t needed = used + more;
  if (table_ != nullptr && needed <= table_->room) return;
  const DWORD room = static_cast<DWORD>(std::max<std::size_t>({2, needed, std::size_t{used} * 2}));
  auto* larger = new (allocate_block(size_of_table(room))) Table{used, room, table_ == nullptr ? 0 : table_->next_place};
  if (table_ != nullptr) {
    std::ranges::copy(all(), larger->properties());
    release_block(table_, size_of_table(table_->room));
  }
  table_ = larger;
}

void PropertySet::put(Property* fresh) {
  Property** place = place_of(fresh->id);
  if (stands_at(place, fresh->id)) {
    fresh->place = (*place)->place;
    return destroy(std::exchange(*place, fresh));
  }
  std::move_backward(place, end(), end() + 1);
  *place = fresh;
  ++table_->count;
}

void PropertySet::set(DWORD id, Bytes value, Options options) {
  reserve(1);
  put(make(id, value, options, table_->next_place));
  ++table_->next_place;
}

void PropertySet::overwrite(DWORD id, Bytes value, Options options) noexcept {
  Property* property = find(id);
  std::memcpy(property->bytes(), value.data(), value.size());
  property->options = options;
}

void PropertySet::remove(DWORD id) {
  Property** place = place_of(id);
  if (!stands_at(place, id)) return;
  Property* property = *place;
  std::move(place + 1, end(), place);
  --table_->count;
  destroy(property);
}

void PropertySet::clear() {
  if (table_ == nullptr) return;
  std::ranges::for_each(all(), destroy);
  release_block(table_, size_of_table(table_->room));
  table_ = nullptr;
}

// In ascending order of ids each finds its place at the end.
void PropertySet::set_all(const std::vector<Record>& records) {
  std::vector<DWORD> order(records.size());
  std::iota(order.begin(), order.end(), DWORD{0});
  std::ranges::stable_sort(order, {}, [&](DWORD i) { return records[i].id; });
  reserve(records.size());
  for (const DWORD i : order) put(make(records[i].id, records[i].value, records[i].options, i));
  table_->next_place = static_cast<DWORD>(records.size());
}

bool PropertySet::is_copied(const Property& theirs, Merge merge) const {
  const bool is_hash = theirs.id == CERT_SHA1_HASH_PROP_ID || theirs.id == CERT_MD5_HASH_PROP_ID;
  if (is_key_handle_property(theirs.id) || (merge != Merge::into_fresh && is_hash)) return false;
  return merge == Merge::take_theirs || find_any(theirs.id) == nullptr;
}

void PropertySet::take_copies_from(const PropertySet& other, Merge merge) {
  if (other.is_empty()) return;
  reserve(other.all().size());
  Copies copies(other.all().size());
  for (Property* theirs : other.all()) {
    if (!is_copied(*theirs, merge)) continue;
    Options options;
    options.is_shown = theirs->options.is_shown;
    copies.all.push_back(make(theirs->id, {theirs->bytes(), theirs->size}, options, table_->next_place + theirs->place));
  }
  for (Property* copy : copies.all) put(copy);
  copies.all.clear();
  table_->next_place += other.table_->next_place;
}

std::vector<PropertySet::Record> PropertySet::saved() const {
  std::vector<Property*> kept;
  std::ranges::copy_if(all(), std::back_inserter(kept), [](const Property* each) {
    return each->options.is_persisted && !is_key_handle_property(each->id);
  });
  std::ranges::sort(kept, {}, &Property::place);
  std::vector<Record> records;
  records.reserve(kept.size());
  for (Property* each : kept) records.push_back({each->id, {each->bytes(), each->size}, each->options});
  return records;
}

}  // namespace certlife::impl
