#include "impl/src/encoding/sha1.h"

#include <gtest/gtest.h>

#include <string_view>
#include <thread>
#include <vector>

namespace certlife::impl::encoding::test {
namespace {

Bytes bytes_of_text(std::string_view text) { return bytes_of(text.data(), text.size()); }

template <class Digest>
std::string hexadecimal(const Digest& digest) {
  std::string text;
  for (const int octet : digest) {
    text += "0123456789abcdef"[octet >> 4];
    text += "0123456789abcdef"[octet & 15];
  }
  return text;
}

TEST(Digests, AreThoseOfTheStandards) {
  EXPECT_EQ(hexadecimal(sha1_of({})), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hexadecimal(sha1_of(bytes_of_text("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hexadecimal(md5_of({})), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hexadecimal(md5_of(bytes_of_text("abc"))), "900150983cd24fb0d6963f7d28e17f72");
}

TEST(Digests, DoNotMixThreads) {
  const Sha1 expected = sha1_of(bytes_of_text("abc"));
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int& count : wrong) {
    threads.emplace_back([&count, &expected] {
      for (int i = 0; i < 1000; ++i) count += sha1_of(bytes_of_text("abc")) != expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4));
}

}  // namespace
}  // namespace certlife::impl::encoding::test
