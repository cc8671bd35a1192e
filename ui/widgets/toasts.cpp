#include "ui/widgets/toasts.h"

#include "ui/actions/action.h"
#include "ui/activity/undoing.h"
#include "ui/history/scrubber.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace skep::ui {

using namespace std::chrono_literals;

class Toasts::Card final : public QFrame {
public:
    Card(int id, Toasts* toasts) : QFrame(toasts), id(id)
    {
        setObjectName(QStringLiteral("toast"));
        setFixedWidth(360);
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(12, 8, 8, 10);
        layout->setSpacing(4);
        auto* line = new QHBoxLayout;
        mark = new QLabel(this);
        title = new QLabel(this);
        title->setWordWrap(true);
        title->setTextFormat(Qt::PlainText);
        QFont bold = title->font();
        bold.setWeight(QFont::DemiBold);
        title->setFont(bold);
        button = new QPushButton(this);
        button->setObjectName(QStringLiteral("toastButton"));
        auto* dismiss = new QToolButton(this);
        dismiss->setAutoRaise(true);
        dismiss->setIcon(icon(QStringLiteral("close")));
        dismiss->setAccessibleName(Toasts::tr("Dismiss"));
        line->addWidget(mark);
        line->addWidget(title, 1);
        line->addWidget(button, 0, Qt::AlignTop);
        line->addWidget(dismiss, 0, Qt::AlignTop);
        layout->addLayout(line);
        detail = new QLabel(this);
        detail->setWordWrap(true);
        detail->setTextFormat(Qt::PlainText);
        layout->addWidget(detail);
        progress = new QProgressBar(this);
        progress->setTextVisible(false);
        progress->setFixedHeight(6);
        layout->addWidget(progress);
        QObject::connect(dismiss, &QToolButton::clicked, this, [this] { over(); });
        QObject::connect(button, &QPushButton::clicked, this, [this] {
            auto* owner = static_cast<Toasts*>(parentWidget());
            const int which = this->id;
            if (goesOn) {
                owner->m_cluster.operations().goOn(which);
            } else if (undoes) {
                over();
                undoOperation(owner->m_cluster, owner->window(), which);
            } else {
                owner->m_cluster.operations().cancel(which);
            }
        });
        life.setSingleShot(true);
        QObject::connect(&life, &QTimer::timeout, this, [this] { over(); });
    }

    void take(const Operation& operation)
    {
        using Stage = Operation::Stage;
        const Cluster& cluster = static_cast<Toasts*>(parentWidget())->m_cluster;
        const bool running = operation.stage == Stage::Requested || (operation.stage == Stage::Accepted && operation.total > 0);
        const bool failed = operation.stage == Stage::Failed;
        goesOn = operation.waits;
        undoes = !running && !failed && operation.stage != Stage::Cancelled && !operation.undoText.isEmpty();
        title->setText(operation.title);
        QString text = failed ? operation.error : operation.progress;
        if (text.isEmpty())
            text = operation.stage == Stage::Requested ? Toasts::tr("Sent…")
                : operation.stage == Stage::Accepted   ? Toasts::tr("Accepted")
                : operation.stage == Stage::Cancelled  ? Toasts::tr("Stopped waiting; what was accepted stays")
                                                       : Toasts::tr("Done");
        detail->setText(text);
        detail->setVisible(operation.stage != Stage::Converged || !operation.progress.isEmpty()); // the mark says that it is done
        mark->setPixmap(icon(failed ? QStringLiteral("error") : running ? QStringLiteral("clock") : QStringLiteral("check")).pixmap(16));
        progress->setVisible(running && operation.total > 0);
        progress->setRange(0, std::max(1, operation.total));
        progress->setValue(operation.done);
        button->setVisible(goesOn || undoes || (running && operation.stage == Stage::Accepted));
        button->setEnabled(!goesOn || !changeRefusal(cluster));
        button->setText(goesOn ? verbUnder(cluster.guard(), Toasts::tr("Go On")) : undoes ? undoButtonText(cluster, operation) : Toasts::tr("Stop Waiting"));
        setAccessibleName(operation.title + QStringLiteral(": ") + text);
        if (running || failed)
            life.stop();
        else
            life.start(undoes ? 10s : 6s);
    }

    const int id;
    bool undoes = false, goesOn = false;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(theme().raised);
        painter.setPen(QPen(theme().border, 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }

public:
    void over()
    {
        auto* owner = static_cast<Toasts*>(parentWidget());
        std::erase(owner->m_cards, this);
        hide();
        deleteLater();
        owner->place();
    }

private:
    QLabel *mark, *title, *detail;
    QPushButton* button;
    QProgressBar* progress;
    QTimer life;
};

Toasts::Toasts(Cluster& cluster, QWidget* pages, QWidget* window) : QWidget(window), m_cluster(cluster), m_pages(pages)
{
    setObjectName(QStringLiteral("toasts"));
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    m_layout->setSizeConstraint(QLayout::SetFixedSize);
    pages->installEventFilter(this);
    connect(&m_cluster.operations(), &Operations::changed, this, &Toasts::follow);
    hide();
}

void Toasts::follow(int id)
{
    const auto& all = m_cluster.operations().all();
    const auto operation = std::find_if(all.begin(), all.end(), [id](const Operation& one) { return one.id == id; });
    if (operation == all.end())
        return;
    auto card = std::find_if(m_cards.begin(), m_cards.end(), [id](const Card* one) { return one->id == id; });
    if (card == m_cards.end()) {
        // A card that was dismissed stays away, unless there is something bad to tell.
        if (operation->stage != Operation::Stage::Requested && operation->stage != Operation::Stage::Failed && !operation->waits)
            return;
        if (m_cards.size() == 3)
            m_cards.front()->over();
        m_cards.push_back(new Card(id, this));
        m_layout->addWidget(m_cards.back());
        card = std::prev(m_cards.end());
    }
    (*card)->take(*operation);
    place();
}

void Toasts::place()
{
    setVisible(!m_cards.empty());
    adjustSize();
    if (!m_pages)
        return;
    QPoint corner = m_pages->mapTo(parentWidget(), m_pages->rect().bottomRight());
    for (const auto* line : m_pages->findChildren<Scrubber*>())
        if (line->isVisible())
            corner.setY(std::min(corner.y(), line->mapTo(parentWidget(), QPoint()).y()));
    move(corner.x() - width() - 16, std::max(0, corner.y() - height() - 16));
    raise();
}

// A card that has just come knows its height only once it is laid out.
void Toasts::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

bool Toasts::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_pages && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace skep::ui
