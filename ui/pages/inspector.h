#pragma once

#include "ui/cluster/cluster.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace skep::ui {

class ValueLabel;

// A column of facts about what is selected. The same layout for the same shape of content is kept, so nothing flickers
// or loses focus.
class Inspector final : public QScrollArea
{
    Q_OBJECT
public:
    struct Fact
    {
        QString label, text;
        bool code = false; // ids, commands, addresses
        bool operator==(const Fact&) const = default;
    };
    struct Section
    {
        QString title; // "" for the first
        std::vector<Fact> facts;
        bool operator==(const Section&) const = default;
    };

    explicit Inspector(QWidget* parent);
    void show(const QString& title, const QString& subtitle, std::vector<Section> sections);
    // Below the facts; the inspector owns it.
    void setExtra(QWidget* extra);

private:
    void build();
    void fill();
    [[nodiscard]] bool sameShape(const std::vector<Section>& sections) const;

    QString m_title, m_subtitle;
    std::vector<Section> m_sections;
    QWidget* m_body;
    QVBoxLayout* m_layout;
    QWidget* m_facts = nullptr;
    QLabel *m_head = nullptr, *m_line = nullptr;
    std::vector<ValueLabel*> m_values; // of the facts, in order
    QWidget* m_extra = nullptr;
};

[[nodiscard]] std::vector<Inspector::Section> factsOf(const store::View& view, const api::Node& node);
[[nodiscard]] std::vector<Inspector::Section> factsOf(const store::View& view, const api::Task& task);
[[nodiscard]] std::vector<Inspector::Section> factsOf(const store::View& view, const api::Service& service);
[[nodiscard]] std::vector<Inspector::Section> factsOf(const store::View& view, const api::Network& network);
[[nodiscard]] std::vector<Inspector::Section> factsOf(const store::View& view, const api::Secret& secret);
[[nodiscard]] std::vector<Inspector::Section> factsOf(const store::View& view, const api::Config& config);

// What an exit code usually means; "" for 0 and others that mean nothing in general.
[[nodiscard]] QString exitCodeText(std::int64_t code);

} // namespace skep::ui
