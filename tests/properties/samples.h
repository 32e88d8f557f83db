// The certificates, CRLs and CTLs that programs are about, and the values of properties: few, so that they meet often.
#pragma once

#include <certlife/wincrypt.h>

#include <array>
#include <string>
#include <vector>

#include "model/calls.h"

namespace certlife::properties {

inline constexpr int keys_in_use = 3;   // elements of a kind that differ in what makes a match
inline constexpr int times_in_use = 2;  // an earlier and a later edition of each

struct Sample {
  std::string label;
  std::vector<BYTE> bytes;
  std::vector<BYTE> subject;  // encoded name; of certificates only
  std::vector<BYTE> issuer;   // encoded name; not of CTLs
  std::vector<BYTE> serial;   // little endian, as a CERT_INFO has it
  std::array<BYTE, 20> sha1;
  int subject_number = 0;  // equal for equal names
  int issuer_number = 0;
};

const Sample& sample(model::Kind kind, int key, int time);

// Bytes that are none of the three kinds.
const std::vector<BYTE>& undecodable_bytes();

// The bytes of a property's value; values count from 1.
std::vector<BYTE> property_bytes(DWORD id, int value);
// The value that has these bytes, or 0.
int property_value(DWORD id, const std::vector<BYTE>& bytes);
inline constexpr int values_in_use = 2;

// The number of the certificate, key * times_in_use + time, whose SHA-1 this is, or -1.
int certificate_with_sha1(const std::vector<BYTE>& sha1);

}  // namespace certlife::properties
