#include "ui/swarm/jointext.h"

#include "ui/managers/quorumplan.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace skep::ui {

std::optional<JoinText> parseJoinText(const QString& text)
{
    static const QRegularExpression token(QStringLiteral("SWMTKN-[12]-([0-9a-z]{50})-([0-9a-z]{25})(?![0-9a-z])"));
    // A host and a port as a word of its own; the line of docker's that people copy breaks with a backslash.
    static const QRegularExpression address(
        QStringLiteral("(?:^|\\s)((?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9][A-Za-z0-9.-]*):[0-9]{1,5})(?=\\s|$)"));
    const auto found = token.match(text);
    if (!found.hasMatch())
        return std::nullopt;
    JoinText join{found.captured(0), found.captured(1), {}};
    for (auto each = address.globalMatch(text); each.hasNext();)
        join.addresses << each.next().captured(1);
    return join;
}

bool isUnlockKey(const QString& text)
{
    static const QRegularExpression key(QStringLiteral("^SWMKEY-1-[A-Za-z0-9+/]{43}$"));
    return key.match(text.trimmed()).hasMatch();
}

QString maskedToken()
{
    return QStringLiteral("SWMTKN-1-••••••••-••••");
}

QString maskedKey()
{
    return QStringLiteral("SWMKEY-1-••••••••");
}

QString joinCommand(const QString& token, const QString& address)
{
    return QStringLiteral("docker swarm join --token %1 %2").arg(token, address);
}

QString tokenFingerprint(const QString& token)
{
    if (token.isEmpty())
        return {};
    return QString::fromLatin1(QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
}

QString shortDigest(const QString& digest)
{
    return digest.left(12);
}

QStringList joinAddresses(const store::View& view)
{
    QStringList addresses;
    for (const ManagerFact& manager : managerFacts(view))
        if (manager.reachable && !manager.address.isEmpty() && !addresses.contains(manager.address))
            addresses << manager.address;
    return addresses;
}

} // namespace skep::ui
