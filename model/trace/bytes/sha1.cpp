#include "model/trace/bytes/sha1.h"

#include <bit>
#include <vector>

namespace certlife::conformance {
namespace {

using State = std::array<std::uint32_t, 5>;

// The message, a one bit, zeros, and the length in bits as eight big-endian bytes: a multiple of 64 bytes.
std::vector<std::uint8_t> padded(std::span<const std::uint8_t> bytes) {
  std::vector<std::uint8_t> message(bytes.begin(), bytes.end());
  message.push_back(0x80);
  while (message.size() % 64 != 56) message.push_back(0);
  const std::uint64_t bits = static_cast<std::uint64_t>(bytes.size()) * 8;
  for (int shift = 56; shift >= 0; shift -= 8) message.push_back(static_cast<std::uint8_t>(bits >> shift));
  return message;
}

std::array<std::uint32_t, 80> schedule(const std::uint8_t* block) {
  std::array<std::uint32_t, 80> words{};
  for (std::size_t i = 0; i < 64; ++i) words[i / 4] = (words[i / 4] << 8) | block[i];
  for (std::size_t i = 16; i < 80; ++i)
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  return words;
}

struct Round {
  std::uint32_t mixed;
  std::uint32_t constant;
};

Round round_of(std::size_t step, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  if (step < 20) return {(b & c) | (~b & d), 0x5A827999};
  if (step < 40) return {b ^ c ^ d, 0x6ED9EBA1};
  if (step < 60) return {(b & c) | (b & d) | (c & d), 0x8F1BBCDC};
  return {b ^ c ^ d, 0xCA62C1D6};
}

void absorb(State& state, const std::uint8_t* block) {
  const auto words = schedule(block);
  auto [a, b, c, d, e] = state;
  for (std::size_t step = 0; step < 80; ++step) {
    const Round round = round_of(step, b, c, d);
    const std::uint32_t next = std::rotl(a, 5) + round.mixed + e + round.constant + words[step];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

}  // namespace

Sha1 sha1(std::span<const std::uint8_t> bytes) {
  State state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  const auto message = padded(bytes);
  for (std::size_t at = 0; at < message.size(); at += 64) absorb(state, message.data() + at);
  Sha1 digest{};
  for (std::size_t i = 0; i < digest.size(); ++i)
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  return digest;
}

}  // namespace certlife::conformance
