// The part of the form that talks to the server.
#include "ui/changes/changeset.h"
#include "ui/forms/drafts.h"
#include "ui/forms/fieldpages.h"
#include "ui/forms/refusal.h"
#include "ui/forms/serviceform.h"
#include "ui/text/text.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>

namespace skep::ui {

void ServiceForm::read()
{
    const auto engine = m_cluster.connection().engine();
    if (!engine)
        return refuse(engine.error());
    if (std::exchange(m_reading, true))
        return;
    [[maybe_unused]] const auto running = reading(this, *engine, m_id);
}

async::Task<void> ServiceForm::reading(
    QPointer<ServiceForm> form, std::shared_ptr<client::EngineClient> engine, std::string id)
{
    const auto document = co_await readService(engine, id);
    if (!form)
        co_return;
    form->m_reading = false;
    if (document)
        form->take(*document);
    else
        form->refuse(document.error());
}

bool ServiceForm::missing()
{
    if (!creating())
        return false;
    const QJsonObject document = m_draft->document();
    for (const auto& [id, sentence] : {std::pair(QStringLiteral("image"), tr("Which image shall run?")),
             std::pair(QStringLiteral("name"), tr("A service needs a name"))}) {
        if (!valueAt(document, findServiceField(id)->path).toString().isEmpty())
            continue;
        m_pages->reveal(id);
        m_pages->setError(id, sentence);
        return true;
    }
    return false;
}

void ServiceForm::proceed(Then then)
{
    if (!whyNot().isEmpty() || missing())
        return;
    const auto engine = m_cluster.connection().engine();
    if (!engine)
        return refuse(engine.error());
    m_busy = true;
    m_refusal->hide();
    refresh();
    [[maybe_unused]] const auto running = sending(this, *engine, then);
}

async::Task<void> ServiceForm::sending(
    QPointer<ServiceForm> form, std::shared_ptr<client::EngineClient> engine, Then then)
{
    const Field& image = *findServiceField(QStringLiteral("image"));
    if (form->m_pin->isChecked() && form->m_draft->changed(image.id)) {
        const std::string tagged = valueAt(form->m_draft->document(), image.path).toString().toStdString();
        const auto pinned = co_await pinnedImage(engine, tagged);
        if (!form)
            co_return;
        if (!pinned) {
            form->m_busy = false;
            form->refuse({ErrorCode::Unknown,
                tr("The digest of the image is not to be had (untick “Pin the digest” to go by its tag): %1")
                    .arg(errorText(pinned.error()))
                    .toStdString()});
            co_return;
        }
        form->m_draft->set(image, {{qstr(*pinned)}}, form->m_names);
        form->m_pages->load(*form->m_draft, form->m_names);
    }
    if (then == Then::Stage) {
        form->stage();
        co_return;
    }
    const QJsonObject document = form->m_draft->document();
    if (form->creating()) {
        const auto id = co_await createService(engine, document);
        if (!form)
            co_return;
        form->m_busy = false;
        if (id)
            form->accepted(*id, document);
        else
            form->refuse(id.error());
        co_return;
    }
    // A named object: a temporary lambda inside an awaited expression does not survive in this compiler.
    const client::ClusterConnection::Edit edit = draftEdit(*form->m_draft, form->m_names);
    const auto written = co_await form->m_cluster.connection().editService(form->m_id, edit);
    if (!form)
        co_return;
    form->m_busy = false;
    if (written)
        form->accepted(form->m_id, document);
    else
        form->refuse(written.error());
}

void ServiceForm::accepted(const std::string& id, const QJsonObject& sent)
{
    Drafts::of(m_cluster).forget(m_id);
    ChangeSet::of(m_cluster).withdraw(key());
    followService(m_cluster, title(), id, m_version, creating() ? QJsonObject() : m_draft->base(), sent);
    if (creating() && m_go)
        m_go(QStringLiteral("services"), {.kind = api::ObjectKind::Service, .ids = {id}});
    close();
}

void ServiceForm::refuse(const Error& error)
{
    m_refusal->setText(errorText(error));
    m_refusal->show();
    refresh();
    // The form moves to what is there now; what was written stays.
    if (m_draft && error.code == ErrorCode::Aborted && !creating())
        return read();
    if (const QString field = m_draft ? fieldOfRefusal(error.message) : QString();
        !field.isEmpty() && m_pages->reveal(field))
        m_pages->setError(field, errorText(error));
}

} // namespace skep::ui
