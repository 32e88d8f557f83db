// The hash that a certificate goes by when one is added: its CERT_SHA1_HASH_PROP_ID, even a false one, else that of its bytes
// (windows test testAddCert). A listed certificate whose property is not the hash of its bytes is noted in its list.
#pragma once

#include "impl/src/element_list.h"

namespace certlife::impl {

// For whoever holds the lock of the element's store, or has the element alone.
const encoding::Sha1& sha1_of_bytes(Element& element);

// What an element's property says, if it says something else than its bytes.
struct FalseSha1 {
  bool is_false = false;
  encoding::Sha1 value{};
};
// REQUIRES: nobody changes the properties meanwhile.
FalseSha1 false_sha1_of(Element& element);

// Notes in the list what the property of a linked certificate says now. Cannot fail after `reserve_false_sha1`.
void note_false_sha1(ElementList& list, Element& element, const FalseSha1& now, RetiredBlocks& retired);

// The newest listed certificate that goes by the same hash as the fresh one, with a reference. For those who hold the lock.
Element* take_same_hash(ElementList& list, Element& fresh, const FalseSha1& fresh_sha1, RetiredBlocks& retired);

}  // namespace certlife::impl
