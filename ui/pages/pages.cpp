#include "ui/history/eventspage.h"
#include "ui/logs/logspage.h"
#include "ui/managers/managerspage.h"
#include "ui/pages/lists.h"
#include "ui/pages/page.h"
#include "ui/swarm/swarmpage.h"
#include "ui/text/translations.h"
#include "ui/topology/topologypage.h"

namespace skep::ui {

const std::vector<PageEntry>& pages()
{
    return keptByLanguage([] {
        return std::vector<PageEntry>{
            topology::topologyEntry(),
            nodesEntry(),
            servicesEntry(),
            tasksEntry(),
            logsEntry(),
            secretsEntry(),
            configsEntry(),
            networksEntry(),
            managersEntry(),
            swarmEntry(),
            eventsEntry(),
        };
    });
}

} // namespace skep::ui
