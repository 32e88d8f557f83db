// Every program up to a depth, by a walk that undoes each call by copying the library's memory back.
#pragma once

#include <array>
#include <cstdint>
#include <iostream>

#include "tests/properties/programs.h"

namespace certlife::properties {

// What calls the programs are made of.
struct Alphabet {
  const char* name;
  bool creates = false;       // CertCreate…Context
  bool deletes = false;       // CertDelete…FromStore
  bool enumerates = false;    // CertEnum…InStore from the start, and behind every held context
  bool duplicates = true;     // of stores and contexts
  bool dispositions = false;  // NEW and REPLACE_EXISTING beside ALWAYS, and adds without an out pointer
  bool editions = false;      // the later edition of each sample too
  bool properties = false;    // setting, deleting a friendly name
  bool csps = false;          // CryptAcquireContext, stores that own the handle, and such that do not
  bool all_flags = true;      // CHECK, FORCE and both beside 0
};

// Opens, duplicates, adds of each kind, frees, and closes with all flags.
inline constexpr Alphabet core_alphabet{"open, duplicate, add, free, close with 0, CHECK, FORCE, CHECK|FORCE"};
inline constexpr Alphabet wide_alphabet{
    "the same, create, delete, enumerate, NEW, REPLACE_EXISTING, adds without result, properties, CSP handles",
    true, true, true, true, true, false, true, true, true};

inline constexpr std::size_t deepest = 12;

// Where a walk stands. It may lie in memory shared with another process, to be read when this one has crashed.
struct Path {
  std::array<model::Call<Small>, deepest> calls;
  std::size_t length = 0;
  std::uint64_t programs = 0;

  Program<Small> program() const { return Program<Small>(calls.begin(), calls.begin() + static_cast<std::ptrdiff_t>(length)); }
};

class Walk {
 public:
  Walk(const Library& library, Arena& arena, const Alphabet& alphabet, Path& path)
      : arena_(arena), alphabet_(alphabet), path_(path), player_(library, &arena) {}

  // All programs of up to that many calls. The first that differs ends the walk and stands in the path.
  Verdict all_up_to(std::size_t depth);

 private:
  struct Level {
    Arena::Snapshot memory;
    Player<Small>::State state;
    std::vector<model::Call<Small>> calls;
  };

  Arena& arena_;
  const Alphabet& alphabet_;
  Path& path_;
  Player<Small> player_;
  std::array<Level, deepest> levels_;
};

}  // namespace certlife::properties
