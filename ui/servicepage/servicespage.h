#pragma once

#include "ui/pages/tablepage.h"

class QStackedWidget;

namespace skep::ui {

class Banner;
class Drafts;
class ServiceView;

// The list of services, and, once a row is activated, that service over the whole page. Above either, forms that were
// left unfinished are offered again.
class ServicesRoom final : public Page
{
    Q_OBJECT
public:
    ServicesRoom(Cluster& cluster, QWidget* parent, TablePage* list);

    bool focusFilter() override;
    bool exportTable() override { return m_list->exportTable(); }
    void open(const std::string& id);
    void close();
    [[nodiscard]] ServiceView* view() const { return m_view; }

private:
    void offerDrafts();
    void follow(const QString& button);

    Drafts& m_drafts;
    Banner* m_offer;
    TablePage* m_list;
    ServiceView* m_view = nullptr; // made when first needed
    QStackedWidget* m_stack;
};

} // namespace skep::ui
