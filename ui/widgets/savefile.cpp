#include "ui/widgets/savefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QSaveFile>

namespace skep::ui {
namespace {

struct SaveFile
{
    Q_DECLARE_TR_FUNCTIONS(SaveFile)
};

} // namespace

void saveFile(QWidget* owner, const QString& title, const QString& name, const QString& filter,
    std::function<QByteArray()> content, std::function<void(const QString& outcome)> told)
{
    auto* dialog = new QFileDialog(owner->window(), title, QDir::homePath(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, owner,
        [content = std::move(content), told = std::move(told)](const QString& path) {
            QSaveFile file(path);
            const bool saved = file.open(QIODevice::WriteOnly) && file.write(content()) >= 0 && file.commit();
            told(saved ? SaveFile::tr("saved") : SaveFile::tr("could not be saved: %1").arg(file.errorString()));
        });
    dialog->open();
}

} // namespace skep::ui
