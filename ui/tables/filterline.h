#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace skep::ui {

// What stands in the filter line of a list: "name:web state:failed" or plain words. All terms must hold, without regard to case.
class FilterLine {
public:
    struct Term {
        QString field; // "" for any
        QString text;
        bool operator==(const Term&) const = default;
    };
    // Quotes keep spaces: node:"rack 3". A field that is not among `fields` is taken as plain text ("10.0.0.1:80"). Plain words do not
    // look into the fields `unsearched`.
    [[nodiscard]] static FilterLine parse(const QString& line, const QStringList& fields, const QStringList& unsearched = {});

    [[nodiscard]] bool empty() const { return m_terms.empty(); }
    [[nodiscard]] const std::vector<Term>& terms() const { return m_terms; }
    // `textOf` answers a field's folded() text; plain words ask for every one they look into.
    [[nodiscard]] bool matches(const std::function<const std::string&(int field)>& textOf) const;
    // Whether nothing matches this that does not match `other`: somebody typed on.
    [[nodiscard]] bool narrows(const FilterLine& other) const;

private:
    struct Wanted {
        std::string text; // folded
        std::vector<int> fields; // in one of these
    };
    std::vector<Term> m_terms;
    std::vector<Wanted> m_wanted; // as m_terms
};

} // namespace skep::ui
