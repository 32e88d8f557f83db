// How each call goes through the port. Arguments are taken by their places in the documentation.
#pragma once

#include "tests/conformance/embedded/made_call.h"

namespace certlife::embedded {

void open_store(MadeCall& call);
void duplicate_store(MadeCall& call);
void close_store(MadeCall& call);
void control_store(MadeCall& call);
void save_store(MadeCall& call);

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

void acquire_csp(MadeCall& call);
void add_csp_reference(MadeCall& call);
void release_csp(MadeCall& call);
void get_csp_parameter(MadeCall& call);

}  // namespace certlife::embedded
