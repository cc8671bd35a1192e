#pragma once

#include "shared/planning/planning.h"
#include "ui/forms/draft.h"
#include "ui/forms/servicerequests.h"
#include "ui/widgets/sheet.h"

#include <QTimer>

class QCheckBox;
class QLabel;
class QPushButton;

namespace skep::ui {

class ConflictPane;
class FieldPages;
class ReviewPane;

// Creates or updates a service. It edits the document as the server has it, says what would be sent and what that does,
// and follows the mirror while it is open: what others change meanwhile is taken in or asked about. A refusal keeps
// everything.
class ServiceForm final : public Sheet
{
    Q_OBJECT
public:
    using Go = std::function<void(const QString& page, const Selection& selection)>;
    // What is filled in before the person sees it.
    using Preset = std::function<void(Draft&, const FormNames&)>;
    // `id` empty: a new one. `reveal`: the field or section to begin with, "" for the first.
    static ServiceForm* open(Cluster& cluster, QWidget* window, const std::string& id, const QString& reveal = {},
        Go go = {}, Preset preset = {});

private:
    ServiceForm(Cluster& cluster, QWidget* window, std::string id, QString reveal, Go go);
    void build();
    void begin(QJsonObject base);
    void take(const ServiceDocument& document);
    void fieldEdited(const QString& id);
    void mirrorChanged(const std::vector<store::Event>& events);
    void refresh();
    void review();
    void read();
    // What happens with a finished draft.
    enum class Then
    {
        Send,
        Stage // to be applied with others
    };
    void proceed(Then then);
    void stage();
    void refuse(const Error& error);
    [[nodiscard]] bool missing();
    [[nodiscard]] bool creating() const { return m_id.empty(); }
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] QString nameNow() const;
    [[nodiscard]] QString title() const;
    // In a change set.
    [[nodiscard]] QString key() const;
    // What the draft does, for the simulation; nothing while it says too little.
    [[nodiscard]] std::vector<planning::Change> effects() const;
    void accepted(const std::string& id, const QJsonObject& sent);

    // What waits for answers; the form may be gone by then.
    static async::Task<void> reading(
        QPointer<ServiceForm> form, std::shared_ptr<client::EngineClient> engine, std::string id);
    static async::Task<void> sending(
        QPointer<ServiceForm> form, std::shared_ptr<client::EngineClient> engine, Then then);

    Cluster& m_cluster;
    const std::string m_id;
    QString m_reveal;
    const Go m_go;
    Preset m_preset;
    FormNames m_names;
    std::optional<Draft> m_draft;
    std::uint64_t m_version = 0;
    bool m_busy = false, m_reading = false;
    QString m_gone; // why it cannot be sent any more
    ConflictPane* m_conflicts;
    QWidget* m_restored;
    QLabel *m_left, *m_wait, *m_refusal, *m_base;
    FieldPages* m_pages;
    ReviewPane* m_review;
    QCheckBox* m_pin;
    QPushButton *m_apply, *m_stage, *m_retry;
    QTimer m_simulate;
};

} // namespace skep::ui
