#include "tests/record/recorder/known_bytes.h"

#include <cstring>
#include <intrin.h>

#include "tests/record/recorder/windows_api.h"

namespace certlife::record {
namespace {

constexpr std::size_t first_room = 4096;

std::uint64_t mixed(std::uint64_t one, std::uint64_t other) {
  std::uint64_t high = 0;
  const std::uint64_t low = _umul128(one, other, &high);
  return low ^ high;
}

// Two lanes that share nothing but the bytes.
void hash_of(const void* bytes, std::size_t size, std::uint64_t (&hash)[2]) {
  const auto* at = static_cast<const unsigned char*>(bytes);
  hash[0] = 0x9E3779B97F4A7C15 ^ size, hash[1] = 0xC2B2AE3D27D4EB4F + size;
  for (; size > 0; at += 8) {
    std::uint64_t word = 0;
    const std::size_t part = size < 8 ? size : 8;
    std::memcpy(&word, at, part);
    hash[0] = mixed(hash[0] ^ word, 0xA0761D6478BD642F);
    hash[1] = mixed(hash[1] + word, 0xE7037ED1A0B428DB);
    size -= part;
  }
}

}  // namespace

KnownBytes::Number KnownBytes::number_of(const void* bytes, std::size_t size) {
  std::uint64_t hash[2];
  hash_of(bytes, size, hash);
  if (2 * std::size_t{count_} >= room_ && !grow()) return {};
  Entry* const entry = find(hash);
  if (entry->number) return {entry->number, false};
  *entry = {{hash[0], hash[1]}, ++count_};
  return {entry->number, true};
}

KnownBytes::Entry* KnownBytes::find(const std::uint64_t (&hash)[2]) const {
  std::size_t at = hash[0] & (room_ - 1);
  while (entries_[at].number && (entries_[at].hash[0] != hash[0] || entries_[at].hash[1] != hash[1])) at = (at + 1) & (room_ - 1);
  return &entries_[at];
}

bool KnownBytes::grow() {
  const std::size_t room = room_ ? 2 * room_ : first_room;
  auto* const entries = static_cast<Entry*>(VirtualAlloc(nullptr, room * sizeof(Entry), MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE));
  if (!entries) return false;
  Entry* const old = entries_;
  const std::size_t old_room = room_;
  entries_ = entries, room_ = room;
  for (std::size_t i = 0; i < old_room; ++i)
    if (old[i].number) *find(old[i].hash) = old[i];
  if (old) VirtualFree(old, 0, MEM_RELEASE);
  return true;
}

}  // namespace certlife::record
