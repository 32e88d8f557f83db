// How each call goes through the port. Arguments are taken by their places in the documentation.
#pragma once

#include <span>

#include "tests/conformance/embedded/made_call.h"

namespace certlife::embedded {

// A call, what makes it, and whether the port has the function for it.
struct Maker {
  trace::Call call;
  void (*make)(MadeCall&);
  bool (*is_there)(const conform::Port&);
};
template <auto Member>
bool has(const conform::Port& port) {
  return static_cast<bool>(port.*Member);
}

// The calls of stores and of CSP handles.
std::span<const Maker> store_makers();
std::span<const Maker> csp_makers();

// The calls of contexts, of each kind.
void create(MadeCall& call, conform::Kind kind);
void add_encoded(MadeCall& call, conform::Kind kind);
void add(MadeCall& call, conform::Kind kind);
void enumerate(MadeCall& call, conform::Kind kind);
void find(MadeCall& call, conform::Kind kind);
void duplicate(MadeCall& call, conform::Kind kind);
void release(MadeCall& call, conform::Kind kind);
void remove(MadeCall& call, conform::Kind kind);
void set_property(MadeCall& call, conform::Kind kind);
void get_property(MadeCall& call, conform::Kind kind);
void enumerate_properties(MadeCall& call, conform::Kind kind);

}  // namespace certlife::embedded
