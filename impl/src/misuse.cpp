#include "impl/src/misuse.h"

namespace certlife::impl {
namespace {

#define CERTLIFE_USE_OF_A_CONTEXT                                                                                    \
  "The caller may use a context only while it owns a reference to it: one is gained by each create, find, "          \
  "enumeration step, duplicate, and add with an out pointer; one is given up by each free, delete, or use as a "     \
  "previous context."
#define CERTLIFE_KINDS                                                                                               \
  "A certificate, a CRL and a CTL each go to the functions of their own kind; any other use is undefined."
#define CERTLIFE_IDENTITY                                                                                            \
  "A pointer is the identity of a context: passing a copy of its public part is undefined."
#define CERTLIFE_CONSTANCY "The bytes and the decoded fields of a context never change while it is allocated."
#define CERTLIFE_USE_OF_A_STORE                                                                                      \
  "The caller may use a handle to a store only while it owns a reference to it: one is gained by each successful "   \
  "open and each duplicate, one is given up by each close. Any other use is undefined."
#define CERTLIFE_FORCE                                                                                               \
  "After a forced close every use of a handle to the store, or of a context of it, is undefined, closing and "       \
  "freeing included, even where the memory is still there."

#define CERTLIFE_LOST_CHANGES                                                                                        \
  "OPEN: whether a failure to write the file at the last close shows in the result; the page knows no such result."

#define CERTLIFE_MISUSE(misuse, what, id, sentence) \
  MisuseText { Misuse::misuse, id, sentence, what " " id ": " sentence }

constexpr std::array<MisuseText, number_of_misuses> texts = {{
    CERTLIFE_MISUSE(context_is_not_held, "Its store lists the context, but nobody holds a reference to it.", "CONTEXT-1",
                    CERTLIFE_USE_OF_A_CONTEXT),
    CERTLIFE_MISUSE(context_is_freed, "The context was freed with its last reference.", "CONTEXT-1",
                    CERTLIFE_USE_OF_A_CONTEXT),
    CERTLIFE_MISUSE(context_went_with_its_store, "The last close of its store freed the context, which nobody held.",
                    "CONTEXT-1", CERTLIFE_USE_OF_A_CONTEXT),
    CERTLIFE_MISUSE(context_went_by_force, "A forced close of its store freed the context.", "CLOSE-12", CERTLIFE_FORCE),
    CERTLIFE_MISUSE(context_is_of_another_kind, "The context is of another kind.", "CONTEXT-7", CERTLIFE_KINDS),
    CERTLIFE_MISUSE(no_context, "No context is at this address, nor was there one lately.", "CONTEXT-6", CERTLIFE_IDENTITY),
    CERTLIFE_MISUSE(context_was_changed, "What the caller sees of the context was changed; the library goes on with its own.",
                    "CONTEXT-8", CERTLIFE_CONSTANCY),
    CERTLIFE_MISUSE(store_is_closed, "The store was closed for the last time, and is gone.", "HANDLE-1",
                    CERTLIFE_USE_OF_A_STORE),
    CERTLIFE_MISUSE(store_was_closed_by_force, "The store was closed by force.", "CLOSE-12", CERTLIFE_FORCE),
    CERTLIFE_MISUSE(store_waits_for_contexts, "The store was closed for the last time, and waits only for contexts that are held.",
                    "HANDLE-1", CERTLIFE_USE_OF_A_STORE),
    CERTLIFE_MISUSE(no_store, "No store is at this address, nor was there one lately.", "HANDLE-1", CERTLIFE_USE_OF_A_STORE),
    CERTLIFE_MISUSE(changes_were_lost,
                    "The final close could not write the file, and the changes are lost: commit before you close.", "CLOSE-33",
                    CERTLIFE_LOST_CHANGES),
}};

}  // namespace

const std::array<MisuseText, number_of_misuses>& misuse_texts() { return texts; }

const MisuseText& text_of(Misuse misuse) { return texts[static_cast<std::size_t>(misuse)]; }

}  // namespace certlife::impl
