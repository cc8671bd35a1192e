#pragma once

#include <string_view>

namespace skep::api::detail {

template <class T>
constexpr std::string_view prettyTypeName()
{
    return __PRETTY_FUNCTION__;
}

// The type's own name without its namespaces: "ServiceSpec". For messages only.
template <class T>
constexpr std::string_view typeName()
{
    constexpr std::string_view Pretty = prettyTypeName<T>();
    constexpr std::size_t Start = Pretty.find("T = ") + 4;
    constexpr std::string_view Full = Pretty.substr(Start, Pretty.find_first_of(";]", Start) - Start);
    constexpr std::size_t Colon = Full.rfind(':');
    return Colon == std::string_view::npos ? Full : Full.substr(Colon + 1);
}

} // namespace skep::api::detail
