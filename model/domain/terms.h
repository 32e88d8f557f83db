// The words of a domain, as the rules write them: `Bool<D>`, `Store<D>`. What each is, its domain says.
#pragma once

namespace certlife::model {

template <class D> using Bool = typename D::Bool;
template <class D> using Count = typename D::Count;
template <class D> using Store = typename D::Store;
template <class D> using Context = typename D::Context;
template <class D> using Csp = typename D::Csp;
template <class D> using File = typename D::File;
template <class D> using KindOf = typename D::Kind;
template <class D> using Content = typename D::Content;
template <class D> using Position = typename D::Position;
template <class D> using Image = typename D::Image;
template <class D> using FormTerm = typename D::FormTerm;
template <class D> using Properties = typename D::Properties;
template <class D> using PropertyId = typename D::PropertyId;
template <class D> using Value = typename D::Value;
template <class D> using ProviderTerm = typename D::ProviderTerm;
template <class D> using DispositionTerm = typename D::DispositionTerm;
template <class D> using EncodingTerm = typename D::EncodingTerm;
template <class D> using Filter = typename D::Filter;
template <class D> using Code = typename D::Code;
template <class D> using Choices = typename D::Choices;
template <class D> using Citations = typename D::Citations;
template <class D> using Index = typename D::Index;

}  // namespace certlife::model
