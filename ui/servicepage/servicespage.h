#pragma once

#include "ui/pages/tablepage.h"

class QStackedLayout;

namespace skep::ui {

class ServiceView;

// The list of services, and, once a row is activated, that service over the whole page.
class ServicesRoom final : public Page
{
    Q_OBJECT
public:
    ServicesRoom(Cluster& cluster, QWidget* parent, TablePage* list);

    bool focusFilter() override;
    void open(const std::string& id);
    void close();
    [[nodiscard]] ServiceView* view() const { return m_view; }

private:
    TablePage* m_list;
    ServiceView* m_view = nullptr; // made when first needed
    QStackedLayout* m_stack;
};

} // namespace skep::ui
