// CertFind…InStore: an enumeration that shows only what the filter passes. The rule is `next_context` of
// model/rules/enumerate_contexts.h with `is_find`; what each find type passes is the domain's `matches`, or for a hash what
// model/rules/matching.h says.
// [FIND-4, FIND-5, FIND-6, FIND-7, FIND-8, FIND-9, FIND-11, FIND-12, FIND-13]
#pragma once
