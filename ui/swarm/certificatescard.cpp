#include "ui/swarm/certificatescard.h"

#include "ui/cluster/asking.h"
#include "ui/swarm/swarmrequests.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int Margin = 12, Dot = 10, RowHeight = 16, Labels = 22;
constexpr int MostNamed = 12; // beyond it only the closest to their end are named

} // namespace

CertificateAxis::CertificateAxis(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("certificateAxis"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CertificateAxis::show(std::vector<CertificateFact> facts, std::int64_t validityNs)
{
    m_facts = std::move(facts);
    m_validityNs = validityNs;
    QStringList words;
    for (const auto& dot : map().dots)
        words << tr("%1: %2").arg(dot.name, daysLeftText(dot.days));
    setAccessibleName(tr("Days left of certificates: %1").arg(words.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

CertificateMap CertificateAxis::map() const
{
    const double room = std::max(1, width() - 2 * Margin);
    // Named dots need their name's width.
    const double need = int(m_facts.size()) <= MostNamed ? 110 : Dot + 2;
    return certificateMap(m_facts, m_validityNs, systemNow(), need / room);
}

QSize CertificateAxis::sizeHint() const
{
    return {400, Margin + std::max(1, map().rows) * RowHeight + Labels + 6};
}

QPointF CertificateAxis::place(const CertificateMap& map, const CertificateMap::Dot& dot) const
{
    const double room = width() - 2 * Margin;
    return {Margin + (map.days > 0 ? std::max(0.0, dot.days) / map.days : 0) * room,
        double(height() - Labels - 8 - dot.row * RowHeight)};
}

void CertificateAxis::paintEvent(QPaintEvent*)
{
    const CertificateMap all = map();
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double room = width() - 2 * Margin, bottom = height() - Labels;
    const auto x = [&](double days) { return Margin + (all.days > 0 ? days / all.days : 0) * room; };
    painter.fillRect(QRectF(x(all.renewUntil), 0, x(all.renewFrom) - x(all.renewUntil), bottom), t.selection);
    painter.setPen(QPen(t.border, 1));
    painter.drawLine(QPointF(Margin, bottom), QPointF(Margin + room, bottom));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    painter.setPen(t.muted);
    const QRectF words(Margin, bottom + 2, room, Labels - 2);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, tr("now"));
    painter.drawText(words, Qt::AlignRight | Qt::AlignTop, daysLeftText(all.days));
    painter.drawText(QRectF(x(all.renewUntil), bottom + 2, x(all.renewFrom) - x(all.renewUntil), Labels - 2),
        Qt::AlignHCenter | Qt::AlignTop, tr("nodes renew here by themselves"));
    const bool named = int(all.dots.size()) <= MostNamed;
    for (const auto& dot : all.dots) {
        const QPointF centre = place(all, dot);
        painter.setPen(Qt::NoPen);
        painter.setBrush(dot.days <= 0 ? t.fail : dot.days < all.renewUntil ? t.wait : t.run);
        painter.drawEllipse(centre, Dot / 2.0, Dot / 2.0);
        if (!named && dot.days >= all.renewUntil)
            continue;
        painter.setPen(t.text);
        const QString name = painter.fontMetrics().elidedText(
            tr("%1 %2", "node, days left").arg(dot.name, daysLeftText(dot.days)), Qt::ElideMiddle, 96);
        // Left of the dot where the axis ends.
        const bool left = centre.x() + Dot + painter.fontMetrics().horizontalAdvance(name) > width();
        const QRectF box(
            left ? centre.x() - Dot - 100 : centre.x() + Dot - 2, centre.y() - RowHeight / 2.0, 102, RowHeight);
        painter.drawText(box, int(left ? Qt::AlignRight : Qt::AlignLeft) | int(Qt::AlignVCenter), name);
    }
}

bool CertificateAxis::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const CertificateMap all = map();
    QStringList hit;
    for (const auto& dot : all.dots)
        if ((place(all, dot) - help->pos()).manhattanLength() < Dot * 1.5)
            hit << tr("%1: %2").arg(dot.name, daysLeftText(dot.days));
    QToolTip::showText(help->globalPos(), hit.join(u'\n'), this);
    return true;
}

CertificatesCard::CertificatesCard(Cluster& cluster, QWidget* parent)
    : SwarmCard(tr("Certificates"), parent)
    , m_cluster(cluster)
{
    setObjectName(QStringLiteral("certificates"));
    auto* rotate = new QPushButton(icon(QStringLiteral("rotate")), tr("Rotate Root CA…"), this);
    rotate->setObjectName(QStringLiteral("ca.rotate"));
    connect(rotate, &QPushButton::clicked, this, [this] { Q_EMIT trigger(QStringLiteral("ca.rotate")); });
    head()->addWidget(rotate);
    m_root = addText({});
    m_root->setObjectName(QStringLiteral("root"));
    m_rotation = addText({});
    m_rotation->setObjectName(QStringLiteral("rotation"));
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("rotationProgress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    body()->addWidget(m_progress);
    m_axis = new CertificateAxis(this);
    body()->addWidget(m_axis);
    m_unknown = addText({}, true);
    body()->addStretch(1);
}

void CertificatesCard::refresh()
{
    const auto swarm = m_cluster.store().cluster();
    const auto root = swarm ? rootFact(swarm->tlsInfo.trustRoot) : std::nullopt;
    m_root->setText(
        root ? tr("Root %1, SHA-256 %2…, until %3").arg(root->name, root->fingerprint, root->validUntil) : QString());
    m_root->setVisible(root.has_value());
    const RootRotation rotation = rootRotation(m_cluster.store());
    // Before a node has told its root there is nothing to count.
    const bool moving = rotation.running || (rotation.done > 0 && !rotation.waiting.isEmpty());
    m_rotation->setVisible(moving);
    m_progress->setVisible(moving);
    m_rotation->setText(tr("CA rotation: %1").arg(rotation.sentence()));
    m_progress->setRange(0, std::max(1, rotation.total));
    m_progress->setValue(rotation.done);
    m_progress->setAccessibleName(m_rotation->text());
    const bool told = m_cluster.capabilities().has("certificates") && swarm && !m_facts.empty();
    m_axis->setVisible(told);
    QStringList unknown;
    if (told) {
        m_axis->show(m_facts, swarm->spec.ca.nodeCertExpiry);
        for (const CertificateFact& fact : m_facts)
            if (fact.notAfter.isZero())
                unknown << fact.name;
    }
    m_unknown->setText(tr("Not known: %1").arg(unknown.join(QStringLiteral(", "))));
    m_unknown->setVisible(!unknown.isEmpty());
}

void CertificatesCard::ask()
{
    // A moment that is looked at again has no answers of now.
    if (m_cluster.viewing())
        return;
    if (m_asking || !m_cluster.capabilities().has("certificates")
        || m_cluster.state().standing != client::Standing::Manager)
        return;
    m_asking = true;
    whenAnswered<std::string>(this, fetchFromManager(&m_cluster.connection(), "/skep/v1/certificates"),
        [this](const Result<std::string>& body) {
            m_asking = false;
            m_answered = true;
            if (auto facts = body ? readCertificates(QByteArray::fromStdString(*body)) : std::nullopt)
                m_facts = std::move(*facts);
            refresh();
        });
}

} // namespace skep::ui
