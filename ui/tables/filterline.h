#pragma once

#include <QString>
#include <QStringList>

#include <functional>
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
    // Quotes keep spaces: node:"rack 3". A field that is not among `fields` is taken as plain text ("10.0.0.1:80").
    [[nodiscard]] static FilterLine parse(const QString& line, const QStringList& fields);

    [[nodiscard]] bool empty() const { return m_terms.empty(); }
    [[nodiscard]] const std::vector<Term>& terms() const { return m_terms; }
    // `textOf` answers a field's text; of "" nothing is asked: plain words look into every one of `fields`.
    [[nodiscard]] bool matches(const std::function<QString(int field)>& textOf) const;

private:
    struct Resolved {
        int field = -1;
        QString text;
    };
    std::vector<Term> m_terms;
    std::vector<Resolved> m_resolved;
    int m_fields = 0;
};

} // namespace skep::ui
