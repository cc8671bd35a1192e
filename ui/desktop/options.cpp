#include "ui/desktop/options.h"

#include "ui/text/translations.h"

#include <QRegularExpression>

namespace skep::ui {
namespace {

Failure bad(const QString& text)
{
    return fail(ErrorCode::InvalidArgument, text.toStdString());
}

Result<QSize> parseSize(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,5})x([0-9]{1,5})$"));
    const auto match = form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() < 320 || size.height() < 240 || size.width() > 16384 || size.height() > 16384)
        return bad(QStringLiteral("--window-size %1: WIDTHxHEIGHT is needed, from 320x240 to 16384x16384").arg(text));
    return size;
}

} // namespace

Result<Options> parseOptions(const QStringList& words)
{
    Options options;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString name = words[i], value;
        if (name == u"--help" || name == u"-h") {
            options.help = true;
            continue;
        }
        if (name == u"--version") {
            options.version = true;
            continue;
        }
        static const QStringList known{QStringLiteral("--host"), QStringLiteral("-H"), QStringLiteral("--page"), QStringLiteral("--screenshot"),
            QStringLiteral("--window-size"), QStringLiteral("--theme"), QStringLiteral("--language")};
        const auto equals = name.startsWith(u"--") ? name.indexOf(u'=') : -1;
        if (equals >= 0) {
            value = name.mid(equals + 1);
            name.truncate(equals);
        }
        if (!known.contains(name))
            return bad(QStringLiteral("unknown argument %1").arg(words[i]));
        if (equals < 0) {
            if (i + 1 >= words.size())
                return bad(name + QStringLiteral(" needs a value"));
            value = words[++i];
        }
        if (value.isEmpty())
            return bad(name + QStringLiteral(" needs a value"));
        if (name == u"--host" || name == u"-H") {
            options.hosts << value;
        } else if (name == u"--page") {
            options.page = value;
        } else if (name == u"--screenshot") {
            if (!value.endsWith(u".png", Qt::CaseInsensitive))
                return bad(QStringLiteral("--screenshot %1: the file's name has to end in .png").arg(value));
            options.screenshot = value;
        } else if (name == u"--theme") {
            if (value != u"light" && value != u"dark")
                return bad(QStringLiteral("--theme %1: light or dark is needed").arg(value));
            options.theme = value;
        } else if (name == u"--language") {
            if (!languages().contains(value))
                return bad(QStringLiteral("--language %1: one of %2 is needed").arg(value, languages().join(QStringLiteral(", "))));
            options.language = value;
        } else {
            SKEP_TRY(size, parseSize(value));
            options.windowSize = size;
        }
    }
    return options;
}

QString usage()
{
    return QStringLiteral("usage: skep-desktop [--host HOST]... [--page NAME] [--screenshot FILE.png] [--window-size WxH] [--theme light|dark] [--language en|de|ja]\n"
                          "\n"
                          "  --host HOST        unix://PATH, tcp://HOST:PORT (mutual TLS) or ssh://HOST; a window for each. Without it: SKEP_HOST,\n"
                          "                     DOCKER_HOST, DOCKER_CONTEXT, the current context, then the socket of this machine\n"
                          "  --page NAME        the page to show first; also connect, and fleet for all clusters at once\n"
                          "  --screenshot FILE  connect, wait until everything is shown, save a picture, exit\n"
                          "  --window-size WxH  of the first window\n"
                          "  --theme NAME       light or dark, instead of the desktop's\n"
                          "  --language NAME    en, de or ja, instead of the desktop's\n");
}

} // namespace skep::ui
