// CertCreateCertificateContext, CertCreateCRLContext, CertCreateCTLContext.
#pragma once

#include "model/rules/holding.h"

namespace certlife::model {

// A new context of `home`, whose bytes no later call changes. [CONTEXT-8] It is allocated; who holds it and whether it is listed is for the caller of this to say.
template <class D>
void make_context(World<D>& after, Context<D> fresh, Store<D> home, KindOf<D> kind,
                  Content<D> content, Properties<D> properties, Bool<D> when) {
  after.context_exists.set(fresh, true, when);
  after.context_allocated.set(fresh, true, when);
  after.home.set(fresh, home, when);
  after.kind.set(fresh, kind, when);
  after.content.set(fresh, content, when);
  after.properties.set(fresh, properties, when);
}

// A PKCS #7 message is looked for in bytes for a CTL only. [CREATE-15]
template <class D>
Bool<D> is_no_message(KindOf<D> kind, EncodingTerm<D> encoding) {
  return kind == D::kind(Kind::ctl) && encoding == D::encoding(Encoding::no_message);
}

template <class D>
void answer_create(Outcome<D>& outcome, const CreateContext<D>& call, Bool<D> sound) {
  const Bool<D> no_bytes = call.encoding == D::encoding(Encoding::no_bytes);
  const Bool<D> is_ctl = call.kind == D::kind(Kind::ctl);
  answer_by(outcome, {
      {sound,                                             true,  Error::unspecified,      "CREATE-1"},
      {call.encoding == D::encoding(Encoding::bad_type),  false, Error::invalid_argument, "CREATE-7"},
      {no_bytes && is_ctl,                                false, Error::invalid_data,     "CREATE-8"},
      {no_bytes,                                          false, Error::end_of_data,      "CREATE-8"},
      {is_no_message<D>(call.kind, call.encoding),        false, Error::invalid_data,     "CREATE-15"},
      {is_ctl,                                            false, Error::any_decoding,     "CREATE-16"},
      {true,                                              false, Error::any_asn1,         "CREATE-9"},
  });
  cite_effects(outcome, {{sound && is_ctl, "CREATE-17"}});
}

template <class D>
Outcome<D> create_context(const World<D>& before, const CreateContext<D>& call, const Choices<D>& choice) {
  const auto fresh = call.fresh_context;
  const Bool<D> sound = call.encoding == D::encoding(Encoding::sound);

  // GIVEN   nothing.
  Outcome<D> outcome{given<D>(), before, {}, {}};

  // THEN    sound bytes make a context of the null store that no store lists.        [CREATE-1, CREATE-2, CREATE-3, CREATE-13]
  make_context(outcome.after, fresh, D::null_store(), call.kind, call.content, D::no_properties(), sound);
  //         The caller owns its one reference.                                       [CREATE-1, CREATE-6]
  give_reference(outcome.after, fresh, sound);

  // RESULT  the new context, or NULL with what was wrong.                            [CREATE-7, CREATE-8, CREATE-9, CREATE-12]
  outcome.answer.context = D::choose(sound, fresh, D::no_context());
  answer_create(outcome, call, sound);

  // FRAME   everything stays; the new context is of the null store, and its bytes are those given.
  frame_by(outcome, choice, [&] {
    return Frame<D>{{Aspect::home,    Of::anything, true, "CREATE-3"},
                    {Aspect::content, Of::anything, true, "CREATE-1"}};
  });
  return outcome;
}

}  // namespace certlife::model
